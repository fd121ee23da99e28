"""Sentences over several lines, broken where French lets them be, and cut by a sign where room ends."""

from __future__ import annotations

import re

from rich import _wrap
from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

# Textual has rich divide its lines, which takes the no-break spaces that French wants for places to break.
_wrap.re_word = re.compile("[^\\S\u00a0\u202f]*[\\S\u00a0\u202f]+[^\\S\u00a0\u202f]*")

CUT = "…"


class Prose(Content):
    """A text at whose end `cut` stands where its room does not hold all of it."""

    def __init__(self, text: str, cut: str = CUT) -> None:
        """Hold a text as it is shown."""
        super().__init__(text)
        self._cut = cut

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the lines, at most as many as the height."""
        strips = super().render_strips(width, None, style, options)
        if height is None or len(strips) <= height:
            return strips
        last = strips[height - 1 : height]
        return [*strips[: height - 1], *(self._cut_short(strip, width, style) for strip in last)]

    def _cut_short(self, strip: Strip, width: int, style: Style) -> Strip:
        """Return a line that ends by the sign of a cut."""
        kept = cell_len(strip.text.rstrip())
        room = max(0, min(kept, width - cell_len(self._cut)))
        cut = Segment(self._cut[:width], style.rich_style)
        return Strip([*strip.crop(0, room), cut]).adjust_cell_length(width, style.rich_style)
