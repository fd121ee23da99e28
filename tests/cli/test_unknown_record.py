"""`segur-tui export` where the record cannot be read: nothing is written unasked (format.md §6)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import count
from pathlib import Path

import pytest

from segur_tui.application.disk import patience
from segur_tui.application.record.schema import FILE_NAME, RECORD
from tests.claims import ACCEPTED, ANS, REJECTED, returned, save
from tests.cli.program import Program

DAY = ("--date", "2026-11-24")
NAME = f"JSON-{ANS}-20261124-001.json"
PAGE = 4096


@pytest.fixture
def record(program: Program, tmp_path: Path) -> Path:
    """A record that shows line 1 accepted, in a return that is gone."""
    accepted = save(tmp_path / "later", returned([ACCEPTED]), "20261012")
    assert program.run("export", accepted, *DAY).status == 0
    accepted.unlink()
    return program.home / "state" / "segur-tui" / FILE_NAME


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return save(tmp_path / "retours", returned([REJECTED, REJECTED]))


@contextmanager
def locked(record: Path) -> Iterator[None]:
    with closing(sqlite3.connect(record, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def flipped(record: Path) -> Iterator[None]:
    content = bytearray(record.read_bytes())
    for start in range(0, len(content), PAGE):
        content[start + 100] ^= 0x55
    record.write_bytes(content)
    yield


@contextmanager
def newer(record: Path) -> Iterator[None]:
    with closing(sqlite3.connect(record)) as other:
        other.execute(f"PRAGMA user_version = {RECORD.newest + 1}")
    yield


@contextmanager
def without_tables(record: Path) -> Iterator[None]:
    record.unlink()
    with closing(sqlite3.connect(record)) as other:
        other.execute(f"PRAGMA user_version = {RECORD.newest}")
    yield


@contextmanager
def cut_to_nothing(record: Path) -> Iterator[None]:
    record.write_bytes(b"")
    yield


@contextmanager
def no_folder(record: Path) -> Iterator[None]:
    record.parent.rename(record.parent.with_name("aside"))
    record.parent.touch()
    yield


@pytest.mark.parametrize("trouble", [locked, flipped, newer, without_tables, cut_to_nothing, no_folder])
def test_accepted_lines_are_never_written_unasked(
    program: Program,
    record: Path,
    source: Path,
    trouble: Callable[[Path], ExitStack],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = count()
    monkeypatch.setattr(patience, "monotonic", lambda: next(looks) / 2)  # a patience is over after a few attempts
    with trouble(record):
        for options in (["--dry-run"], []):
            outcome = program.run("export", source, *DAY, *options, "--format", "json")
            assert (outcome.status, outcome.stdout) == (2, "")
            assert "rien n'est écrit (--without-record" in outcome.stderr
            assert not (source.parent / NAME).exists()
        anyway = program.run("export", source, *DAY, "--without-record", "--format", "json")
    assert anyway.status == 0
    assert [len(file["lines"]) for file in anyway.report["written"]] == [2]
    assert [warning["id"] for warning in anyway.report["warnings"]] == ["unchanged", "without-record"]
    assert "d'après les dossiers seuls" in anyway.stderr
    assert (source.parent / NAME).exists()


def test_a_record_that_was_never_made_is_empty(program: Program, source: Path) -> None:
    foretold = program.run("export", source, *DAY, "--dry-run", "--format", "json")
    assert foretold.status == 0
    assert not (program.home / "state").exists()
    assert program.run("export", source, *DAY, "--format", "json").report == foretold.report
