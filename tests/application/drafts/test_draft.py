"""Steps that are made, undone, made again, and brought to another state of the file."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from segur_tui.application.drafts.draft import Draft, with_steps
from segur_tui.application.views.problems import Problems
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.correcting import correct
from segur_tui.format.edit import Edit, Step, applied
from segur_tui.format.reading import read
from segur_tui.format.tree import ABSENT, Json, Pointer, same, value_at
from segur_tui.format.writing import write
from tests.claims import ACCEPTED, ANS, REJECTED, claim, demande, returned
from tests.format.builders import to_bytes
from tests.format.strategies import broken_files, fitting_edit

TODAY = date(2026, 11, 24)
DATE: Pointer = ("lignesImport", 0, "dateFacture")


def checked(tree: dict[str, Any]) -> Check:
    return check(ClaimFile.of(f"JSON-{ANS}-20261005-001.json", read(write(tree))), TODAY)


def dated(day: str, before: str = "01/02/2023") -> Step:
    return Step(day, (Edit(DATE, before, day),))


def test_undoing_everything_gives_the_file_as_opened() -> None:
    draft = Draft.of(checked(claim([demande(1)])), TODAY)
    removal = Step("retirée", (Edit(DATE, "03/02/2023", ABSENT),))
    changed = draft.with_step(dated("02/02/2023")).with_step(dated("03/02/2023", "02/02/2023")).with_step(removal)
    undone = changed.undo().undo().undo()
    assert same(undone.check.claim.root, draft.check.claim.root)
    assert undone.undo() is undone
    again = undone.redo().redo().redo()
    assert same(again.check.claim.root, changed.check.claim.root)
    assert again.redo() is again


@settings(max_examples=100)
@given(value=broken_files(), data=st.data())
def test_steps_are_taken_back_to_the_last_member(value: Any, data: st.DataObject) -> None:
    states = [Draft.of(check(ClaimFile.of("x.json", read(to_bytes(value))), TODAY), TODAY)]
    for _ in range(data.draw(st.integers(1, 3), label="steps")):
        tree: Json = states[-1].check.claim.root
        edits = []
        for _ in range(data.draw(st.integers(1, 3), label="edits")):
            edits.append(fitting_edit(data, tree))
            assume(edits[-1].pointer)  # the root stays an object
            tree = applied(tree, edits[-1])
        states.append(states[-1].with_step(Step("", tuple(edits))))
    last = states[-1]
    for draft in (last, Draft.restored(last.opened, TODAY, last.done, ())):
        for before in reversed(states[:-1]):
            draft = draft.undo()  # noqa: PLW2901 (a state after the other)
            assert write(draft.check.claim.root) == write(before.check.claim.root)
            assert same(draft.check.claim.root, before.check.claim.root)
            assert draft.check == check(draft.check.claim, TODAY)


def test_nothing_is_checked_again_when_a_step_is_taken_back() -> None:
    draft = Draft.of(checked(claim([demande(1), demande(2), demande(3)])), TODAY).with_step(dated("31/02/2023"))
    other = Step("", (Edit(("lignesImport", 1, "typeAction"), "C", "M"),))
    assert draft.with_step(other).undo().check is draft.check


def test_a_draft_of_an_earlier_session_is_taken_back_step_by_step() -> None:
    opened = Draft.of(checked(claim([demande(1), demande(2)])), TODAY)
    first = opened.with_step(dated("31/02/2023"))
    both = first.with_step(Step("", (Edit(("lignesImport", 1, "typeAction"), "C", "M"),)))
    restored = Draft.restored(opened.opened, TODAY, both.done, both.undone)
    assert restored.undo() == both.undo()
    assert restored.undo().check == first.check
    assert restored.undo().redo().check == both.check
    assert restored.undo().undo() == both.undo_all()


def test_each_step_of_many_is_taken_back_by_itself_and_no_earlier_state_is_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each was found by making all earlier ones again, and every state of a session was held."""
    draft = Draft.of(checked(claim([demande(1)])), TODAY)
    days = ["01/02/2023", *(f"{day:02d}/03/2023" for day in range(1, 31))]
    for before, day in pairwise(days):
        draft = draft.with_step(dated(day, before))
    assert draft.before is not None
    assert draft.before.before is None
    edited, made = ClaimFile.edited, list[Edit]()

    def counted(claim: ClaimFile, *edits: Edit) -> ClaimFile:
        made.extend(edits)
        return edited(claim, *edits)

    monkeypatch.setattr(ClaimFile, "edited", counted)
    back = Draft.restored(draft.opened, TODAY, draft.done, ())
    for each in (draft, back):
        made.clear()
        left = each
        while left.done:
            left = left.undo()
            assert value_at(left.check.claim.root, DATE) == days[len(left.done)]
        assert (made, len(left.undone)) == ([], 30)
        assert left.check == draft.opened


