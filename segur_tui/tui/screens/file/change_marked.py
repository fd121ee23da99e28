"""Changing one balise on all marked demandes: the value is typed once, in its row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from segur_tui.application.editing.typed import FreeText, OneOf, entry_for
from segur_tui.application.views.problems import shown_value
from segur_tui.format.balise import Balise
from segur_tui.format.check import Check
from segur_tui.format.edit import Edit
from segur_tui.format.kinds import AlwaysNull, Block, typed_as
from segur_tui.format.placing import place
from segur_tui.format.profile import Profile
from segur_tui.format.tree import Pointer
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.grid.model import Cell, Column, EditorSpec, NotEditable, Row, Target, Then, Tone
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.screens.file.kept import editor_of
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.prose import Title

_VALUE = "value"
_COLUMNS = (
    Column("balise", "Balise", 22),
    Column(_VALUE, "Valeur sur les marquées", 24, share=2, editable=True),
    Column("expected", "Attendu", 16, share=3, dispensable=1),
)


@value_type
class MarkedChange:
    """The edits that give the marked demandes one value, and their title as a step."""

    edits: tuple[Edit, ...]
    title: str


class ChangeMarkedScreen(Screen[MarkedChange | None]):
    """The balises of demandes, given by their positions from 1, of which one gets the same value on all of them.

    The cursor begins `at` one; dismissed with the change, or None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "laisser")]

    def __init__(self, check: Check, lines: Sequence[int], at: Balise | None = None) -> None:
        super().__init__()
        self._check, self._lines, self._at = check, tuple(lines), at
        self._balises = {balise.name: balise for balise in _changeable(check.claim.profile)}

    def compose(self) -> ComposeResult:
        """Show the balises with the values that the demandes share."""
        numbers = ", ".join(map(str, self._lines))
        title = typeset(f"Changer une balise sur {counted(len(self._lines), 'ligne marquée')} : {numbers}")
        yield Title(title)
        yield EditableTable(_COLUMNS, self._editor_for, self._kept, id="balises")
        yield KeyLine((("Entrée", "saisir la valeur"), ("Échap", "laisser")))

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(EditableTable)
        table.set_rows([self._row(balise) for balise in self._balises.values()])
        if self._at is not None:
            table.move_to(Target(self._at.name, _VALUE))
        table.focus()

    def _values(self, balise: Balise) -> set[str]:
        return {shown_value(self._check, self._pointer(line, balise)) for line in self._lines}

    def _row(self, balise: Balise) -> Row:
        values = self._values(balise)
        shown = values.pop() if len(values) == 1 else f"({counted(len(values), 'valeur')} différentes)"
        expected = Cell(typeset(typed_as(balise.kind)), Tone.MUTED)
        return Row.of(balise.name, balise.name, Cell(shown, Tone.STRONG), expected)

    def _editor_for(self, cell: Target) -> EditorSpec | None:
        balise = self._balises[cell.row_key]
        spec = editor_of(entry_for(self._check, self._pointer(self._lines[0], balise), balise))
        if spec is None or isinstance(spec, NotEditable):
            return None
        # Of several values, that of one line would go to all of them unasked.
        return spec if len(self._values(balise)) == 1 else replace(spec, value="")

    def _kept(self, cell: Target, value: str, _: Then) -> None:
        balise = self._balises[cell.row_key]
        if not value.strip():
            self.query_one(KeyLine).say(typeset("rien n’est saisi : rien ne change (une liste vide s’écrit [])"))
            return
        edits: list[Edit] = []
        for line in self._lines:
            entry = entry_for(self._check, self._pointer(line, balise), balise)
            if isinstance(entry, FreeText | OneOf):
                edits += entry.becomes(value)
        self.dismiss(MarkedChange(tuple(edits), f"{balise.name} sur {counted(len(self._lines), 'ligne')}"))

    def _pointer(self, line: int, balise: Balise) -> Pointer:
        demande, at = self._check.claim.lines[line - 1], self._check.claim.line_pointer(line)
        level, container = self._check.claim.profile.demande, balise.level.container
        placed = place(demande, level) if isinstance(demande, dict) else None
        if placed is None or container is None:
            return (*at, balise.name)
        if balise.level is level:
            return (*at, *placed.path(balise.name))
        block, at = placed.values.get(container.name), (*at, *placed.path(container.name))
        if isinstance(block, list) and len(block) == 1:
            block, at = block[0], (*at, 0)
        return (
            *at,
            *(place(block, balise.level).path(balise.name) if isinstance(block, dict) else (balise.name,)),
        )


def _changeable(profile: Profile) -> list[Balise]:
    """Return the balises of a demande that hold one value or one list, in the note's order."""
    single = [level for balise, level in profile.demande.containers if balise.kind == Block(many=False)]
    balises = [balise for level in (profile.demande, *single) for balise in level.balises]
    filled_by_asp = [b for b in balises if isinstance(b.kind, AlwaysNull) and b.kind.filled_by_asp]
    ours = [b for b in balises if not isinstance(b.kind, Block) and b not in filled_by_asp]
    return sorted(ours, key=lambda balise: balise.rank)
