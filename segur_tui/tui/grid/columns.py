"""The layout of columns in the width of a table, and lines drawn in them: each text cut to its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from segur_tui.tui.grid.model import Column
from segur_tui.tui.widgets.inert import visible, visible_ends, visible_name

_WIDE = 100
"""Cells from which columns stand two apart instead of one."""
_NARROWEST = 4
"""Cells under which a flexible column says nothing."""
_LONGEST_NUMBER = 24
"""Cells of a number that a row makes room for: a SIRET has 14, an RPPS typed twice 22."""
_CUTS = {"end": visible, "middle": visible_ends}


class PlacedColumn(NamedTuple):
    """A column where it stands: its rank in the rows' cells, its first cell and its width."""

    column: Column
    rank: int
    x: int
    width: int


class Piece(NamedTuple):
    """A text in the place of a column, and the places of what tells it, a name, from those alike."""

    placed: PlacedColumn
    text: str
    style: Style
    apart: tuple[int, ...] = ()


def place(columns: Sequence[Column], available: int) -> tuple[PlacedColumn, ...]:
    """Return the columns that fit, side by side; what is left over goes to the flexible ones."""
    gap = 2 if available >= _WIDE else 1
    shown = _fitting(list(enumerate(columns)), available, gap)
    widths = _widths([column for _, column in shown], available - gap * len(shown))
    placed, x = [], gap
    for (rank, column), width in zip(shown, widths, strict=True):
        placed.append(PlacedColumn(column, rank, x, width))
        x += width + gap
    return tuple(placed)


def clear_of(placed: PlacedColumn, start: int, end: int) -> PlacedColumn:
    """Return the place left of a column hidden between two cells, one blank apart; hidden whole, it stays."""
    stop = placed.x + placed.width
    if start <= placed.x <= end < stop:
        x = min(end + 1, stop)
        return placed._replace(x=x, width=stop - x)
    if placed.x < start < stop:
        return placed._replace(width=start - 1 - placed.x)
    return placed


def draw(pieces: Iterable[Piece], base: Style, width: int, marker: str = "") -> Strip:
    """Return the line that these pieces make on a background of one style; the marker stands before the first."""
    segments = [Segment(marker, base)]
    x = len(marker)
    for (column, _, start, cells), text, style, apart in _numbers_whole(list(pieces)):
        shown = visible_name(text, cells, apart) if column.cut == "name" else _CUTS[column.cut](text, cells)
        blank = " " * (cells - cell_len(shown))
        segments.append(Segment(" " * (start - x), base))
        segments.append(Segment(blank + shown if column.align == "right" else shown + blank, style))
        x = start + cells
    return Strip(segments).adjust_cell_length(width, base)


def _numbers_whole(pieces: list[Piece]) -> list[Piece]:
    """Give a number that is longer than its column cells of those beside it: cut, it would be another number.

    One that stands to the right takes them of the one before, another one of the flexible ones that hold words.
    """
    for rank, (placed, text, *_) in enumerate(pieces):
        if len(text) <= placed.width or (lacking := cell_len(visible(text)) - placed.width) <= 0:
            continue
        before, behind = (
            _given(pieces[at], placed) if 0 <= at < len(pieces) else 0 for at in (rank - 1, rank + 1)
        )
        if placed.column.align == "right":
            before, behind = (pieces[rank - 1].placed.width - 1 if rank else 0), 0
        elif not _is_number(text):
            continue
        if lacking <= before + behind:
            right = min(lacking, behind)
            _widened(pieces, rank, lacking - right, right)
    return pieces


def _given(piece: Piece, to: PlacedColumn) -> int:
    """Return the cells that a column may give to another one: none of a number, or where its width is fixed."""
    is_free = piece.placed.column.share and to.column.align != "right" and not _is_number(piece.text)
    return max(piece.placed.width - _NARROWEST, 0) if is_free else 0


def _widened(pieces: list[Piece], rank: int, left: int, right: int) -> None:
    """Give a column cells of those on both sides."""
    if left:
        before = pieces[rank - 1].placed
        pieces[rank - 1] = pieces[rank - 1]._replace(placed=before._replace(width=before.width - left))
    if right:
        behind = pieces[rank + 1].placed
        narrower = behind._replace(x=behind.x + right, width=behind.width - right)
        pieces[rank + 1] = pieces[rank + 1]._replace(placed=narrower)
    placed = pieces[rank].placed
    wider = placed._replace(x=placed.x - left, width=placed.width + left + right)
    pieces[rank] = pieces[rank]._replace(placed=wider)


def _is_number(text: str) -> bool:
    """Tell whether a text is a number, a day or an identifier: half of its characters at least are digits."""
    return len(text) <= _LONGEST_NUMBER and 2 * sum(map(str.isdigit, text)) >= len(text.replace(" ", "")) > 0


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
