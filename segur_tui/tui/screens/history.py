"""The life of demandes: one demande's passage from file to file, or the rejections that nothing followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.worker import Worker, get_current_worker

from segur_tui.application.history import History, Passage, What
from segur_tui.application.state import StateUnavailable
from segur_tui.application.views.story import what, when, where
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.footer import KeyLine
from segur_tui.tui.grid.model import Cell, Column, Row, Tone
from segur_tui.tui.screens.export_field import NotUnderstood, Question, TypedLine
from segur_tui.tui.screens.listing import ListingScreen

_COLUMNS = (
    Column("number", "N° éd", 5),
    Column("dossier", "Dossier", 12, dispensable=1),
    Column("when", "Fichier du", 17),
    Column("what", "Quoi", 16),
    Column("where", "Où", 18, share=1),
)
_KEYS = (("Entrée", "son histoire"), ("/", "autre numéro"), ("Échap", "retour"))
_TONES = {What.REJECTED: Tone.ERROR, What.ACCEPTED: Tone.GOOD}


class HistoryScreen(ListingScreen[None]):
    """What is known of a number; without one, all rejected lines that nothing followed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("slash", "ask", "autre numéro")]

    def __init__(self, number: str = "") -> None:
        """Begin with a number, or with the rejections."""
        super().__init__(_COLUMNS, _KEYS, "")
        self._numbers = [number]
        self._passages: list[Passage] = []
        self._trouble = ""

    def compose(self) -> ComposeResult:
        """Add the line in which a number is typed."""
        yield from super().compose()
        yield TypedLine(self._say, self._look)

    def on_mount(self) -> None:
        """Look the history up."""
        super().on_mount()
        self._look()

    # What is shown

    def title_text(self) -> str:
        """Return what is listed."""
        count = len(self._passages)
        if self._number:
            return typeset(f"Histoire de {self._number} : {counted(count, 'passage')}")
        return typeset(f"Refusées jamais redéposées : {counted(count, 'ligne')}")

    def table_rows(self) -> Sequence[Row]:
        """Return one row a passage."""
        return [
            Row(
                str(index),
                (
                    Cell(passage.numero_editeur),
                    Cell(passage.numero_asp, Tone.MUTED),
                    Cell(when(passage)),
                    Cell(what(passage), _TONES.get(passage.what, Tone.PLAIN)),
                    Cell(where(passage)),
                ),
            )
            for index, passage in enumerate(self._passages)
        ]

    def detail_text(self, row_key: str) -> str:
        """Return a passage in full."""
        passage = self._passages[int(row_key)]
        return f"{what(passage)}, {when(passage)}\n{where(passage)}\n{passage.path}"

    def refresh_rows(self) -> None:
        """Show the passages, or why there are none."""
        self.show_lines(".empty", self._trouble or self._why_nothing())
        super().refresh_rows()

    def _why_nothing(self) -> str:
        if self._number:
            return typeset("Rien n’est connu de ce numéro : seuls les fichiers ouverts ou exportés ici le sont.")
        return typeset("Toutes les lignes refusées des fichiers ouverts ici ont été redéposées, ou acceptées.")

    # The history

    @property
    def _number(self) -> str:
        return self._numbers[-1]

    def _look(self) -> None:
        self.run_worker(self._find, thread=True, exclusive=True)

    def _find(self) -> None:
        worker, number, trouble = get_current_worker(), self._number, ""
        passages: list[Passage] = []
        try:
            with History.opened(to_read=True) as history:
                passages = history.passages(number) if number else history.open_rejections()
        except StateUnavailable as refusal:
            trouble = str(refusal)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, worker, passages, trouble)

    def _show(self, worker: Worker[None], passages: list[Passage], trouble: str) -> None:
        if not worker.is_cancelled and self.is_attached:
            self._passages, self._trouble = passages, trouble
            self.refresh_rows()
            self.table.focus()
            self.query_one(KeyLine).show_keys(_KEYS)

    # What the keys do

    def on_editable_table_row_opened(self) -> None:
        """Show the whole life of the selected demande."""
        target = self.table.cursor
        if target is not None:
            passage = self._passages[int(target.row_key)]
            self._go_to(passage.numero_editeur or passage.numero_asp)

    def action_ask(self) -> None:
        """Ask for a number."""
        self.query_one(TypedLine).ask(Question("N° éditeur, ou numéro de dossier ASP", "", self._take))

    def action_leave(self) -> None:
        """Leave the typed number, the story, then the screen."""
        field = self.query_one(TypedLine)
        if field.is_asking:
            field.close()
            self.query_one(KeyLine).show_keys(_KEYS)
            self.table.focus()
        elif len(self._numbers) > 1:
            self._numbers.pop()
            self._look()
        else:
            self.dismiss(None)

    def _take(self, text: str) -> None:
        if not text:
            raise NotUnderstood("un n° éditeur ou un numéro de dossier est attendu")
        self._numbers.append(text)

    def _go_to(self, number: str) -> None:
        if number and number != self._number:
            self._numbers.append(number)
            self._look()

    def _say(self, sentence: str) -> None:
        self.query_one(KeyLine).say(typeset(sentence))
