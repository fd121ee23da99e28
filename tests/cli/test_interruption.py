"""Ctrl+C during an export of the shell: it is said what was written, and that is true."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import subprocess
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from segur_tui.cli.interruption import interruption
from tests.claims import REJECTED, returned, save
from tests.cli.program import Program
from tests.processes import wait_until

INTERRUPTED = 130


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
            assert end_of(process) == (INTERRUPTED, "segur-tui : interrompu : rien n’est écrit\n")
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
    assert (status, said) == (INTERRUPTED, f"segur-tui : interrompu, mais écrit : {written}\n")


def test_the_interruption_waits_once_nothing_is_taken_back_any_more() -> None:
    path = Path("JSON.json")
    with interruption() as stop:
        stop.hold()
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.came
        assert stop.sentence == "interrompu : rien n’est écrit"
        stop.note_written([path])
        assert stop.sentence == "interrompu, mais écrit : JSON.json"
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)  # what is under way ends in order, however often it is pressed
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
