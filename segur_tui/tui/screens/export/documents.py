"""The documents of an export one by one: there, missing, wrong, nearly right; copies under the right names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from segur_tui.application.documents.copying import copy_documents
from segur_tui.application.documents.survey import DocumentState, LookedUp, Stray, Survey
from segur_tui.application.export.plan import Plan
from segur_tui.format.candidate import Candidate
from segur_tui.format.finding import quoted
from segur_tui.format.wording import counted, typeset, weight
from segur_tui.tui.background import show_on
from segur_tui.tui.grid.model import Cell, Column, Row, Tone
from segur_tui.tui.screens.dialogs.listing import ListingScreen
from segur_tui.tui.screens.export.title import survey_words

_KEYS = (
    ("Espace", "cocher"),
    ("*", "tout cocher"),
    ("Entrée", "copier les cochés"),
    ("r", "relire"),
    ("q", "retour"),
)
_COLUMNS = (
    Column("mark", "", 12, ticks=True),
    Column("line", "Lg", 3, align="right"),
    Column("number", "N° éd", 5),
    Column("name", "Fichier", 29, share=1),
    Column("remark", "", 19, share=3),
)
_ALSO = "aussi la pièce de la"
_BETWEEN = " :\N{NO-BREAK SPACE}"
"""Between a document's name and its fault."""
_MARKS = {
    DocumentState.RIGHT: Cell("✓ là", Tone.GOOD),
    DocumentState.MISSING: Cell("✗ manque", Tone.ERROR),
    DocumentState.WRONG: Cell("✗ fautive", Tone.ERROR),
}

_IN_DOUBT = Cell("! à ouvrir", Tone.WARNING)
"""The sign of a document that goes, and may not be readable."""


