"""How a table speaks to its caller: what may be typed, what was kept, that the cursor moved."""

from __future__ import annotations

from collections.abc import Callable

from segur_tui.tui.grid.editors import EditorSpec, Then
from segur_tui.tui.grid.model import Target

EditorFor = Callable[[str, str], EditorSpec | None]
"""Says what may be typed in the cell of a row key and a column key; None when Enter opens the row instead."""
Commit = Callable[[str, str, str, Then], Target | None]
"""Takes the value kept for a row key and a column key, and returns the cell to go to, or None to stay."""
Moved = Callable[[], None]
"""Told that the cursor came to another cell."""


def nobody_follows() -> None:
    """Follow the cursor with nothing."""
