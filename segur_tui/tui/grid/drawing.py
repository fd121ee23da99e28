"""Lines of a table as pieces of text, each in its place and cut to its width."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from segur_tui.tui.grid.widths import Placed
from segur_tui.tui.widgets.inert import visible, visible_ends, visible_name

_CUTS = {"end": visible, "middle": visible_ends, "name": visible_name}


class Piece(NamedTuple):
    """A text in the place of a column."""

    placed: Placed
    text: str
    style: Style


def draw(pieces: Iterable[Piece], base: Style, width: int, marker: str = "") -> Strip:
    """Return the line that these pieces make on a ground of one style; the marker stands before the first."""
    segments = [Segment(marker, base)]
    x = len(marker)
    for (column, _, start, cells), text, style in pieces:
        shown = _CUTS[column.cut](text, cells)
        blank = " " * (cells - cell_len(shown))
        segments.append(Segment(" " * (start - x), base))
        segments.append(Segment(blank + shown if column.align == "right" else shown + blank, style))
        x = start + cells
    return Strip(segments).adjust_cell_length(width, base)
