"""The record of numbers used, and what keeps it from being read."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.exports import (
    ExportedFile,
    ExportedLine,
    Record,
)
from segur_tui.application.record.schema import FILE_NAME, RecordBusy, RecordUnknown
from tests.application.occupied import changed, occupied
from tests.settings import SETTINGS

ANS = "LGCTEST001"
DAY = date(2026, 11, 24)


def exported(number: int) -> ExportedFile:
    line = ExportedLine(1, "/retours/a.json", 3, "00003", "FINMDV000003")
    return ExportedFile("/out/b.json", ANS, "73282932000074", DAY, number, (line,))


@pytest.mark.sqlite
def test_numbers_are_kept_for_their_ans_number_and_day(state: Path) -> None:
    with Record.opened(SETTINGS) as reached, reached.store.transaction():
        reached.add([exported(1), exported(4)])
    with Record.opened(SETTINGS) as record:
        assert record.numbers_used(ANS, DAY) == record.numbers_used(ANS.lower(), DAY) == {1, 4}
        assert record.numbers_used(ANS, date(2026, 11, 25)) == set()
        assert record.numbers_used("AUTREANS02", DAY) == set()
    assert state.stat().st_mode & 0o777 == 0o700
    assert (state / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_transaction_that_fails_keeps_nothing() -> None:
    def add_and_fail(record: Record) -> None:
        with record.store.transaction():
            record.add([exported(1)])
            raise KeyError

    with Record.opened(SETTINGS) as record:
        with pytest.raises(KeyError):
            add_and_fail(record)
        assert record.numbers_used(ANS, DAY) == set()


def test_a_record_that_cannot_be_written_is_read_and_refuses_what_is_added(state: Path) -> None:
    with Record.opened(SETTINGS) as record, record.store.transaction():
        record.add([exported(1)])
    with occupied(state, "IMMEDIATE", FILE_NAME), Record.opened(SETTINGS, Patience(0.1)) as record:
        assert record.numbers_used(ANS, DAY) == {1}
        with pytest.raises(RecordBusy), record.store.transaction():
            record.add([exported(2)])
        with pytest.raises(RecordBusy):
            record.store.ensure_it_can_keep()
        assert record.numbers_used(ANS, DAY) == {1}


def test_numbers_are_waited_for_from_the_first_query_on(state: Path) -> None:
    with Record.opened(SETTINGS) as record, record.store.transaction():
        record.add([exported(1)])
    reported, held = list[str](), ExitStack()

    def leave(sentence: str) -> None:
        reported.append(sentence)
        held.close()

    with held, Record.opened(SETTINGS, Patience(10, leave)) as record:
        held.enter_context(occupied(state, "EXCLUSIVE", FILE_NAME))
        assert record.numbers_used(ANS, DAY) == {1}
    assert reported == ["le registre est occupé par un autre programme, attente…", ""]


def test_who_reads_a_copy_of_the_record_keeps_nobody_from_writing() -> None:
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000000) SELECT i FROM n"
    query = f"SELECT max(i), count(identity) FROM ({numbers}), record"  # noqa: S608 (a long look)
    is_copied, found, written = Event(), list[object](), 0

    def look() -> None:
        with open_record(SETTINGS) as store, store.copied() as copy:
            is_copied.set()
            found.extend(copy.rows(query))

    looking = Thread(target=look)
    looking.start()
    is_copied.wait()
    while looking.is_alive():
        with Record.opened(SETTINGS, Patience(0)) as record, record.store.transaction():
            record.add([exported(written + 1)])
        written += 1
    assert found == [(2_000_000, 2_000_000)]
    assert written > 1


@pytest.mark.sqlite
def test_a_record_that_fails_half_way_keeps_nothing_of_it(state: Path) -> None:
    with Record.opened(SETTINGS) as record, record.store.transaction():
        record.add([exported(1)])
    refuse = "CREATE TRIGGER t BEFORE INSERT ON exported_line BEGIN SELECT RAISE(ABORT, 'x'); END"
    changed(state, refuse, FILE_NAME)
    with (
        Record.opened(SETTINGS) as record,
        pytest.raises(RecordUnknown, match="abîmé"),
        record.store.transaction(),
    ):
        record.add([exported(2)])
    with Record.opened(SETTINGS) as kept:
        assert kept.numbers_used(ANS, DAY) == {1}
