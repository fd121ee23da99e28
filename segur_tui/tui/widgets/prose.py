"""Sentences over several lines, broken where French lets them be, and cut by `…` where room ends."""

from __future__ import annotations

import re
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

from segur_tui.tui.terminal.patches import divide_line, keep_no_break_spaces

keep_no_break_spaces()

CUT = "…"
_DOT = "\N{NO-BREAK SPACE}·"
"""Between two parts of a line, before a blank; it goes where the line is broken there."""

_MARGIN = re.compile(r" *(?:\d\. )?")
"""The beginning of a line for which the lines that it breaks into have blanks: its own, and a number."""


class Prose(Content):
    """A text at whose end `cut` stands where its room does not hold all of it."""

    def __init__(self, text: str, cut: str = CUT) -> None:
        super().__init__(text)
        self._cut = cut

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the lines, at most as many as the height."""
        strips = super().render_strips(width, None, style, options)
        for row, text in enumerate(strip.text.rstrip(" ") for strip in strips):
            if text.endswith(_DOT):
                kept = strips[row].crop(0, cell_len(text.removesuffix(_DOT)))
                strips[row] = kept.adjust_cell_length(width, style.rich_style)
        if height is None or len(strips) <= height:
            return strips
        last = strips[height - 1 : height]
        return [*strips[: height - 1], *(self._cut_short(strip, width, style) for strip in last)]

    def _cut_short(self, strip: Strip, width: int, style: Style) -> Strip:
        kept = cell_len(strip.text.rstrip())
        room = max(0, min(kept, width - cell_len(self._cut)))
        cut = Segment(self._cut[:width], style.rich_style)
        return Strip([*strip.crop(0, room), cut]).adjust_cell_length(width, style.rich_style)


class Hanging(Content):
    """A text whose lines, where they are broken, go on under their own beginning."""

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines it takes."""
        return self._broken(width).get_height(rules, width)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the lines, at most as many as the height."""
        return self._broken(width).render_strips(width, height, style, options)

    def _broken(self, width: int) -> Content:
        return Content("\n".join(part for line in self.plain.split("\n") for part in _hanging(line, width)))


def _hanging(line: str, width: int) -> list[str]:
    margin = _MARGIN.match(line)
    indent = min(0 if margin is None else margin.end(), width // 2)
    body = line[indent:]
    ends = [0, *divide_line(body, max(width - indent, 1)), len(body)]
    first, *others = (body[start:end].rstrip(" ") for start, end in pairwise(ends))
    return [line[:indent] + first, *(" " * indent + other for other in others)]
