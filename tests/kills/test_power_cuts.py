"""A power cut: what the screen showed as kept is on the disk, and not only in the system's memory.

Also where the disk then can only be read.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from segur_tui.application.drafts.stored import Drafts
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import remember
from segur_tui.application.record.schema import FILE_NAME as RECORD
from segur_tui.application.state.database import FILE_NAME, path_as_text
from segur_tui.application.state.sessions import Session
from tests.application.working import TODAY, dated, day_of, work_on
from tests.claims import returned, save
from tests.settings import SETTINGS
from tests.terminal import Terminal, environment

CUTS = 3
SIZE = 48 << 20
VALUE = "17/03/2023"


def source(folder: Path) -> Path:
    return save(folder / "retours", returned([("9999", "Refusée")] * 3))


def corrected(terminal: Terminal, day: str) -> None:
    """Type another day into the first line, and wait until the screen shows it as kept."""
    terminal.wait_for("Problèmes")
    terminal.send("2\x1b[H\x1b[C\x1b[C\x1b[C\x1b[D")
    terminal.send(f"={day}")
    terminal.wait_for(day)
    terminal.wait_quiet()
    terminal.send("\r")
    shown = re.compile(rf"FINMDV000001 {day} +358\.33")
    terminal.wait_until(lambda: shown.search(terminal.screen) is not None, day)


# A disk whose power is cut: the image of a file system, copied as it is at that moment


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """The image of a new file system; skips where none can be made or mounted."""
    image = tmp_path / "disk.img"
    with image.open("wb") as file:
        file.truncate(SIZE)
    make = shutil.which("mkfs.ext4") or "/usr/sbin/mkfs.ext4"
    if not Path(make).exists():
        pytest.skip("no mkfs.ext4 here")
    subprocess.run([make, "-q", "-F", image], check=True)
    try:
        with mounted(image, tmp_path / "mounted"):
            pass
    except (subprocess.CalledProcessError, FileNotFoundError):
        pytest.skip("no image can be mounted here")
    return image


@contextmanager
def mounted(image: Path, where: Path, options: str = "loop") -> Iterator[Path]:
    where.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", options, image, where], check=True, capture_output=True)
    try:
        yield where
    finally:
        done = subprocess.run(["umount", where], check=False)
        if done.returncode:
            subprocess.run(["umount", "--lazy", where], check=True)  # whatever a failure has left open
    done.check_returncode()


def test_a_power_cut_after_the_screen_showed_an_edit_leaves_it_kept(
    tmp_path: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, after = source(tmp_path), tmp_path / "after.img"
    for cut in range(1, CUTS + 1):
        day = f"{cut:02}/03/2023"
        with mounted(disk, tmp_path / "mounted") as folder:
            command = [sys.executable, "-m", "segur_tui", str(path)]
            with Terminal(command, env=environment(XDG_STATE_HOME=str(folder / "new" / "state"))) as terminal:
                corrected(terminal, day)
                shutil.copyfile(disk, after)
        with mounted(after, tmp_path / "mounted") as folder:
            monkeypatch.setenv("XDG_STATE_HOME", str(folder / "new" / "state"))
            with Drafts.opened(SETTINGS, to_read=True) as drafts:
                draft = drafts.in_progress_of(path_as_text(path))
        assert draft is not None
        assert [edit.after for edit in draft.done[-1].edits] == [day]


def test_what_is_kept_is_read_where_the_disk_can_only_be_read(
    tmp_path: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "mounted"))
    path = source(tmp_path)
    with mounted(disk, tmp_path / "mounted"):
        session = Session(SETTINGS)
        work = work_on(path, session)
        work.keep(dated(work.draft, VALUE), None)
        work.leave(None)
        session.end()
        remember([check_path(path, TODAY, SETTINGS)], SETTINGS)
    with mounted(disk, tmp_path / "mounted", "loop,ro"):
        again = work_on(path)
        assert day_of(again.draft) == VALUE
        assert "lecture seule" in again.trouble
        with History.copied(SETTINGS) as history:
            assert len(history.open_rejections()) == 3


# The same without a disk: the calls by which the system is asked to write


needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is what shows the calls")


def strace(trace: Path, calls: str, *command: str) -> list[str]:
    options = ("-f", "-y", "-s", "9000", "-e", f"trace={calls}", "-o", str(trace))
    return ["strace", *options, sys.executable, "-m", *command]


@needs_strace
def test_an_edit_is_asked_to_be_on_the_disk_before_it_is_shown(tmp_path: Path) -> None:
    path, trace = source(tmp_path), tmp_path / "trace"
    command = strace(trace, "read,write,pwrite64,fsync,fdatasync,ftruncate", "segur_tui", str(path))
    with Terminal(command, env=environment(XDG_STATE_HOME=str(tmp_path / "new" / "state"))) as terminal:
        corrected(terminal, VALUE)
    calls = completed(trace)
    state = tmp_path / "new" / "state" / "segur-tui"
    database = state / FILE_NAME
    journal = database.with_name(f"{FILE_NAME}-journal")
    entered = max(at for at, call in enumerate(calls) if re.match(r'read\(0<.*>, "\\r"', call))
    shown = next(at for at in range(entered, len(calls)) if re.match(r"write\(\d+</dev/pts/", calls[at]))

    def places(name: str, of: Path, what: str = "") -> list[int]:
        return [at for at, call in enumerate(calls) if re.match(rf"{name}\(\d+<{of}>", call) and what in call]

    # What was, so that it can be taken back; what is; and that nothing is to be taken back.
    before = max(at for at in places("pwrite64", journal) if at < shown)
    after = next(at for at in places("pwrite64", database, VALUE) if entered < at < shown)
    end = next(at for at in places("ftruncate", journal) if entered < at < shown)
    assert entered < before < after < end
    for name, of, start, stop in [
        ("fdatasync", journal, before, after),
        ("fdatasync", state, entered, after),
        ("fdatasync", database, after, end),
        ("fdatasync", journal, end, shown),
    ]:
        assert [at for at in places(name, of) if start < at < stop], (name, of)
    for parent in (tmp_path / "new" / "state", tmp_path / "new", tmp_path):
        assert places("fsync", parent)[0] < shown


@needs_strace
def test_what_an_export_intends_is_asked_to_be_on_the_disk_before_its_first_file_appears(tmp_path: Path) -> None:
    path, trace, out = source(tmp_path), tmp_path / "trace", tmp_path / "out"
    out.mkdir()
    arguments = ["export", str(path), "--output", str(out), "--date", "2026-11-24"]
    command = strace(trace, "linkat,pwrite64,fsync,fdatasync,ftruncate", "segur_tui", *arguments)
    subprocess.run(
        command, env=environment(XDG_STATE_HOME=str(tmp_path / "state")), check=True, capture_output=True
    )
    (written,) = out.iterdir()
    calls, state = completed(trace), tmp_path / "state" / "segur-tui"
    record, journal = state / RECORD, state / f"{RECORD}-journal"

    def next_of(call: str, after: int) -> int:
        """Return the place of the next call of a kind."""
        return next(at for at in range(after + 1, len(calls)) if re.match(call, calls[at]))

    # The hidden name, which tells that it was not seen; the intent, which nothing takes back; its own name; done.
    at = next_of(r'linkat\(.*, "\.segur-tui-[^"]+", ', -1)
    for call in [
        rf"fsync\(\d+<{out}>",
        rf"pwrite64\(\d+<{record}>.*{written.name}",
        rf"fdatasync\(\d+<{record}>",
        rf"ftruncate\(\d+<{journal}>",
        rf"fdatasync\(\d+<{journal}>",
        rf'linkat\(.*, "{written.name}", ',
        rf"fsync\(\d+<{out}>",
        rf"ftruncate\(\d+<{journal}>",
    ]:
        at = next_of(call, at)


def completed(trace: Path) -> list[str]:
    """Return the calls of a trace without their threads, each at the place where it was over."""
    calls, begun = [], dict[str, str]()
    for line in trace.read_text(errors="replace").splitlines():
        thread, call = line.split(maxsplit=1)
        if call.endswith("<unfinished ...>"):
            begun[thread] = call.removesuffix("<unfinished ...>")
        elif resumed := re.match(r"<\.\.\. \w+ resumed>", call):
            calls.append(begun.pop(thread, "") + call[resumed.end() :])
        else:
            calls.append(call)
    return calls
