"""A file under correction: its state, its steps, undo and redo; every state is kept checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit, EditConflict, Step, taken_back
from segur_tui.format.value_type import field, replace, value_type


@value_type
class Draft:
    """A file's corrections: its check as `opened`, the present one, steps `done` and `undone` (latest last).

    `before` is the state before the latest step, where that was the last thing done: no earlier one is held.
    """

    opened: Check
    check: Check
    today: date
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    before: Draft | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, opened: Check, today: date) -> Draft:
        """Return the draft of a file that was just opened."""
        return cls(opened, opened, today)

    @classmethod
    def restored(cls, opened: Check, today: date, done: Sequence[Step], undone: Sequence[Step]) -> Draft:
        """Return a draft with its steps made again on the file they were made on; raises EditConflict."""
        edits = [edit for step in done for edit in step.edits]
        present = check(opened.claim.edited(*edits), today, opened) if edits else opened
        return cls(opened, present, today, tuple(done), tuple(undone))

    @property
    def lines(self) -> frozenset[int]:
        """Return the lines that the steps have changed, from 1."""
        return frozenset(line for step in self.done for line, _ in step.demandes)

    def with_step(self, step: Step, present: Check | None = None) -> Draft:
        """Return the draft with a step made, and none to make again; raises EditConflict when it does not fit.

        `present` is the check of what the step leads to, where that was made already.
        """
        made = replace(step, demandes=_demandes(self.check.claim, step.edits))
        return replace(self._made(made, present), undone=())

    def undo(self) -> Draft:
        """Return the draft with its latest step taken back, or itself when there is none."""
        if not self.done:
            return self
        *earlier, step = self.done
        before = self.before or self._before(step, earlier)
        return replace(before, undone=(*self.undone, step))

    def _before(self, step: Step, earlier: Sequence[Step]) -> Draft:
        """Return the state before the latest step; all earlier ones are made again where that does not tell it."""
        root = taken_back(self.check.claim.root, step.edits) if earlier else None
        if root is None:
            return Draft.restored(self.opened, self.today, earlier, ())
        present = check(self.check.claim.with_root(root), self.today, self.check)
        return Draft(self.opened, present, self.today, tuple(earlier))

    def redo(self) -> Draft:
        """Return the draft with the step that was undone last made again, or itself."""
        if not self.undone:
            return self
        return replace(self._made(self.undone[-1]), undone=self.undone[:-1])

    def undo_all(self) -> Draft:
        """Return the draft with every step taken back, each of which can be made again."""
        return replace(Draft.of(self.opened, self.today), undone=(*self.undone, *reversed(self.done)))

    def _made(self, step: Step, present: Check | None = None) -> Draft:
        present = present or check(self.check.claim.edited(*step.edits), self.today, self.check)
        return Draft(self.opened, present, self.today, (*self.done, step), self.undone, replace(self, before=None))


def with_steps(draft: Draft, steps: Sequence[Step]) -> tuple[Draft, tuple[Step, ...]]:
    """Return a draft with the steps made that fit it (same demandes and values, none accepted), and the others."""
    lost = []
    for step in steps:
        try:
            if not _holds(draft.check, step.demandes):
                lost.append(step)
                continue
            draft = draft.with_step(step)
        except EditConflict:
            lost.append(step)
    return draft, tuple(lost)


def steps_beyond(draft: Draft, earlier: Draft) -> tuple[Step, ...]:
    """Return the steps of a draft that an earlier state of it does not hold."""
    return draft.done[in_common(draft.done, earlier.done) :]


def in_common(one: Sequence[Step], other: Sequence[Step]) -> int:
    """Return the number of first steps that are the very same in two drafts."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], zip(one, other, strict=False)))


def _demandes(claim: ClaimFile, edits: Sequence[Edit]) -> tuple[tuple[int, str], ...]:
    lines = sorted({line for line in (claim.line_of(edit.pointer) for edit in edits) if line is not None})
    return tuple((line, claim.editor_number(line)) for line in lines if line <= len(claim.lines))


def _holds(present: Check, demandes: Sequence[tuple[int, str]]) -> bool:
    claim = present.claim
    return all(
        line <= len(claim.lines) and claim.editor_number(line) == number and not present.is_accepted(line)
        for line, number in demandes
    )
