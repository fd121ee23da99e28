"""Every text of the screens can be read, in the colours of whatever terminal there is."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pyte.screens import Char

from segur_tui.tui.terminal.line import prepare_environment
from tests.samples import RETURN
from tests.terminal import Terminal, environment
from tests.tui.looks import LEAST, contrast

IN_TMUX = "in tmux"
"""In these modes the program runs in tmux, which reduces its colours to those of the terminal around it."""
IN_COLOURS = {
    "true": {"COLORTERM": "truecolor"},
    "256": {},
    "alacritty": {"TERM": "alacritty"},
    "ghostty": {"TERM": "xterm-ghostty"},
    "direct": {"TERM": "xterm-direct"},
    "256, tmux": {IN_TMUX: "", "TERM": "xterm-256color"},
}
PLAIN = {
    "16": {"TERM": "xterm"},
    "8": {"TERM": "vt100"},
    "linux": {"TERM": "linux"},
    "8, tmux": {IN_TMUX: "", "TERM": "xterm"},
    "8, tmux, told of true colour": {IN_TMUX: "", "TERM": "putty", "COLORTERM": "truecolor"},
    "none": {"NO_COLOR": "1"},
    "none in true colour": {"NO_COLOR": "1", "COLORTERM": "truecolor"},
}
OF_256_COLOURS = (
    *("alacritty", "alacritty-direct", "contour", "foot", "foot-extra", "gnome", "konsole", "konsole-direct"),
    *("mintty", "mlterm", "ms-terminal", "nsterm", "putty", "st", "vte", "wezterm", "xterm-direct"),
    *("xterm-ghostty", "xterm-kitty", "zutty"),
)
OF_FEWER = ("xterm", "linux", "vt100", "screen", "xterm-16color", "konsole-16color", "rxvt", "ansi", "dumb")
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
    ("1g", "groupés"),
    ("gs", "le JSON tel"),
    ("qh", "Histoire"),
    ("qa", "Réponses"),
    ("qp", "Rapport"),
)


@contextmanager
def started(tmp_path: Path, changes: dict[str, str]) -> Iterator[Terminal]:
    env = environment(HOME=str(tmp_path), XDG_STATE_HOME=str(tmp_path / "state"))
    command = [sys.executable, "-m", "segur_tui", str(RETURN)]
    with ExitStack() as stack:
        if IN_TMUX in changes:
            if shutil.which("tmux") is None:
                pytest.skip("tmux is not installed")
            env["TMUX_TMPDIR"] = stack.enter_context(TemporaryDirectory())  # the path of a socket must be short
            (tmp_path / "tmux.conf").write_text("set -g status off\n", encoding="ascii")
            named = ["tmux", "-L", "colours", "-f", str(tmp_path / "tmux.conf")]
            stack.callback(subprocess.run, [*named, "kill-server"], env=env, check=False, capture_output=True)
            command = [*named, "new-session", shlex.join(command)]
        env |= {name: value for name, value in changes.items() if name != IN_TMUX}
        yield stack.enter_context(Terminal(command, 80, 24, env))


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


@pytest.mark.parametrize(("mode", "theme"), [*((mode, "") for mode in PLAIN), ("16", "\x14"), ("8, tmux", "\x14")])
def test_where_colours_are_few_or_unwanted_none_is_sent(mode: str, theme: str, tmp_path: Path) -> None:
    with started(tmp_path, PLAIN[mode]) as terminal:
        for keys, shows in screens(terminal, theme):
            assert {(cell.fg, cell.bg) for cell in cells(terminal)} == {("default", "default")}, keys
            assert not any(cell.reverse and cell.bold for cell in cells(terminal)), keys  # PuTTY's bold is grey
            if shows in {"Problèmes 33", "laisser"}:
                assert any(cell.reverse for cell in cells(terminal)), keys


@pytest.mark.parametrize("mode", [*IN_COLOURS, *PLAIN])
def test_an_open_editor_is_one_even_field_with_a_cursor_in_it(mode: str, tmp_path: Path) -> None:
    with started(tmp_path, (IN_COLOURS | PLAIN)[mode]) as terminal:
        terminal.wait_for("Problèmes 33")
        terminal.send("\r")
        terminal.wait_for("laisser")
        terminal.wait_quiet()
        row = next(row for row in range(24) if terminal.drawn.display[row].startswith(("▸", ">")))
        line = [terminal.drawn.buffer[row][column] for column in range(80)]
        at = terminal.drawn.display[row].index("2026-08-22")
        looks = [(cell.bg, cell.reverse) for cell in line[at - 1 : at + 12]]
        assert len(set(looks[:11])) == 1
        assert looks[12] == looks[0]
        assert looks[11] != looks[0]


@pytest.mark.parametrize(
    ("named", "system"),
    [
        *((f"TERM={name}", "256") for name in OF_256_COLOURS),
        *((f"TERM={name}", None) for name in OF_FEWER),
        ("TERM=xterm-256color", None),  # Rich understands this one
        ("TERM=xterm COLORTERM=truecolor", None),
        ("TERM=screen TMUX=socket,1,0", "256"),
        ("TERM=tmux TMUX=socket,1,0", "256"),
        ("TERM=screen TMUX=socket,1,0 STY=12.pts-0", None),
        ("TERM=alacritty TEXTUAL_COLOR_SYSTEM=standard", "standard"),
    ],
)
def test_terminals_of_256_colours_get_them(
    named: str, system: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = dict(part.split("=") for part in named.split())
    monkeypatch.setattr("os.environ", changed)
    prepare_environment()
    assert changed.get("TEXTUAL_COLOR_SYSTEM") == system
