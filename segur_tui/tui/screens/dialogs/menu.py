"""A few things of which one is chosen, in a frame over the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from segur_tui.format.wording import folded
from segur_tui.tui.grid.model import Column, Row, Target
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.widgets.footer import KeyLine

_TEXT, _COUNT = 24, 6
_FRAME = 4
"""Lines of the frame, the title and the keys."""


class Menu(ModalScreen[str | None]):
    """Choices with their counts under a title; dismissed with one of them, or None.

    The arrows and first letters move, `again` takes the next one; each that the cursor comes to is `tried`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "laisser"),
        Binding("question_mark", "app.keys", show=False, id="aide"),
    ]
    DEFAULT_CSS = """
    Menu { align: center middle; }
    Menu > Vertical { width: 48; max-width: 90%; border: solid $warning; background: $surface; }
    """

    def __init__(
        self, title: str, choices: Mapping[str, int], present: str, again: str, tried: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._choices, self._present, self._again, self._tried = choices, present, again, tried
        columns = (Column("text", title, _TEXT, share=1), Column("count", "", _COUNT, align="right"))
        self._table = EditableTable(columns, moved=self._try)

    def compose(self) -> ComposeResult:
        """Show the choices and the keys."""
        with Vertical() as frame:
            yield self._table
            yield KeyLine((("Entrée", "garder"), ("↑ ↓", "choisir"), ("Échap", "laisser")))
        frame.styles.height = len(self._choices) + _FRAME

    def on_mount(self) -> None:
        """Begin at the present choice."""
        self._table.set_rows([Row.of(text, text, str(count)) for text, count in self._choices.items()])
        self._go_to(self._present)
        self._table.focus()

    def on_key(self, event: events.Key) -> None:
        """Take the next choice, or the next of a first letter."""
        here = self._table.cursor.row_key if self._table.cursor is not None else self._present
        names = list(self._choices)
        others = names[names.index(here) + 1 :] + names[: names.index(here)]
        letter = folded(event.character or "") if event.is_printable else ""
        if event.key == self._again:
            self._go_to(others[0])
        elif letter and (found := next((name for name in others if folded(name).startswith(letter)), None)):
            self._go_to(found)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_editable_table_row_opened(self) -> None:
        """Take the choice under the cursor."""
        self.dismiss(None if self._table.cursor is None else self._table.cursor.row_key)

    def _go_to(self, name: str) -> None:
        self._table.move_to(Target(name, "text"))

    def _try(self) -> None:
        if self._table.cursor is not None and self._table.cursor.row_key != self._present:
            self._present = self._table.cursor.row_key
            self._tried(self._present)
