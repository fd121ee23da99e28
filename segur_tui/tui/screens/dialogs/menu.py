"""A few things of which one is chosen, in a frame over the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from segur_tui.tui.grid.model import Column, Row, Target
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.grid.typed_rows import TypedRows
from segur_tui.tui.widgets.footer import KeyLine

_TEXT, _COUNT = 24, 6
_KEYS = (("Entrée", "garder"), ("↑ ↓", "choisir"), ("Échap", "laisser"))
_FRAME = 4
"""Lines of the frame, the title and the keys."""


class Menu(ModalScreen[str | None]):
    """Choices with their counts under a title; dismissed with one of them, or None.

    The arrows and first letters move, `again` takes the next one; each that the cursor comes to is `tried`.
    """

    is_choice = True
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
        self._choices, self._present, self._tried = choices, present, tried
        columns = (Column("text", title, _TEXT, share=1), Column("count", "", _COUNT, align="right"))
        self._table, self._line = EditableTable(columns, moved=self._try), KeyLine(_KEYS)
        self._rows = TypedRows(self._table, {name: (name,) for name in choices}, self._line, _KEYS, again)

    def compose(self) -> ComposeResult:
        """Show the choices and the keys."""
        with Vertical() as frame:
            yield self._table
            yield self._line
        frame.styles.height = len(self._choices) + _FRAME

    def on_mount(self) -> None:
        """Begin at the present choice."""
        self._table.set_rows([Row.of(text, text, str(count)) for text, count in self._choices.items()])
        self._table.move_to(Target(self._present, "text"))
        self._table.focus()

    def on_key(self, event: events.Key) -> None:
        """Take the next choice, or one that begins with what is typed."""
        self._rows.press(event)

    def on_paste(self, event: events.Paste) -> None:
        """Take the choice that begins with a pasted text, or say that there is none."""
        self._rows.paste(event)

    def on_editable_table_row_opened(self) -> None:
        """Take the choice under the cursor, unless something else was typed."""
        if not self._rows.refuses():
            self.dismiss(None if self._table.cursor is None else self._table.cursor.row_key)

    def _try(self) -> None:
        self._rows.follow()
        if self._table.cursor is not None and self._table.cursor.row_key != self._present:
            self._present = self._table.cursor.row_key
            self._tried(self._present)
