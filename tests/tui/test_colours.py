"""The screen of a file in a real terminal: 256 colours, 16 colours, no colours, at both sizes."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import pyte
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.samples import RETURN
from tests.terminal import Terminal, environment
from tests.tui.looks import Look, looks

MODES = {"256": {}, "16": {"TERM": "xterm"}, "none": {"NO_COLOR": "1"}}


def dumped(screen: pyte.Screen) -> str:
    """Return a screen as text: each line, and under it the styles of its parts."""
    lines = []
    for row in looks(screen):
        lines.append("".join(cell[0] for cell in row).rstrip())
        parts = [(style, len(list(cells))) for style, cells in groupby(row, key=style_of)]
        lines.append("    " + " ".join(f"{count}×{style}" for style, count in parts))
    return "\n".join(lines)


def style_of(cell: Look) -> str:
    _, foreground, background, bold, _, reverse, _ = cell
    return f"{foreground}/{background}{'+bold' if bold else ''}{'+reverse' if reverse else ''}"


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
@pytest.mark.parametrize("mode", MODES)
def test_a_file_in_the_colours_of_the_terminal(
    mode: str, size: tuple[int, int], tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    command = [sys.executable, "-m", "segur_tui", str(RETURN)]
    with Terminal(command, *size, environment(HOME=str(tmp_path), **MODES[mode])) as terminal:
        terminal.wait_for("Entrée")
        terminal.wait_quiet()
        terminal.send("n")
        terminal.wait_for("exactement deux décimales")
        terminal.wait_quiet()
        assert dumped(terminal.drawn) == snapshot


@pytest.mark.parametrize("mode", MODES)
def test_the_cursor_is_seen_without_colours_too(mode: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "segur_tui", str(RETURN)]
    with Terminal(command, 80, 24, environment(HOME=str(tmp_path), **MODES[mode])) as terminal:
        terminal.wait_for("▸")
        terminal.wait_quiet()
        row = next(cells for cells in looks(terminal.drawn) if cells[0][0] == "▸")
        assert len({style_of(cell) for cell in row if cell[0].strip()}) > 1