def test_a_demande_that_a_step_removed_comes_back() -> None:
    draft = Draft.of(checked(claim([demande(1), demande(2)])), TODAY).with_step(dated("02/02/2023"))
    first = draft.check.claim.lines[0]
    undone = draft.with_step(Step("", (Edit(("lignesImport", 0), first, ABSENT),))).undo()
    assert same(undone.check.claim.root, draft.check.claim.root)


def test_a_new_step_forgets_what_was_undone() -> None:
    draft = Draft.of(checked(claim([demande(1)])), TODAY).with_step(dated("02/02/2023")).undo()
    assert draft.with_step(dated("04/02/2023")).undone == ()


def test_steps_that_do_not_fit_another_state_are_reported() -> None:
    draft = Draft.of(checked(claim([demande(1)])), TODAY).with_step(dated("02/02/2023"))
    other = checked(claim([demande(1) | {"dateFacture": "05/05/2023"}]))
    moved, lost = with_steps(Draft.of(other, TODAY), draft.done)
    assert [step.title for step in lost] == ["02/02/2023"]
    assert moved.done == ()
    same_file, none = with_steps(Draft.of(checked(claim([demande(1)])), TODAY), draft.done)
    assert none == ()
    assert len(same_file.done) == 1


def test_a_step_goes_only_onto_the_demande_it_was_made_on() -> None:
    draft = Draft.of(checked(claim([demande(1), demande(2)])), TODAY).with_step(dated("02/02/2023"))
    assert draft.lines == {1}
    swapped = checked(claim([demande(1, 2), demande(2, 1)]))
    assert with_steps(Draft.of(swapped, TODAY), draft.done)[1] == draft.done
    accepted = checked(returned([ACCEPTED, REJECTED]))
    assert with_steps(Draft.of(accepted, TODAY), draft.done)[1] == draft.done
    rejected = checked(returned([REJECTED, REJECTED]))
    assert with_steps(Draft.of(rejected, TODAY), draft.done)[1] == ()


def test_a_restored_draft_is_the_one_that_was_left() -> None:
    opened = checked(claim([demande(1)]))
    left = (
        Draft.of(opened, TODAY).with_step(dated("02/02/2023")).with_step(dated("03/02/2023", "02/02/2023")).undo()
    )
    back = Draft.restored(opened, TODAY, left.done, left.undone)
    assert (back.done, back.undone) == (left.done, left.undone)
    assert back.check == left.check
    assert back.redo().check == left.redo().check
    assert back.undo().check.claim == opened.claim


def test_everything_taken_back_can_be_made_again_step_by_step() -> None:
    draft = Draft.of(checked(claim([demande(1)])), TODAY)
    changed = draft.with_step(dated("02/02/2023")).with_step(dated("03/02/2023", "02/02/2023"))
    afresh = changed.undo_all()
    assert afresh.check is draft.check
    assert afresh.redo().redo() == changed


def test_a_settled_rejection_gives_its_mark_to_the_next_problem() -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0]["numeroASP"] = "FINMDV1"
    tree["lignesImport"][0]["isDirectToDMP"] = "x"
    draft = Draft.of(checked(tree), TODAY)
    firsts = [row.finding.balise for row in Problems.of(draft).rows if row.finding.first]
    assert firsts == ["numeroASP"]
    pointer = ("lignesImport", 0, "numeroASP")
    draft = draft.with_step(Step("n°", (Edit(pointer, "FINMDV1", "FINMDV000001"),)))
    draft = draft.with_step(dated("02/02/2023"))
    rows = [(row.finding.balise, row.finding.first) for row in Problems.of(draft).rows]
    assert rows == [("isDirectToDMP", True)]


@settings(max_examples=50)
@given(value=broken_files())
def test_the_check_that_a_correction_leads_to_is_that_of_its_step(value: Any) -> None:
    draft = Draft.of(check(ClaimFile.of("x.json", read(to_bytes(value))), TODAY), TODAY)
    corrected = correct(draft.check, TODAY)
    step = Step("", corrected.edits)
    assert draft.with_step(step, corrected.check) == draft.with_step(step)
