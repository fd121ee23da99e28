"""The keeping of corrections: on the disk before they are shown, tried again, found again, lost."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.drafts.outdated import renamed_back, renaming_question
from segur_tui.application.files.beside import check_beside
from segur_tui.format.edit import Step
from segur_tui.format.finding import quoted
from segur_tui.format.wording import counted, moment, typeset
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, do_if_yes
from segur_tui.tui.screens.file.detail import already_exported
from segur_tui.tui.screens.file.keeping import (
    DraftAnswer,
    HeldScreen,
    LostScreen,
    SupersededScreen,
    dropping_question,
    export_question,
    keeping_words,
    leaving_question,
    read_only,
)
from segur_tui.tui.screens.file.state import FileState
from segur_tui.tui.screens.file.subject import FileSubject
from segur_tui.tui.screens.file.views import Views
from segur_tui.tui.widgets.inert import visible
from segur_tui.tui.widgets.prose import Caption

_RETRY = 3.0
"""Seconds after which a state that the disk has refused is tried again."""
_WATCH = 2.0
"""Seconds between two looks for another session that has taken the file."""


class Keeper(Caption):
    """The line on the keeping of corrections by the work on a file; each state is kept before it is shown.

    `show` has the state kept and shown with a sentence; `leave` leaves the screen.
    """

    def __init__(
        self,
        subject: FileSubject,
        state: FileState,
        views: Views,
        show: Callable[[str], None],
        leave: Callable[[], None],
    ) -> None:
        super().__init__(id="keeping")
        self._subject, self._work, self._state, self._views = subject, subject.work, state, views
        self._show, self._leave = show, leave
        self._retry: Timer
        self._refused, self._left_out, self.is_closed = "", subject.left_out(), False
        self.exported: Draft | None = None
        """The state that was exported last."""

    def on_mount(self) -> None:
        """Begin to look after the draft."""
        self._retry = self.set_interval(_RETRY, self._keep_again, pause=True)
        self.set_interval(_WATCH, self._notice_others)

    def on_unmount(self) -> None:
        """Close the file, whatever ends the program."""
        self.close()

    def close(self) -> None:
        """Close the file: a value being typed is not kept, the place of the cursor is."""
        if not self.is_closed:
            self.is_closed = True
            self._work.leave(self._views.left_at)

    # Each state

    def keep(self, *, again: bool = False) -> bool:
        """Keep the present state; return False where another session has taken the file before."""
        self._refused = self._refused if again else ""
        standing = self._work.keep(self._state.draft, self._views.left_at, again=again)
        if standing is self._state.draft:
            return True
        self._state.take(standing)
        return False

    def _keep_again(self) -> None:
        if not self.is_closed and not self._work.is_kept:
            if self.keep(again=True):
                self.say()
            else:
                self._show("")

    def _notice_others(self) -> None:
        """Say that another session has taken the file; nothing is sent while none has."""
        if not self.is_closed and self._work.holder is None and self._work.notice_others():
            self.say()
            self._views.show_keys()

    def say(self) -> None:
        """Say whether the corrections are kept."""
        if self._work.trouble and not self._work.is_kept:
            self._retry.resume()
        else:
            self._retry.pause()
        sentence, is_bad = keeping_words(self._work, self._left_out, already_exported(self._state))
        if self._refused and self._work.holder is not None:
            sentence = typeset(f"{self._refused} n’est pas gardé : {sentence}")
        self.show(visible(sentence))
        self.set_class(bool(sentence), "-on")
        self.set_class(is_bad, "-bad")

    def refuse(self, value: str) -> None:
        """Say of a value that it is not kept: another session took the file while it was typed."""
        self._refused = quoted(value)
        self.say()

    @property
    def read_only(self) -> str:
        """The reason why the file cannot be changed here, empty where it can."""
        return "" if self._work.holder is None else read_only(self._work.holder)

    def may_change(self) -> bool:
        """Return True where the file may be changed here, else say why it may not."""
        if why := self.read_only:
            self._views.say(why)
        return not why

    def export_question(self) -> str:
        """Return the question before an export without what other sessions or drafts hold; none if it has all."""
        self._work.notice_others()
        self._left_out = self._subject.left_out()
        return export_question(self._work.holder, self._left_out)

    # The draft found on opening

    def ask_about_draft(self) -> None:
        """Ask how to go on where another session has the file, or it has changed since its draft."""
        if self._work.holder is not None:
            self.app.push_screen(HeldScreen(self._work.holder), self._answer_held)
        elif (found := self._work.superseded) is not None:
            why = self._subject.changed_since(found.when)
            self.app.push_screen(SupersededScreen(found, why), self._answer_superseded)
        else:
            self._ask_about_spelling()

    def _ask_about_spelling(self) -> None:
        """Ask about spellings that the draft has renamed though they are right."""
        if (step := renamed_back(self._state.draft)) is not None:
            question = ConfirmScreen(renaming_question(step))
            do_if_yes(self.app, question, lambda: self._rename_back(step))

    def _rename_back(self, step: Step) -> None:
        if self.may_change() and self._state.make(step.edits, step.title):
            self._show(typeset(f"{step.title} : u annule"))

    def _answer_held(self, answer: DraftAnswer | None) -> None:
        if answer is DraftAnswer.TAKE:
            self.take_over()
        elif answer is DraftAnswer.LEAVE:
            self.leave()

    def _answer_superseded(self, answer: DraftAnswer | None) -> None:
        if answer is DraftAnswer.TAKE and self._work.superseded is not None:
            when = moment(self._work.superseded.when)
            self._state.take(self._work.take_up(self._views.left_at))
            count = counted(len(self._state.draft.done), "modification")
            self._show(typeset(f"brouillon du {when} repris : {count}"))
            self._ask_about_spelling()
        elif answer is DraftAnswer.AFRESH and self._work.superseded is not None:
            self.app.push_screen(ConfirmScreen(dropping_question(self._work.superseded)), self._drop)
        else:
            self.leave()

    def _drop(self, yes: bool | None) -> None:  # noqa: FBT001 (the answer)
        if yes:
            self._work.begin_afresh()
            self.say()
        else:
            self.ask_about_draft()

    # Its commands

    def take_over(self) -> None:
        """Take the file from the session that has it."""
        if not self._work.notice_others():
            self._views.say(typeset("ce fichier n’est pas ouvert ailleurs : il se modifie ici"))
            return
        self._state.take(self._work.take_over())
        self._show("")
        if self._work.holder is None and self._work.lost:
            self.app.push_screen(LostScreen(self._work.lost, "La main est reprise."))
        self.ask_about_draft()

    def begin_afresh(self) -> None:
        """Take every step back, once it is sure."""
        count = len(self._state.draft.done)
        if not count:
            self._views.say(typeset("le fichier est tel qu’à l’ouverture"))
        elif self.may_change():
            without = f"sans {counted(count, 'modification')} ? U {'les' if count > 1 else 'la'} refait"
            question = typeset(f"Revenir au fichier tel qu’il a été ouvert, {without}.")
            do_if_yes(self.app, ConfirmScreen(question), self._undo_all)

    def _undo_all(self) -> None:
        self._state.take(self._state.draft.undo_all())
        self._show(typeset("le fichier est tel qu’à l’ouverture : U refait les modifications une à une"))

    def reread(self) -> None:
        """Read the file again; the corrections that still fit are made again, the others are named."""
        work, settings = self._work, self._work.session.settings
        given, is_rewritten = work.session.given, work.is_rewritten
        (report,) = check_beside([work.path], work.today, settings, given, is_rewritten=is_rewritten)
        if report.check is None:
            self._views.say(typeset(f"le fichier ne se relit pas : {report.failure}"))
            return
        lost = self._work.reread(report)
        self._state.line, self._left_out = 0, self._subject.left_out()
        self._state.take(self._work.draft)
        self._show("")
        made = self._state.draft.done
        said = f"fichier relu, {counted(len(made), 'modification refaite')}" if made else "fichier relu"
        if lost:
            self.app.push_screen(LostScreen(lost, f"{said.capitalize()}."))
        self._views.say(said)

    def leave(self) -> None:
        """Leave the file; corrections that nothing holds are not dropped unasked."""
        draft = self._state.draft
        is_kept = self._work.is_kept or not (draft.done or self._work.unkept)
        if is_kept or draft is self.exported:
            self._leave()
        else:
            do_if_yes(self.app, ConfirmScreen(leaving_question(self._work)), self._leave)
