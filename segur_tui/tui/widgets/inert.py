"""Text that comes from files, cut to the cells it may take, and a second net under everything drawn."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from segur_tui.format import inert
from segur_tui.format.inert import without_steering

_CHARACTERS_A_CELL = 4
"""A cell holds a character and a few accents; a text that piles up more is cut, whatever cells it counts."""

_SHORTEST_ENDS = 8
"""Cells from which a text is still recognised by both its ends."""
_EXTENSION = re.compile(r"(?<=.)\.[a-z]{3,4}$")


def visible(text: str, limit: int | None = None) -> str:
    """Return a text whose steering characters show as symbols, cut by `…` at a limit of cells."""
    if limit is not None and len(text) > limit * _CHARACTERS_A_CELL:
        text = text[: limit * _CHARACTERS_A_CELL] + "…"
    shown = inert.visible(text)
    return shown if limit is None else _cut(shown, limit)


def visible_ends(text: str, limit: int) -> str:
    """Return the same cut in its middle: names that differ at their ends only stay different."""
    most = limit * _CHARACTERS_A_CELL
    shown = inert.visible(text if len(text) <= 2 * most else text[:most] + text[-most:])
    return _cut_inside(shown, limit, (limit - 1) // 3)


def visible_name(text: str, limit: int) -> str:
    """Return the name of a file the same: the extension goes first, then the middle, for names end differently."""
    shown = visible(text)
    stem = _EXTENSION.sub("", shown)
    if cell_len(shown) > limit > cell_len(stem):
        return f"{stem}…"
    return _cut_inside(shown if cell_len(shown) <= limit else stem, limit, limit - 1 - limit // 4)


def visible_lines(text: str) -> str:
    """Return a text of several lines with each line made harmless."""
    return "\n".join(visible(line) for line in text.split("\n"))


class SafeFilter(LineFilter):
    """The second net, under everything drawn: no steering character leaves for the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments without any steering character."""
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment(without_steering(segment.text), segment.style)
            for segment in segments
        ]


def _cut(text: str, limit: int) -> str:
    if cell_len(text) <= limit:
        return text
    return set_cell_size(text, limit - 1).rstrip() + "…" if limit > 0 else ""


def _cut_inside(text: str, limit: int, end: int) -> str:
    """Return a text cut to a limit of cells, so many of which hold its end."""
    if cell_len(text) <= limit or limit < _SHORTEST_ENDS:
        return _cut(text, limit)
    start, first = len(text), len(text) - limit * _CHARACTERS_A_CELL
    while start > max(first, 0) and cell_len(text[start - 1 :]) <= end:
        start -= 1
    return set_cell_size(text, limit - 1 - end).rstrip() + "…" + text[start:]
