"""The screen of a file, and its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.screen import Screen

from segur_tui.application.drafts.stored import CursorPlace
from segur_tui.application.history.passages import demande_of
from segur_tui.format.balise import Balise
from segur_tui.format.wording import typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.commands import Where, bindings_of, commands_of
from segur_tui.tui.grid.model import EditorSpec, Target, Then
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, do_if_yes
from segur_tui.tui.screens.file.detail import exported_lines, nothing_left
from segur_tui.tui.screens.file.going import Going
from segur_tui.tui.screens.file.heading import Heading
from segur_tui.tui.screens.file.keeper import Keeper
from segur_tui.tui.screens.file.keeping import CHANGED_ON_DISK
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.screens.file.selecting import Selecting
from segur_tui.tui.screens.file.state import FileState
from segur_tui.tui.screens.file.steps import Steps
from segur_tui.tui.screens.file.subject import FileSubject
from segur_tui.tui.screens.file.views import Views
from segur_tui.tui.widgets.inert import visible_lines

if TYPE_CHECKING:
    from segur_tui.application.export.plan import Plan

WIDE, HIGH = 120, 24
"""Columns and lines from which the views stand side by side."""
_LOW = {"-low": 12, "-lower": 8, "-lowest": 6}
"""Lines under which the value one types is shown before other things: the detail, counts and tabs, the name."""
_OTHER_LINES = 10
"""Lines that the detail leaves to others: four rows at least, and all over and under them."""
_SECONDS_TO_READ = 8
_MOST_NAMED = 3
"""Lines left aside that are named where there is room; the others can be looked up."""
_NO_LINE = "le fichier n’a aucune ligne"


class FileScreen(Screen[None]):
    """One file under correction, or several as one.

    The screen has parts, each handed what it needs; `show` has a change of the state kept and shown:

        subject    one file, or several together; its work, its export
        state      the draft, the rows, the marks, the filter at this moment
        views      the three tables, which follow each other, the detail, the keys
        heading    the lines above them
        keeper     keeps the draft on the disk; the other sessions, the draft found there
        steps      the changes to the draft
        selecting  the filter, the group, the order, the search
        going      the number of a line to go to
    """

    AUTO_FOCUS = ""  # without a problem left no table shows, and Textual would turn to the hidden search
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Where.FILE)]
    CSS_PATH = "screen.tcss"

    def __init__(self, subject: FileSubject) -> None:
        super().__init__()
        self.commands = commands_of(Where.FILE, subject.settings.keys)
        self.subject, self.state = subject, (state := FileState(subject.work.draft))
        self.heading = Heading(subject.identity, state, self.action_show)
        self.views = views = Views(state, subject, self._editor, self._kept, self.heading.show_tabs)
        self.keeper = keeper = Keeper(subject, state, views, self.show, self._leave)
        self.steps = steps = Steps(state, keeper, views, self.show)
        self.selecting = selecting = Selecting(state, views, self.show, self.action_show)
        views.is_searching = lambda: bool(selecting.search.display)
        self.going = Going(state, views, self.action_show, selecting.show_all)
        views.tables[View.LINES].opens = self._open_line
        # The keys of which a part has all.
        self.action_edit, self.action_search, self.action_filter = (
            views.edit,
            selecting.search.open,
            selecting.choose_filter,
        )
        self.action_sort, self.action_group = selecting.turn_order, selecting.turn_group
        self.action_go_to_line, self.action_copy = self.going.ask, views.copy
        self.action_correct, self.action_suggest = steps.correct, steps.suggest
        self.action_change_marked = steps.change_marked
        self.action_turn, self.action_remove, self.action_move_item = steps.turn, steps.remove, steps.move
        self.action_take_over, self.action_begin_afresh = keeper.take_over, keeper.begin_afresh
        self.action_back = keeper.leave

    def _editor(self, view: View, cell: Target) -> EditorSpec | None:
        return self.steps.editor(view, cell)

    def _kept(self, view: View, cell: Target, value: str | None, then: Then) -> Target | None:
        return self.steps.kept(view, cell, value, then)

    def compose(self) -> ComposeResult:
        """Lay out the heading, the views, the detail and the keys."""
        self._fit(self.app.size)  # before anything has its styles: they would all be taken again
        yield from self.heading.compose(self.keeper)
        yield self.selecting.search
        yield self.going.typed
        yield self.views
        yield self.views.detail
        yield self.views.key_line

    def on_mount(self) -> None:
        """Go where the draft was left, and ask about it, unless the end of the program came first."""
        if not self.is_attached:
            return
        self.state.exported = exported_lines(self.subject, self.app)
        self.state.refresh()
        self.action_show(View.PROBLEMS)
        self.views.lead()
        if (resumed := self.subject.work.resumed) is not None:
            self._go_back_to(resumed.place)
        self.keeper.ask_about_draft()
        if aside := self.subject.aside(_MOST_NAMED if self.has_class("-wide") else 1):
            self.notify(visible_lines(aside), markup=False, timeout=_SECONDS_TO_READ)

    def _go_back_to(self, left: CursorPlace | None) -> None:
        if left is None or left.view not in {view.value for view in View}:
            return
        if 0 < left.line <= len(self.state.draft.check.claim.lines):
            self.state.line = left.line
        self.action_show(left.view)
        if left.row in self.views.current.rows.keys:
            self.views.current.move_to(Target(left.row, left.column))

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Let the parts keep their styles: nothing that they follow changes while another screen is in front."""
        event.refresh_styles = False

    def on_resize(self, event: events.Resize) -> None:
        """Put the views side by side where there is room."""
        self._fit(event.size)
        self.views.lead()
        self.heading.show()

    def _fit(self, size: Size) -> None:
        self.set_class(size.width >= WIDE and size.height >= HIGH, "-wide")
        for name, lines in _LOW.items():
            self.set_class(size.height < lines, name)
        self.views.detail.fit(size.height - _OTHER_LINES)

    def show(self, said: str = "") -> None:
        """Keep the present state, show it, and say a sentence."""
        self.keeper.keep()
        self.views.show_rows()
        self.heading.show()
        self.keeper.say()
        if said:
            self.views.say(said)

    def close_file(self) -> None:
        """Close the file: a value being typed is not kept."""
        self.keeper.close()

    def _leave(self) -> None:
        """Go back to the folder, or quit."""
        self.close_file()
        if len(self.app.screen_stack) > 2:  # noqa: PLR2004 (the application's own screen, and this one)
            self.app.pop_screen()
        else:
            self.app.exit()

    # The view, and its rows

    def action_show(self, view: str) -> None:
        """Go to a view."""
        self.views.show(View(view))
        self.show()
        self.views.take_keys()

    def action_next_problem(self, step: int) -> None:
        """Go to the next or previous problem, in the view of the problems."""
        view, cursor = self.state.view, self.views.current.cursor
        if view is not View.PROBLEMS:
            self.action_show(View.PROBLEMS)
        key = self.state.problem_from(view, cursor, step)
        if key is None:
            self.views.say(nothing_left(self.state))
        elif self.state.is_grouped:
            self.views.say(typeset("les problèmes sont groupés : g les montre un par un"))
        else:
            self.views.go_to_problem(key)

    def key_escape(self) -> None:
        """Leave what is typed, else an opened line, else the search, the filter and the group."""
        if self.going.typed.display:
            self.going.typed.close()
        elif self.views.is_opened_line and not self.selecting.search.display:
            self.action_show(View.LINES)
        else:
            self.selecting.leave()

    def key_enter(self) -> None:
        """Say why there is nothing to open: a view without a row leaves this key here."""
        self.views.say(nothing_left(self.state))

    def _open_line(self) -> None:
        self.action_show(View.FIELDS)
        self.views.open_line()

    @on(EditableTable.RowOpened)
    def _open_group(self) -> None:
        """Correct a group of problems together, or show its problems one by one."""
        group = self.views.group
        if group is not None and not self.steps.correct_group(group):
            self.selecting.enter_group()

    def action_mark(self) -> None:
        """Mark the demande under the cursor, or those of a group of problems, or take the marks away; go down."""
        group = self.views.group
        if group is not None and not group.lines:
            self.views.say(typeset("rien à marquer : ce sont des problèmes du fichier, d’aucune ligne"))
        elif lines := group.lines if group is not None else {line for line in (self.views.line,) if line}:
            self.state.turn_marks(lines)
            self.show()
            self.views.go_beyond_line()

    def action_mark_all(self) -> None:
        """Mark all demandes shown, or take their marks away when all are marked."""
        self.state.turn_marks()
        self.show()

    # The file on the disk, and other screens

    def action_reload(self) -> None:
        """Read the file again, with the corrections that still fit."""
        if self.subject.refusal_to_reload:
            self.views.say(self.subject.refusal_to_reload)
        else:
            self.keeper.reread()

    def action_changes(self) -> None:
        """Show the values changed since the file was opened."""
        from segur_tui.tui.screens.file.compared import ChangesScreen

        self.app.push_screen(ChangesScreen(self.state.draft))

    def action_source(self) -> None:
        """Show the demande's JSON with its faults."""
        from segur_tui.tui.screens.file.source import SourceScreen

        if self.state.line:
            pointer = None if self.views.at is None else self.views.at.pointer
            self.app.push_screen(SourceScreen(self.state.draft.check, self.state.line, pointer))
        else:
            self.views.say(_NO_LINE)

    def action_settle(self) -> None:
        """Settle the answer to the demande under the cursor, where it is to verify."""
        from segur_tui.tui.screens.file.settling import Settling

        Settling(self.subject, self.keeper, self.views).ask()

    def action_history(self) -> None:
        """Show the history of the demande under the cursor."""
        from segur_tui.tui.screens.history import HistoryScreen

        if self.state.line:
            demande = demande_of(self.state.draft.check.claim, self.state.line)
            self.app.push_screen(HistoryScreen(self.subject.settings, demande))
        else:
            self.views.say(_NO_LINE)

    def action_help(self) -> None:
        """Show the keys, and the note's words on the balise under the cursor."""
        from segur_tui.tui.screens.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(self.commands, self.balise))

    @property
    def balise(self) -> Balise | None:
        """The balise under the cursor, if it is on one."""
        return None if self.views.at is None else self.views.at.balise

    def action_report(self) -> None:
        """Write a report of the file as it stands now."""
        from segur_tui.tui.screens.report import ReportScreen, subject_of_file

        work, draft = self.subject.work, self.state.draft
        is_exported = draft is self.keeper.exported
        self.app.push_screen(ReportScreen(subject_of_file(work.path, draft, is_exported=is_exported)))

    def action_export(self) -> None:
        """Write the demandes that go into a new file, after a question about changes that others have made."""
        if self.subject.is_changed_on_disk():
            self.views.say(f"{CHANGED_ON_DISK} ; {self.subject.refusal_to_reload or 'r le relit'}")
        elif question := self.keeper.export_question():
            do_if_yes(self.app, ConfirmScreen(question), self._show_export)
        else:
            self._show_export()

    def _show_export(self) -> None:
        reread = partial(show_on, self, self.keeper.reread, though_given_up=True)
        self.app.push_screen(self.subject.export_screen(self.state, reread), self._note_export)

    def _note_export(self, written: Plan | None) -> None:
        """Note that the present state was exported, and the lines of it that were."""
        if written is not None:
            self.keeper.exported = self.state.draft
            now = dict.fromkeys(self.subject.lines_of(written))
            self.state.exported = {**self.state.exported, **now, **exported_lines(self.subject, self.app)}
            self.state.refresh()
            self.show()
