"""The line at the bottom: the keys that work here, as many as the width takes, never cut in a word."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from segur_tui.tui.inert import visible


class KeyLine(Static):
    """Keys and what they do, in order of use."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; background: $panel; color: $foreground; padding: 0 1; text-wrap: nowrap; }
    """

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show these keys, each with its words."""
        super().__init__(markup=False)
        self._keys = tuple(keys)
        self._sentence = ""

    def say(self, sentence: str) -> None:
        """Show a sentence in place of the keys, until they are shown again."""
        self._sentence = visible(sentence)
        self.refresh()

    def say_once(self, sentence: str) -> None:
        """Show a sentence unless it is shown already: nothing is sent again."""
        if visible(sentence) != self._sentence:
            self.say(sentence)

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show other keys."""
        if tuple(keys) != self._keys or self._sentence:
            self._keys, self._sentence = tuple(keys), ""
            self.refresh()

    def render(self) -> Content:
        """Return the sentence, or the keys that fit."""
        if self._sentence:
            return Content(self._sentence)
        parts: list[Content] = []
        left = self.size.width
        for key, words in self._keys:
            width = cell_len(key) + cell_len(words) + 3
            if width > left + 2:
                break
            left -= width
            parts.append(Content.assemble((key, "bold"), (f"\u00a0{words}", "")))
        return Content("  ").join(parts)
