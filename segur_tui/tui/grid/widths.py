"""How the columns share the width of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from segur_tui.tui.grid.model import Column

_WIDE = 100
"""Cells from which columns stand two apart instead of one."""
_NARROWEST = 4
"""Cells under which a flexible column says nothing."""


class Placed(NamedTuple):
    """A column where it stands: its rank in the rows' cells, its first cell and its width."""

    column: Column
    rank: int
    x: int
    width: int


def place(columns: Sequence[Column], available: int) -> tuple[Placed, ...]:
    """Return the columns that fit, side by side; what is left over goes to the flexible ones."""
    gap = 2 if available >= _WIDE else 1
    shown = _fitting(list(enumerate(columns)), available, gap)
    widths = _widths([column for _, column in shown], available - gap * len(shown))
    placed, x = [], gap
    for (rank, column), width in zip(shown, widths, strict=True):
        placed.append(Placed(column, rank, x, width))
        x += width + gap
    return tuple(placed)


def clear_of(placed: Placed, start: int, end: int) -> Placed:
    """Return the place of a column that something hides from one cell to another: one blank apart from it.

    What is hidden whole stays where it is.
    """
    stop = placed.x + placed.width
    if start <= placed.x <= end < stop:
        x = min(end + 1, stop)
        return placed._replace(x=x, width=stop - x)
    if placed.x < start < stop:
        return placed._replace(width=start - 1 - placed.x)
    return placed


def _fitting(columns: list[tuple[int, Column]], available: int, gap: int) -> list[tuple[int, Column]]:
    """Leave out the most dispensable columns until the others fit."""
    while sum(column.width + gap for _, column in columns) > available:
        first_out = max(columns, key=lambda numbered: numbered[1].dispensable, default=None)
        if first_out is None or first_out[1].dispensable == 0:
            break
        columns.remove(first_out)
    return columns


def _widths(columns: list[Column], available: int) -> list[int]:
    widths = [column.width for column in columns]
    flexible = [index for index, column in enumerate(columns) if column.share]
    left = available - sum(widths)
    shares = sum(columns[index].share for index in flexible)
    for index in flexible:
        # Counted from what is left, so that rounding loses no cell.
        part = left * columns[index].share // shares
        widths[index] = max(widths[index] + part, _NARROWEST)
        left, shares = left - part, shares - columns[index].share
    return widths
