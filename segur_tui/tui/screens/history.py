"""The history of demandes: one demande's passage from file to file, or the rejections that nothing followed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from segur_tui.application.history.passage import Demande, Passage, What
from segur_tui.application.history.passages import History
from segur_tui.application.history.story import NO_FILE_KNOWN, beside, by_demande, numbers, what, when, where
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.grid.model import Cell, Column, Row, Target, Tone
from segur_tui.tui.screens.dialogs.listing import ListingScreen
from segur_tui.tui.screens.withdrawal import ask_to_withdraw
from segur_tui.tui.widgets.prompt import NotUnderstood, Question, TypedLine

_COLUMNS = (
    Column("number", "N° éd", 5),
    Column("dossier", "Dossier", 12, dispensable=2),
    Column("ans", "N° ANS", 10),
    Column("when", "Fichier du", 17),
    Column("line", "Lg", 3, align="right"),
    Column("what", "Quoi", 17),
    Column("beside", "Réponse, ou origine", 10, share=1, dispensable=1),
)
_OPEN = ("Entrée", "son histoire")
_WITHDRAW = ("w", "non déposé")
_KEYS = (("/", "autre numéro"), ("Échap", "retour"))
_TONES = {What.REJECTED: Tone.ERROR, What.ACCEPTED: Tone.GOOD}
_SEARCHING = "recherche…"
_GAP = "-"
"""Ends the key of the empty row before a demande's first passage."""

Asked = Demande | str
"""A demande, the number of several, or for none all rejections that nothing followed."""


@value_type
class _Looked:
    """A question and its answer: the passages, None until they are found, or the trouble.

    `so_far` are the words on the files read when it was asked, empty for all; `opened` is the row gone on from.
    """

    asked: Asked
    so_far: str
    passages: tuple[Passage, ...] | None = None
    trouble: str = ""
    opened: Target | None = None


