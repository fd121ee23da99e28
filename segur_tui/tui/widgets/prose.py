"""Texts on the screen: broken where French lets them be, cut by `…` where room ends, changed in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions
from textual.widgets import Static

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


class Caption(Static):
    """A text that has the screen laid out again only when it needs another room.

    A layout costs more than all else that a key does, and the screen is painted once more behind it.
    """

    cut = CUT
    """The mark at the end where there is more to read than room."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(Prose(text), id=id, classes=classes)
        self._shown = text

    def show(self, text: str) -> None:
        """Show a text; one that is shown already costs nothing."""
        if text == self._shown:
            return
        before = self._room()
        self._shown = text
        self.update(Prose(text, self.cut), layout=False)
        if self._room() != before or not self.size:
            self._take_room()

    def _take_room(self) -> None:
        self.refresh(layout=True)

    def _room(self) -> Size:
        """Return the cells that the text wants, in the directions where it may have them."""
        area = self.content_size
        width = self.get_content_width(area, self.app.size) if self.styles.is_auto_width else area.width
        height = self.get_content_height(area, self.app.size, width) if self.styles.is_auto_height else area.height
        return Size(width, height)


class Detail(Caption):
    """A text of some lines that takes room when it needs more, and gives it back on demand only.

    The rows beside it would jump at each move of the cursor otherwise, and all be sent again.
    """

    AT_LEAST, AT_MOST = 3, 9
    """Lines in a low screen, and in one of any height."""
    _width, _most = 0, AT_MOST
    _held: tuple[str, ...] = ()

    def fit(self, lines: int) -> None:
        """Take no more than these lines, or the least that it needs."""
        most, self._most = self._most, max(self.AT_LEAST, min(lines, self.AT_MOST))
        self.styles.max_height = self._most
        if most > self._most:
            self.give_room_back()

    def hold(self, texts: Sequence[str]) -> None:
        """Keep room for the longest of these texts, so that the height stays whichever is shown."""
        if self._held != (held := tuple(texts)):
            self._held = held
            self.give_room_back()

    def _room(self) -> Size:
        wanted, taken = super()._room(), self.content_size.height
        return wanted.with_height(max(min(max(wanted.height, self._held_lines), self._most), taken))

    @property
    def _held_lines(self) -> int:
        width = self.content_size.width
        return max((Prose(text).get_height({}, width) for text in self._held), default=0) if width else 0

    def _take_room(self) -> None:
        self.styles.min_height = self._room().height
        super()._take_room()

    def on_resize(self, event: events.Resize) -> None:
        """In another width, the room that other texts took means nothing."""
        if event.size.width != self._width:
            self._width = event.size.width
            self.give_room_back()

    def give_room_back(self) -> None:
        """Be as high as the text alone wants, and those that are held."""
        if self._held:
            self.styles.min_height = min(self._held_lines, self._most)
        elif self.styles.inline.has_rule("min_height"):  # else all would be laid out again for nothing
            self.styles.min_height = None


class Title(Caption):
    """The text at the top of a screen that names it, in a part of its lines at most."""

    DEFAULT_CSS = """
    Title { height: auto; max-height: 20vh; padding: 0 1; background: $panel; text-style: bold; }
    """

    def __init__(self, text: str) -> None:
        super().__init__(text, classes="title")
