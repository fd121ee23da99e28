"""Text without colours, for terminals that have none to trust: bold or reversed, underlined, and no more."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as SentColour
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_OTHER_SIDE = 0.4
"""Brightness between two backgrounds from which a text on one looks reversed beside the other."""


class PlainFilter(LineFilter):
    """The filter that leaves no colour of what is drawn, and reverses what stands out by its background.

    Palettes of 16 colours differ so much that no pair of them is readable everywhere; one's own colours are.
    """

    def __init__(self, background: Color) -> None:
        """Take the background of the theme."""
        super().__init__()
        self._background = background

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 (the widget's own)
        """Return the segments without colours."""
        return [
            Segment(text, None if style is None else _plain(style, self._background), control)
            for text, style, control in segments
        ]


@lru_cache(maxsize=1024)
def _plain(style: Style, background: Color) -> Style:
    is_reversed = bool(style.reverse) != _is_other(style.bgcolor, background)
    is_bold = style.bold and not is_reversed  # PuTTY draws bold as grey, which is hard to read on its reverse
    return Style(bold=is_bold, underline=style.underline, reverse=is_reversed, meta=style.meta)


def _is_other(colour: SentColour | None, background: Color) -> bool:
    if colour is None or colour.is_default:
        return False
    return abs(Color.from_rich_color(colour).brightness - background.brightness) >= _OTHER_SIDE
