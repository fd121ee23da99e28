"""Lines of text that are read by pages, drawn one by one so that little is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from segur_tui.format.value_type import value_type
from segur_tui.tui.widgets.inert import visible


@value_type
class Line:
    """A line: its text, and whether it stands out, or stands out most."""

    text: str
    marked: bool = False
    current: bool = False


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

    def __init__(self, lines: Sequence[Line]) -> None:
        """Show lines."""
        super().__init__()
        self._lines = lines

    def on_mount(self) -> None:
        """Tell how long the text is."""
        self.virtual_size = Size(self.size.width, len(self._lines))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines, the current one in view."""
        self._lines = lines
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.reveal()
        self.refresh()

    def reveal(self) -> None:
        """Bring the current line into view, a third from the top."""
        current = next((index for index, line in enumerate(self._lines) if line.current), None)
        if current is not None:
            self.scroll_to(y=max(0, current - self.size.height // 3), animate=False, force=True)

    def action_half(self, halves: int) -> None:
        """Scroll by half pages."""
        step = halves * max(1, self.size.height // 2)
        self.scroll_to(y=self.scroll_offset.y + step, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        width, index = self.size.width, y + self.scroll_offset.y
        if index >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[index]
        name = "pages--current" if line.current else "pages--marked" if line.marked else ""
        style = self.get_component_rich_style(name) if name else self.rich_style
        return Strip([Segment(visible(line.text, width), style)]).adjust_cell_length(width, self.rich_style)
