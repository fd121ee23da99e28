"""The counts of a file under correction: those of all its problems, in any state."""

from __future__ import annotations

from datetime import date

import pytest

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.files.summary import Faults
from segur_tui.format.check import check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.reading import Unreadable, read
from segur_tui.format.writing import write
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.screens.file.state import FileState
from tests.claims import ANS, REJECTED, returned
from tests.fuzz.mutations import case

TODAY = date(2026, 11, 24)


def state_of(content: bytes) -> FileState:
    claim = ClaimFile.of(f"JSON-{ANS}-20261005-001.json", read(content))
    return FileState(Draft.of(check(claim, TODAY), TODAY))


def assert_counted(state: FileState) -> None:
    findings = [row.finding for row in state.all_problems]
    assert state.faults == Faults.of(findings)
    assert state.warnings == sum(not finding.is_error for finding in findings)
    assert state.keys(View.PROBLEMS) == [row.key for row in state.problems]
    assert state.keys(View.LINES) == [str(row.line) for row in state.lines]


@pytest.mark.parametrize("number", range(40))
def test_the_counts_are_those_of_all_problems(number: int) -> None:
    try:
        state = state_of(case(1, number))
    except Unreadable:
        return
    assert_counted(state)
    for finding in state.draft.check.findings[:4]:
        if finding.fix is not None and state.make((finding.fix,), ""):
            assert_counted(state)
    while state.turn(-1) is not None:
        assert_counted(state)


def test_what_the_asp_says_again_is_counted_once() -> None:
    tree = returned([REJECTED] * 3)
    for line in tree["lignesImport"]:
        line |= {
            "dateFacture": "31/02/2023",
            "codeTraitement": "12",
            "libelleTraitement": "Date de facture invalide",
        }
    state = state_of(write(tree))
    assert state.faults == Faults(number=3, retold=3)
    assert_counted(state)
