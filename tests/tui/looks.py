"""What a person can tell of the cells of a screen."""

from __future__ import annotations

import pyte

LEAST = 4.5
"""The least contrast of a text that is to be read."""
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


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, in hexadecimal digits, as the web's guidelines compute it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
