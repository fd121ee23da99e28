"""Changing one balise on all marked demandes: the value is typed once, in its row, and shown before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from segur_tui.application.editing.shared import SharedValue, shared_values
from segur_tui.application.views.apart import change_cited
from segur_tui.application.views.problems import named_lines, shown_value
from segur_tui.format.check import Check
from segur_tui.format.edit import Edit
from segur_tui.format.kinds import typed_as
from segur_tui.format.tree import Pointer
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.grid.model import Cell, Column, EditorSpec, Row, Target, TextSpec, Then, Tone
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.grid.typed_rows import TypedRows
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, do_if_yes
from segur_tui.tui.screens.file.kept import editor_of
from segur_tui.tui.screens.file.state import CellSubject
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.prose import Title

_VALUE = "value"
_COLUMNS = (
    Column("balise", "Balise", 22),
    Column(_VALUE, "Valeur sur les marquées", 24, share=2, editable=True),
    Column("expected", "Attendu", 16, share=3, dispensable=1),
)
_LEAVING, _ASKING = ("Échap", "laisser"), ("Entrée", "voir, puis confirmer")
_KEYS = (("Entrée", "saisir la valeur"), _LEAVING)
_EDITING_KEYS = (_ASKING, _LEAVING, ("Ctrl+U", "vider"))
_CHOOSING_KEYS = (("↑ ↓", "choisir"), _ASKING, _LEAVING)
_MOST_SHOWN = 3
"""Lines that are shown before and after, before the change is made."""
_MOST_NAMED = 10
"""Lines that the title names."""
_LONGEST_CITED = 22
"""Characters of each value there."""


@value_type
class MarkedChange:
    """The edits that give the marked demandes one value, and their title as a step."""

    edits: tuple[Edit, ...]
    title: str


class ChangeMarkedScreen(Screen[MarkedChange | None]):
    """The values of demandes, given by their positions from 1, of which one is changed on all of them.

    The cursor begins `at` one; `accepted` are the marked ones that stay. Dismissed with the change, or None.
    """

    is_choice = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "laisser")]

    def __init__(
        self, check: Check, lines: Sequence[int], at: CellSubject | None = None, accepted: int = 0
    ) -> None:
        super().__init__()
        self._check, self._lines, self._accepted = check, tuple(lines), accepted
        self._values = {f"{rank}": value for rank, value in enumerate(shared_values(check, lines))}
        self._at = None if at is None else self._key_of(at)
        self._typed = dict[str, str]()
        self._line = KeyLine(_KEYS)
        self._table = EditableTable(_COLUMNS, self._editor_for, self._kept, self._moved, id="balises")
        names = {key: (value.label, value.balise.label) for key, value in self._values.items()}
        self._rows = TypedRows(self._table, names, self._line, _KEYS)
        self._table.opens = self._open

    def compose(self) -> ComposeResult:
        """Show the balises with the values that the demandes share."""
        marked = counted(len(self._lines), "ligne marquée")
        left = f", et non sur {counted(self._accepted, 'acceptée')}" if self._accepted else ""
        named = named_lines([*map(str, self._lines)], _MOST_NAMED)
        yield Title(typeset(f"Changer une balise sur {marked} ({named}){left}"))
        yield self._table
        yield self._line

    def on_mount(self) -> None:
        """Fill the table."""
        table = self._table
        table.set_rows([self._row(key, value) for key, value in self._values.items()])
        if self._at is not None:
            table.move_to(Target(self._at, _VALUE))
        table.focus()

    def _key_of(self, at: CellSubject) -> str | None:
        """Return the row of a value: the narrowest that it is in, or else the first of its balise."""
        holding = [(len(v.pointers), key) for key, v in self._values.items() if at.pointer in v.pointers]
        alike = (key for key, value in self._values.items() if value.balise is at.balise)
        return min(holding)[1] if holding else next(alike, None)

    def _row(self, key: str, value: SharedValue) -> Row:
        differ = f"({counted(value.different, 'valeur différente')})"
        shown = shown_value(self._check, value.pointers[0]) if value.different == 1 else differ
        expected = Cell(typeset(typed_as(value.kind)), Tone.MUTED)
        return Row.of(key, value.label, Cell(shown, Tone.STRONG), expected)

    def _editor_for(self, cell: Target) -> EditorSpec | None:
        value = self._values[cell.row_key]
        spec = editor_of(value.entry(self._check))
        if not isinstance(spec, TextSpec):
            return spec
        # What is proposed for one line would go to all of them.
        text = self._typed.get(cell.row_key, value.text)
        return replace(spec, value=text, expected=typeset(typed_as(value.kind)))

    def on_key(self, event: events.Key) -> None:
        """Go to the balise whose name, or its words, begin with what is typed."""
        self._rows.press(event)

    def on_paste(self, event: events.Paste) -> None:
        """Go to a balise that is pasted, or say that there is none."""
        self._rows.paste(event)

    def _moved(self) -> None:
        self._rows.follow()

    def _open(self) -> None:
        if self._table.cursor is not None and not self._rows.refuses():
            self._rows.follow()
            self._table.edit(self._table.cursor)

    @on(EditableTable.EditingTurned)
    def _show_keys(self) -> None:
        """Show the keys that work, unless they are there: what was said of a value stays before them."""
        table, line = self._table, self._line
        keys = _KEYS if table.edited is None else _CHOOSING_KEYS if table.is_choosing else _EDITING_KEYS
        if keys != line.keys:
            line.show_keys(keys)

    def _kept(self, cell: Target, text: str | None, _: Then) -> None:
        self._show_keys()
        value = self._values[cell.row_key]
        if text is None or not text.strip():
            self._line.say(typeset("rien n’est saisi : rien ne change (une liste vide s’écrit [])"))
            return
        edits = value.becomes(self._check, text)
        if not edits:
            self._line.say(typeset("c’est déjà la valeur des lignes marquées : rien ne change"))
            return
        lines = {self._line_of(edit.pointer) for edit in edits}
        on_lines = f"{value.balise.name} sur {counted(len(lines), 'ligne')}"
        shown = [
            f"ligne {self._line_of(edit.pointer)}, {change_cited(edit.before, edit.after, _LONGEST_CITED)}"
            for edit in edits[:_MOST_SHOWN]
        ]
        if others := len(edits) - len(shown):
            shown.append(f"… et {counted(others, 'autre')}")
        self._typed[cell.row_key] = text  # not to be typed again after a no
        dialog = ConfirmScreen(typeset(f"Changer {on_lines} ?"), shown)
        do_if_yes(self.app, dialog, lambda: self.dismiss(MarkedChange(tuple(edits), on_lines)))

    def _line_of(self, pointer: Pointer) -> int | None:
        return self._check.claim.line_of(pointer)
