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
    Prompt { display: none; height: 1; border: none; padding: 0 1; }
    Prompt:focus { border: none; }
    Prompt.-on { display: block; }
    """

    def __init__(self, placeholder: str = "") -> None:
        """Say in the empty line what may be typed."""
        super().__init__(placeholder=placeholder, select_on_focus=False)
        self.cursor_blink = False

    @property
    def is_open(self) -> bool:
        """Return whether it is there."""
        return self.has_class("-on")

    def open(self) -> None:
        """Be there, and take the keys."""
        self.add_class("-on")
        self.focus()

    def close(self) -> None:
        """Be gone; what was typed stays."""
        self.remove_class("-on")

    def action_complete(self) -> None:
        """Complete what is typed; nothing where it is not known what it may become."""

    def action_stay(self) -> None:
        """Do nothing."""
