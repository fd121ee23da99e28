"""What keeps the corrections of a file: drafts on the disk, other sessions, the file on the disk, leaving."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.timer import Timer

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.drafts.stored import Place
from segur_tui.application.drafts.work import Work
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.claimed_before import exported_from
from segur_tui.application.history.passages import Passage
from segur_tui.application.settings.today import moment
from segur_tui.application.state.sessions import Session
from segur_tui.format.edit import Step
from segur_tui.format.finding import quoted
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.commands import Where, commands_of
from segur_tui.tui.grid.editors import EditorSpec, NotEditable, Then
from segur_tui.tui.grid.model import Target
from segur_tui.tui.screens.dialogs.confirm import ConfirmScreen
from segur_tui.tui.screens.file.detail import already_exported
from segur_tui.tui.screens.file.display import FileDisplay
from segur_tui.tui.screens.file.found_draft import Answer, HeldScreen, LostScreen, SupersededScreen
from segur_tui.tui.screens.file.keeping_words import keeping_words, leaving_question, read_only
from segur_tui.tui.screens.file.kept import keep
from segur_tui.tui.screens.file.state import View
from segur_tui.tui.widgets.caption import Caption
from segur_tui.tui.widgets.inert import visible

if TYPE_CHECKING:
    from segur_tui.application.export.deciding import Plan
    from segur_tui.tui.screens.export.choices import Places

_RETRY = 3.0
"""Seconds after which what the disk has refused is tried again."""
_WATCH = 2.0
"""Seconds between two looks whether another session has taken the file."""


class FileKeeping(FileDisplay):
    """A file whose every state is on the disk before it is shown."""

    def __init__(self, work: Work, session: Session) -> None:
        """Show the work on a file; `session` is this run of the interface."""
        super().__init__(work.path, work.draft)
        self.work, self._session = work, session
        self.commands = commands_of(Where.FILE, session.settings.keys)
        self._retry: Timer
        self._heading_for: Target | None = None
        self._exported: Draft | None = None
        self._refused = ""
        self.places: Places | None = None
        """The day and folders given at an export of this file, for the next one."""
        self._is_closed = False

    def compose(self) -> ComposeResult:
        """Add the line that says what becomes of the corrections, under the counts."""
        for widget in super().compose():
            yield widget
            if widget.id == "counts":
                yield Caption(id="keeping")

    def begin(self) -> None:
        """Go where the draft was left, and ask what must be asked."""
        self._retry = self.set_interval(_RETRY, self._keep_again, pause=True)
        self.set_interval(_WATCH, self._notice_others)
        if exported := self.exported_lines():
            self.state.exported = exported
            self.state.refresh()
        super().begin()
        self._go_back_to(self.work.resumed.place if self.work.resumed else None)
        self._ask_about_what_was_found()

    def close_file(self) -> None:
        """Close the file: what is being typed is not kept, the place of the cursor is."""
        if not self._is_closed:
            self._is_closed = True
            self.work.leave(self._place())

    def on_unmount(self) -> None:
        """Close the file, whatever ends the program."""
        self.close_file()

    def refresh_views(self) -> None:
        """Keep the present state, then show it."""
        self._refused = ""
        standing = self.work.keep(self.state.draft, self._place())
        if standing is not self.state.draft:
            self.state.draft = standing
            self.state.refresh()
        super().refresh_views()
        self._show_keeping()

    def may_change(self) -> bool:
        """Tell whether the file may be changed here, and say why it may not."""
        if self.work.holder is not None:
            self.tell(read_only(self.work.holder))
        return self.work.holder is None

    # Editing

    def _editor_for(self, view: View, row_key: str, column_key: str) -> EditorSpec | None:
        spec = super()._editor_for(view, row_key, column_key)
        if self.work.holder is not None and spec is not None:
            return NotEditable(read_only(self.work.holder))
        return spec

    def _kept(self, view: View, row_key: str, column_key: str, value: str, then: Then) -> Target | None:
        if self._is_closed:
            return None
        here, before = Target(row_key, column_key), self.state.draft
        target = keep(self.state, view, here, value, then)
        is_changed = self.state.draft is not before
        self._heading_for = target
        self.refresh_views()
        self._heading_for = None
        if not is_changed or self.work.holder is None:
            return target
        # Another session took the file while the value was typed: it is not to go without a word.
        self._refused = quoted(value)
        self._show_keeping()
        return here

    # What was found on opening

    def _ask_about_what_was_found(self) -> None:
        if self.work.holder is not None:
            self.app.push_screen(HeldScreen(self.work.holder), self._answer_held)
        elif self.work.superseded is not None:
            self.app.push_screen(SupersededScreen(self.work.superseded), self._answer_superseded)

    def _answer_held(self, answer: Answer | None) -> None:
        if answer is Answer.TAKE:
            self.action_take_over()
        elif answer is Answer.LEAVE:
            self.action_back()

    def _answer_superseded(self, answer: Answer | None) -> None:
        if answer is Answer.TAKE and self.work.superseded is not None:
            when = moment(self.work.superseded.when)
            self.state.draft = self.work.take_up(self._place())
            self._show_anew()
            self.tell(
                typeset(f"brouillon du {when} repris : {counted(len(self.state.draft.done), 'modification')}")
            )
        elif answer is Answer.AFRESH:
            self.work.begin_afresh()
            self._show_keeping()
        else:
            self.action_back()

    def action_take_over(self) -> None:
        """Take the file from the session that has it."""
        if not self.work.notice_others():
            self.tell(typeset("ce fichier n’est pas ouvert ailleurs : il se modifie ici"))
            return
        self.state.draft = self.work.take_over()
        self._show_anew()
        if self.work.holder is None and self.work.lost:
            self.app.push_screen(LostScreen(self.work.lost, "La main est reprise."))
        self._ask_about_what_was_found()

    def action_begin_afresh(self) -> None:
        """Take every step back, once it is sure."""
        count = len(self.state.draft.done)
        if not count:
            self.tell(typeset("le fichier est tel qu’à l’ouverture"))
        elif self.may_change():
            question = typeset(
                f"Revenir au fichier tel qu’il a été ouvert, sans {counted(count, 'modification')} ? U les refait."
            )
            self.app.push_screen(ConfirmScreen(question), self._afresh_if)

    def _afresh_if(self, confirmed: bool | None) -> None:  # noqa: FBT001 (what the question was answered)
        if confirmed:
            self.state.draft = self.state.draft.undo_all()
            self._show_anew()
            self.tell(typeset("le fichier est tel qu’à l’ouverture : U refait les modifications une à une"))

    # The file on the disk

    def action_reload(self) -> None:
        """Read the file again; the corrections that still fit are made again, the others are named."""
        report = check_path(self.path, self.today, self._session.settings)
        if report.check is None:
            self.tell(typeset(f"le fichier ne se relit pas : {report.failure}"))
            return
        lost: tuple[Step, ...] = ()
        if self.work.holder is not None:
            self.work = self.work.opened_again(report)
            lost = self.work.lost
        lost += self.work.reread(report)
        self.state.draft, self.state.line = self.work.draft, 0
        self._show_anew()
        made = self.state.draft.done
        said = f"fichier relu, {counted(len(made), 'modification refaite')}" if made else "fichier relu"
        if lost:
            self.app.push_screen(LostScreen(lost, f"{said.capitalize()}."))
        self.tell(said)

    def note_export(self, written: Plan | None) -> None:
        """Note that the present state was exported, and which lines of it."""
        if written is not None:
            self._exported = self.state.draft
            now = dict.fromkeys(self.lines_of(written))
            self.state.exported = {**self.state.exported, **now, **self.exported_lines()}
            self._show_anew()

    def lines_of(self, written: Plan) -> Collection[int]:
        """Return the lines that an export wrote, from 1."""
        return {candidate.line for candidate in written.resubmission.going}

    def exported_lines(self) -> Mapping[int, Passage]:
        """Return the lines that the record knows as exported, with where to."""
        return exported_from(self.path, self.state.draft.opened.claim, self._session.settings)

    # Leaving

    def action_back(self) -> None:
        """Go back to the folder, or quit; corrections that nothing holds are not dropped unasked."""
        draft = self.state.draft
        is_kept = self.work.is_kept or not (draft.done or self.work.unkept)
        if is_kept or draft is self._exported:
            self._leave()
        else:
            self.app.push_screen(ConfirmScreen(leaving_question(self.work)), self._leave_if)

    def _leave_if(self, confirmed: bool | None) -> None:  # noqa: FBT001 (what the question was answered)
        if confirmed:
            self._leave()

    def _leave(self) -> None:
        self.close_file()
        if len(self.app.screen_stack) > 2:  # noqa: PLR2004 (the application's own screen, and this one)
            self.app.pop_screen()
        else:
            self.app.exit()

    # Where the cursor stands

    def _place(self) -> Place | None:
        with suppress(NoMatches):
            target = self._heading_for or self.table(self.view).cursor
            if target is not None:
                return Place(self.view, target.row_key, target.column_key, self.state.line)
        return None

    def _go_back_to(self, place: Place | None) -> None:
        if place is None or place.view not in {view.value for view in View}:
            return
        view = View(place.view)
        if 0 < place.line <= len(self.state.draft.check.claim.lines):
            self.state.line = place.line
        self.show_view(view)
        if place.row in self.table(view).rows.keys:
            self.table(view).move_to(Target(place.row, place.column))

    def _show_anew(self) -> None:
        self.state.refresh()
        self.refresh_views()

    # What becomes of the corrections, in a line

    def _keep_again(self) -> None:
        """Try to keep what the disk has refused, until it takes it."""
        if not self._is_closed and not self.work.is_kept:
            standing = self.work.keep(self.state.draft, self._place(), again=True)
            if standing is self.state.draft:
                self._show_keeping()
            else:
                self.refresh_views()

    def _notice_others(self) -> None:
        """Say that another session has taken the file; nothing is sent while none has."""
        if not self._is_closed and self.work.holder is None and self.work.notice_others():
            self._show_keeping()

    def _show_keeping(self) -> None:
        if self.work.trouble and not self.work.is_kept:
            self._retry.resume()
        else:
            self._retry.pause()
        sentence, is_bad = keeping_words(self.work, already_exported(self.state))
        if self._refused and self.work.holder is not None:
            sentence = typeset(f"{self._refused} n’est pas gardé : {sentence}")
        line = self.query_one("#keeping", Caption)
        line.tell(visible(sentence))
        line.set_class(bool(sentence), "-on")
        line.set_class(is_bad, "-bad")
