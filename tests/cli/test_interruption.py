"""Ctrl+C, `kill` and a hang-up during an export of the shell: it is said what was written, and that is true."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import sqlite3
import struct
import subprocess
import termios
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.record.schema import FILE_NAME as RECORD
from segur_tui.cli.interruption import interruption
from tests.application.documents.folders import all_of, put
from tests.claims import ANS, REJECTED, returned, save
from tests.cli.program import Program
from tests.cutting import cut, steps_of
from tests.processes import wait_until

INTERRUPTED = 130
DAY = ("--date", "2026-11-24")
STEM = f"JSON-{ANS}-20261124"


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """Heed Ctrl+C, in the programs started too, where the tests run behind a shell that has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def started(program: Program, *arguments: str | Path) -> subprocess.Popen[bytes]:
    """Start the program; of its report it can write 4 KiB before someone reads."""
    return subprocess.Popen(
        program.command(*arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=program.environment,
        pipesize=4096,
    )


def end_of(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Interrupt a process and return its status and what it said."""
    process.send_signal(signal.SIGINT)
    try:
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
    return process.returncode, said.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_an_export_that_waits_for_the_folder_writes_nothing_and_says_so(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    folder = tmp_path / "a-deposer"
    folder.mkdir()
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        with started(program, "export", source, "--output", folder) as process:
            assert process.stderr is not None
            assert "occupé par un autre programme" in process.stderr.readline().decode()
            assert end_of(process) == (INTERRUPTED, "segur-tui : interrompu : rien n'est écrit\n")
    finally:
        os.close(held)
    assert list(folder.iterdir()) == []
    assert program.run("export", source, "--output", folder).status == 0


def test_an_export_interrupted_while_it_reports_says_what_it_has_written(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED] * 200))
    folder = tmp_path / "a-deposer"
    with started(program, "export", source, "--output", folder, "--format", "json") as process:
        assert process.stdout is not None
        pipe = process.stdout.fileno()

        def is_full() -> bool:
            return fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)) == struct.pack("i", 4096)

        wait_until(is_full, "the report waits for a reader")
        status, said = end_of(process)
    (written,) = folder.iterdir()
    assert (status, said) == (INTERRUPTED, f"segur-tui : interrompu après l'écriture : {written} est écrit\n")


def test_the_interruption_waits_once_nothing_is_taken_back_any_more() -> None:
    path = Path("JSON.json")
    with interruption() as stop:
        stop.hold()
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.came
        assert stop.sentence == "interrompu : rien n’est écrit"
        stop.note_written([path])
        assert stop.sentence == "interrompu après l’écriture : JSON.json est écrit"
        stop.note_written([path, path])
        assert stop.sentence == "interrompu après l’écriture : JSON.json, JSON.json sont écrits"
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)  # what is under way ends in order, however often it is pressed
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)


# A signal of each kind, at each step


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return put(tmp_path / "pieces", *all_of([1]))


def run_and_tell(program: Program, arguments: Sequence[Any], reported: Path) -> None:
    """Run the program and leave its status and what it said in a file."""
    outcome = program.run(*arguments)
    reported.write_text(json.dumps([outcome.status, outcome.stderr.replace("\N{NO-BREAK SPACE}", " ")]))


def recorded(program: Program) -> set[str]:
    """Return the names of the files that the record holds, and see that no export is open in it."""
    record = program.home / "state" / "segur-tui" / RECORD
    if not record.exists() or not record.stat().st_size:
        return set()
    with closing(sqlite3.connect(record)) as connection:
        assert connection.execute("SELECT count(*) FROM intent").fetchone() == (0,)
        return {Path(path).name for (path,) in connection.execute("SELECT path FROM exported_file")}


def check_end(
    program: Program, folder: Path, reported: Path, number: signal.Signals, names: Sequence[str]
) -> bool:
    """See that all stands or nothing, as it is said and recorded; return which."""
    status, said = json.loads(reported.read_text())
    left = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    assert status == 128 + number
    assert left in ([], sorted(names))
    assert recorded(program) == {name for name in left if name.endswith(".json")}
    if not left:
        assert said.endswith("segur-tui : interrompu : rien n'est écrit\n")
        return False
    are = "sont écrits" if len(names) > 1 else "est écrit"
    written = ", ".join(str(folder / name) for name in names)
    assert said.endswith(f"segur-tui : interrompu après l'écriture : {written} {are}\n")
    assert "rien n'est écrit" not in said
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whenever_a_signal_comes_all_stands_or_nothing(
    tmp_path: Path, documents: Path, number: signal.Signals
) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    options = ("--documents", documents, *DAY)
    counted = Program(tmp_path / "counted")
    steps = steps_of(lambda: counted.run("export", source, "--output", tmp_path / "counted" / "out", *options))
    names = [f"{STEM}-001.json", f"{STEM}-001-pieces-01.zip"]
    ends = []
    for step in range(len(steps)):
        home, reported = tmp_path / f"{step}", tmp_path / f"reported-{step}"
        program, folder = Program(home), home / "out"
        arguments = ("export", source, "--output", folder, *options)
        assert cut(partial(run_and_tell, program, arguments, reported), number, step) == 0
        ends.append(check_end(program, folder, reported, number, names))
    assert ends == sorted(ends)
    held = [name for name, stands in zip(steps, ends, strict=True) if stands]
    assert held[:2] == ["link", "link"], "signals wait from the first hidden name on"
    assert 4 < ends.index(True) < len(ends)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("link", range(6))
def test_of_three_files_all_stand_whichever_link_a_signal_comes_at(
    tmp_path: Path, number: signal.Signals, link: int
) -> None:
    sources = [
        save(tmp_path / "retours", returned([REJECTED] * lines, first), number=first)
        for first, lines in ((1, 200), (201, 200), (401, 1))
    ]
    program, folder, reported = Program(tmp_path / "home"), tmp_path / "out", tmp_path / "reported"
    arguments = ("export", *sources, "--output", folder, *DAY)
    assert cut(partial(run_and_tell, program, arguments, reported), number, ("link", link)) == 0
    assert check_end(program, folder, reported, number, [f"{STEM}-{each:03d}.json" for each in (1, 2, 3)])


def test_who_has_hang_ups_ignored_is_not_interrupted(tmp_path: Path) -> None:
    source, program, reported = (
        save(tmp_path / "retours", returned([REJECTED])),
        Program(tmp_path),
        tmp_path / "reported",
    )
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert cut(partial(run_and_tell, program, ("export", source, *DAY), reported), signal.SIGHUP, 0) == 0
    finally:
        signal.signal(signal.SIGHUP, before)
    status, said = json.loads(reported.read_text())
    assert (status, "interrompu" in said, said.count("\n")) == (0, False, 1)  # that the line goes unchanged
