"""The record of numbers used, and what keeps it from being read."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from segur_tui.application.disk.patience import Patience
from segur_tui.application.drafts.stored import Drafts
from segur_tui.application.record.exports import (
    ExportedFile,
    ExportedLine,
    Record,
    RecordInReach,
    documents_before,
)
from segur_tui.application.state.database import FILE_NAME, MIGRATIONS, open_database
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.application.state.sessions import Session
from tests.application.occupied import changed, occupied
from tests.settings import SETTINGS

ANS = "LGCTEST001"
DAY = date(2026, 11, 24)


def exported(number: int) -> ExportedFile:
    line = ExportedLine(1, "/retours/a.json", 3, "00003", "FINMDV000003")
    return ExportedFile("/out/b.json", ANS, "73282932000074", DAY, number, (line,))


def test_numbers_are_kept_for_their_ans_number_and_day(state: Path) -> None:
    with RecordInReach.opened(SETTINGS) as reached, reached.transaction():
        reached.add([exported(1), exported(4)])
    with Record.opened(SETTINGS) as record:
        assert record.numbers_used(ANS, DAY) == {1, 4}
        assert record.numbers_used(ANS, date(2026, 11, 25)) == set()
        assert record.numbers_used("AUTREANS02", DAY) == set()
    assert state.stat().st_mode & 0o777 == 0o700
    assert (state / "segur-tui.db").stat().st_mode & 0o777 == 0o600


def test_the_folder_of_the_documents_is_that_of_the_last_export_that_had_one(tmp_path: Path) -> None:
    assert documents_before(ANS, SETTINGS) is None
    (tmp_path / "lundi").mkdir()
    (tmp_path / "mardi").mkdir()
    for number, folder in enumerate((tmp_path / "lundi", tmp_path / "mardi", None), 1):
        with RecordInReach.opened(SETTINGS) as record, record.transaction():
            record.add([exported(number)], folder)
    assert documents_before(ANS, SETTINGS) == tmp_path / "mardi"
    assert documents_before("AUTREANS02", SETTINGS) is None
    (tmp_path / "mardi").rmdir()
    assert documents_before(ANS, SETTINGS) is None


def test_a_transaction_that_fails_keeps_nothing() -> None:
    def add_and_fail(record: RecordInReach) -> None:
        with record.transaction():
            record.add([exported(1)])
            raise KeyError

    with RecordInReach.opened(SETTINGS) as record:
        with pytest.raises(KeyError):
            add_and_fail(record)
        assert record.numbers_used(ANS, DAY) == set()


def test_a_record_that_cannot_be_written_is_read_and_the_work_goes_on(state: Path) -> None:
    with RecordInReach.opened(SETTINGS) as record, record.transaction():
        record.add([exported(1)])
    with occupied(state, "IMMEDIATE"), RecordInReach.opened(SETTINGS, Patience(0.1)) as record:
        with record.transaction():
            assert record.numbers_used(ANS, DAY) == {1}
            record.add([exported(2)])
        assert "occupe" in record.trouble
    with Record.opened(SETTINGS) as kept:
        assert kept.numbers_used(ANS, DAY) == {1}


def test_a_record_that_fails_half_way_keeps_nothing_of_it(state: Path) -> None:
    with RecordInReach.opened(SETTINGS) as record, record.transaction():
        record.add([exported(1)])
    changed(state, "DROP TABLE exported_line")
    with RecordInReach.opened(SETTINGS) as record:
        with record.transaction():
            record.add([exported(2)])
        assert "abîmé" in record.trouble
    with Record.opened(SETTINGS) as kept:
        assert kept.numbers_used(ANS, DAY) == {1}


def test_an_open_state_folder_is_closed_to_others(state: Path) -> None:
    state.mkdir(parents=True, mode=0o755)
    with Record.opened(SETTINGS):
        assert state.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("way", ["to read", "to write"])
def test_an_open_database_and_open_sessions_are_closed_to_others(state: Path, way: str) -> None:
    (state / "sessions").mkdir(parents=True)
    open_database(SETTINGS).close()
    (state / FILE_NAME).chmod(0o644)
    (state / "sessions").chmod(0o777)
    with Drafts.opened(SETTINGS, to_read=way == "to read"):
        assert (state / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert Session(SETTINGS).identity
    assert (state / "sessions").stat().st_mode & 0o777 == 0o700


def test_only_what_is_the_program_s_own_is_closed_to_others(state: Path) -> None:
    state.mkdir(parents=True)
    before = Path("/dev/null").stat().st_mode
    (state / FILE_NAME).symlink_to("/dev/null")
    with pytest.raises(StateUnavailable):
        open_database(SETTINGS)
    assert Path("/dev/null").stat().st_mode == before


def test_a_newer_database_is_refused_politely(state: Path) -> None:
    open_database(SETTINGS).close()
    connection = sqlite3.connect(state / "segur-tui.db")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(StateUnavailable, match="plus récente"):
        open_database(SETTINGS)


@pytest.mark.parametrize("content", [b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_told(state: Path, content: bytes) -> None:
    state.mkdir(parents=True)
    (state / "segur-tui.db").write_bytes(content)
    with pytest.raises(StateUnavailable, match="registre"):
        open_database(SETTINGS)


def test_a_state_folder_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    with pytest.raises(StateUnavailable, match="dossier"):
        open_database(SETTINGS)


def test_a_database_of_the_first_version_is_brought_up_with_what_it_holds(state: Path) -> None:
    state.mkdir(parents=True)
    with sqlite3.connect(state / "segur-tui.db") as first:
        first.executescript(MIGRATIONS[0] + "PRAGMA user_version = 1;")
        values = ("/out/b.json", ANS, "73282932000074", DAY.isoformat(), 3)
        first.execute(
            "INSERT INTO exported_file (path, numero_ans, siret, day, number) VALUES (?, ?, ?, ?, ?)", values
        )
    first.close()
    with Record.opened(SETTINGS) as record:
        assert record.numbers_used(ANS, DAY) == {3}
    with Drafts.opened(SETTINGS, to_read=True) as drafts:
        assert drafts.in_progress() == {}


def test_reading_makes_no_database(state: Path) -> None:
    with Drafts.opened(SETTINGS, to_read=True) as drafts:
        assert drafts.in_progress() == {}
    assert not state.exists()
