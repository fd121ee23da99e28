from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest

from segur_tui.tui.terminal.line import give_back
from tests.samples import RETURN
from tests.terminal import Terminal, environment
from tests.tui.conftest import Start


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_ends_the_program_and_gives_the_terminal_back(start: Start, number: signal.Signals) -> None:
    terminal = start()
    terminal.send("\rabc")
    terminal.wait_for("abc")
    terminal.signal(number)
    assert terminal.wait_exit() == 128 + number
    assert terminal.echoes
    assert b"\x1b[?1049l" in terminal.raw
    assert b"\x1b[?1003l" in terminal.raw
    assert b"Traceback" not in terminal.raw


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_as_soon_as_the_terminal_is_taken_gives_it_back(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "segur_tui", str(shutil.copy(RETURN, tmp_path))]
    with Terminal(command, env=environment(XDG_STATE_HOME=str(tmp_path / "state"))) as terminal:
        terminal.wait_until(lambda: b"\x1b[?1049h" in terminal.raw, "the alternate screen")
        terminal.signal(number)
        assert terminal.wait_exit() == 128 + number
        assert terminal.echoes
        assert b"\x1b[?1049l" in terminal.raw
        assert b"Traceback" not in terminal.raw


def test_a_signal_to_an_interface_that_does_not_answer_gives_the_terminal_back() -> None:
    with Terminal.of_module("tests.tui.run_stuck") as terminal:
        terminal.wait_until(lambda: b"\x1b[?7l" in terminal.raw, "the last that is asked of the terminal")
        assert not terminal.echoes
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == 128 + signal.SIGTERM
        assert terminal.echoes
        for given_back in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1003l", b"\x1b[?7h"):
            assert given_back in terminal.raw


def test_a_terminal_that_reads_no_more_is_given_back_without_waiting() -> None:
    master, tty = pty.openpty()
    modes = termios.tcgetattr(tty)
    raw = [*modes[:3], modes[3] & ~(termios.ECHO | termios.ICANON), *modes[4:]]
    termios.tcsetattr(tty, termios.TCSANOW, raw)
    filling = os.open(os.ttyname(tty), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    with suppress(BlockingIOError):
        while True:
            os.write(filling, b"x" * 4096)
    give_back(tty, modes)
    assert termios.tcgetattr(tty)[3] == modes[3]
    for descriptor in (filling, tty, master):
        os.close(descriptor)


def test_a_terminal_taken_away_ends_the_program(start: Start) -> None:
    terminal = start()
    terminal.send("\rabc")
    terminal.wait_for("abc")
    terminal.close()
    # 120: Python found at its end that the terminal took no more.
    assert terminal.process.wait(timeout=10) in {120, 128 + signal.SIGHUP}


def test_a_line_that_stalls_and_breaks_ends_the_program(start: Start) -> None:
    terminal = start(THICK="1")
    for _ in range(60):
        terminal.send("\x1b[F\x1b[H" * 10)  # unread, until the program is stuck in what it writes
    terminal.signal(signal.SIGTERM)
    assert terminal.process.wait(timeout=10) == 128 + signal.SIGTERM


def test_a_stop_that_no_shell_could_end_is_not_made(start: Start) -> None:
    terminal = start()
    terminal.signal(signal.SIGTSTP)
    terminal.send("\r\x15abc\r")
    terminal.wait_for("gardé 0 = abc (1)")


def test_a_terminal_written_on_by_something_else_can_be_redrawn(start: Start) -> None:
    terminal = start()
    terminal.drawn.reset()
    terminal.send("\x0c")
    terminal.wait_for("Quitter")
    terminal.signal(signal.SIGCONT)  # without a stop before it, as a hang-up brings it
    terminal.send("\r\x15abc\r")
    terminal.wait_for("gardé 0 = abc (1)")


def test_quitting_leaves_a_terminal_fit_for_a_shell(start: Start) -> None:
    terminal = start()
    terminal.send("q")
    assert terminal.wait_exit() == 0
    assert terminal.echoes


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"TERM": "dumb"}, "TERM=dumb"), ({"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}, "doit être en UTF-8")],
)
def test_a_terminal_that_cannot_do_is_refused_in_words(changes: dict[str, str], words: str) -> None:
    command = [sys.executable, "-m", "tests.tui.run_demo"]
    with Terminal(command, env=environment(**changes)) as terminal:
        assert terminal.wait_exit() == 2
        assert words.encode("latin-1") in terminal.raw or words.encode() in terminal.raw


def test_what_textual_reads_is_set_before_it_is_imported() -> None:
    program = (
        "import os, sys; os.environ['ESCDELAY'] = '400'\n"
        "from segur_tui.tui.terminal.line import prepare_environment\n"
        "prepare_environment()\n"
        "print('textual' in sys.modules, os.environ['TEXTUAL_ANIMATIONS'], os.environ['ESCDELAY'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stdout.split() == ["False", "none", "400"]


def test_no_terminal_at_all_is_refused_in_words() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.tui.run_demo"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 2
    assert "a besoin d’un terminal" in done.stdout.decode()
