"""What the record knows of claims: by either number, as it is compared, also where an earlier program wrote it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from segur_tui.application.record.claims import Claims
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.schema import FILE_NAME, TABLES
from segur_tui.format.numbers import Numbers
from tests.claims import ANS
from tests.settings import SETTINGS

WRITTEN = [("00003", "FINMDV000001"), (" 3", "finmdv 000001"), ("3", "FINMDV000001 ")]


@pytest.mark.parametrize(("editor", "dossier"), WRITTEN)
@pytest.mark.sqlite
def test_what_an_earlier_program_recorded_is_found_by_either_number(
    state: Path, editor: str, dossier: str
) -> None:
    state.mkdir(parents=True)
    with closing(sqlite3.connect(state / FILE_NAME)) as connection, connection:
        connection.executescript(TABLES + "PRAGMA user_version = 1")
        connection.execute("INSERT INTO exported_file VALUES (1, '/a.json', ?, '', '2026-11-24', 7, '')", (ANS,))
        connection.execute("INSERT INTO exported_line VALUES (1, 4, '/b.json', 2, ?, ?)", (editor, dossier))
        connection.execute("INSERT INTO seen_file VALUES (1, 'd', '/b.json', 'b.json', '', 'return', ?)", (ANS,))
        connection.execute("INSERT INTO seen_line VALUES (1, 2, ?, ?, 'accepted', '', '')", (editor, dossier))
    with open_record(SETTINGS) as store:
        for numbers in (Numbers("00003", ""), Numbers("", "finmdv000001")):
            (exported,) = Claims(store, ANS.lower()).exported([numbers])
            assert (exported.deposit, exported.line, exported.source_line) == ("20261124-007", 4, 2)
            (answer,) = Claims(store, ANS).answers([numbers])
            assert (answer.line, answer.is_accepted, answer.numbers) == (2, True, Numbers("00003", "finmdv000001"))
        assert Claims(store, ANS).exported([Numbers("00004", "")]) == []
        assert Claims(store, "AUTREANS02").exported([Numbers("00003", "")]) == []
        assert Claims(store, ANS).exported([Numbers("", "")]) == []


def test_more_numbers_than_one_query_takes_are_looked_up(state: Path) -> None:
    del state
    with open_record(SETTINGS) as store:
        file = "INSERT INTO exported_file (id, path, numero_ans, siret, day, number) VALUES (1, '', ?, '', '', 1)"
        store.change(file, (ANS,))
        wanted = [Numbers(f"{number:05d}", "") for number in range(1, 1203)]
        store.change_all(
            "INSERT INTO exported_line VALUES (1, ?, '', 1, '', '', ?, '', '', '', '')",
            [(line, numbers.editor) for line, numbers in enumerate(wanted, 1)],
        )
        assert len(Claims(store, ANS).exported(wanted)) == len(wanted)
