"""The changes to the demandes of a file: values typed, corrections, items of lists; each change is one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from segur_tui.application.editing.typed import moved, removed
from segur_tui.application.views.problems import ProblemGroup
from segur_tui.format.correcting import correct
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Certainty, Finding
from segur_tui.format.tree import Pointer
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.grid.model import EditorSpec, NotEditable, Target, Then
from segur_tui.tui.screens.file.keeper import Keeper
from segur_tui.tui.screens.file.kept import editor_of, keep
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.screens.file.state import FileState
from segur_tui.tui.screens.file.views import Views

if TYPE_CHECKING:
    from segur_tui.tui.screens.file.change_marked import MarkedChange


_NOUNS = {Certainty.SAFE: "correction", Certainty.LIKELY: "suggestion"}


_ENDS = {
    -1: "c’est le premier élément de la liste : il ne monte pas plus haut",
    1: "c’est le dernier élément de la liste : il ne descend pas plus bas",
}


class Steps:
    """The steps that a person makes, takes back and makes again, as long as the file may be changed here.

    `show` has the state kept and shown with a sentence.
    """

    def __init__(self, state: FileState, keeper: Keeper, views: Views, show: Callable[[str], None]) -> None:
        self._state, self._keeper, self._views, self._show = state, keeper, views, show

    # Values typed

    def editor(self, view: View, target: Target) -> EditorSpec | None:
        """Return the editor of a cell, or the reason why nothing can be typed."""
        spec, why = editor_of(self._state.entry(view, target)), self._keeper.read_only
        if isinstance(spec, NotEditable) and self._state.is_to_verify(view, target):
            return NotEditable(self._views.settling_words)
        return NotEditable(why) if spec is not None and why else spec

    def kept(self, view: View, here: Target, value: str | None, then: Then) -> Target | None:
        """Take the value kept in a cell, if any, and return the cell to go to."""
        if self._keeper.is_closed:
            return None
        before = self._state.draft
        target = keep(self._state, view, here, value, then)
        is_changed = self._state.draft is not before
        self._views.heading_for = target
        self._show("")
        self._views.heading_for = None
        if not is_changed or value is None or not self._keeper.read_only:
            return target
        self._keeper.refuse(value)
        return here

    # The keys

    def turn(self, step: int) -> None:
        """Take the latest step back (-1), or make again the one that was taken back last (1)."""
        if not self._keeper.may_change():
            return
        turned = self._state.turn(step)
        if turned is None:
            self._views.say("rien à annuler" if step < 0 else "rien à refaire")
        else:
            done = "annulé" if step < 0 else "refait"
            self._show_change(typeset(f"{done} : {turned.title}"), turned.edits[0].pointer)

    def correct(self, findings: Sequence[Finding] | None = None, certainty: Certainty = Certainty.SAFE) -> None:
        """Show safe corrections, or suggestions, ticked, and apply the chosen ones as one step.

        By default they are those of the marked demandes, or of all where none is marked.
        """
        from segur_tui.tui.screens.file.compared import CorrectionsScreen

        if self._keeper.may_change():
            check, marks = self._state.draft.check, self._state.marks if findings is None else set[int]()
            findings = [each for each in findings or check.findings if not marks or each.line in marks]
            scope = f" pour {counted(len(marks), 'ligne marquée')}" if marks else ""
            screen = CorrectionsScreen(check, findings, certainty, scope)
            self._views.app.push_screen(screen, partial(self._apply, certainty))

    def suggest(self) -> None:
        """Show the suggestions, of a group of problems where the cursor is on one, and apply the ticked ones."""
        group = self._views.group
        self.correct(None if group is None else group.proposed(Certainty.LIKELY) or None, Certainty.LIKELY)

    def correct_group(self, group: ProblemGroup) -> bool:
        """Show what is proposed for a group of problems, what is safe first; return False where nothing is."""
        for certainty in Certainty:
            if proposed := group.proposed(certainty):
                self.correct(proposed, certainty)
                return True
        return False

    def _apply(self, certainty: Certainty, chosen: tuple[Finding, ...] | None) -> None:
        if not chosen or not self._keeper.may_change():
            return
        wanted = {(finding.pointer, finding.rule) for finding in chosen}
        draft, title = self._state.draft, counted(len(chosen), _NOUNS[certainty])
        done = correct(
            draft.check, draft.today, lambda finding: (finding.pointer, finding.rule) in wanted, [certainty]
        )
        if self._state.make(done.edits, f"{title} d’un coup", done.check):
            undone = "u les annule d’un coup" if len(chosen) > 1 else "u l’annule"
            self._show_change(typeset(f"{title} : {undone}"))

    def change_marked(self) -> None:
        """Change one balise, at first that under the cursor, on all marked demandes."""
        from segur_tui.tui.screens.file.change_marked import ChangeMarkedScreen

        if not self._keeper.may_change():
            return
        check = self._state.draft.check
        lines = sorted(line for line in self._state.marks if not check.is_accepted(line))
        if lines:
            left = len(self._state.marks) - len(lines)
            screen = ChangeMarkedScreen(check, lines, self._views.at, left)
            self._views.app.push_screen(screen, self._change_marked)
        else:
            self._views.say(typeset("aucune ligne modifiable n’est marquée : Espace marque une ligne, * toutes"))

    def _change_marked(self, change: MarkedChange | None) -> None:
        if change is None or not self._keeper.may_change() or not self._state.make(change.edits, change.title):
            return
        self._state.marks = set()  # they would silently be all that the next export offers
        draft = self._state.draft
        lines = {draft.check.claim.line_of(edit.pointer) for edit in draft.done[-1].edits}
        said = f"{counted(len(lines), 'ligne changée')}, marques retirées : u annule d’un coup"
        self._show_change(typeset(said))

    def remove(self) -> None:
        """Remove the item of a list, or the document, under the cursor of the fields."""
        self._change_item(lambda pointer: removed(self._state.draft.check, pointer), "retiré", "")

    def move(self, step: int) -> None:
        """Move the item under the cursor of the fields up or down in its list."""
        at = self._views.at
        if self._change_item(
            lambda pointer: moved(self._state.draft.check, pointer, step), "déplacé", _ENDS[step]
        ):
            *around, rank = () if at is None else at.pointer
            self._views.go_to_field((*around, int(rank) + step))

    def _change_item(self, change: Callable[[Pointer], tuple[Edit, ...]], word: str, at_end: str) -> bool:
        """Change the item of a list under the cursor; where it cannot, say why: it is `at_end`, or no item."""
        check, at = self._state.draft.check, self._views.at if self._state.view is View.FIELDS else None
        edits = () if at is None else change(at.pointer)
        if edits and self._state.make(edits, f"ligne {self._state.line}, élément {word}"):
            self._show("")
            return True
        is_item = at is not None and bool(removed(check, at.pointer))
        where = "" if at is not None else " dans Champs (3),"
        elsewhere = f"cela se fait{where} sur un élément de liste d’une ligne modifiable"
        self._views.say(typeset(at_end if is_item else elsewhere))
        return False

    def _show_change(self, said: str, at: Pointer | None = None) -> None:
        """Show a change where it was made, and say it, unless another session has taken the file from under it."""
        draft = self._state.draft
        self._show("")
        if self._state.draft is draft:
            if at is not None:
                self._views.go_to_value(at)
            self._views.say(said)
