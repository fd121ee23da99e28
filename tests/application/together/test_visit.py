"""A list read by processes of its own shows and keeps what one process reads, and leaves none behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from segur_tui.application.files.opening import claim_paths
from segur_tui.application.history import listing
from segur_tui.application.history.listed_files import Known, known_files
from segur_tui.application.together import visit
from segur_tui.application.views.folder import FileRow
from tests.application.working import TODAY
from tests.claims import REJECTED, claim, returned, save
from tests.generated.folder import write_folder
from tests.generated.month import month
from tests.processes import descendants, has_ended, wait_until
from tests.settings import SETTINGS
from tests.terminal import Terminal, environment

_FILES = 120


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of avances, soldes, their returns, disputed and proven values, and files that cannot be read."""
    month(7, clients=20).write(tmp_path / "mois")
    write_folder(tmp_path / "mois", _FILES, 2)
    save(tmp_path / "mois", returned([REJECTED] * 3), "20260201").write_bytes(b"{")
    save(tmp_path / "mois", claim([]), "20260202")
    return tmp_path / "mois"


def visited(
    folder: Path, is_stopped: Callable[[], bool] = lambda: False, at_first: Callable[[], object] = lambda: None
) -> dict[str, FileRow]:
    """Read what is not known of a folder, and return its rows."""
    paths, found = claim_paths([folder]), dict[str, FileRow]()
    for batch, trouble in visit.read_all(paths, known_files(paths, TODAY, SETTINGS), TODAY, SETTINGS, is_stopped):
        assert trouble == ""
        if not found:
            at_first()
        found.update({row.key: row for row in batch})
    return found


def kept(folder: Path) -> dict[Path, Known]:
    return known_files(claim_paths([folder]), TODAY, SETTINGS)


def alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, FileRow], dict[Path, Known]]:
    """Return the rows that this process reads by itself, into a state of its own, and what it keeps."""
    with monkeypatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(folder.parent / "alone"))
        patched.setattr(visit, "MANY", sys.maxsize)
        patched.setattr(listing, "most_processes", lambda: 1)
        return visited(folder), kept(folder)


def test_processes_of_their_own_read_keep_and_weigh_what_one_does(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, known = alone(folder, monkeypatch)
    assert visited(folder) == rows
    assert kept(folder) == known
    assert len(rows) == len(known) > _FILES
    assert not visited(folder)


def test_a_reading_whose_process_is_killed_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, known = alone(folder, monkeypatch)

    def kill() -> None:
        (reader,) = descendants(os.getpid(), Path(sys.executable).name[:6])[:1]
        os.kill(reader, signal.SIGKILL)

    assert visited(folder, at_first=kill) == rows
    assert kept(folder) == known


def test_processes_that_read_leave_the_processor_to_the_keys(folder: Path) -> None:
    own, theirs = os.getpriority(os.PRIO_PROCESS, 0), list[int]()

    def look() -> None:
        theirs.extend(
            os.getpriority(os.PRIO_PROCESS, each)
            for each in descendants(os.getpid(), Path(sys.executable).name[:6])
        )

    visited(folder, at_first=look)
    assert theirs
    assert all(priority > own for priority in theirs)


def test_a_reading_where_no_process_can_begin_is_done_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, _ = alone(folder, monkeypatch)
    monkeypatch.setattr(sys, "executable", "")
    assert visited(folder) == rows


def test_a_stopped_reading_leaves_no_process(folder: Path) -> None:
    stopped = list[bool]()
    found = visited(folder, lambda: bool(stopped), lambda: stopped.append(True))
    assert 0 < len(found) < _FILES
    wait_until(lambda: all(map(has_ended, descendants(os.getpid()))), "no process is left")


_READ = """
import sys; from tests.application.together.test_visit import visited; from pathlib import Path
visited(Path(sys.argv[1]), at_first=lambda: (print("lu", flush=True), sys.stdin.read()))
"""


def test_who_is_killed_while_it_reads_leaves_no_process(folder: Path) -> None:
    command = [sys.executable, "-c", _READ, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reading:
        assert reading.stdout is not None
        assert reading.stdout.readline() == b"lu\n"
        processes = descendants(reading.pid)
        assert processes
        reading.kill()
    wait_until(lambda: all(map(has_ended, processes)), "no process is left")


@pytest.mark.parametrize("leave", ["q", "\x1b"])
def test_a_folder_that_is_left_while_it_is_read_leaves_no_process(
    folder: Path, tmp_path: Path, leave: str
) -> None:
    write_folder(folder, 999, 2)
    command = [sys.executable, "-m", "segur_tui", str(folder)]
    with Terminal(command, env=environment(XDG_STATE_HOME=str(tmp_path / "interface"))) as terminal:
        terminal.wait_for("lus sur")
        processes = descendants(terminal.process.pid)
        assert processes
        terminal.send(leave)
        wait_until(lambda: all(map(has_ended, processes)), "no process is left")


def test_a_module_of_the_folder_that_one_stands_in_is_none_of_the_program(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pickle", "segur_tui"):
        (folder / f"{name}.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(visit, "_read_here", None)  # only the other process can
    assert visited(folder)
