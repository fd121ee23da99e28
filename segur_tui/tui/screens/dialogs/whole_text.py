"""What a screen has no room for, to be scrolled."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible_lines


class WholeTextScreen(Screen[None]):
    """A text of several lines, in full; the arrows scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,q,v", "dismiss", "retour")]
    DEFAULT_CSS = """
    WholeTextScreen VerticalScroll { padding: 1 2; scrollbar-size: 0 1; }
    """

    def __init__(self, text: str) -> None:
        """Show a text."""
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the text over the keys."""
        with VerticalScroll():
            yield Static(visible_lines(self._text), markup=False)
        yield KeyLine((("↑ ↓", "défiler"), ("q", "retour")))