class HistoryScreen(ListingScreen[None]):
    """The history of a demande, or of those of a number; of none, all rejected lines that nothing followed.

    `so_far` returns the words on the files that are read, empty for all.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "ask", "autre numéro"),
        Binding("w", "withdraw", "non déposé"),
    ]

    def __init__(self, settings: Settings, asked: Asked = "", so_far: Callable[[], str] = lambda: "") -> None:
        super().__init__(_COLUMNS, _KEYS, "")
        self._settings, self._so_far = settings, so_far
        self._stack = [_Looked(asked, so_far())]

    def compose(self) -> ComposeResult:
        """Add the line in which a number is typed."""
        yield from super().compose()
        yield TypedLine(lambda sentence: self.say(typeset(sentence)), self.back_to_rows)

    def on_mount(self) -> None:
        """Look the history up."""
        super().on_mount()
        self._look()

    # The rows

    @property
    def _shown(self) -> _Looked:
        return self._stack[-1]

    @property
    def _passages(self) -> tuple[Passage, ...]:
        return self._shown.passages or ()

    def title_text(self) -> str:
        """Return the question, and the number of passages."""
        return typeset(f"{_title(self._shown.asked)} : {self._count()}")

    def _count(self) -> str:
        shown, passages = self._shown, self._passages
        if shown.passages is None:
            return _SEARCHING
        if not shown.asked:
            so_far = f" jusqu’ici ({shown.so_far})" if shown.so_far else ""
            return counted(len(passages), "ligne") + so_far
        several = len(by_demande(passages)) if isinstance(shown.asked, str) else 1
        stories = f"{counted(several, 'demande')}, " if several > 1 else ""
        return stories + counted(len(passages), "passage")

    def table_rows(self) -> Sequence[Row]:
        """Return one row a passage, and an empty one between the demandes of one number."""
        rows, before, is_of_number = list[Row](), None, self._shown.asked and isinstance(self._shown.asked, str)
        for index, passage in enumerate(self._passages):
            key = f"{len(self._stack)}:{index}"
            if is_of_number and before not in {None, passage.demande}:
                rows.append(Row.of(f"{key}{_GAP}", *[""] * len(_COLUMNS)))
            rows.append(_row(key, passage))
            before = passage.demande
        return rows

    def detail_text(self, row_key: str) -> str:
        """Return a passage in full."""
        if (passage := self._at(row_key)) is None:
            return ""
        return f"{what(passage)}, {when(passage)}\n{where(passage)}\n{passage.path}"

    def refresh_rows(self) -> None:
        """Show the passages, and the keys that work on them."""
        super().refresh_rows()
        self.show_keys()

    def why_nothing(self) -> str:
        """Return the progress of a search that has found nothing, or the reason."""
        shown = self._shown
        if shown.passages is None:
            return _SEARCHING.capitalize()
        if shown.trouble:
            return shown.trouble
        if shown.asked:
            return typeset("Rien n’est connu de ce numéro : seuls les fichiers ouverts ou exportés ici le sont.")
        if shown.so_far:
            return typeset(f"Aucune jusqu’ici : {shown.so_far}.")
        return typeset("Toutes les lignes refusées des fichiers ouverts ici ont été exportées, ou acceptées.")

    def show_keys(self) -> None:
        """Show the keys, of which Enter works only where there is a story to open."""
        is_story = isinstance(self._shown.asked, Demande)
        opens = () if is_story or not self._passages else (_OPEN,)
        withdraws = (_WITHDRAW,) if any(each.what is What.EXPORTED for each in self._passages) else ()
        self._keys = (*opens, *withdraws, *_KEYS)
        super().show_keys()

    def _at(self, row_key: str | None) -> Passage | None:
        """Return the passage of a row, None of an empty one."""
        rank = (row_key or _GAP).partition(":")[2]
        return self._passages[int(rank)] if rank.isdecimal() else None

    # The history

    def _look(self) -> None:
        self.run_worker(self._find, thread=True, exclusive=True)

    def _find(self) -> None:
        asked = self._shown
        try:
            opened = (
                History.opened(self._settings, to_read=True) if asked.asked else History.copied(self._settings)
            )
            with opened as history:
                passages = tuple(_found(history, asked.asked))
                is_known = passages or history.knows_files()
                trouble = "" if is_known else f"{NO_FILE_KNOWN[0].upper()}{NO_FILE_KNOWN[1:]}."
        except StateUnavailable as refusal:
            passages, trouble = (), str(refusal)
        show_on(self, partial(self._show, replace(asked, passages=passages, trouble=trouble)))

    def _show(self, found: _Looked) -> None:
        self._stack[-1] = found
        self.refresh_rows()
        if not self.query_one(TypedLine).display:
            self.table.focus()

    # The keys

    def on_editable_table_row_opened(self) -> None:
        """Show the whole history of the selected demande."""
        passage = self._at(self.selected)
        if passage is not None and isinstance(self._shown.asked, str):
            self._stack[-1] = replace(self._shown, opened=self.table.cursor)
            self._go_on_to(passage.demande)

    def action_withdraw(self) -> None:
        """Say that the file into which the selected line was exported was never deposited."""
        passage = self._at(self.selected)
        if passage is not None and passage.what is What.EXPORTED:
            ask_to_withdraw(self, Path(passage.path), self._settings, self._look)
        else:
            self.say(typeset("seule une ligne exportée a un fichier à retirer"))

    def action_ask(self) -> None:
        """Ask for a number."""
        self.query_one(TypedLine).ask(Question("N° éditeur, ou numéro de dossier ASP", "", self._go_on_to_typed))

    def action_leave(self) -> None:
        """Leave the typed number, the story, then the screen."""
        field = self.query_one(TypedLine)
        if field.display:
            field.close()
        elif len(self._stack) > 1:
            self._stack.pop()
            self.refresh_rows()
            if self._shown.opened is not None:
                self.table.move_to(self._shown.opened)
            if self._shown.passages is None:
                self._look()
        else:
            self.dismiss(None)

    def _go_on_to_typed(self, text: str) -> None:
        if not text:
            raise NotUnderstood("un n° éditeur ou un numéro de dossier est attendu")
        self._go_on_to(text)

    def _go_on_to(self, asked: Asked) -> None:
        self._stack.append(_Looked(asked, self._so_far()))
        self.refresh_rows()
        self._look()


def _row(key: str, passage: Passage) -> Row:
    return Row.of(
        key,
        passage.numero_editeur,
        Cell(passage.numero_asp, Tone.MUTED),
        passage.numero_ans,
        when(passage),
        str(passage.line),
        Cell(what(passage), _TONES.get(passage.what, Tone.PLAIN)),
        beside(passage),
    )


def _title(asked: Asked) -> str:
    if isinstance(asked, Demande):
        return f"Histoire de {numbers(asked)}"
    return f"Histoire de {asked}" if asked else "Refusées jamais exportées"


def _found(history: History, asked: Asked) -> Sequence[Passage]:
    """Return the passages that the history knows; of several demandes of one number, each by itself."""
    if isinstance(asked, Demande):
        return history.story(asked)
    if not asked:
        return history.open_rejections()
    return list(chain.from_iterable(story for _, story in by_demande(history.passages(asked))))