class DocumentsScreen(ListingScreen[None]):
    """The documents found in the folder; ticked files are copied under their right names, never renamed.

    `planning` looks again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "cocher"),
        Binding("asterisk", "tick_all", "tout"),
        Binding("r", "reload", "relire"),
    ]

    def __init__(self, survey: Survey, plan: Plan, planning: Callable[[], Plan]) -> None:
        super().__init__(_COLUMNS, _KEYS, typeset("Aucune ligne ne part : aucune pièce n’est attendue."))
        self._survey, self._plan, self._planning = survey, plan, planning
        self._by_key = _by_key(survey)
        self._is_busy = False

    def title_text(self) -> str:
        """Return the counts of documents, and their folder."""
        folder = typeset(f"Dossier : {self._survey.folder}")
        ticked = f" — {counted(len(self.ticked), 'coché')}" if self.ticked else ""
        return typeset(f"Pièces : {survey_words(self._survey)}{ticked}") + f"\n{folder}"

    def table_rows(self) -> Sequence[Row]:
        """Return one row a document or file."""
        return _rows(self._survey, self._plan, self.ticked)

    def detail_text(self, row_key: str) -> str:
        """Return a document or a file in full."""
        stray = self._by_key[row_key]
        if isinstance(stray, LookedUp):
            claims = self._survey.wanted_by[stray.document.name]
            return "\n".join((*_claiming(self._plan, claims), *stray.problems, *stray.doubts, stray.document.name))
        what = "aucune ligne ne nomme ce fichier"
        if stray.proposed:
            what = f"serait {stray.proposed}"
        if stray.can_be_copied:
            what = f"une copie peut s’appeler {stray.proposed} ; ce fichier garde son nom"
        return "\n".join(filter(None, (stray.name, typeset(what), stray.remark)))

    # The keys

    def tick(self, row_key: str) -> bool:
        """Tick a file that can be copied, or take its tick away."""
        stray = self._by_key[row_key]
        if isinstance(stray, LookedUp) or not stray.can_be_copied:
            self.say(typeset("seul un fichier « à copier » peut être coché"))
            return False
        self.show_keys()
        self.turn_ticks({stray.name})
        return True

    def action_tick_all(self) -> None:
        """Tick all files that can be copied, or none when all are ticked, but for those to be opened before."""
        self.show_keys()
        self.turn_ticks({stray.name for stray in self._copies if not stray.remark})
        if doubtful := sum(bool(stray.remark) for stray in self._copies):
            self.say(typeset(f"{counted(doubtful, 'fichier')} à ouvrir d’abord, puis à cocher avec Espace"))

    @property
    def _copies(self) -> list[Stray]:
        return [stray for stray in self._survey.strays if stray.can_be_copied]

    def on_editable_table_row_opened(self) -> None:
        """Copy the ticked files."""
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
        plan = self._planning()
        if plan.survey is not None:
            show_on(self, partial(self._show_copied, plan.survey, plan, len(ticked) - len(refused), refused))

    def _show_copied(self, survey: Survey, plan: Plan, copied: int, refused: list[str]) -> None:
        self._survey, self._plan, self._by_key = survey, plan, _by_key(survey)
        self.ticked, self._is_busy = set(), False
        said = counted(copied, "fichier copié") if copied else ""
        self.refresh_rows()
        self.table.action_row(0)  # those still to be done
        if said or refused:
            self.say(typeset(" ; ".join(filter(None, (said, *refused)))))
        else:
            self.show_keys()


def _rows(survey: Survey, plan: Plan, ticked: Collection[str]) -> list[Row]:
    """Return files to copy, documents that cannot go, other near misses, unnamed files, right ones."""
    copies = [stray for stray in survey.strays if stray.can_be_copied]
    doubtful = [stray for stray in survey.strays if stray.remark and not stray.can_be_copied]
    others = [stray for stray in survey.strays if not stray.can_be_copied and not stray.remark]
    sources, wanted_by = {stray.proposed: stray.name for stray in copies}, survey.wanted_by
    found = [
        (document, _document_row(plan, candidate, document, sources, wanted_by))
        for candidate, documents in survey.found.items()
        for document in documents
    ]
    return [
        *(
            _stray_row(stray, _whose(plan, wanted_by[stray.proposed or ""]), is_ticked=stray.name in ticked)
            for stray in copies
        ),
        *(row for document, row in found if document.state is not DocumentState.RIGHT),
        *(row for document, row in found if document.doubts),
        *(_stray_row(stray) for stray in doubtful),
        *(_stray_row(stray) for stray in others),
        *(row for document, row in found if document.state is DocumentState.RIGHT and not document.doubts),
    ]


def _by_key(survey: Survey) -> dict[str, Stray | LookedUp]:
    """Return what the rows are about, by their keys."""
    found = (
        (_document_key(candidate.source, candidate.line, document), document)
        for candidate, documents in survey.found.items()
        for document in documents
    )
    return {**{_stray_key(stray): stray for stray in survey.strays}, **dict(found)}


def _whose(plan: Plan, candidates: Sequence[Candidate]) -> tuple[str, str]:
    """Return the line and the n° éditeur of the first of demandes, for their columns."""
    return str(candidates[0].line), plan.editor_number(candidates[0])


def _stray_row(stray: Stray, whose: tuple[str, str] = ("", ""), *, is_ticked: bool = False) -> Row:
    mark = Cell("? à voir", Tone.WARNING) if stray.remark else Cell("· non nommé", Tone.MUTED)
    if stray.can_be_copied:
        mark = Cell("[x] à copier" if is_ticked else "[ ] à copier", Tone.STRONG)
    to = f"→ {stray.proposed}" if stray.proposed else ""
    return Row.of(_stray_key(stray), mark, *whose, stray.name, " : ".join(filter(None, (to, stray.remark))))


def _document_row(
    plan: Plan,
    candidate: Candidate,
    document: LookedUp,
    sources: dict[str | None, str],
    wanted_by: dict[str, list[Candidate]],
) -> Row:
    name = document.document.name
    remarks = [problem.removeprefix(quoted(name)).lstrip(_BETWEEN) for problem in document.problems]
    if document.state is DocumentState.RIGHT:
        remarks = [weight(document.size), *document.doubts]
    elif document.state is DocumentState.MISSING:
        remarks = [f"← {sources[name]}"] if name in sources else []
    others = [each for each in wanted_by[name] if each != candidate]
    remarks = [f"{_ALSO} {each}" for each in _claiming(plan, others)] + remarks
    mark = _IN_DOUBT if document.doubts else _MARKS[document.state]
    remark = Cell(" ; ".join(remarks), Tone.MUTED)
    return Row.of(
        _document_key(candidate.source, candidate.line, document), mark, *_whose(plan, [candidate]), name, remark
    )


def _claiming(plan: Plan, candidates: Sequence[Candidate]) -> list[str]:
    """Return in words each demande that wants a document, with its file where there are several."""
    named = (f" de {plan.path_of(each).name}" if len(plan.sources) > 1 else "" for each in candidates)
    found = zip(candidates, named, strict=False)
    return [f"ligne {each.line}{file} (n° éditeur {plan.editor_number(each)})" for each, file in found]


def _stray_key(stray: Stray) -> str:
    return f"file:{stray.name}"


def _document_key(source: int, line: int, document: LookedUp) -> str:
    return f"document:{source}:{line}:{document.document.name}"
