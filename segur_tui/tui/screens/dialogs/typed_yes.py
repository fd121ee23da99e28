"""A question about something grave: only a yes that is typed in full answers it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from segur_tui.format.wording import typeset
from segur_tui.tui.screens.dialogs.dialog import Dialog
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible_lines
from segur_tui.tui.widgets.prompt import Prompt

_YES = "oui"


class TypedYesScreen(Dialog[bool]):
    """A text, under which the yes is typed; Escape is no."""

    DEFAULT_CSS = "TypedYesScreen Prompt { margin: 0 1; }"

    def __init__(self, text: str) -> None:
        keys = (("Entrée", typeset(f"confirmer, une fois « {_YES} » tapé")), ("Échap", "laisser"))
        super().__init__(text, (), {"escape": False}, is_wide=True)
        self._keys = list(keys)

    def compose(self) -> ComposeResult:
        """Show the text, the line in which the yes is typed, and the keys."""
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static(visible_lines(self._text), markup=False)
            yield Prompt(f"tapez {_YES}")
            yield KeyLine(self._keys)

    def on_mount(self) -> None:
        """Have the keys come to the line."""
        self.query_one(Prompt).open()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take a yes for one, and nothing else."""
        event.stop()
        if event.value.strip().casefold() == _YES:
            self.answer(answer=True)
        else:
            self.query_one(KeyLine).say(typeset(f"« {_YES} » en entier, ou Échap"))
