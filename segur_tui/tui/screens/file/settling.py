"""Settling the answer to the line under the cursor, where it is to verify (format.md §5)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from segur_tui.application.history.freed import freed_lines
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.settled import forget_answer, settle_answer, settle_label
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.settled import WORDS
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, do_if_yes
from segur_tui.tui.screens.file.keeper import Keeper
from segur_tui.tui.screens.file.subject import FileSubject
from segur_tui.tui.screens.file.views import Views
from segur_tui.tui.screens.settling import SettleScreen, Word, refusing_question

_NOTHING = "x règle une réponse à vérifier : cette ligne n’en a pas"


@value_type
class _Asked:
    """An answer that is asked about: its file, its line there, and the digest of the file's content."""

    claim: ClaimFile
    line: int
    digest: str
    is_one_of_several: bool

    @property
    def screen(self) -> SettleScreen:
        """The question what the answer is."""
        answer, number = self.claim.answers[self.line - 1], self.claim.editor_number(self.line)
        alike = sum((answer.code, answer.label) == (each.code, each.label) for each in self.claim.answers)
        line = f"{self.where}ligne {self.line}" + (f", n° éditeur {number}" if number else "")
        return SettleScreen(answer, self.claim.numero_ans, alike, line)

    @property
    def where(self) -> str:
        """The name of the file, where it is one of several, in front of the line."""
        return f"{self.claim.name}, " if self.is_one_of_several else ""


class Settling:
    """What a person says of the answer to the line under the cursor; the file is read again with it."""

    def __init__(self, subject: FileSubject, keeper: Keeper, views: Views) -> None:
        self._subject, self._keeper, self._views = subject, keeper, views

    def ask(self) -> None:
        """Ask about the answer to the line under the cursor, or about taking back what was said of it."""
        line = self._views.line
        if not line:
            self._views.say(typeset(_NOTHING))
            return
        asked = _Asked(*self._subject.answered_in(line), self._subject.is_several)
        answer = asked.claim.answers[asked.line - 1]
        if answer.settled:
            number = asked.claim.settled[asked.line, answer.code, answer.label].number
            said = f"{asked.where}ligne {asked.line} : {WORDS[answer.state]}, {answer.settled}."
            question = ConfirmScreen(typeset(f"{said[0].upper()}{said[1:]} La remettre à vérifier ?"))
            do_if_yes(self._views.app, question, partial(self._forget, number))
        elif answer.state is AnswerState.TO_VERIFY:
            self._views.app.push_screen(asked.screen, partial(self._settle, asked))
        else:
            self._views.say(typeset(_NOTHING))

    def _settle(self, asked: _Asked, word: Word | None) -> None:
        if word is not None and word.state is AnswerState.REJECTED:
            self._in_thread(lambda: self._look_for_freed(asked, word))
        elif word is not None:
            self._in_thread(lambda: self._keep(asked, word))

    def _look_for_freed(self, asked: _Asked, word: Word) -> None:
        settings = self._subject.settings
        freed = freed_lines(asked.claim, asked.line, asked.digest, settings, is_alone=word.is_alone)
        question = refusing_question(freed, is_alone=word.is_alone)
        self._show(
            lambda: do_if_yes(self._views.app, question, lambda: self._in_thread(lambda: self._keep(asked, word)))
        )

    def _keep(self, asked: _Asked, word: Word) -> None:
        claim, line, settings = asked.claim, asked.line, self._subject.settings
        if word.is_alone:
            settle_answer(claim, line, word.state, settings, asked.digest)
        else:
            settle_label(claim.numero_ans, claim.answers[line - 1], word.state, settings)
        self._show(partial(self._read_again, f"réglée : {WORDS[word.state]}"))

    def _forget(self, number: int) -> None:
        def forget() -> None:
            forget_answer(number, self._subject.settings)
            self._show(partial(self._read_again, "de nouveau à vérifier"))

        self._in_thread(forget)

    def _read_again(self, said: str) -> None:
        if not self._subject.refusal_to_reload:
            self._keeper.reread()
        self._views.say(typeset(" ; ".join(filter(None, (said, self._subject.refusal_to_reload)))))

    def _in_thread(self, do: Callable[[], object]) -> None:
        def done() -> None:
            try:
                do()
            except RecordUnknown as why:
                self._show(partial(self._views.say, typeset(f"rien n’est réglé : {why}")))

        self._views.screen.run_worker(done, thread=True, group="settle")

    def _show(self, show: Callable[[], object]) -> None:
        show_on(self._views.screen, show)
