"""Every code and label of the ASP: how often, how it is read, what helped; one to verify is settled here, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from segur_tui.application.files.opening import Opened, claim_paths, open_claim
from segur_tui.application.history.freed import lines_to_verify
from segur_tui.application.history.known_answers import Answers, KnownAnswer, known_answers
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.settled import SettledAnswers, forget_answer, settle_label
from segur_tui.application.settings.values import Settings
from segur_tui.format.answer import AnswerState
from segur_tui.format.rejection import in_full
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.grid.model import Cell, Column, Row, Tone
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, do_if_yes
from segur_tui.tui.screens.dialogs.listing import ListingScreen
from segur_tui.tui.screens.settling import SettleScreen, Word, refusing_question

_COLUMNS = (
    Column("times", "Fois", 5, align="right"),
    Column("reading", "Lecture", 16),
    Column("code", "Code", 6, dispensable=2),
    Column("label", "Libellé de l’ASP", 20, share=3),
    Column("balise", "Balise", 14, share=1, dispensable=1, cut="middle"),
    Column("accepted", "Accords", 9),
    Column("fixed", "Ce qui a suivi", 14, share=2, dispensable=3),
)
_TONES = {AnswerState.ACCEPTED: Tone.GOOD, AnswerState.REJECTED: Tone.ERROR, AnswerState.TO_VERIFY: Tone.WARNING}
_KEYS = (("x", "régler"), ("v", "tout lire"), ("Échap", "retour"))
_SEARCHING = "Recherche…"
_NOTHING = "Aucune réponse de l’ASP n’est encore connue : ouvrir un retour la fait connaître."
_NOT_TO_SETTLE = "x règle une réponse à vérifier : celle-ci est sûre"
_BY_LINE = "réglée ligne par ligne : x, sur la ligne du fichier, la reprend"


class AnswersScreen(ListingScreen[bool]):
    """The answers that the record and files show; dismissed with True where one was settled.

    What other programs changed of refused lines is seen of the files, given by their paths.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "settle", "régler")]

    def __init__(self, settings: Settings, paths: Sequence[Path] = ()) -> None:
        super().__init__(_COLUMNS, _KEYS, typeset(_NOTHING))
        self._settings, self._paths = settings, paths
        self._answers: Answers | None = None
        self._trouble, self._is_changed = "", False

    def on_mount(self) -> None:
        """Look the answers up."""
        super().on_mount()
        self._in_thread(self._look)

    # The rows

    def title_text(self) -> str:
        """Return the number of codes and labels, and of answers."""
        found = self._answers or ()
        many = counted(len(found), "réponse différente")
        lines = counted(sum(each.times for each in found), "ligne")
        return typeset(f"Réponses de l’ASP{f' : {many}, sur {lines}' if found else ''}")

    def table_rows(self) -> Sequence[Row]:
        """Return one row a code and label."""
        return [_row(str(rank), each) for rank, each in enumerate(self._answers or ())]

    def detail_text(self, row_key: str) -> str:
        """Return an answer in full, and what followed."""
        each = self._at(row_key)
        if each is None:
            return ""
        about = [each.reading, f"n° ANS {each.numero_ans}" if each.numero_ans else "", each.balise]
        return "\n".join((typeset(" · ".join(filter(None, about))), in_full(each.answer), *_helped(each)))

    def why_nothing(self) -> str:
        """Return that it is looked up, or the reason why nothing is known."""
        return self._trouble or (_SEARCHING if self._answers is None else super().why_nothing())

    def _at(self, row_key: str | None) -> KnownAnswer | None:
        found = self._answers or ()
        return None if row_key is None or int(row_key) >= len(found) else found[int(row_key)]

    def _look(self) -> None:
        worker, files = get_current_worker(), list[Opened]()
        for path in claim_paths(self._paths):
            if worker.is_cancelled:
                return
            files.append(open_claim(path, self._settings))
        with open_record(self._settings, to_read=True) as store:
            found = known_answers(store, files)
        show_on(self, partial(self._show, found))

    def _show(self, found: Answers) -> None:
        self._answers = found
        self.refresh_rows()
        self.table.focus()

    # What a person says of them

    def action_settle(self) -> None:
        """Settle the selected code and label from now on, or take that back."""
        each = self._at(self.selected)
        if each is None or not each.is_in_doubt:
            self.say(typeset(_NOT_TO_SETTLE))
        elif each.is_settled:
            self._in_thread(lambda: self._look_for_word(each))
        else:
            screen = SettleScreen(each.answer, each.numero_ans, each.times)
            self.app.push_screen(screen, partial(self._settle, each))

    def _settle(self, each: KnownAnswer, word: Word | None) -> None:
        if word is not None and word.state is AnswerState.REJECTED:
            self._in_thread(lambda: self._look_for_freed(each, word))
        elif word is not None:
            self._in_thread(lambda: self._keep(each, word))

    def _look_for_freed(self, each: KnownAnswer, word: Word) -> None:
        freed = lines_to_verify(each.numero_ans, each.code, each.label, self._settings)
        question = refusing_question(freed, is_alone=False)

        def keep() -> None:
            self._in_thread(lambda: self._keep(each, word))

        show_on(self, lambda: do_if_yes(self.app, question, keep))

    def _keep(self, each: KnownAnswer, word: Word) -> None:
        settle_label(each.numero_ans, each.answer, word.state, self._settings)
        self._is_changed = True
        self._look()

    def _look_for_word(self, each: KnownAnswer) -> None:
        with open_record(self._settings, to_read=True) as store:
            settled = SettledAnswers(store).all()
        same = (each.numero_ans, each.code, each.label, 0)
        word = next((one for one in settled if (one.numero_ans, one.code, one.label, one.line) == same), None)
        if word is None:
            show_on(self, partial(self.say, typeset(_BY_LINE)))
            return
        said = typeset(f"{each.reading}, {word.words(self._settings)}. La remettre à vérifier ?")

        def forget() -> None:
            self._in_thread(lambda: self._forget(word.number))

        show_on(self, lambda: do_if_yes(self.app, ConfirmScreen(said[0].upper() + said[1:]), forget))

    def _forget(self, number: int) -> None:
        forget_answer(number, self._settings)
        self._is_changed = True
        self._look()

    def _in_thread(self, do: Callable[[], object]) -> None:
        def done() -> None:
            try:
                do()
            except RecordUnknown as why:
                show_on(self, partial(self._tell, str(why)))

        self.run_worker(done, thread=True, group="answers")

    def _tell(self, trouble: str) -> None:
        self._trouble = typeset(trouble)
        self.refresh_rows()
        self.say(self._trouble)

    def action_leave(self) -> None:
        """Close, and tell whether anything was settled."""
        self.dismiss(self._is_changed)


def _row(key: str, each: KnownAnswer) -> Row:
    return Row.of(
        key,
        str(each.times),
        Cell(each.reading, _TONES[each.state]),
        Cell(each.code, Tone.MUTED),
        each.label or "(sans libellé)",
        each.balise,
        f"{each.accepted} sur {each.went_again}" if each.went_again else "",
        Cell(typeset(each.fixed), Tone.MUTED),
    )


def _helped(known: KnownAnswer) -> Sequence[str]:
    """Return what followed, with the values that were put most often."""
    kept = ((each.balise, each.most, each.most_times) for each in known.changes if each.most is not None)
    values = [
        typeset(f"{balise} : {most.before or 'absente'} → {most.after or 'absente'} (× {times})")
        for balise, most, times in kept
    ]
    return [*([typeset(known.fixed)] if known.fixed else []), *values]
