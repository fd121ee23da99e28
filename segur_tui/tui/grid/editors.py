"""Editor specifications: what a caller of the table allows in a cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from segur_tui.format.value_type import value_type
from segur_tui.tui.grid.model import Target


@value_type
class TextSpec:
    """A free text, checked at each key."""

    value: str
    check: Callable[[str], str | None]
    """Returns the sentence on a text that is wrong, or None."""
    expected: str
    """The format in a few words, shown beside the value."""
    meant: Callable[[str], str] = lambda _: ""
    """Returns a right text as it is kept, where that is written otherwise, or nothing."""
    selected: bool = False
    """Whether the value starts selected, so that typing replaces it and an arrow keeps it."""


@value_type
class ChoiceSpec:
    """One of a few values; the one in the file may be none of them."""

    value: str
    choices: tuple[str, ...]


@value_type
class NotEditable:
    """A cell where nothing can be typed, and the sentence that says why."""

    reason: str


EditorSpec = TextSpec | ChoiceSpec | NotEditable
Then = Literal["stay", "next", "previous"]
"""The cell that the cursor goes to after a kept value."""
ENDS: dict[str, Then] = {"enter": "stay", "tab": "next", "shift+tab": "previous"}
"""The keys that keep a value."""

EditorFor = Callable[[Target], EditorSpec | None]
"""Returns the editor of a cell; None when Enter opens the row instead."""
Commit = Callable[[Target, str, Then], Target | None]
"""Takes the value kept for a cell, and returns the cell to go to, or None to stay."""
