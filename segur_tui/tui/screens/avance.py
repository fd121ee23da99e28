"""A file of avances: its demandes with the ASP's answers, and the values of each; nothing of it can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from segur_tui.application.views.avances import AvanceRow, avance_fields, avance_rows
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.grid.model import Cell, Column, Row, Tone
from segur_tui.tui.screens.dialogs.listing import ListingScreen
from segur_tui.tui.widgets.inert import visible

_COLUMNS = (
    Column("line", "Lg", 3, align="right"),
    Column("number", "N° éd", 5),
    Column("dossier", "Dossier", 12),
    Column("day", "Commande", 10, dispensable=2),
    Column("amount", "Montant HT", 10, align="right"),
    Column("vat", "TVA", 3, dispensable=3),
    Column("state", "Réponse", 10),
    Column("said", "Code et libellé", 10, share=1, dispensable=1),
)
_FIELDS = (Column("balise", "Balise", 20, share=1), Column("value", "Valeur", 20, share=1))
_READ = typeset("avance : lecture seule, ni contrôlée ni exportée")
_WHY = "une avance se lit, sans être corrigée ni exportée"
_TONES = {AnswerState.REJECTED: Tone.ERROR, AnswerState.ACCEPTED: Tone.GOOD}


class AvanceScreen(ListingScreen[None]):
    """The demandes of a file of avances; Enter shows the values of one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("3", "open", "Champs")]
    reads_only = _WHY

    def __init__(self, path: Path, claim: ClaimFile) -> None:
        super().__init__(_COLUMNS, (("Entrée", "Champs"), ("v", "tout lire"), ("q", "retour")), "aucune demande")
        self._path, self._claim, self._rows = path, claim, avance_rows(claim)

    def title_text(self) -> str:
        """Return the file's name and supplier, and the counts."""
        claim = self._claim
        who = f"{visible(self._path.name)}\N{NO-BREAK SPACE}· ANS {visible(claim.numero_ans)}"
        return f"{who}\n{_counts(claim)}\N{NO-BREAK SPACE}· {_READ}"

    def table_rows(self) -> Sequence[Row]:
        """Return one row a demande."""
        return [_row(each) for each in self._rows]

    def detail_text(self, row_key: str) -> str:
        """Return the answer to a demande in full, and who is to benefit from it."""
        row = self._rows[int(row_key) - 1]
        named = ", ".join(sorted(row.ordered.beneficiaries))
        return f"{row.answer.state.value}{typeset(' : ') if row.said else ''}{row.said}\n{named}"

    def on_editable_table_row_opened(self) -> None:
        """Show the values of the selected demande."""
        self.action_open()

    def action_open(self) -> None:
        """Show the values of the selected demande."""
        if self.selected is not None:
            self.app.push_screen(AvanceFieldsScreen(self._claim, int(self.selected)))


class AvanceFieldsScreen(ListingScreen[None]):
    """The values of one demande of an avance, balise by balise."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("2", "leave", "Lignes")]
    reads_only = _WHY

    def __init__(self, claim: ClaimFile, line: int) -> None:
        super().__init__(_FIELDS, (("v", "tout lire"), ("q", "retour")), "la demande n’est pas un bloc")
        self._claim, self._line, self._fields = claim, line, avance_fields(claim.lines[line - 1])

    def title_text(self) -> str:
        """Return which demande it is."""
        number, state = self._claim.editor_number(self._line), self._claim.answers[self._line - 1].state
        which = f"ligne {self._line}, n° éditeur {visible(number) or '?'}, {state.value}"
        return f"{which}\N{NO-BREAK SPACE}· {_READ}"

    def table_rows(self) -> Sequence[Row]:
        """Return one row a value."""
        return [Row.of(str(rank), each.path, each.value) for rank, each in enumerate(self._fields)]

    def detail_text(self, row_key: str) -> str:
        """Return a value in full."""
        field = self._fields[int(row_key)]
        return typeset(f"{field.path} : ") + field.value


def _counts(claim: ClaimFile) -> str:
    parts = [counted(len(claim.lines), "demande"), counted(claim.count(AnswerState.ACCEPTED), "acceptée")]
    if refused := claim.count(AnswerState.REJECTED):
        parts.append(counted(refused, "refusée"))
    return "\N{NO-BREAK SPACE}· ".join(parts)


def _row(each: AvanceRow) -> Row:
    state = each.answer.state
    return Row.of(
        each.key,
        each.key,
        each.numero_editeur,
        Cell(each.numero_asp, Tone.MUTED),
        each.day,
        each.amount,
        "TTC" if each.ordered.is_ttc else "",
        Cell(state.value, _TONES.get(state, Tone.PLAIN)),
        each.said,
    )
