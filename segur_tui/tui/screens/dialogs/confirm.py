"""A question that is answered by yes or no; no is the answer unless one says yes."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from segur_tui.tui.screens.dialogs.dialog import Dialog
from segur_tui.tui.widgets.inert import visible


class ConfirmScreen(Dialog[bool]):
    """Ask, and dismiss with whether the answer was yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "answer(True)", "oui"),
        Binding("n,escape,q,enter", "answer(False)", "non"),
    ]

    def __init__(self, question: str) -> None:
        """Ask a question."""
        super().__init__(visible(question), (("o", "oui"), ("n", "non"), ("Entrée", "non"), ("Échap", "non")))
