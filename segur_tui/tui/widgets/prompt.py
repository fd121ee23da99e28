"""A line in which something is typed while a screen stands behind it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class Prompt(Input):
    """An input that Tab does not leave for what stands behind it: what is typed next still goes here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False),
        Binding("shift+tab", "stay", show=False),
    ]

    def action_complete(self) -> None:
        """Complete what is typed; nothing where it is not known what it may become."""

    def action_stay(self) -> None:
        """Do nothing."""
