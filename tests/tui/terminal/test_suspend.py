"""Ctrl+Z and what follows it, on the program itself."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.processes import running
from tests.samples import RETURN
from tests.terminal import INTERACTIVE_SHELL, Tmux


@pytest.fixture
def command(tmp_path: Path) -> str:
    path = shutil.copy(RETURN, tmp_path)
    return f"{sys.executable} -m segur_tui {path}"


def test_the_shell_is_there_after_ctrl_z_and_fg_brings_the_edit_back(command: str, tmp_path: Path) -> None:
    with Tmux(INTERACTIVE_SHELL, XDG_STATE_HOME=str(tmp_path / "state")) as tmux:
        tmux.send(command, "Enter")
        tmux.wait_for("1 Problèmes 33")
        tmux.send("Enter", "22/08/2026", "Enter")
        tmux.wait_for("1 Problèmes 31")
        tmux.send("Enter", "1074.0")
        tmux.wait_for("1074.0")
        tmux.send("C-z")
        tmux.wait_for("Stopped")
        tmux.send("echo it is $((6 * 7))", "Enter")
        tmux.wait_for("it is 42")
        assert "echo it is $((6 * 7))" in tmux.screen
        tmux.send("bg; until jobs | grep -q Stopped; do :; done; echo $((5 * 5)) more", "Enter")
        tmux.wait_for("\n25 more")
        tmux.send("fg", "Enter")
        tmux.wait_for("1 Problèmes 31")
        tmux.wait_for("1074.0")
        tmux.send("0", "Enter")
        tmux.wait_for("1 Problèmes 30")
        (pid,) = running(*command.split())
        os.kill(pid, signal.SIGTSTP)
        tmux.wait_for("Stopped")
        tmux.send("fg", "Enter")
        tmux.wait_for("1 Problèmes 30")


def test_started_in_the_background_it_waits_for_its_turn(command: str, tmp_path: Path) -> None:
    with Tmux(INTERACTIVE_SHELL, XDG_STATE_HOME=str(tmp_path / "state")) as tmux:
        tmux.send(f"{command} &", "Enter")
        tmux.send("until jobs | grep -q Stopped; do :; done; echo $((5 * 5)) more", "Enter")
        tmux.wait_for("\n25 more")
        tmux.send("bg; until jobs | grep -q Stopped; do :; done; echo $((6 * 6)) more", "Enter")
        tmux.wait_for("\n36 more")
        tmux.send("fg", "Enter")
        tmux.wait_for("1 Problèmes 33")
        tmux.send("Enter", "22/08/2026", "Enter")
        tmux.wait_for("1 Problèmes 31")
        tmux.send("q")
        tmux.wait_for("36 more")
        tmux.send("echo it is $((6 * 7))", "Enter")
        tmux.wait_for("it is 42")


def test_what_started_the_program_stops_and_goes_on_with_it(command: str, tmp_path: Path) -> None:
    with Tmux(INTERACTIVE_SHELL, XDG_STATE_HOME=str(tmp_path / "state")) as tmux:
        tmux.send(f"sh -c '{command}; echo ended-$?'", "Enter")
        tmux.wait_for("1 Problèmes 33")
        tmux.send("C-z")
        tmux.wait_for("Stopped")
        tmux.send("fg", "Enter")
        tmux.wait_for("1 Problèmes 33")
        tmux.send("q")
        tmux.wait_for("ended-0")


def test_where_no_shell_could_go_on_the_program_does_not_stop(command: str, tmp_path: Path) -> None:
    with Tmux(["sh", "-c", f"{command}; true"], XDG_STATE_HOME=str(tmp_path / "state")) as tmux:
        tmux.wait_for("1 Problèmes 33")
        tmux.send("C-z")
        tmux.wait_for("aucun shell ne pourrait")
        tmux.send("Enter", "22/08/2026", "Enter")
        tmux.wait_for("1 Problèmes 31")
