"""Text that comes from files, cut to the cells it may take, and a second net under everything drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from segur_tui.format import inert
from segur_tui.format.inert import without_steering

_CHARACTERS_A_CELL = 4
"""A cell holds a character and a few accents; a text that piles up more is cut, whatever cells it counts."""

_SHORTEST_ENDS, _LEAST_ENDS = 8, 6
"""Cells from which a text is still recognised by both its ends, and those that the words between leave to them."""
_WORD = re.compile(r"\d+|[^\W\d_]+|.", re.DOTALL)
_LONGEST_WORD = 10
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


def visible_name(text: str, limit: int, apart: Sequence[int] = ()) -> str:
    """Return the name of a file the same: the extension goes first, then the middle, for names end differently.

    What tells it from names alike stays all the same: the words or numbers around the characters `apart`.
    """
    shown = visible(text)
    stem = _EXTENSION.sub("", shown)
    if cell_len(shown) > limit > cell_len(stem):
        return f"{stem}…"
    name = shown if cell_len(shown) <= limit else stem
    cut = _cut_inside(name, limit, limit - 1 - limit // 4)
    head, _, tail = cut.partition("…")
    if cut == name or not tail:
        return cut
    places, words = [at for at in apart if name[at : at + 1].isalnum()], list[tuple[int, int]]()
    for _ in places:
        hidden = (_word(name, at) for at in places if len(head) <= at < len(name) - len(tail))
        wanted = sorted({*words, *hidden})
        while (
            wanted and (room := limit - 1 - sum(cell_len(name[slice(*each)]) + 1 for each in wanted)) < _LEAST_ENDS
        ):
            del wanted[0]
        if wanted == words:
            break
        words, head, tail = wanted, _first(name, room // 3), _last(name, room - room // 3)
    end = 0
    for start, stop in ((0, len(head)), *words, (len(name) - len(tail), len(name))):
        cut = name[:stop] if not end else cut + "…" * (start > end) + name[max(start, end) : stop]
        end = max(end, stop)
    return cut


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
    """Return a text cut to a limit of cells, so many of which hold its end; a number stays whole, or goes."""
    if cell_len(text) <= limit or limit < _SHORTEST_ENDS:
        return _cut(text, limit)
    tail = _last(text, end)
    return _first(text, limit - 1 - cell_len(tail)) + "…" + tail


def _first(text: str, cells: int) -> str:
    """Return the beginning of a text in so many cells at most, without a number cut in two unless that is all."""
    head = set_cell_size(text, cells).rstrip()
    return _without_half(head, text[len(head) :][:1]).rstrip() or head


def _word(text: str, at: int) -> tuple[int, int]:
    """Return the start and end of the word or number around a character, as much of it as says which it is."""
    start, end = next(each.span() for each in _WORD.finditer(text) if each.end() > at)
    stop = end if text[at].isdecimal() else min(end, at + 3)
    return (start, stop) if stop - start <= _LONGEST_WORD else (max(start, at - 2), min(end, at + 3))


def _last(text: str, cells: int) -> str:
    """Return the end of a text in so many cells at most, without a number cut in two unless that is most of it."""
    start, first = len(text), len(text) - (cells + 1) * _CHARACTERS_A_CELL
    while start > max(first, 0) and cell_len(text[start - 1 :]) <= cells:
        start -= 1
    tail = text[start:]
    whole = _without_half(tail[::-1], text[:start][-1:])[::-1]
    return whole if 2 * len(whole) > len(tail) else tail


def _without_half(text: str, following: str) -> str:
    """Return a text without the number at its end, where a digit that follows is cut from that."""
    return text.rstrip("0123456789") if following.isdigit() else text
