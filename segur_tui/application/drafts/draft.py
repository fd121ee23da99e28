"""A file under correction: its state, its steps, undo and redo; every state is kept checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit, EditConflict, Step, applied_in_turn
from segur_tui.format.tree import Json, replaced, value_at
from segur_tui.format.value_type import value_type


@value_type
class Draft:
    """A file's corrections: its check as `opened`, the present one, steps `done` and `undone` (latest last)."""

    opened: Check
    check: Check
    today: date
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

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

    def with_step(self, step: Step) -> Draft:
        """Return the draft with a step made, and none to make again; raises EditConflict when it does not fit."""
        made = replace(step, demandes=_demandes(self.check.claim, step.edits))
        return replace(self, check=self._checked(step.edits), done=(*self.done, made), undone=())

    def undo(self) -> Draft:
        """Return the draft with its latest step taken back, or itself when there is none."""
        if not self.done:
            return self
        *earlier, step = self.done
        claim = self.check.claim.with_root(self._root_before(step, earlier))
        before = check(claim, self.today, self.check)
        return replace(self, check=before, done=tuple(earlier), undone=(*self.undone, step))

    def redo(self) -> Draft:
        """Return the draft with the step that was undone last made again, or itself."""
        if not self.undone:
            return self
        step = self.undone[-1]
        again = replace(self, check=self._checked(step.edits))
        return replace(again, done=(*self.done, step), undone=self.undone[:-1])

    def undo_all(self) -> Draft:
        """Return the draft with every step taken back, each of which can be made again."""
        return replace(self, check=self.opened, done=(), undone=(*self.undone, *reversed(self.done)))

    def _checked(self, edits: Sequence[Edit]) -> Check:
        return check(self.check.claim.edited(*edits), self.today, self.check)

    def _root_before(self, step: Step, earlier: Sequence[Step]) -> Json:
        """Return the tree before the latest step: the present one, but for the demandes that the step changed."""
        then = applied_in_turn(self.opened.claim.root, [edit for each in earlier for edit in each.edits])
        now = self.check.claim
        was, depth = value_at(then, now.lines_at), len(now.lines_at) + 1
        changed = {now.line_of(edit.pointer) if len(edit.pointer) > depth else None for edit in step.edits}
        if not isinstance(was, list) or None in changed:
            return then  # the header was changed, or which demandes there are
        lines = [was[index] if index + 1 in changed else line for index, line in enumerate(now.lines)]
        return replaced(now.root, now.lines_at, lines)


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
