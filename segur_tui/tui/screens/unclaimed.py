"""Money that is still to be claimed, as the record knows it: what a manager asks for on Monday."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from segur_tui.application.history.story import NO_FILE_KNOWN, day_and_number
from segur_tui.application.history.unclaimed import Unclaimed, Why, known_unclaimed, total
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.format.wording import counted, euros, typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.grid.model import Cell, Column, Row, Tone
from segur_tui.tui.screens.dialogs.listing import ListingScreen

_COLUMNS = (
    Column("why", "Quoi", 14),
    Column("number", "N° éd", 5),
    Column("dossier", "Dossier", 12, dispensable=2),
    Column("ans", "N° ANS", 10, dispensable=1),
    Column("share", "70 % HT", 11, align="right"),
    Column("vat", "TVA", 3, dispensable=3),
    Column("age", "Jours", 5, align="right"),
    Column("file", "Fichier", 10, share=1, dispensable=4),
)
_IN_SHORT = {
    Why.NO_SOLDE: Cell("sans solde", Tone.ERROR),
    Why.REFUSED: Cell("solde refusé", Tone.ERROR),
    Why.TO_VERIFY: Cell("à vérifier", Tone.WARNING),
    Why.UNANSWERED: Cell("sans réponse", Tone.PLAIN),
}
_SEARCHING = "recherche…"


class UnclaimedScreen(ListingScreen[None]):
    """What is still to be claimed; `so_far` returns the words on the files that are read, empty for all."""

    def __init__(self, settings: Settings, today: date, so_far: Callable[[], str]) -> None:
        super().__init__(_COLUMNS, (("v", "tout lire"), ("q", "retour")), "")
        self._settings, self._today, self._so_far = settings, today, so_far()
        self._found: Sequence[Unclaimed] | None = None
        self._trouble = ""

    def on_mount(self) -> None:
        """Look the money up."""
        super().on_mount()
        self.run_worker(self._find, thread=True, exclusive=True)

    def title_text(self) -> str:
        """Return the sum of all, and of each kind."""
        if self._found is None:
            return typeset(f"Reste à demander : {_SEARCHING}")
        so_far = f" jusqu’ici ({self._so_far})" if self._so_far else ""
        parts = [typeset(f"Reste à demander : {euros(total(self._found))} HT{so_far}")]
        for why in Why:
            some = [each for each in self._found if each.why is why]
            if some:
                parts.append(typeset(f"{euros(total(some))} : {counted(len(some), 'demande')}, {why.words}"))
        return "\n".join(parts)

    def table_rows(self) -> Sequence[Row]:
        """Return one row a demande."""
        return [self._row(str(rank), each) for rank, each in enumerate(self._found or ())]

    def detail_text(self, row_key: str) -> str:
        """Return what is known of a demande in full."""
        each = (self._found or ())[int(row_key)]
        money = (
            "montant inconnu" if each.share is None else f"70 % de {euros(each.amount)} : {euros(each.share)} HT"
        )
        ttc = ", commande TTC" if each.is_ttc else ""
        where = f"{each.name} ({day_and_number(each.deposit)}), ligne {each.line}"
        return typeset(f"{each.why.one} · {money}{ttc}") + f"\n{where}"

    def why_nothing(self) -> str:
        """Return the progress of a search that has found nothing, or the reason."""
        if self._found is None:
            return _SEARCHING.capitalize()
        return self._trouble or typeset(
            "Rien à demander : aucune avance acceptée sans solde, aucun solde refusé ou sans réponse."
        )

    def _row(self, key: str, each: Unclaimed) -> Row:
        age = each.age(self._today)
        return Row.of(
            key,
            _IN_SHORT[each.why],
            each.numero_editeur,
            Cell(each.numero_asp, Tone.MUTED),
            each.numero_ans,
            euros(each.share) or "?",
            "TTC" if each.is_ttc else "",
            "?" if age is None else str(age),
            each.name,
        )

    def _find(self) -> None:
        try:
            found, is_known = known_unclaimed(self._settings)
            trouble = "" if is_known else f"{NO_FILE_KNOWN[0].upper()}{NO_FILE_KNOWN[1:]}."
        except StateUnavailable as refusal:
            found, trouble = [], str(refusal)
        show_on(self, partial(self._show, found, trouble))

    def _show(self, found: Sequence[Unclaimed], trouble: str) -> None:
        self._found, self._trouble = found, trouble
        self.refresh_rows()
        self.table.focus()
