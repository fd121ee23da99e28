"""Where the cursor goes when the rows under it change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segur_tui.tui.grid.model import Row


def follow(before: Sequence[Row], at: int, now: Mapping[str, int]) -> int:
    """Return the new rank of a row, or that of the first one after it that is left, or else before it."""
    for row in (*before[at:], *reversed(before[:at])):
        if row.key in now:
            return now[row.key]
    return 0
