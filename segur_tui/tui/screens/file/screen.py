"""The screen of one file, and what its commands do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Input

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.editing.typed import moved, removed
from segur_tui.application.history.passages import demande_of
from segur_tui.application.views.filtering import Filter
from segur_tui.format.correcting import correct
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding
from segur_tui.format.tree import Pointer
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.commands import Where, bindings_of
from segur_tui.tui.grid.model import Target
from segur_tui.tui.screens.dialogs.confirm import ConfirmScreen
from segur_tui.tui.screens.file.detail import nothing_left
from segur_tui.tui.screens.file.keeping_words import export_questions
from segur_tui.tui.screens.file.marking import FileMarking
from segur_tui.tui.screens.file.rows import VALUE
from segur_tui.tui.screens.file.state import View


class FileScreen(FileMarking):
    """One file under correction."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Where.FILE)]

    def action_show(self, view: str) -> None:
        """Go to a view."""
        self.show_view(View(view))

    def action_next_problem(self, step: int) -> None:
        """Go to the next or previous problem, in the view of the problems."""
        view, cursor = self.view, self.table(self.view).cursor
        if view is not View.PROBLEMS:
            self.show_view(View.PROBLEMS)
        key = self.state.problem_from(view, cursor, step)
        if key is None:
            self.tell(nothing_left(self.state))
        elif self.state.is_grouped:
            self.tell(typeset("les problèmes sont groupés : g les montre un par un"))
        else:
            self.table(View.PROBLEMS).move_to(Target(key, VALUE))

    def action_correct(self) -> None:
        """Offer all safe corrections."""
        self.choose_corrections([finding for finding in self.state.draft.check.findings if finding.fix])

    def choose_corrections(self, findings: Sequence[Finding]) -> None:
        """Show corrections before and after, ticked, and apply the chosen ones as one step."""
        from segur_tui.tui.screens.file.corrections import CorrectionsScreen

        if not self.may_change():
            return
        screen = CorrectionsScreen(self.state.draft.check, "Corrections sûres", findings)
        self.app.push_screen(screen, self._apply_corrections)

    def _apply_corrections(self, chosen: tuple[Finding, ...] | None) -> None:
        if not chosen or not self.may_change():
            return
        wanted = {(finding.pointer, finding.rule) for finding in chosen}
        done = correct(
            self.state.draft.check, self.today, lambda finding: (finding.pointer, finding.rule) in wanted
        )
        title = counted(len(chosen), "correction")
        if self.state.make(done.edits, f"{title} d’un coup"):
            self.show_change(typeset(f"{title} : u les annule d’un coup"))

    def action_undo(self) -> None:
        """Take the latest step back."""
        if self.may_change():
            self._turn(self.state.draft.undo(), "annulé", "rien à annuler")

    def action_redo(self) -> None:
        """Make the latest undone step again."""
        if self.may_change():
            self._turn(self.state.draft.redo(), "refait", "rien à refaire")

    def _turn(self, draft: Draft, done: str, nothing: str) -> None:
        before, self.state.draft = self.state.draft, draft
        if draft is before:
            self.tell(nothing)
            return
        step = (before.done if len(before.done) > len(draft.done) else draft.done)[-1]
        self.state.refresh()
        self.show_change(typeset(f"{done} : {step.title}"), step.edits[0].pointer)

    def action_filter(self) -> None:
        """Show other demandes: all, rejected, in error, with warnings, accepted, in turn."""
        self.state.filter, self.state.only_group = self.state.filter.following, None
        self._select()

    def action_sort(self) -> None:
        """List in another order: the file's, by n° éditeur, by balise, by gravity, in turn."""
        self.state.order = self.state.order.following
        self._select()
        self.table(self.view).action_first()
        self.tell(typeset(f"tri : {self.state.order.value}"))

    def action_search(self) -> None:
        """Search as one types."""
        field = self.query_one("#search", Input)
        field.add_class("-on")
        field.focus()

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        self.state.searched = event.value
        self._select()

    @on(Input.Submitted, "#search")
    def _keep_search(self) -> None:
        self._close_search()

    def _close_search(self) -> None:
        self.query_one("#search", Input).remove_class("-on")
        self.table(self.view).focus(scroll_visible=False)

    def _select(self) -> None:
        self.state.refresh()
        self.refresh_views()

    def key_escape(self) -> None:
        """Leave the search, the filter or the group."""
        field = self.query_one("#search", Input)
        if field.value or field.has_class("-on"):
            field.value = ""
            self._close_search()
        was_in_group = self.state.only_group is not None
        self.state.filter, self.state.only_group, self.state.searched = Filter.ALL, None, ""
        self.state.is_grouped = False
        self._select()
        if was_in_group:  # it may have been mended, and its table hidden
            self.show_view(View.PROBLEMS)

    def action_group(self) -> None:
        """Tell the problems of one kind together, or one by one."""
        self.state.is_grouped, self.state.only_group = not self.state.is_grouped, None
        self.state.refresh()
        self.show_view(View.PROBLEMS)

    def action_changes(self) -> None:
        """Show what has changed since the file was opened."""
        from segur_tui.tui.screens.file.changes import ChangesScreen

        self.app.push_screen(ChangesScreen(self.state.draft.opened, self.state.draft.check))

    def action_source(self) -> None:
        """Show the demande's JSON with its faults."""
        from segur_tui.tui.screens.file.source import SourceScreen

        if not self.state.line:
            self.tell("le fichier n’a aucune ligne")
            return
        target = self.table(self.view).cursor
        at = None if target is None else self.state.place(self.view, target)
        pointer = None if at is None else at.pointer
        self.app.push_screen(SourceScreen(self.state.draft.check, self.state.line, pointer))

    def action_history(self) -> None:
        """Tell the life of the demande under the cursor."""
        from segur_tui.tui.screens.history import HistoryScreen

        if not self.state.line:
            self.tell("le fichier n’a aucune ligne")
            return
        demande = demande_of(self.state.draft.check.claim, self.state.line)
        self.app.push_screen(HistoryScreen(self._session.settings, demande))

    def action_remove(self) -> None:
        """Remove the item of a list, or the document, under the cursor of the fields."""
        self._change_item(lambda pointer: removed(self.state.draft.check, pointer), "retiré")

    def action_move_item(self, step: int) -> None:
        """Move the item under the cursor of the fields up or down in its list."""
        self._change_item(lambda pointer: moved(self.state.draft.check, pointer, step), "déplacé")

    def _change_item(self, change: Callable[[Pointer], tuple[Edit, ...]], word: str) -> None:
        target = self.table(self.view).cursor
        at = self.state.place(self.view, target) if target is not None and self.view is View.FIELDS else None
        edits = () if at is None else change(at.pointer)
        if not edits:
            self.tell(typeset("cela se fait dans Champs (3), sur un élément de liste d’une ligne modifiable"))
            return
        self.state.make(edits, f"ligne {self.state.line}, élément {word}")
        self.refresh_views()

    def action_export(self) -> None:
        """Write the demandes that go into a new file, once it is clear what others have changed meanwhile."""
        self.work.notice_others()
        self._export_after(export_questions(self.work.holder, is_file_changed=self.is_source_changed()))

    def _export_after(self, questions: Sequence[str]) -> None:
        """Export once all questions are answered with yes."""
        if not questions:
            self.start_export()
            return
        first, *others = questions
        self.app.push_screen(ConfirmScreen(first), lambda yes: self._export_after(others) if yes else None)

    def is_source_changed(self) -> bool:
        """Tell whether the file has changed on the disk since it was opened."""
        return self.work.is_source_changed()

    def start_export(self) -> None:
        """Choose which demandes go, and write them."""
        from segur_tui.application.export.deciding import Source
        from segur_tui.application.together.drafted_files import note_export
        from segur_tui.format.candidate import Candidate
        from segur_tui.format.resubmission import chosen_by_default
        from segur_tui.tui.screens.export.choices import Places
        from segur_tui.tui.screens.export.screen import ExportScreen

        present, self.places = self.state.draft, self.places or Places()
        lines = self.state.to_export(chosen_by_default(present.check.claim))
        chosen, unmarked = ([Candidate(0, line) for line in some] for some in lines)
        sources = (Source(self.path, present.check, self.work.digest, present.done),)
        note, settings = partial(note_export, session=self._session), self._session.settings
        screen = ExportScreen(sources, chosen, self.today, settings, note, unmarked=unmarked, places=self.places)
        self.app.push_screen(screen, self.note_export)

    def action_help(self) -> None:
        """Show the keys, and the note's words on the balise under the cursor."""
        from segur_tui.tui.screens.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(self.commands, self.balise_at_cursor()))

    def action_palette(self) -> None:
        """Show all commands by name."""
        self.app.action_command_palette()

    def action_report(self) -> None:
        """Write a report of the file as it stands now."""
        from segur_tui.tui.screens.report import ReportScreen, subject_of_file

        draft = self.state.draft
        self.app.push_screen(ReportScreen(subject_of_file(self.path, draft, is_exported=draft is self._exported)))
