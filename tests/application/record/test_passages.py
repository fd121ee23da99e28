"""The record of every earlier version becomes that of the present one, and its withdrawn files are no passages."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from segur_tui.application.history.passage import What
from segur_tui.application.history.passages import History
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.schema import FILE_NAME, RECORD, TO_VERIFY
from segur_tui.application.record.store import Store
from tests.claims import ANS
from tests.settings import SETTINGS

pytestmark = pytest.mark.sqlite

VIEW = """
CREATE VIEW passage AS
    SELECT f.deposit, f.name, f.path, f.numero_ans, l.line, l.numero_editeur, l.numero_asp,
        CASE f.kind WHEN 'submission' THEN 'deposited' ELSE l.state END AS what, l.code, l.label, '' AS source,
        0 AS source_line
    FROM seen_line l JOIN seen_file f ON f.id = l.file_id
    UNION ALL
    SELECT replace(f.day, '-', '') || '-' || printf('%03d', f.number), '', f.path, f.numero_ans, l.num_ligne,
        l.numero_editeur, l.numero_asp, 'exported', '', '', l.source, l.source_line
    FROM exported_line l JOIN exported_file f ON f.id = l.file_id
"""
ASIDE = " WHERE f.withdrawn = ''"
VIEWS = (VIEW, VIEW + ASIDE, VIEW.replace("CASE f.kind", "CASE f.kind WHEN '' THEN f.is_solde") + ASIDE)
"""The view `passage` as each version made it: the third knew doubtful acceptances."""
HOLDING = f"""
INSERT INTO exported_file (id, path, numero_ans, siret, day, number) VALUES
    (1, '/1.json', '{ANS}', '', '2026-11-24', 7), (2, '/2.json', '{ANS}', '', '2026-11-24', 8);
INSERT INTO exported_line (file_id, num_ligne, source, source_line, numero_editeur, numero_asp) VALUES
    (1, 1, '/0.json', 1, '00001', ''), (2, 1, '/0.json', 2, '00002', '');
INSERT INTO seen_file (id, digest, path, name, deposit, kind, numero_ans) VALUES
    (1, 'a', '/0.json', '0.json', '20261123-001', 'return', '{ANS}'),
    (2, 'b', '/1.json', '1.json', '20261124-007', 'submission', '{ANS}'),
    (3, 'c', '/2.json', '2.json', '20261124-008', 'submission', '{ANS}');
INSERT INTO seen_line (file_id, line, numero_editeur, numero_asp, state, code, label) VALUES
    (1, 1, '00001', '', 'rejected', '1204', 'Refus'), (1, 2, '00002', '', 'rejected', '1204', 'Refus'),
    (2, 1, '00001', '', 'pending', '', ''), (3, 1, '00002', '', 'pending', '', '')
"""  # noqa: S608 (a number of ours)
KEPT_AS_COMPARED = (
    "; UPDATE seen_line SET editor_key = numero_editeur; UPDATE exported_line SET editor_key = numero_editeur"
)
"""The numbers as they are compared, which programs keep from the second version on."""


def shape(store: Store) -> list[tuple[str, str, str]]:
    rows = store.rows("SELECT type, name, sql FROM sqlite_schema WHERE sql != ''")
    return sorted((kind, name, " ".join(sql.split())) for kind, name, sql in rows)


@pytest.mark.parametrize("version", range(1, len(VIEWS) + 1))
def test_a_record_of_an_earlier_version_is_brought_up(state: Path, version: int) -> None:
    state.mkdir(parents=True)
    with closing(sqlite3.connect(state / FILE_NAME)) as connection, connection:
        kept = HOLDING + (KEPT_AS_COMPARED if version > 1 else "")
        scripts = ";".join((*RECORD.scripts[:version], VIEWS[version - 1], kept))
        connection.executescript(f"{scripts}; PRAGMA user_version = {version}")
    with open_record(SETTINGS) as store, Store.empty() as empty:
        assert shape(store) == shape(empty)
        store.change("UPDATE exported_file SET withdrawn = 'now' WHERE number = 7")
    with History.opened(SETTINGS, to_read=True) as history:
        assert [passage.line for passage in history.open_rejections()] == [1]
        assert [passage.what for passage in history.passages("00001")] == [What.REJECTED, What.WITHDRAWN]
        assert [passage.what for passage in history.passages("00002")] == [What.REJECTED, What.EXPORTED]


@pytest.mark.parametrize(
    ("state_then", "code", "label", "state_now"),
    [
        ("rejected", "0000", "La ligne de la demande de solde est enregistrée avec succès.", "accepted"),
        ("rejected", "0000", "Demande acceptée.", "accepted"),
        ("rejected", "", "Demande acceptÃ©e", "accepted"),
        ("rejected", '["0000"]', '["Demande acceptée"]', "accepted"),
        ("rejected", "0", "", "accepted"),
        ("rejected", "0000", "Date invalide", "to-verify"),
        ("rejected", "1204", "", "to-verify"),
        ("rejected", "1204", "Date invalide", "rejected"),
        ("rejected", "", "", "pending"),
        ("rejected", "[]", "{}", "pending"),
        ("accepted", "7", "", "accepted"),
        ("pending", "", "", "pending"),
    ],
)
def test_what_an_earlier_program_remembered_of_an_answer_is_read_again(
    state: Path, state_then: str, code: str, label: str, state_now: str
) -> None:
    """format.md §5: a success in a sentence counted as a refusal, and its demande was claimed again."""
    before_answers = RECORD.scripts.index(TO_VERIFY)
    state.mkdir(parents=True)
    with closing(sqlite3.connect(state / FILE_NAME)) as connection, connection:
        connection.executescript(
            f"{';'.join(RECORD.scripts[:before_answers])}; PRAGMA user_version = {before_answers}"
        )
        connection.execute(
            "INSERT INTO seen_file (id, digest, path, name, deposit, kind, numero_ans, is_solde) "
            "VALUES (1, 'a', '/0.json', '0.json', '20261123-001', 'return', ?, 1)",
            (ANS,),
        )
        connection.execute(
            "INSERT INTO seen_line (file_id, line, numero_editeur, numero_asp, state, code, label) "
            "VALUES (1, 1, '00001', '', ?, ?, ?)",
            (state_then, code, label),
        )
    with open_record(SETTINGS) as store:
        assert store.rows("SELECT state, code, label FROM seen_line") == [(state_now, code, label)]
        kind = "submission" if state_now == "pending" else "return"
        assert store.rows("SELECT kind FROM seen_file") == [(kind,)]
