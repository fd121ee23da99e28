"""The drafts' database and the record: made for their owner alone, refused in words, kept from others."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.disk.patience import Patience
from segur_tui.application.drafts.stored import Drafts
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.exports import Record
from segur_tui.application.record.schema import RECORD, RecordBusy, RecordUnknown
from segur_tui.application.state.database import MINE, open_database, path_as_text, paths_as_texts
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.application.state.sessions import Session
from segur_tui.application.state.sqlite_file import Schema, bring_up, open_file
from tests.application import occupied
from tests.application.occupied import changed
from tests.cutting import killed, steps_of
from tests.settings import SETTINGS


def open_team_record() -> None:
    with open_record(SETTINGS):
        pass


def open_drafts() -> None:
    open_database(SETTINGS).close()


BOTH = pytest.mark.parametrize(
    ("name", "opening"),
    [(occupied.DRAFTS, open_drafts), (occupied.RECORD, open_team_record)],
    ids=["drafts", "record"],
)
Opening = Callable[[], None]


@BOTH
@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
def test_a_pipe_beside_a_database_is_named_and_not_waited_for(
    state: Path, name: str, opening: Opening, end: str
) -> None:
    opening()
    pipe = state / f"{name}{end}"
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    with pytest.raises(StateUnavailable, match=f"{pipe.name} n’est pas un fichier ordinaire"):
        opening()


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o2755, 0o500])
def test_a_state_folder_that_a_person_made_stays_as_it_is(state: Path, mode: int) -> None:
    state.mkdir(parents=True)
    state.chmod(mode)
    with suppress(StateUnavailable), Record.opened(SETTINGS):
        assert (state / occupied.RECORD).stat().st_mode & 0o777 == 0o600
    assert state.stat().st_mode & 0o7777 == mode


def test_a_database_is_its_owner_s_alone_from_its_first_moment_on(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was open to others until now")

    monkeypatch.setattr(Path, "chmod", refuse)
    before = os.umask(0)
    try:
        open_drafts()
        open_team_record()
    finally:
        os.umask(before)
    for name in (occupied.DRAFTS, occupied.RECORD):
        assert (state / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("way", ["to read", "to write"])
def test_open_databases_and_open_sessions_are_closed_to_others(state: Path, way: str) -> None:
    (state / "sessions").mkdir(parents=True)
    open_drafts()
    open_team_record()
    for name in (occupied.DRAFTS, occupied.RECORD, "sessions"):
        (state / name).chmod(0o777)
    with Drafts.opened(SETTINGS, to_read=way == "to read"), open_record(SETTINGS, to_read=way == "to read"):
        assert (state / occupied.DRAFTS).stat().st_mode & 0o777 == 0o600
        assert (state / occupied.RECORD).stat().st_mode & 0o777 == 0o600
    assert Session(SETTINGS).identity
    assert (state / "sessions").stat().st_mode & 0o777 == 0o700


@BOTH
def test_only_what_is_the_program_s_own_is_closed_to_others(state: Path, name: str, opening: Opening) -> None:
    state.mkdir(parents=True)
    before = Path("/dev/null").stat().st_mode
    (state / name).symlink_to("/dev/null")
    with pytest.raises(StateUnavailable):
        opening()
    assert Path("/dev/null").stat().st_mode == before


@BOTH
def test_a_newer_database_is_refused_politely(state: Path, name: str, opening: Opening) -> None:
    opening()
    newest = {occupied.DRAFTS: MINE, occupied.RECORD: RECORD}[name].newest
    changed(state, f"PRAGMA user_version = {newest + 1}", name)
    with pytest.raises(StateUnavailable, match=f"{name} .*plus récente"):
        opening()


@BOTH
@pytest.mark.parametrize("content", [b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_reported(state: Path, name: str, opening: Opening, content: bytes) -> None:
    state.mkdir(parents=True)
    (state / name).write_bytes(content)
    with pytest.raises(StateUnavailable, match=f"{name} ne peut pas servir"):
        opening()


@BOTH
def test_a_state_folder_below_a_file_is_reported(tmp_path: Path, name: str, opening: Opening) -> None:
    (tmp_path / "state").touch()
    with pytest.raises(StateUnavailable, match="dossier"):
        opening()
    assert name


def test_reading_makes_no_database(state: Path) -> None:
    with Drafts.opened(SETTINGS, to_read=True) as drafts:
        assert drafts.in_progress() == {}
    with Record.opened(SETTINGS, to_read=True) as record:
        assert record.store.rows("SELECT * FROM passage") == []
    assert not state.exists()


def test_a_record_that_is_occupied_is_unknown_and_says_so_apart(state: Path) -> None:
    nowhere = Patience(0)
    with (
        occupied.occupied(state, database=occupied.RECORD),
        pytest.raises(RecordBusy, match="occupe"),
        open_record(SETTINGS, nowhere, to_read=True),
    ):
        pass
    (state / occupied.RECORD).write_bytes(b"no database" * 100)
    with pytest.raises(RecordUnknown), open_record(SETTINGS, nowhere, to_read=True):
        pass


def test_damaged_drafts_leave_the_record_known_once_it_is_made(state: Path) -> None:
    open_drafts()
    (state / occupied.DRAFTS).write_bytes(b"no database" * 100)
    # They may be those of an earlier version, which held the record too.
    with pytest.raises(RecordUnknown, match=occupied.DRAFTS), open_record(SETTINGS, to_read=True):
        pass
    (state / occupied.DRAFTS).unlink()
    open_team_record()
    (state / occupied.DRAFTS).write_bytes(b"no database" * 100)
    with open_record(SETTINGS, to_read=True) as store:
        assert store.identity()


@BOTH
def test_a_second_opening_in_the_same_process_leaves_the_first_its_lock(
    state: Path, name: str, opening: Opening
) -> None:
    """The system takes away all locks that a process has on a file as soon as it closes that file once."""
    opening()
    attempt = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    with closing(sqlite3.connect(state / name, isolation_level=None)) as first:
        first.execute("BEGIN IMMEDIATE")
        opening()
        done = subprocess.run([sys.executable, "-c", attempt, state / name], capture_output=True, check=False)
    assert b"database is locked" in done.stderr


HALF_WRITTEN = """
import os, signal, sqlite3, sys
killed = sqlite3.connect(sys.argv[1], isolation_level=None)
killed.execute("PRAGMA cache_size = 1")  # so that changes go into the file before they are kept
killed.execute("BEGIN IMMEDIATE")
killed.execute("CREATE TABLE half (content)")
killed.executemany("INSERT INTO half VALUES (?)", [("x" * 4000,)] * 200)
os.kill(os.getpid(), signal.SIGKILL)
"""


@BOTH
def test_what_a_killed_program_has_half_written_is_taken_back_before_it_is_read(
    state: Path, name: str, opening: Opening
) -> None:
    opening()
    before = (state / name).stat().st_size
    subprocess.run([sys.executable, "-c", HALF_WRITTEN, state / name], check=False)
    assert (state / name).stat().st_size > before
    with Drafts.opened(SETTINGS, to_read=True) as drafts, Record.opened(SETTINGS, to_read=True) as record:
        assert drafts.in_progress() == {}
        assert record.store.rows("SELECT * FROM passage") == []
    assert (state / name).stat().st_size == before


@BOTH
@pytest.mark.usefixtures("fleeting")
def test_of_two_that_bring_a_database_up_at_once_the_second_finds_it_done(
    state: Path, name: str, opening: Opening
) -> None:
    opening()
    (state / name).unlink()
    schema = {occupied.DRAFTS: MINE, occupied.RECORD: RECORD}[name]
    earlier = Schema(schema.refusing, schema.scripts[:-1], schema.base, schema.functions)
    open_file(state / name, earlier, Patience(0)).close()
    with closing(sqlite3.connect(state / name, isolation_level=None)) as first:
        first.execute("BEGIN IMMEDIATE")

        def make(sentence: str) -> None:
            if sentence:
                bring_up(first, state / name, schema)
                first.execute("COMMIT")

        open_file(state / name, schema, Patience(60, make)).close()


def test_of_two_that_make_a_record_at_once_the_second_finds_it_made(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, found = os.link, list[str]()

    def late(*names: str, **where: Any) -> None:
        monkeypatch.setattr(os, "link", link)
        with open_record(SETTINGS) as store:
            found.append(store.identity())
        link(*names, **where)

    monkeypatch.setattr(os, "link", late)
    with open_record(SETTINGS) as store:
        assert [store.identity()] == found
    assert not list(state.glob(".*"))


def test_a_record_is_whole_from_its_first_moment_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "counted"))
    for step in range(len(steps_of(open_team_record))):
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / f"state-{step}"))
        killed(open_team_record, step)
        record = tmp_path / f"state-{step}" / "segur-tui" / occupied.RECORD
        assert not record.exists() or record.stat().st_size > 0
        open_team_record()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "counted"))
    (tmp_path / "counted" / "segur-tui" / occupied.RECORD).write_bytes(b"")
    with pytest.raises(RecordUnknown, match="abîmé"):
        open_team_record()


def test_paths_are_kept_alike_together_and_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, strange = tmp_path / "dossier", os.fsdecode(b"\xff.json")
    folder.mkdir()
    for name in ("a.json", "é\n.json", strange):
        (folder / name).touch()
    (tmp_path / "lien").symlink_to("dossier")
    (folder / "autre.json").symlink_to("a.json")
    (folder / "perdu.json").symlink_to("nulle part")
    monkeypatch.chdir(folder)
    names = ("a.json", "é\n.json", strange, "autre.json", "perdu.json", "absent.json", "..", ".", "")
    paths = [where / name for where in (folder, tmp_path / "lien", Path(), Path("/")) for name in names]
    assert paths_as_texts(paths) == {path: path_as_text(path) for path in paths}
