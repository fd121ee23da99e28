"""A file under correction: its state, its steps, undo and redo; every state is kept checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from segur_tui.format.check import Check, check
from segur_tui.format.edit import Edit, EditConflict, applied, inverse
from segur_tui.format.tree import Json


@dataclass(frozen=True, slots=True)
class Step:
    """Edits that were made together and are undone together: what was done, in French, and where."""

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The corrections of one file as a value: each change gives a new draft.

    `opened` is the check of the file as it was opened, `check` that of its present state; `done` and
    `undone` are the steps that can be taken back and made again, the latest last.
    """

    opened: Check
    check: Check
    today: date
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    @classmethod
    def of(cls, opened: Check, today: date) -> Draft:
        """Return the draft of a file that was just opened."""
        return cls(opened, opened, today)

    def with_step(self, step: Step) -> Draft:
        """Return the draft with a step made; steps that were undone can no longer be made again.

        Raises EditConflict when an edit does not fit the present state.
        """
        return replace(self, check=self._checked(step.edits), done=(*self.done, step), undone=())

    def undo(self) -> Draft:
        """Return the draft with its latest step taken back, or itself when there is none."""
        if not self.done:
            return self
        step = self.done[-1]
        before = self._checked(self._inverses(step))
        return replace(self, check=before, done=self.done[:-1], undone=(*self.undone, step))

    def redo(self) -> Draft:
        """Return the draft with the step that was undone last made again, or itself."""
        if not self.undone:
            return self
        step = self.undone[-1]
        again = replace(self, check=self._checked(step.edits))
        return replace(again, done=(*self.done, step), undone=self.undone[:-1])

    def onto(self, opened: Check) -> tuple[Draft, tuple[Step, ...]]:
        """Return the draft of another state of the file with the same steps, and those that do not fit it."""
        draft = Draft.of(opened, self.today)
        lost = []
        for step in self.done:
            try:
                draft = draft.with_step(step)
            except EditConflict:
                lost.append(step)
        return draft, tuple(lost)

    def _checked(self, edits: Sequence[Edit]) -> Check:
        return check(self.check.claim.edited(*edits), self.today, self.check)

    def _inverses(self, step: Step) -> list[Edit]:
        """Return the edits that take a step back, the last one first."""
        inverses: list[Edit] = []
        tree: Json = self.opened.claim.root
        for earlier in self.done[:-1]:
            for edit in earlier.edits:
                tree = applied(tree, edit)
        for edit in step.edits:
            inverses.insert(0, inverse(tree, edit))
            tree = applied(tree, edit)
        return inverses
