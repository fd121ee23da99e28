"""Marking the demandes of a file, and changing all that are marked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segur_tui.application.views.problems import ProblemGroup
from segur_tui.format.balise import Balise
from segur_tui.format.tree import Pointer
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.grid.model import Target
from segur_tui.tui.screens.file.keeping import FileKeeping
from segur_tui.tui.screens.file.rows import VALUE
from segur_tui.tui.screens.file.state import View

if TYPE_CHECKING:
    from segur_tui.tui.screens.file.change_marked import Change


class FileMarking(FileKeeping):
    """A file some of whose demandes are marked; what else is done with it is in `FileScreen`."""

    def action_mark(self) -> None:
        """Mark the demande under the cursor, or those of a group of problems, or take the marks away; go down."""
        target = self.table(self.view).cursor
        if (group := self.group_at(target)) is not None:
            self._mark_group(group)
            return
        line = None if target is None else self.state.line_of(self.view, target)
        if line is None or target is None:
            return
        self.state.marks ^= {line}
        self.refresh_views()
        if (further := self.state.next_line_from(self.view, target)) is not None:
            self.table(self.view).move_to(further)

    def _mark_group(self, group: ProblemGroup) -> None:
        if not group.lines:
            self.tell(typeset("rien à marquer : ce sont des problèmes du fichier, d’aucune ligne"))
            return
        self._turn_marks(group.lines)
        self.table(self.view).action_step(1)

    def _turn_marks(self, lines: set[int]) -> None:
        """Mark demandes, or take their marks away when all are marked."""
        self.state.marks = self.state.marks - lines if lines <= self.state.marks else self.state.marks | lines
        self.refresh_views()

    def action_mark_all(self) -> None:
        """Mark all demandes shown, or take their marks away when all are marked."""
        shown = {row.finding.line for row in self.state.problems} if self.view is View.PROBLEMS else set()
        self._turn_marks({line for line in shown if line} or {row.line for row in self.state.lines})

    def action_change_marked(self) -> None:
        """Change one balise on all marked demandes."""
        from segur_tui.tui.screens.file.change_marked import ChangeMarkedScreen

        if not self.may_change():
            return
        lines = sorted(line for line in self.state.marks if not self.state.draft.check.is_accepted(line))
        if not lines:
            self.tell(typeset("aucune ligne modifiable n’est marquée : Espace marque une ligne, * toutes"))
            return
        balise = self.balise_at_cursor()
        self.app.push_screen(ChangeMarkedScreen(self.state.draft.check, lines, balise), self._change_marked)

    def _change_marked(self, change: Change | None) -> None:
        if change is None or not self.may_change() or not self.state.make(change.edits, change.title):
            return
        self.state.marks = set()  # they would silently be all that the next export offers
        claim = self.state.draft.check.claim
        lines = {claim.line_of(edit.pointer) for edit in self.state.draft.done[-1].edits}
        self.show_change(typeset(f"{counted(len(lines), 'ligne changée')}, marques retirées : u annule d’un coup"))

    def show_change(self, sentence: str, at: Pointer | None = None) -> None:
        """Show a change where it was made, and say it, unless another session has taken the file from under it."""
        draft = self.state.draft
        self.refresh_views()
        if self.state.draft is draft:
            if at is not None:
                self._go_to_value(at)
            self.tell(sentence)

    def _go_to_value(self, pointer: Pointer) -> None:
        """Bring the cursor of the problems to those of a value, where it has any."""
        row = next((row for row in self.state.problems if row.finding.pointer == pointer), None)
        if row is not None and self.view is View.PROBLEMS and not self.state.is_grouped:
            self.table(View.PROBLEMS).move_to(Target(row.key, VALUE))

    def balise_at_cursor(self) -> Balise | None:
        """Return the balise under the cursor of the view in use, if there is one."""
        target = self.table(self.view).cursor
        at = None if target is None else self.state.place(self.view, target)
        return None if at is None else at.balise
