"""Settling an answer to verify as accepted or refused, for a line or from now on (format.md §5)."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from segur_tui.application.history.freed import freed_lines
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.settled import forget_answer, settle_answer
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.rejection import in_full
from segur_tui.format.settled import WORDS
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, Dialog, do_if_yes
from segur_tui.tui.screens.dialogs.typed_yes import TypedYesScreen
from segur_tui.tui.screens.file.keeper import Keeper
from segur_tui.tui.screens.file.state import FileState
from segur_tui.tui.screens.file.subject import FileSubject
from segur_tui.tui.screens.file.views import Views

_NOTHING = "x règle une réponse à vérifier : cette ligne n’en a pas"
_MOST_NAMED = 6
"""Lines that are named of those that are free again, the rest being counted."""


class Word(Enum):
    """A person's word on an answer: accepted or refused, on its line alone or from now on."""

    ACCEPTED = (AnswerState.ACCEPTED, True)
    REFUSED = (AnswerState.REJECTED, True)
    ALWAYS_ACCEPTED = (AnswerState.ACCEPTED, False)
    ALWAYS_REFUSED = (AnswerState.REJECTED, False)

    def __init__(self, state: AnswerState, is_alone: bool) -> None:  # noqa: FBT001 (a member's value)
        self.state, self.is_alone = state, is_alone


@value_type
class _Asked:
    """An answer that is asked about: its file, its line there, and the digest of the file's content."""

    claim: ClaimFile
    line: int
    digest: str


class SettleScreen(Dialog[Word]):
    """An answer to verify, and what a person may say of it."""

    def __init__(self, claim: ClaimFile, line: int) -> None:
        answer, number = claim.answers[line - 1], claim.editor_number(line)
        alike = sum((answer.code, answer.label) == (each.code, each.label) for each in claim.answers)
        who = f"Ligne {line}" + (f", n° éditeur {number}" if number else "")
        text = typeset(f"{who} : l’ASP l’a-t-elle acceptée ou refusée ?\n\n")
        text += f"{in_full(answer)}\n" + typeset(
            f"À vérifier, car {answer.doubt}. Le portail de l’ASP le dit.\n\n"
            "a, r : pour cette ligne seule.\n"
            f"A, R : pour ce code et ce libellé, désormais, dans tous les fichiers du n° ANS {claim.numero_ans} "
            f"({counted(alike, 'ligne')} ici).\n\n"
            "L’équipe entière le verra ; « segur-tui answers » le montre, et le reprend."
        )
        keys = (
            ("a", "acceptée", Word.ACCEPTED),
            ("r", "refusée", Word.REFUSED),
            ("A", "acceptées", Word.ALWAYS_ACCEPTED),
            ("R", "refusées", Word.ALWAYS_REFUSED),
        )
        super().__init__(text, keys, {}, is_wide=True)
        self._keys.append(("Échap", "laisser"))

    def key_escape(self) -> None:
        """Leave the answer as it is."""
        self.dismiss(None)

    key_q = key_escape


class Settling:
    """What a person says of the answer to the line under the cursor; the file is read again with it."""

    def __init__(self, subject: FileSubject, state: FileState, keeper: Keeper, views: Views) -> None:
        self._subject, self._state, self._keeper, self._views = subject, state, keeper, views

    def ask(self) -> None:
        """Ask about the answer to the line under the cursor, or about taking back what was said of it."""
        line = self._views.line
        if not line:
            self._views.say(typeset(_NOTHING))
            return
        asked = _Asked(*self._subject.answered_in(line))
        answer = asked.claim.answers[asked.line - 1]
        if answer.settled:
            number = asked.claim.settled[asked.line, answer.code, answer.label].number
            said = f"Ligne {asked.line} : {WORDS[answer.state]}, {answer.settled}."
            question = ConfirmScreen(typeset(f"{said} La remettre à vérifier ?"))
            do_if_yes(self._views.app, question, partial(self._forget, number))
        elif answer.state is AnswerState.TO_VERIFY:
            self._views.app.push_screen(SettleScreen(asked.claim, asked.line), partial(self._settle, asked))
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
        self._show(lambda: self._ask_for_yes(asked, word, freed))

    def _ask_for_yes(self, asked: _Asked, word: Word, freed: list[str]) -> None:
        rest = len(freed) - _MOST_NAMED
        if len(freed) > 1:
            free, taken, stays = "libres", "en a accepté une", "elles restent décochées"
        else:
            free, taken, stays = "libre", "l’a acceptée", "elle reste décochée"
        named = "\n".join(
            [
                *(f"  {each}" for each in freed[:_MOST_NAMED]),
                *([f"  et {counted(rest, 'autre')}"] if rest > 0 else []),
            ]
        )
        text = typeset(
            f"Refusée{'' if word.is_alone else ', désormais'} : {counted(len(freed), 'ligne')} de nouveau {free} :"
            f"\n{named}\n\n"
            f"Si l’ASP {taken}, la déposer à nouveau demande deux fois la même subvention. "
            f"Dans l’export, {stays}."
        )
        do_if_yes(self._views.app, TypedYesScreen(text), lambda: self._in_thread(lambda: self._keep(asked, word)))

    def _keep(self, asked: _Asked, word: Word) -> None:
        digest = asked.digest if word.is_alone else ""
        settle_answer(asked.claim, asked.line, word.state, self._subject.settings, digest)
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
