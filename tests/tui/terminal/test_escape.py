"""Escape and a key typed right behind it, in a bare terminal, in tmux and in GNU screen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from segur_tui.tui.terminal.line import is_in_screen
from tests.claims import REJECTED, returned, save
from tests.terminal import Terminal, environment

MULTIPLEXERS = ("", "tmux", "screen")
ESCAPE = "\x1b"


@contextmanager
def multiplexed(by: str, command: list[str], where: Path) -> Iterator[Terminal]:
    """Run a command in a terminal, through a multiplexer without a configuration of its own."""
    if by and not shutil.which(by):
        pytest.skip(f"{by} is not installed")
    stack = ExitStack()
    sockets = stack.enter_context(TemporaryDirectory())  # the path of a socket must be short
    env = environment(HOME=str(where), XDG_STATE_HOME=str(where / "state"), SCREENDIR=sockets, TMUX_TMPDIR=sockets)
    name = "escape"
    around, end = {
        "": ([], []),
        "tmux": (["tmux", "-L", name, "-f", "/dev/null", "new-session"], ["tmux", "-L", name, "kill-server"]),
        "screen": (["screen", "-c", "/dev/null", "-S", name], ["screen", "-S", name, "-X", "quit"]),
    }[by]
    with stack:
        if end:
            stack.callback(subprocess.run, end, env=env, check=False, capture_output=True)
        yield stack.enter_context(Terminal([*around, *command], env=env))


@pytest.mark.parametrize("by", MULTIPLEXERS)
def test_escape_leaves_the_value_and_the_key_behind_it_is_a_command(by: str, tmp_path: Path) -> None:
    tree = returned([REJECTED] * 2)
    for line, wrong in zip(tree["lignesImport"], ("31/02/2023", "32/03/2023"), strict=True):
        line["dateFacture"] = wrong
    path = save(tmp_path, tree)
    with multiplexed(by, [sys.executable, "-m", "segur_tui", str(path)], tmp_path) as terminal:
        terminal.wait_for("1 Problèmes 4")
        for key, shows in (("2", "[2 Lignes"), ("3", "[3 Champs"), ("é", "[1 Problèmes"), ("n", "[1 Problèmes")):
            terminal.send("\r")
            terminal.wait_for("laisser")
            terminal.send(f"{ESCAPE}{key}")
            terminal.wait_gone("laisser")
            terminal.wait_for(shows)
            terminal.send("1")
            terminal.wait_for("[1 Problèmes")
        terminal.send("\r")
        terminal.wait_for("laisser")
        terminal.send(ESCAPE)
        terminal.wait_gone("laisser")
        assert "31/02/2023" in terminal.screen
        assert "32/03/2023" in terminal.screen
        terminal.send("q")
        terminal.wait_exit()


@pytest.mark.parametrize(
    ("variables", "passes"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "screen"}, False),
        ({"TERM": "screen.xterm-256color"}, False),
        ({"TERM": "screen-256color"}, False),
        ({"TERM": "screen-256color", "TMUX": "socket,1,0"}, True),
        ({"TERM": "xterm-256color", "STY": "12.pts-0"}, False),
        ({"TERM": "tmux-256color", "TMUX": "socket,1,0", "STY": "12.pts-0"}, False),
        ({}, True),
    ],
)
def test_the_mouse_is_not_asked_for_under_screen(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, passes: bool
) -> None:
    for name in ("TERM", "TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert is_in_screen() != passes
