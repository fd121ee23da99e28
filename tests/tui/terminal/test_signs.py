"""The signs of a bare locale and of terminals that have few characters."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from segur_tui.cli.nearest import in_ascii
from tests.samples import RETURN
from tests.terminal import Terminal, environment
from tests.tui.test_contrast import STEPS

BARE = ({"LANG": "C"}, {"LC_ALL": "POSIX"}, {"TERM": "linux"}, {"TERM": "vt100"}, {"TERM": "vt220"})
WHOLE = ({"LANG": "fr_FR.UTF-8"}, {"LANG": "", "LC_CTYPE": "C.UTF-8"}, {"TERM": "xterm"}, {"TERM": "vte-256color"})


@pytest.mark.parametrize("changes", BARE, ids=str)
def test_every_sign_is_one_of_ascii_and_letters_keep_their_accents(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    env = environment(HOME=str(tmp_path), XDG_STATE_HOME=str(tmp_path / "state"), **changes)
    with Terminal([sys.executable, "-m", "segur_tui", str(RETURN)], env=env) as terminal:
        terminal.wait_for("> x<")
        for keys, shows in STEPS:
            terminal.send(keys)
            terminal.wait_for(in_ascii(shows))
            terminal.wait_quiet()
            drawn = {character for character in terminal.screen if not character.isascii()}
            assert {character for character in drawn if not character.isalpha()} == set(), keys
            assert drawn, keys


@pytest.mark.parametrize("changes", WHOLE, ids=str)
def test_signs_stay_where_there_are_some(tmp_path: Path, changes: dict[str, str]) -> None:
    env = environment(HOME=str(tmp_path), XDG_STATE_HOME=str(tmp_path / "state"), **changes)
    with Terminal([sys.executable, "-m", "segur_tui", str(RETURN)], env=env) as terminal:
        terminal.wait_for("▸ ✗◀")


@pytest.mark.parametrize("changes", BARE, ids=str)
def test_commands_write_them_the_same_on_a_terminal(tmp_path: Path, changes: dict[str, str]) -> None:
    env = environment(HOME=str(tmp_path), XDG_STATE_HOME=str(tmp_path / "state"), **changes)
    with Terminal([sys.executable, "-m", "segur_tui", "check", str(RETURN)], 200, 60, env) as terminal:
        terminal.wait_exit()
        assert '> "10000054865"' in terminal.screen
        assert {each for each in terminal.screen if not (each.isascii() or each.isalpha())} == set()


def test_a_sign_takes_as_many_cells_as_before() -> None:
    signs = "".join(map(chr, [*range(0xA0, 0x250), *range(0x2000, 0x2700)]))
    assert [sign for sign in signs if cell_len(in_ascii(sign)) != cell_len(sign)] == []
    assert in_ascii("« 2 → 3 » … ✗ ▸ ◀ é œ 字") == '" 2 > 3 " ~ x > < é œ 字'
