"""What a click in a table means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from segur_tui.tui.grid.model import Column, Target

Meaning = Literal["moves", "opens", "ticks"]


def meaning(columns: Sequence[Column], target: Target, cursor: Target | None, clicks: int) -> Meaning:
    """Return what the last of some clicks on a cell does, besides bringing the cursor there.

    The cell that the cursor was on opens, or its row where no cell can be edited. Where rows are ticked, a click
    on the sign does that, as a double click anywhere: what opens there applies or writes all rows, which only a
    key does.
    """
    if any(column.ticks for column in columns):
        is_on_sign = any(column.ticks and column.key == target.column_key for column in columns)
        return "ticks" if is_on_sign or clicks % 2 == 0 else "moves"
    stops = any(column.editable for column in columns)
    is_there = target == cursor if stops else cursor is not None and target.row_key == cursor.row_key
    return "opens" if is_there or clicks > 1 else "moves"
