"""Acceptances looked up where a control speaks, and what they let go, whatever control it is (format.md §8)."""

from __future__ import annotations

from typing import NoReturn

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from segur_tui.format.acceptances import Acceptances
from segur_tui.format.candidate import Candidate
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit
from segur_tui.format.finding import WARNING
from segur_tui.format.obstacle import Obstacle
from segur_tui.format.resubmission import resubmit
from segur_tui.format.rule import OfBalise
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import value_at
from tests.format.accepting import ACCEPTED, REFUSED, file, goes, of_control
from tests.format.builders import TODAY
from tests.format.cases import ALL
from tests.format.faults import (
    drop,
    put,
    together,
)
from tests.format.findings import assert_sound


def _never() -> NoReturn:
    pytest.fail("nothing had to be looked up")


def test_nothing_is_looked_up_where_no_control_speaks_or_the_file_itself_proves() -> None:
    fault = put("typeAction", "M")
    for claim in (file(REFUSED, REFUSED), file(together(fault, REFUSED), together(fault, ACCEPTED))):
        check(claim, TODAY, acceptances=Acceptances.among((claim,), TODAY, _never))


def test_what_stands_beside_is_read_once_where_nothing_given_proves() -> None:
    fault, calls = put("typeAction", "M"), list[int]()
    beside = file(together(fault, ACCEPTED))

    def read_beside() -> list[ClaimFile]:
        calls.append(1)
        return [beside]

    claim = file(together(fault, REFUSED), together(put("dateFacture", "hier"), REFUSED))
    found = check(claim, TODAY, acceptances=Acceptances.among((claim,), TODAY, read_beside))
    assert [each.alike for each in (*of_control(found), *of_control(found, 2))] == [1, 0]
    assert calls == [1]


def test_an_edit_into_what_accepted_demandes_do_is_weighed_at_once() -> None:
    claim = file(REFUSED, together(put("typeAction", "M"), drop("isDirectToMSSPro"), ACCEPTED))
    before = check(claim, TODAY)
    for path, value, rule in (("typeAction", "M", "choice"), ("isDirectToMSSPro", "x", "null-only")):
        at = (*claim.line_pointer(1), path)
        after = check(claim.edited(Edit(at, value_at(claim.root, at), value)), TODAY, before)
        assert [(each.rule, each.alike) for each in of_control(after)] == [(rule, int(rule == "choice"))]


def _acts(found: Check, line: int) -> list[tuple[object, ...]]:
    """Return for each finding of a control what accepting another of its kind would prove."""
    at, root = found.claim.line_pointer(line), found.claim.root
    return [
        (each.rule, each.balise, each.control.kind_of(value_at(root, each.pointer), each.pointer[len(at) :]))
        for each in of_control(found, line)
    ]


def _is_held_for_errors(found: Check) -> bool:
    left_out = resubmit([found], [Candidate(0, 1)], TODAY).left_out
    return any(left.obstacle is Obstacle.ERRORS for left in left_out)


@given(st.sampled_from(sorted(ALL)), st.sampled_from(sorted(ALL)))
def test_no_control_that_an_accepted_demande_breaks_stops_an_export(one: str, other: str) -> None:
    fault = together(ALL[one].fault, ALL[other].fault)
    try:
        refused, found = (
            check(file(together(fault, REFUSED), REFUSED, together(fault, answer)), TODAY)
            for answer in (REFUSED, ACCEPTED)
        )
    except (LookupError, TypeError, AttributeError):
        reject()  # the one has taken the place of the other away
    assert_sound(found)
    is_provable = {each.control.id: each.control.is_provable for each in refused.findings}
    told = {each.rule for each in refused.of_lines[2]}
    is_cut = bool({"many-errors", "many-warnings"} & told)  # what comes last is not reported, its mark among it
    is_solde = SOLDE.rules.of_mark.id not in told and not (is_cut and 3 in refused.claim.lines_of_avance)
    done = {act for act in _acts(refused, 3) if is_provable[str(act[0])] and is_solde}
    for finding, act in zip(of_control(found), _acts(found, 1), strict=True):
        is_literal = finding.control.is_of_literal(value_at(found.claim.root, finding.pointer))
        is_question = issubclass(finding.control, OfBalise) and finding.control.severity is WARNING
        is_proven = act in done and not is_literal
        assert bool(finding.alike) == is_proven or (is_question and not finding.alike and not finding.is_error)
    renewed = {balise.name for balise in SOLDE.renewed}
    errors = {each.balise for each in of_control(found) if each.is_error}
    assert errors or not _is_held_for_errors(found)
    assert not (errors - renewed and goes(found))
