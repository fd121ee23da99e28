"""What may be typed in a cell, as the caller of a table says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from segur_tui.format.frozen import frozen


@frozen
class TextSpec:
    """A free text, checked at each key."""

    value: str
    check: Callable[[str], str | None]
    """Returns the sentence that says what is wrong with a text, or None."""
    expected: str
    """The format in a few words, shown beside the value."""
    meant: Callable[[str], str] = lambda _: ""
    """Returns what a right text is kept as, where that is written otherwise, or nothing."""
    selected: bool = False
    """Whether the value starts selected, so that typing replaces it and an arrow keeps it."""


@frozen
class ChoiceSpec:
    """One of a few values; the one in the file may be none of them."""

    value: str
    choices: tuple[str, ...]


@frozen
class NotEditable:
    """A cell where nothing can be typed, and the sentence that says why."""

    reason: str


EditorSpec = TextSpec | ChoiceSpec | NotEditable
Then = Literal["stay", "next", "previous"]
"""Where the person goes after a kept value."""
ENDS: dict[str, Then] = {"enter": "stay", "tab": "next", "shift+tab": "previous"}
"""The keys that keep a value."""


def is_function_key(key: str) -> bool:
    """Return whether a key can neither type nor edit, and so keeps its meaning while editing."""
    return key.startswith("f") and key[1:].isdecimal()
