"""The documents of an export one by one: there, missing, wrong, nearly right; copies under the right names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from segur_tui.application.documents.copying import copy_documents
from segur_tui.application.documents.survey import Stray, Survey
from segur_tui.application.export.plan import Plan
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.grid.model import Row
from segur_tui.tui.screens.dialogs.listing import ListingScreen
from segur_tui.tui.screens.export.document_rows import DOCUMENT_COLUMNS, document_of, document_rows, stray_of
from segur_tui.tui.screens.export.title import survey_words

_KEYS = (
    ("Espace", "cocher"),
    ("*", "tout cocher"),
    ("Entrée", "copier les cochés"),
    ("r", "relire"),
    ("q", "retour"),
)


class DocumentsScreen(ListingScreen[None]):
    """What was found in the folder; ticked files are copied under their right names, never renamed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "cocher"),
        Binding("asterisk", "tick_all", "tout"),
        Binding("r", "reload", "relire"),
    ]

    def __init__(self, survey: Survey, planning: Callable[[], Plan]) -> None:
        """Show what was found; `planning` looks again."""
        super().__init__(DOCUMENT_COLUMNS, _KEYS, typeset("Aucune ligne ne part : aucune pièce n’est attendue."))
        self._survey, self._planning = survey, planning
        self._is_busy = False

    def title_text(self) -> str:
        """Return how the documents stand."""
        folder = typeset(f"Dossier : {self._survey.folder}")
        ticked = f" — {counted(len(self.ticked), 'coché')}" if self.ticked else ""
        return typeset(f"Pièces : {survey_words(self._survey)}{ticked}") + f"\n{folder}"

    def table_rows(self) -> Sequence[Row]:
        """Return one row a document or file."""
        return document_rows(self._survey, self.ticked)

    def detail_text(self, row_key: str) -> str:
        """Return a document or a file in full."""
        stray, document = stray_of(self._survey, row_key), document_of(self._survey, row_key)
        if document is not None:
            return "\n".join((document.document.name, *document.problems))
        if stray is None:
            return ""
        what = "aucune ligne ne nomme ce fichier"
        if stray.proposed:
            what = f"serait {stray.proposed}"
        if stray.can_be_copied:
            what = f"une copie peut s’appeler {stray.proposed} ; ce fichier garde son nom"
        return "\n".join(filter(None, (stray.name, typeset(what), stray.remark)))

    # What the keys do

    def tick(self, row_key: str) -> bool:
        """Tick a file that can be copied, or take its tick away."""
        stray = stray_of(self._survey, row_key)
        if stray is None or not stray.can_be_copied:
            self.say(typeset("seul un fichier « à copier » peut être coché"))
            return False
        self.show_keys()
        self.turn_ticks({stray.name})
        return True

    def action_tick_all(self) -> None:
        """Tick all files that can be copied, or none when all are ticked."""
        self.show_keys()
        self.turn_ticks({stray.name for stray in self._copies})

    @property
    def _copies(self) -> list[Stray]:
        return [stray for stray in self._survey.strays if stray.can_be_copied]

    def on_editable_table_row_opened(self) -> None:
        """Copy what is ticked."""
        ticked = [stray for stray in self._copies if stray.name in self.ticked]
        if ticked:
            self._look(ticked)
        else:
            self.say("Espace coche, * coche tout, Entrée copie" if self._copies else "aucun fichier à copier")

    def action_reload(self) -> None:
        """Look into the folder again."""
        self._look([])

    def _look(self, ticked: list[Stray]) -> None:
        """Copy files, then look into the folder again, off the interface's thread."""
        if self._is_busy:
            return
        self._is_busy = True
        self.say(typeset("copie…" if ticked else "lecture…"))
        self.run_worker(lambda: self._copy(ticked), thread=True, group="copy")

    def _copy(self, ticked: list[Stray]) -> None:
        refused = copy_documents(self._survey.folder, ticked, self._survey.document_names) if ticked else []
        survey = self._planning().survey
        if survey is not None:
            show_on(self, partial(self._show_copied, survey, len(ticked) - len(refused), refused))

    def _show_copied(self, survey: Survey, copied: int, refused: list[str]) -> None:
        self._survey, self.ticked, self._is_busy = survey, set(), False
        said = f"{counted(copied, 'fichier')} copié{'s' if copied > 1 else ''}" if copied else ""
        self.refresh_rows()
        self.table.action_row(0)  # what is still to be done
        if said or refused:
            self.say(typeset(" ; ".join(filter(None, (said, *refused)))))
        else:
            self.show_keys()
