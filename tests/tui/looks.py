"""What a person can tell of the cells of a screen."""

from __future__ import annotations

import pyte

Look = tuple[str, str, str, bool, bool, bool, bool]


def look(cell: pyte.screens.Char) -> Look:
    """Return what is seen of a cell: the foreground of a blank is not, unless a line or reverse shows it."""
    lined = cell.reverse or cell.underscore or cell.strikethrough
    inked = lined or cell.data.strip() != ""
    return (
        cell.data,
        cell.fg if inked else "",
        cell.bg,
        cell.bold and inked,
        cell.italics and inked,
        cell.reverse,
        lined,
    )


def looks(screen: pyte.Screen) -> list[list[Look]]:
    """Return what is seen of a screen, cell by cell."""
    return [[look(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]
