"""Lines of text that are read by pages, drawn one by one so that little is sent."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from segur_tui.tui.widgets.inert import visible


class Pages(ScrollView, can_focus=True):
    """Lines of text; arrows move by half a page, page keys by one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pages--marked", "pages--current"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "half(-1)", show=False),
        Binding("down,j", "half(1)", show=False),
        Binding("pageup", "half(-2)", show=False),
        Binding("pagedown,space", "half(2)", show=False),
        Binding("home", "half(-1000000)", show=False),
        Binding("end", "half(1000000)", show=False),
    ]
    DEFAULT_CSS = """
    Pages { height: 1fr; background: $background; color: $foreground; scrollbar-size: 0 1; overflow-x: hidden; }
    Pages > .pages--marked { text-style: bold; }
    Pages > .pages--current { text-style: bold reverse; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[str] = ()
        self._marked: Container[int] = ()
        self._current = range(0)

    def show_lines(self, lines: Sequence[str], marked: Container[int], current: range = range(0)) -> None:
        """Show lines; the marked ones stand out, the current ones most, a third from the top."""
        self._lines, self._marked, self._current = lines, marked, current
        self.virtual_size = Size(self.size.width, len(lines))
        if current:
            self.scroll_to(y=max(0, current.start - self.size.height // 3), animate=False, force=True)
        self.refresh()

    def action_half(self, halves: int) -> None:
        """Scroll by half pages."""
        step = halves * max(1, self.size.height // 2)
        self.scroll_to(y=self.scroll_offset.y + step, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        width, index = self.size.width, y + self.scroll_offset.y
        if index >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        name = "pages--current" if index in self._current else "pages--marked" if index in self._marked else ""
        style = self.get_component_rich_style(name) if name else self.rich_style
        return Strip([Segment(visible(self._lines[index], width), style)]).adjust_cell_length(
            width, self.rich_style
        )
