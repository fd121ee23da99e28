"""Ends that nobody chose, on the program itself: it leaves no process behind, and no file damaged."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.processes import running, wait_until
from tests.samples import RETURN
from tests.terminal import INTERACTIVE_SHELL, Terminal, Tmux, environment


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    return [sys.executable, "-m", "segur_tui", str(shutil.copy(RETURN, tmp_path))]


def opened(tmp_path: Path, *command: str) -> Terminal:
    """Return the program in a terminal with a question about edits on it."""
    terminal = Terminal(command, env=environment(XDG_STATE_HOME=str(tmp_path / "state")))
    terminal.wait_for("1 Problèmes 33")
    terminal.send("\r22/08/2026\r")
    terminal.wait_for("1 Problèmes 31")
    return terminal


# Without a signal the program must see by itself that it reads from a terminal that is no more.
@pytest.mark.parametrize(
    "way",
    [(), ("sh", "-c", 'trap "" HUP; exec "$@"', "sh"), ("setsid", "--wait")],
    ids=["hung up", "hang-up ignored", "no hang-up at all"],
)
def test_a_terminal_closed_on_a_question_leaves_no_process(
    tmp_path: Path, command: list[str], way: tuple[str, ...]
) -> None:
    with opened(tmp_path, *way, *command) as terminal:
        terminal.send("z")
        terminal.wait_for("oui")
        assert len(running(*command)) == 1
        terminal.close()
        try:
            wait_until(lambda: not running(*command), "the program ended with its terminal")
        finally:
            for left in running(*command):
                os.kill(left, signal.SIGKILL)


def test_a_terminal_closed_on_a_program_that_is_stopped_leaves_no_process(
    tmp_path: Path, command: list[str]
) -> None:
    with Terminal(INTERACTIVE_SHELL, env=environment(XDG_STATE_HOME=str(tmp_path / "state"))) as terminal:
        terminal.send(f"{shlex.join(command)}\r")
        terminal.wait_for("1 Problèmes 33")
        terminal.send("\x1a")
        terminal.wait_for("Stopped")
        terminal.close()
        wait_until(lambda: not running(*command), "the program ended with its terminal")


def test_a_program_killed_in_mid_edit_leaves_its_files_whole_and_can_be_opened_again(
    tmp_path: Path, command: list[str]
) -> None:
    path = Path(command[-1])
    before = path.read_bytes()
    with Tmux(INTERACTIVE_SHELL, XDG_STATE_HOME=str(tmp_path / "state")) as tmux:
        tmux.send(shlex.join(command), "Enter")
        tmux.wait_for("1 Problèmes 33")
        tmux.send("Enter", "22/0")
        tmux.wait_for("22/0")
        (pid,) = running(*command)
        os.kill(pid, signal.SIGKILL)
        tmux.wait_for("Killed")
        tmux.send("reset", "Enter", "echo it is $((6 * 7))", "Enter")
        tmux.wait_for("it is 42")
        assert path.read_bytes() == before
        tmux.send(shlex.join(command), "Enter")
        tmux.wait_for("1 Problèmes 33")
