"""The words beside a value: what is expected, what is wrong, or why nothing can be typed."""

from __future__ import annotations

from textual.geometry import Size
from textual.widgets import Static

from segur_tui.tui.widgets.inert import visible
from segur_tui.tui.widgets.prose import Prose

_SIDES = 2
"""Blank cells beside the sentence."""


class Hint(Static):
    """A sentence laid over the table, on more than one line where the table is narrow."""

    DEFAULT_CSS = """
    Hint { padding: 0 1; background: $panel; color: $foreground; }
    Hint.-wrong { background: $error-muted; text-style: bold; }
    Hint:ansi { background: ansi_blue; color: ansi_bright_white; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._said = Prose("")

    def say(self, sentence: str, *, wrong: bool) -> None:
        """Show a sentence, which starts with a sign when it is about something wrong."""
        self._said = Prose(visible(sentence))
        self.update(self._said)
        self.set_class(wrong, "-wrong")

    def wanted_size(self, most: int) -> Size:
        """Return the room in which the sentence is seen whole, at most so many cells wide."""
        width = min(self._said.cell_length, max(most - _SIDES, 1))
        return Size(width + _SIDES, self._said.get_height({}, width))
