"""Every text of the screens can be read, in the colours of whatever terminal there is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyte.screens import Char

from segur_tui.tui.terminal.line import prepare_environment
from tests.samples import RETURN
from tests.terminal import Terminal, environment
from tests.tui.looks import LEAST, contrast

IN_COLOURS = {
    "true": {"COLORTERM": "truecolor"},
    "256": {},
    "alacritty": {"TERM": "alacritty"},
    "ghostty": {"TERM": "xterm-ghostty"},
    "direct": {"TERM": "xterm-direct"},
}
PLAIN = {
    "16": {"TERM": "xterm"},
    "8": {"TERM": "vt100"},
    "linux": {"TERM": "linux"},
    "none": {"NO_COLOR": "1"},
    "none in true colour": {"NO_COLOR": "1", "COLORTERM": "truecolor"},
}
STEPS = (
    ("", "Problèmes 33"),
    ("\r", "laisser"),
    ("ab", "ab"),
    ("\x1bnnnn\r", "laisser"),
    ("\x1b3", "[3 Champs"),
    ("1c", "cochées"),
    ("qS", "Suggestions"),
    ("q*m", "marquée"),
    ("\r", "Attendu"),
    ("\x1bq?", "Échap"),
    ("qe", "restent"),
    ("q2", "[2 Lignes"),
    ("1g", "×"),
    ("gs", "numLigne"),
    ("qh", "q"),
    ("qa", "q"),
    ("qp", "q"),
)


def started(tmp_path: Path, changes: dict[str, str]) -> Terminal:
    env = environment(HOME=str(tmp_path), XDG_STATE_HOME=str(tmp_path / "state"), **changes)
    return Terminal([sys.executable, "-m", "segur_tui", str(RETURN)], 80, 24, env)


def screens(terminal: Terminal, theme: str) -> Iterator[tuple[str, str]]:
    """Show the screens one by one, in the theme of a key; yield the keys that led to each, and its words."""
    terminal.wait_for("Problèmes 33")
    terminal.send(theme)
    for keys, shows in STEPS:
        terminal.send(keys)
        terminal.wait_for(shows)
        terminal.wait_quiet()
        yield keys, shows


def cells(terminal: Terminal) -> list[Char]:
    screen = terminal.drawn
    return [screen.buffer[row][column] for row in range(screen.lines) for column in range(screen.columns)]


@pytest.mark.parametrize("theme", ["", "\x14"], ids=["dark", "light"])
@pytest.mark.parametrize("mode", IN_COLOURS)
def test_every_pair_of_text_and_background_can_be_read(mode: str, theme: str, tmp_path: Path) -> None:
    with started(tmp_path, IN_COLOURS[mode]) as terminal:
        for keys, _ in screens(terminal, theme):
            shown = [cell for cell in cells(terminal) if cell.data.strip()]
            assert len({(cell.fg, cell.bg) for cell in shown}) > 1
            unread = {(cell.fg, cell.bg, cell.data) for cell in shown if contrast(cell.fg, cell.bg) < LEAST}
            assert unread == set(), keys


@pytest.mark.parametrize("theme", ["", "\x14"], ids=["dark", "light"])
@pytest.mark.parametrize("mode", PLAIN)
def test_where_colours_are_few_or_unwanted_none_is_sent(mode: str, theme: str, tmp_path: Path) -> None:
    with started(tmp_path, PLAIN[mode]) as terminal:
        for keys, shows in screens(terminal, theme):
            assert {(cell.fg, cell.bg) for cell in cells(terminal)} == {("default", "default")}, keys
            if shows in {"Problèmes 33", "laisser"}:
                assert any(cell.reverse for cell in cells(terminal)), keys


@pytest.mark.parametrize("mode", [*IN_COLOURS, *PLAIN])
def test_an_open_editor_is_one_even_field_with_a_cursor_in_it(mode: str, tmp_path: Path) -> None:
    with started(tmp_path, (IN_COLOURS | PLAIN)[mode]) as terminal:
        terminal.wait_for("Problèmes 33")
        terminal.send("\r")
        terminal.wait_for("laisser")
        terminal.wait_quiet()
        row = next(row for row in range(24) if terminal.drawn.display[row].startswith("▸"))
        line = [terminal.drawn.buffer[row][column] for column in range(80)]
        at = terminal.drawn.display[row].index("2026-08-22")
        looks = [(cell.bg, cell.reverse) for cell in line[at - 1 : at + 12]]
        assert len(set(looks[:11])) == 1
        assert looks[12] == looks[0]
        assert looks[11] != looks[0]


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("alacritty", "256"),
        ("foot", "256"),
        ("foot-extra", "256"),
        ("wezterm", "256"),
        ("xterm-ghostty", "256"),
        ("xterm-direct", "256"),
        ("mlterm", "256"),
        ("xterm", None),
        ("linux", None),
        ("vt100", None),
        ("screen", None),
        ("xterm-256color", None),
    ],
)
def test_terminals_of_256_colours_get_them(name: str, system: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {"TERM": name}
    monkeypatch.setattr("os.environ", changed)
    prepare_environment()
    assert changed.get("TEXTUAL_COLOR_SYSTEM") == system
