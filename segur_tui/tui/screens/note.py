"""The note as a screen: every balise by bloc, with its format, obligation, controls and the note's words."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from segur_tui.application.views.norm import norm_entries
from segur_tui.format.balise import Balise
from segur_tui.format.profile import Profile
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.grid.model import Cell, Column, Row, Target, Tone
from segur_tui.tui.screens.dialogs.listing import ListingScreen

_COLUMNS = (
    Column("name", "Balise", 22),
    Column("expected", "Attendu", 20, share=3),
    Column("obligation", "Obligation", 12, share=1, dispensable=1),
    Column("controls", "Contrôles", 12, share=2, dispensable=2),
)
_KEYS = (("/", "chercher"), ("v", "tout lire"), ("?", "aide"), ("Échap", "retour"))
_BLOC = "bloc "


class NoteScreen(ListingScreen[None]):
    """The balises of a format, to be read; the cursor begins on one of them, if any is given."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("slash", "search", "chercher")]

    def __init__(self, profile: Profile, balise: Balise | None = None) -> None:
        nothing = typeset("Aucune balise ne répond à la recherche : Échap l’efface.")
        super().__init__(_COLUMNS, _KEYS, nothing, "chercher : balise, mot de la note, contrôle…")
        self._profile, self._first = profile, balise
        self._in_full: dict[str, str] = {}

    def on_mount(self) -> None:
        """Show the balises, and go to the first one."""
        super().on_mount()
        if self._first is not None:
            self.table.move_to(Target(self._first.name, "name"))

    def title_text(self) -> str:
        """Return how many balises are shown, and what is searched."""
        number = sum(not key.startswith(_BLOC) for key in self._in_full)
        return typeset(f"La note : {counted(number, 'balise')}, bloc par bloc") + self.search.words

    def table_rows(self) -> list[Row]:
        """Return one row a balise, under the title of its bloc."""
        rows, bloc = list[Row](), ""
        self._in_full = {}
        for entry in norm_entries(self._profile, self.search.value):
            balise = entry.balise
            if balise.bloc.title != bloc:
                bloc = balise.bloc.title
                self._in_full[f"{_BLOC}{bloc}"] = typeset(f"Bloc : {bloc}")
                title = (Cell(bloc.upper(), Tone.STRONG), *[Cell("")] * (len(_COLUMNS) - 1))
                rows.append(Row(f"{_BLOC}{bloc}", title, is_title=True))
            self._in_full[balise.name] = entry.in_full
            controls = ", ".join(rule.title for rule in entry.rules)
            rows.append(Row.of(balise.name, f" {balise.name}", balise.expected, entry.obligation, controls))
        return rows

    def detail_text(self, row_key: str) -> str:
        """Return all that is declared of a balise."""
        return self._in_full[row_key]
