"""The whole screen drawn again, and nothing of it left behind in a terminal that has no other screen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.samples import RETURN
from tests.terminal import Terminal, environment

FOREIGN = b"\x1b[8;3H\x1b[41mBroadcast message from root\x1b[m"


@pytest.mark.parametrize(
    ("keys", "shows"),
    [
        ("", "1 Problèmes 33"),
        ("\rabc", "abc"),
        ("/", "chercher"),
        ("c", "cochées"),
        ("?", "Échap"),
        ("e", "restent"),
        ("s", "numLigne"),
    ],
)
def test_ctrl_l_draws_over_what_others_have_written(tmp_path: Path, keys: str, shows: str) -> None:
    env = environment(XDG_STATE_HOME=str(tmp_path))
    with Terminal([sys.executable, "-m", "segur_tui", str(RETURN)], env=env) as terminal:
        terminal.wait_for("1 Problèmes 33")
        terminal.send(keys)
        terminal.wait_for(shows)
        terminal.wait_quiet()
        before = terminal.screen
        terminal.draw(FOREIGN)
        assert "Broadcast" in terminal.screen
        terminal.send("\x0c")
        terminal.wait_gone("Broadcast")
        terminal.wait_quiet()
        assert terminal.screen == before


def test_the_picture_does_not_stay_where_there_is_no_other_screen(tmp_path: Path) -> None:
    env = environment(XDG_STATE_HOME=str(tmp_path))
    with Terminal([sys.executable, "-m", "segur_tui", str(RETURN)], env=env) as terminal:
        terminal.wait_for("1 Problèmes 33")
        terminal.send("q")  # pyte knows one screen only, as mosh and GNU screen do
        terminal.wait_exit()
        assert terminal.screen.strip() == ""
