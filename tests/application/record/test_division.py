"""The single database of earlier versions becomes two: nothing is lost, a copy stays, and nobody hears of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.disk.patience import Patience
from segur_tui.application.history.passages import History
from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.left_behind import left_behind
from segur_tui.application.record.schema import FILE_NAME as RECORD
from segur_tui.application.record.schema import RecordBusy, RecordUnknown
from segur_tui.application.state.database import FILE_NAME
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.format.value_type import replace
from tests.application.earlier import MIGRATIONS, made_earlier
from tests.application.occupied import no_file_beyond
from tests.application.record.kept import filled, kept
from tests.settings import SETTINGS

pytestmark = pytest.mark.sqlite

VERSIONS = range(1, len(MIGRATIONS) + 1)
LAST = len(MIGRATIONS)
TEAM = {"exported_file", "exported_line", "seen_file", "seen_line", "passage"}


OTHERS = {
    *("record", "intent", "intended_file", "settled_answer", "refused_line", "changed_value"),
    *("avance_file", "avance_line"),
    "sqlite_sequence",  # where the next number of a settled answer stands
}


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type != 'index'")}


def contents(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall())  # noqa: S608 (a table's name)
            for name in tables(path) - {"passage"}
        }


@pytest.mark.parametrize("version", VERSIONS)
def test_an_earlier_database_is_divided_and_a_copy_of_it_left(tmp_path: Path, state: Path, version: int) -> None:
    filled(tmp_path)
    before = kept(tmp_path, version)
    assert all(before.values()), before
    path = made_earlier(state, version)
    held = contents(path)
    assert kept(tmp_path, version) == before
    kept(tmp_path)  # the tables of later versions are there, too
    copy = state / f"{FILE_NAME}.v{version}"
    assert contents(copy) == held
    assert not tables(path) & TEAM
    assert tables(state / RECORD) == TEAM | OTHERS
    for file in (path, copy, state / RECORD):
        assert file.stat().st_mode & 0o777 == 0o600
    assert {file.name.removesuffix("-journal") for file in state.iterdir()} == {
        *(file.name for file in (path, copy, state / RECORD)),
        "sessions",
    }


def test_the_record_is_whole_whichever_of_the_two_is_opened_first(tmp_path: Path, state: Path) -> None:
    filled(tmp_path)
    before = kept(tmp_path)
    made_earlier(state, LAST)
    with History.opened(SETTINGS) as history:
        assert history.passages("00002")
    assert kept(tmp_path) == before


def test_a_copy_that_is_put_back_and_goes_on_with_an_earlier_program_is_taken_in(
    tmp_path: Path, state: Path
) -> None:
    filled(tmp_path)
    made_earlier(state, LAST)
    draft = kept(tmp_path)["draft"]
    filled(tmp_path / "since", 4)  # what only the record knows
    with_since = contents(state / RECORD)
    shutil.copy(state / f"{FILE_NAME}.v{LAST}", state / FILE_NAME)
    with closing(sqlite3.connect(state / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE exported_line SET numero_asp = 'FINMDV000009'")
        connection.execute("UPDATE exported_file SET number = 7")
    after = kept(tmp_path)
    now = contents(state / RECORD)
    assert after["draft"] == draft
    assert after["numbers"] == {1, 2, 7}
    assert {name: len(rows) for name, rows in now.items()} == {
        name: len(rows) + name.startswith("exported") for name, rows in with_since.items()
    }


def test_the_program_does_not_speak_of_it(tmp_path: Path, state: Path) -> None:
    filled(tmp_path)
    made_earlier(state, LAST)
    command = [sys.executable, "-m", "segur_tui", "history", "00002"]
    reported = subprocess.run(command, capture_output=True, check=True)
    assert b"00002" in reported.stdout
    assert reported.stderr == b""


def test_what_keeps_it_from_being_divided_is_said_and_nothing_is_lost(tmp_path: Path, state: Path) -> None:
    filled(tmp_path, 200)
    before = kept(tmp_path)
    made_earlier(state, LAST)
    with no_file_beyond(20_000):
        with pytest.raises(RecordUnknown, match="disque"):
            kept(tmp_path)
        assert not (state / f"{FILE_NAME}.v{LAST}").exists()
        with pytest.raises(StateUnavailable), History.opened(SETTINGS, to_read=True):
            pass
    assert kept(tmp_path) == before


def test_several_processes_that_begin_at_once_all_find_everything(tmp_path: Path, state: Path) -> None:
    filled(tmp_path, 200)
    before = kept(tmp_path)
    path = made_earlier(state, LAST)
    _grown(path, 100)
    command = [sys.executable, "-m", "tests.application.record.kept", str(tmp_path)]
    reported: list[tuple[int, str, str]] = []
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    for process in running:
        out, error = process.communicate()
        reported.append((process.returncode, out.decode(), error.decode()))
    assert reported == [(0, repr(before), "")] * len(running)
    with closing(sqlite3.connect(state / RECORD)) as connection:
        assert connection.execute("SELECT count(*) FROM seen_line").fetchone() == (100 * 200 + 400,)


def _grown(path: Path, files: int) -> None:
    """Let an earlier database remember more files of 200 lines, of another ANS number."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for number in range(files):
            added = connection.execute(
                "INSERT INTO seen_file (digest, path, name, deposit, kind, numero_ans) "
                "VALUES (?1, ?1, ?1, '', 'submission', 'AUTREANS02')",
                (f"other-{number}",),
            ).lastrowid
            rows = [(added, line, f"9{line:04}", f"FINMDV9{line:05}") for line in range(1, 201)]
            connection.executemany("INSERT INTO seen_line VALUES (?, ?, ?, ?, 'pending', '', '')", rows)


CALLS = ["pwrite64", "fdatasync", "ftruncate", "unlink", "rename,renameat,renameat2", "mknod,mknodat"]
MOMENTS = (1, 2, 4, 9, 22, 56, 140)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is what kills at a system call")
@pytest.mark.parametrize("calls", CALLS)
def test_a_kill_at_any_moment_loses_nothing(tmp_path: Path, state: Path, calls: str) -> None:
    filled(tmp_path, 200)
    before = kept(tmp_path)
    path = made_earlier(state, LAST)
    earlier = path.read_bytes()
    killed = 0
    for moment in MOMENTS:
        for file in state.glob("*.db*"):
            file.unlink()
        path.write_bytes(earlier)
        inject = f"inject={calls}:signal=SIGKILL:when={moment}"
        command = [sys.executable, "-m", "tests.application.record.kept", str(tmp_path)]
        done = subprocess.run(
            ["strace", "-f", "-qq", "-o", os.devnull, "-e", inject, *command], capture_output=True, check=False
        )
        if done.returncode == 0:
            break
        killed += done.returncode == -9
        assert kept(tmp_path) == before
        assert contents(state / f"{FILE_NAME}.v{LAST}")["draft"]
    assert killed


@pytest.mark.parametrize("version", [1, LAST])
def test_what_an_earlier_version_kept_is_never_passed_over_by_a_record_elsewhere(
    tmp_path: Path, state: Path, version: int
) -> None:
    filled(tmp_path / "work")
    earlier = made_earlier(state, version)
    (tmp_path / "commun").mkdir(mode=0o700)
    shared = replace(SETTINGS, record=tmp_path / "commun")
    create(shared)
    with open_record(shared) as store:
        with closing(sqlite3.connect(earlier, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(RecordBusy):
                left_behind(shared, store, Patience(0.1))
        assert "tient 1\N{NO-BREAK SPACE}fichier écrit" in left_behind(shared, store)
