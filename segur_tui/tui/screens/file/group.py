"""Several files corrected on one screen, as one: each row says which file it is about."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from segur_tui.application.drafts.work import Work
from segur_tui.application.export.deciding import Plan
from segur_tui.application.history.passages import Passage
from segur_tui.application.state.sessions import Session
from segur_tui.application.together.drafted_files import note_export
from segur_tui.application.together.grouping import Group
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.commands import Where, bindings_of
from segur_tui.tui.grid.model import Cell, Column, Row, Rows, Target, Tone
from segur_tui.tui.screens.export.choices import Places
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.file.heading import Part, supplier
from segur_tui.tui.screens.file.rows import VALUE
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.file.state import View
from segur_tui.tui.widgets.inert import visible_lines

_FILE = Column("file", "Fichier:ligne", 15)
_SECONDS_TO_READ = 8
_MOST_NAMED = 3
"""Lines left aside that are named where there is room; the others can be looked up."""
_AT = 2
"""The file stands behind the sign and the line."""


class GroupScreen(FileScreen):
    """The demandes to deposit again of several files."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Where.FILE)]

    def __init__(self, group: Group, work: Work, session: Session) -> None:
        """Show the work on a group."""
        super().__init__(work, session)
        self._group = group

    def identity(self) -> Sequence[Part]:
        """Return who and what: the files, and their supplier."""
        files, left = counted(len(self._group.sources), "fichier"), len(self._group.superseded)
        aside = [[f"{counted(left, 'ligne')} de côté", f"{left} de côté"]] if left else []
        return [[f"{files} ensemble", files], *aside, *supplier(self.state.draft.check.claim)]

    def begin(self) -> None:
        """Say which lines are left aside, and why."""
        super().begin()
        if self._group.superseded:
            most = _MOST_NAMED if self.has_class("-wide") else 1
            aside = _aside(self._group.superseded, most)
            self.notify(visible_lines(typeset(aside)), markup=False, timeout=_SECONDS_TO_READ)

    def columns(self, view: View) -> tuple[Column, ...]:
        """Add the file to what is shown of lines and problems."""
        columns = super().columns(view)
        return columns if view is View.FIELDS else (*columns[:_AT], _FILE, *columns[_AT:])

    def rows(self, view: View) -> Rows:
        """Say of each row which file it is about."""
        rows = super().rows(view)
        return rows if view is View.FIELDS else rows.each(partial(self._with_file, view))

    def detail_beside(self, line: int) -> str:
        """Say in full which file a line came from."""
        return f"\n{self._group.where(line)}"

    def action_reload(self) -> None:
        """Say where files are read again."""
        self.tell(typeset("pour relire les fichiers : q, puis r dans le dossier, et à nouveau g"))

    def is_source_changed(self) -> bool:
        """Tell whether one of the files has changed on the disk."""
        return self._group.is_changed_on_disk()

    def start_export(self) -> None:
        """Write the demandes that go, each from its own file."""
        present = self.state.draft.check
        lines = self.state.to_export(range(1, len(present.claim.lines) + 1))
        chosen, unmarked = (self._group.candidates(some) for some in lines)
        sources, self.places = self._group.put_back(present), self.places or Places()
        note, places = self._note_written, self.places
        settings = self._session.settings
        screen = ExportScreen(sources, chosen, self.today, settings, note, unmarked=unmarked, places=places)
        self.app.push_screen(screen, self.note_export)

    def _note_written(self, written: Plan) -> None:
        """Make history of the drafts of the files, and of the group's own."""
        self.work.note_export(self.lines_of(written))
        note_export(written, self._session)

    def lines_of(self, written: Plan) -> Collection[int]:
        """Return the lines of the group that an export wrote."""
        return self._group.lines_of(written.resubmission.going)

    def exported_lines(self) -> Mapping[int, Passage]:
        """Return the lines that the record knows as exported from their own files."""
        return self._group.exported(self._session.settings)

    def _with_file(self, view: View, row: Row) -> Row:
        is_many = self.state.is_grouped and view is View.PROBLEMS
        line = None if is_many else self.state.line_of(view, Target(row.key, VALUE))
        label = "" if line is None else self._group.label(line)
        return Row(row.key, (*row.cells[:_AT], Cell(label, Tone.MUTED), *row.cells[_AT:]))


def _aside(superseded: Sequence[str], most: int) -> str:
    """Return how many lines are left aside, the first ones by name, and where the others are shown."""
    count, others = len(superseded), len(superseded) - most
    lines = [f"{counted(count, 'ligne laissée')} de côté :", *superseded[:most]]
    if others > 0:
        lines.append(f"et {counted(others, 'autre')} (e, puis a, les montre toutes)")
    return "\n".join(lines)
