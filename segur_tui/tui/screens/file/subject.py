"""What the screen of a file is about: one file here; several files together are in `group`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from segur_tui.application.drafts.work import Work
from segur_tui.application.history.claimed_before import exported_from
from segur_tui.application.history.passages import Passage
from segur_tui.format.resubmission import chosen_by_default
from segur_tui.tui.grid.model import Column, Rows
from segur_tui.tui.screens.file.heading import Part, identity
from segur_tui.tui.screens.file.rows import COLUMNS, View
from segur_tui.tui.screens.file.state import FileState

if TYPE_CHECKING:  # a file is shown before anything is exported
    from segur_tui.application.export.plan import Plan, SourceFile
    from segur_tui.format.candidate import Candidate
    from segur_tui.tui.screens.export.choices import ExportPlaces
    from segur_tui.tui.screens.export.screen import ExportScreen


class FileSubject:
    """One file: who it is, the work on it, what its views show, and how its demandes are exported."""

    refusal_to_reload = ""
    """Why it cannot be read again from here, in French."""

    def __init__(self, work: Work) -> None:
        """Take the work on a file."""
        self.work, self.settings = work, work.session.settings
        self._places: ExportPlaces | None = None
        """The day and folders given at an export, for the next one."""

    def identity(self) -> Sequence[Part]:
        """Return who and what it is."""
        return identity(self.work.draft.check.claim)

    def columns(self, view: View) -> tuple[Column, ...]:
        """Return the columns of a view."""
        return COLUMNS[view]

    def rows(self, state: FileState, view: View) -> Rows:
        """Return the rows of a view as they are at this moment."""
        return state.table_rows(view)

    def detail(self, line: int) -> str:  # noqa: ARG002 (of one file, its name stands above)
        """Return what is to be told of a line under its detail."""
        return ""

    def aside(self, most: int) -> str:  # noqa: ARG002 (of one file, no line is left aside)
        """Return which lines are left aside, so many by name at most."""
        return ""

    def is_changed_on_disk(self) -> bool:
        """Tell whether it has another content than the one that was opened."""
        return self.work.is_source_changed()

    def exported(self) -> Mapping[int, Passage]:
        """Return the lines that the record knows as exported, with where to."""
        return exported_from(self.work.path, self.work.draft.opened.claim, self.settings)

    # Its export

    def export_screen(self, state: FileState) -> ExportScreen:
        """Return the screen that writes the lines that go: the marked ones, or else the usual ones."""
        from segur_tui.tui.screens.export.choices import ExportPlaces
        from segur_tui.tui.screens.export.screen import ExportScreen

        self._places = places = self._places or ExportPlaces()
        chosen, unmarked = map(self._candidates, state.to_export(self._usual()))
        today, note = self.work.today, self._note_export
        return ExportScreen(self._sources(), chosen, today, self.settings, note, unmarked=unmarked, places=places)

    def lines_of(self, written: Plan) -> Collection[int]:
        """Return the lines that an export wrote, from 1."""
        return {candidate.line for candidate in written.resubmission.going}

    def _usual(self) -> Collection[int]:
        return chosen_by_default(self.work.draft.check.claim)

    def _candidates(self, lines: Collection[int]) -> Sequence[Candidate]:
        from segur_tui.format.candidate import Candidate

        return [Candidate(0, line) for line in lines]

    def _sources(self) -> tuple[SourceFile, ...]:
        from segur_tui.application.export.plan import SourceFile

        draft = self.work.draft
        return (SourceFile(self.work.path, draft.check, self.work.digest, draft.done),)

    def _note_export(self, written: Plan) -> None:
        """Make history of the drafts that an export has written."""
        from segur_tui.application.together.drafted_files import note_export

        note_export(written, self.work.session)
