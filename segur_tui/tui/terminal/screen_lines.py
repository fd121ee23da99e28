"""Lines of the screen as cells: drawn over, compared, found again a few rows further."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

from segur_tui.tui.terminal.frames import Run
from segur_tui.tui.terminal.sgr import Style, on_blank

Cell = tuple[str, Style]
"""A character of one cell, and how it looks; a blank has only the part of the style that a blank shows."""
Line = list[Cell | None]
"""A row of the screen from its first cell; None where nobody knows what the terminal shows."""

_SHORT_GAP = 4
"""Equal cells up to which sending them again costs less than jumping over them."""
_FEWEST_ROWS = 4
"""Rows that must be found again for a move to be worth its sequence."""


class Shift(NamedTuple):
    """Rows of the screen, from `top` to `bottom`, that move up (or down, when `rows` is negative)."""

    top: int
    bottom: int
    rows: int


def drawn_over(line: Line, runs: Iterable[Run]) -> Line:
    """Return a line with texts drawn over it."""
    drawn = line.copy()
    for run in runs:
        drawn.extend([None] * (run.column - len(drawn)))
        blank = (" ", on_blank(run.style))
        drawn[run.column : run.column + len(run.text)] = [
            blank if character == " " else (character, run.style) for character in run.text
        ]
    return drawn


def blank_end(line: Line) -> int:
    """Return the column, from 0, from which a line holds nothing but one kind of blank."""
    last = line[-1] if line else None
    end = len(line)
    if last is None or last[0] != " ":
        return end
    while end and line[end - 1] == last:
        end -= 1
    return end


def differences(shown: Line, wanted: Line) -> Iterator[tuple[int, int]]:
    """Yield where the cells differ, as starts and ends; differences a short gap apart are one."""
    start = end = -1
    for index, (had, wants) in enumerate(zip_longest(shown, wanted)):
        if had == wants:
            continue
        if start >= 0 and index - end > _SHORT_GAP:
            yield start, end
            start = index
        elif start < 0:
            start = index
        end = index + 1
    if start >= 0:
        yield start, end


def shift(shown: Mapping[int, Line], wanted: Mapping[int, Line]) -> Shift | None:
    """Return the move that brings most of the changed rows where they are wanted, if it brings enough of them.

    The last cell of a row does not count: the thumb of a scrollbar stands there, which moves by itself.
    """
    changed = [row for row, line in wanted.items() if shown.get(row) != line]
    if len(changed) < _FEWEST_ROWS:
        return None
    before = {row: line[:-1] for row, line in shown.items() if None not in line}
    after = {row: line[:-1] for row, line in wanted.items()}
    at_rest = sum(before.get(row) == after[row] for row in changed)
    best, most = None, at_rest + _FEWEST_ROWS - 1
    for rows in range(1, len(changed)):
        for up in (rows, -rows):
            found = [row for row in changed if row + up in before and before[row + up] == after[row]]
            ends = [*found, *(row + up for row in found)]
            # Rows between that the frame does not draw would move too, and nothing would put them back.
            if len(found) > most and all(row in wanted for row in range(min(ends), max(ends) + 1)):
                best, most = Shift(min(ends), max(ends), up), len(found)
    return best
