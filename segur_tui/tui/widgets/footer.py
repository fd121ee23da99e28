"""The line at the bottom: the keys that work here, as many as the width takes, never cut in a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widgets import Static

from segur_tui.tui.commands import REST, key_called
from segur_tui.tui.widgets.inert import visible

Keys = Sequence[tuple[str, str]]
"""Keys as people read them, each with its words, in order of use."""

_HELP = "?"
_GAP = 2
"""Cells between two keys."""
_TIGHT = 64
"""Cells under which Enter, which everybody tries, leaves the room of its words to a key that nobody guesses."""


def fitting(keys: Keys, width: int) -> list[tuple[str, str]]:
    """Return the keys that fit in a width; the help always does, and stands last, behind the way to the others."""
    first = [key for key in keys if key != REST and key[0] != _HELP]
    last = [key for key in keys if key[0] == _HELP]
    if len(shown := _in_order(first, width - _all(last))) == len(first):
        return shown + last
    if last and width < _TIGHT:
        first = [(name, "" if name == "Entrée" else words) for name, words in first]
    rest = [key for key in keys if key == REST]
    ends = [rest + last, rest + [(name, "") for name, _ in last]]
    # The help without its word where that lets another key in.
    return max((_in_order(first, width - _all(end)) + end for end in ends[: 1 + bool(rest)]), key=len)


def _all(keys: Keys) -> int:
    return sum(_width(*key) + _GAP for key in keys)


def _in_order(keys: Keys, width: int) -> list[tuple[str, str]]:
    ends = accumulate(_width(*key) + _GAP for key in keys)
    return [key for key, end in zip(keys, ends, strict=True) if end - _GAP <= width]


class KeyLine(Static):
    """Keys with their words, in order of use; a click on one of them presses it."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; background: $panel; color: $foreground; padding: 0 0 0 1; }
    KeyLine { text-wrap: nowrap; }
    """

    def __init__(self, keys: Keys) -> None:
        super().__init__(markup=False)
        self._keys = tuple(keys)
        self._sentence = ""

    @property
    def keys(self) -> Keys:
        """The keys, whether there is room for them or not."""
        return self._keys

    def say(self, sentence: str) -> None:
        """Show a sentence in place of the keys, until they are shown again; one that is shown costs nothing."""
        if visible(sentence) != self._sentence:
            self._sentence = visible(sentence)
            self.refresh()

    def unsay(self, sentence: str) -> None:
        """Show what was shown before a sentence, unless that is another one by now."""
        if visible(sentence) == self._sentence:
            self._sentence = ""
            self.refresh()

    def show_keys(self, keys: Keys) -> None:
        """Show other keys."""
        if tuple(keys) != self._keys or self._sentence:
            self._keys, self._sentence = tuple(keys), ""
            self.refresh()

    def render(self) -> Content:
        """Return the sentence, or the keys that fit."""
        width = self.size.width
        if self._sentence:
            return Content(visible(self._sentence, width))
        return Content(" " * _GAP).join(
            Content.assemble((key, "bold"), (f"\u00a0{words}" if words else "", ""))
            for key, words in fitting(self._keys, width)
        )

    def on_click(self, event: events.Click) -> None:
        """Press the key that is clicked."""
        at = event.get_content_offset(self)
        if at is None or self._sentence:
            return
        event.stop()
        for start, end, name in self._places():
            if start <= at.x < end:
                self.app.simulate_key(key_called(name))

    def _places(self) -> Iterator[tuple[int, int, str]]:
        """Yield where each key stands, with its words: the first cell, the one after the last, the name."""
        x = 0
        for key, words in fitting(self._keys, self.size.width):
            end = x + _width(key, words)
            *first, last = key.split(" ")
            for name in first:
                yield x, x + cell_len(name), name
                x += cell_len(name) + 1
            yield x, end, last
            x = end + _GAP


def _width(key: str, words: str) -> int:
    return cell_len(key) + (1 + cell_len(words) if words else 0)
