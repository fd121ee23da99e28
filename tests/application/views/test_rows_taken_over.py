"""Rows that a later state takes over from an earlier one: the same as if all were made anew."""

from __future__ import annotations

from datetime import date

import pytest

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.views.lines import line_rows
from segur_tui.application.views.problems import Problems
from segur_tui.format.check import check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit, Step
from segur_tui.format.reading import Unreadable, read
from segur_tui.format.tree import Pointer
from segur_tui.format.writing import write
from tests.claims import ACCEPTED, ANS, REJECTED, SIRET, claim, demande, returned
from tests.fuzz.mutations import case

TODAY = date(2026, 11, 24)
DATE: Pointer = ("lignesImport", 1, "dateFacture")


def _draft(content: bytes) -> Draft:
    return Draft.of(check(ClaimFile.of(f"JSON-{ANS}-20261005-001.json", read(content)), TODAY), TODAY)


def _assert_as_made_anew(before: Draft, after: Draft) -> None:
    assert Problems.of(after, Problems.of(before)) == Problems.of(after)
    then, now = Problems.of(before), Problems.of(after)
    assert line_rows(now, (), then, line_rows(then)) == line_rows(now)


@pytest.mark.parametrize("number", range(40))
def test_of_any_file(number: int) -> None:
    try:
        draft = _draft(case(1, number))
    except Unreadable:
        return
    for finding in draft.check.findings[:4]:
        if finding.fix is not None:
            changed = draft.with_step(Step("", (finding.fix,)))
            _assert_as_made_anew(draft, changed)
            _assert_as_made_anew(changed, changed.undo())


def test_a_row_of_the_header_follows_the_header() -> None:
    lines = [demande(line, answer=("12", "SIRET invalide")) for line in (1, 2)]
    draft = _draft(write(claim(lines)))
    changed = draft.with_step(Step("", (Edit(("SIRET",), SIRET, "7"),)))
    assert Problems.of(draft).rows
    _assert_as_made_anew(draft, changed)
    _assert_as_made_anew(changed, changed.undo())


def test_what_did_not_change_is_not_made_anew() -> None:
    draft = _draft(write(returned([REJECTED, REJECTED, ACCEPTED])))
    before = Problems.of(draft)
    rows = line_rows(before)
    changed = draft.with_step(Step("", (Edit(DATE, "01/02/2023", "2023-02-01"),)))
    after = Problems.of(changed, before)
    assert [new is old for new, old in zip(after.of_lines, before.of_lines, strict=True)] == [True, False, True]
    again = line_rows(after, (), before, rows)
    assert [new is old for new, old in zip(again, rows, strict=True)] == [True, False, True]
