"""A question that is answered by yes or no; no is the answer unless one says yes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible


class ConfirmScreen(ModalScreen[bool]):
    """Ask, and dismiss with whether the answer was yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "answer(True)", "oui"),
        Binding("n,escape,q,enter", "answer(False)", "non"),
    ]
    DEFAULT_CSS = """
    ConfirmScreen { align: center middle; }
    ConfirmScreen > Vertical {
        width: 64; max-width: 90%; height: auto; border: solid $warning; background: $surface;
    }
    ConfirmScreen Static { padding: 1 2; }
    ConfirmScreen KeyLine { padding: 0 1; }
    """

    def __init__(self, question: str) -> None:
        """Ask a question."""
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Show the question and the keys that answer it."""
        with Vertical():
            yield Static(visible(self._question), markup=False)
            yield KeyLine((("o", "oui"), ("n", "non"), ("Entrée", "non"), ("Échap", "non")))

    def action_answer(self, yes: bool) -> None:  # noqa: FBT001 (actions take their arguments by position)
        """Close with the answer."""
        self.dismiss(yes)
