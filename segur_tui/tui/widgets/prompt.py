"""A line in which something is typed while a screen stands behind it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class Prompt(Input):
    """An input that is there while it is open.

    Tab does not leave it for what stands behind it: what is typed next still goes here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False),
        Binding("shift+tab", "stay", show=False),
    ]
    DEFAULT_CSS = """
    Prompt { height: 1; border: none; padding: 0 1; }
    Prompt:focus { border: none; }
    """

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False)
        self.cursor_blink = self.display = False

    def open(self) -> None:
        """Be there, and take the keys."""
        self.display = True
        self.focus()

    def close(self) -> None:
        """Be gone; the text typed stays."""
        self.display = False

    def action_complete(self) -> None:
        """Complete the text typed; nothing where its completions are not known."""

    def action_stay(self) -> None:
        """Do nothing."""
