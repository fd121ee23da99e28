"""What has changed since the file was opened."""

from __future__ import annotations

from collections.abc import Sequence

from segur_tui.application.views.changes import ValueChange, changes
from segur_tui.format.check import Check
from segur_tui.format.tree import Absent, Json, to_rfc6901
from segur_tui.format.wording import counted, typeset
from segur_tui.format.writing import to_compact
from segur_tui.tui.grid.model import Cell, Column, Row, Tone
from segur_tui.tui.screens.dialogs.listing import ListingScreen

_COLUMNS = (
    Column("line", "Lg", 3, align="right"),
    Column("balise", "Balise", 16, share=2),
    Column("before", "À l’ouverture", 16, share=3),
    Column("after", "Maintenant", 16, share=3),
)


class ChangesScreen(ListingScreen[None]):
    """The changed values of a file, before and after."""

    def __init__(self, opened: Check, now: Check) -> None:
        """Compare the file as opened with its present state."""
        super().__init__(_COLUMNS, (("Échap", "retour"),), typeset("Rien n’a changé depuis l’ouverture."))
        self._claim = now.claim
        found = changes(opened.claim.root, now.claim.root)
        self._changes = {to_rfc6901(change.pointer): change for change in found}

    def title_text(self) -> str:
        """Return how much has changed."""
        return typeset(f"Ce qui a changé depuis l’ouverture : {counted(len(self._changes), 'valeur')}")

    def table_rows(self) -> Sequence[Row]:
        """Return one row a changed value."""
        return [self._row(key, change) for key, change in self._changes.items()]

    def detail_text(self, row_key: str) -> str:
        """Return a change in full."""
        change = self._changes[row_key]
        return f"{row_key}\n{_shown(change.before)}\n→ {_shown(change.after)}"

    def _row(self, key: str, change: ValueChange) -> Row:
        line = self._claim.line_of(change.pointer)
        names = [str(token) for token in change.pointer if isinstance(token, str)]
        return Row(
            key,
            (
                Cell(str(line or "")),
                Cell(names[-1] if names else ""),
                Cell(_shown(change.before)),
                Cell(_shown(change.after), Tone.STRONG),
            ),
        )


def _shown(value: Json | Absent) -> str:
    return "(absente)" if isinstance(value, Absent) else to_compact(value)
