"""Files with more findings than there are values to be wrong: controlled so far, then counted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.candidate import Candidate
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.correcting import correct
from segur_tui.format.edit import Edit
from segur_tui.format.extent import MOST_FINDINGS
from segur_tui.format.reading import Encoding, Reading, parse
from segur_tui.format.resubmission import resubmit
from segur_tui.format.tree import ABSENT
from tests.format.builders import NAME, TODAY, claim_file, demande, to_bytes
from tests.format.findings import assert_sound

NONE = MOST_FINDINGS + 1
"""Demandes that are no objects, one finding each, with which the room is used up."""
ACCEPTED = {"libelleTraitement": "Demande acceptée"}


def _file(lines: list[Any]) -> dict[str, Any]:
    return claim_file(0) | {"lignesImport": lines}


def _claim(lines: list[Any]) -> ClaimFile:
    """Return a claim file whose text may be a crowd, which is refused where files are read."""
    text = to_bytes(_file(lines)).decode()
    root = parse(text)
    assert isinstance(root, dict)
    return ClaimFile.of(NAME, Reading(root, Encoding.UTF_8, len(text)))


def _checked(lines: list[Any]) -> Check:
    return check(_claim(lines), TODAY)


def _of_file(checked: Check) -> list[str]:
    return [finding.message for finding in checked.of_file if finding.rule == "lines-not-controlled"]


def test_what_comes_behind_too_many_findings_is_counted() -> None:
    within = _checked([None] * NONE)
    assert all(within.of_lines)
    assert _of_file(within) == []
    beyond = _checked([None] * (NONE + 30))
    assert_sound(beyond)
    assert [bool(findings) for findings in beyond.of_lines] == [True] * NONE + [False] * 30
    assert [beyond.is_controlled(line) for line in (1, NONE, NONE + 1)] == [True, True, False]
    (message,) = _of_file(beyond)
    assert message.startswith(f"les demandes ont {NONE} problèmes jusqu’à la ligne {NONE}")
    assert "les 30 qui suivent" in message


@pytest.mark.parametrize("value", [{}, None, 1, "x", [], [{}], {"libelleTraitement": "dateFacture"}])
def test_what_is_said_of_empty_demandes_does_not_grow_with_them(value: Any) -> None:
    some, many = _checked([value] * NONE * 2), _checked([value] * NONE * 4)
    assert len(some.findings) == len(many.findings) < 1.1 * MOST_FINDINGS


@pytest.mark.parametrize(("count", "wrong"), [(200, 5), (1_000, 2), (4_000, 1)])
def test_demandes_with_some_wrong_values_each_are_all_controlled(count: int, wrong: int) -> None:
    faults = ("typeAction", "dateFacture", "montantSegurHTFacture", "isDirectToDMP", "identDMP")
    lines = [demande(line) | dict.fromkeys(faults[:wrong], "?") for line in range(1, count + 1)]
    checked = _checked(lines)
    assert all(len(findings) >= wrong for findings in checked.of_lines)
    assert _of_file(checked) == []


def test_of_a_long_return_that_is_refused_in_part_all_problems_are_told() -> None:
    faults = dict.fromkeys(("typeAction", "dateFacture", "montantSegurHTFacture", "isDirectToDMP"), "?")
    lines = [demande(line) | (faults if line % 5 == 0 else ACCEPTED) for line in range(1, 5_001)]
    checked = _checked(lines)
    assert _of_file(checked) == []
    assert sum(map(len, checked.of_lines)) > MOST_FINDINGS


def test_a_file_that_can_be_deposited_is_controlled_whole_however_wrong_it_is() -> None:
    checked = _checked([dict.fromkeys(demande(1), "?")] * 200)
    assert all(len(findings) >= 15 for findings in checked.of_lines)
    assert _of_file(checked) == []
    assert all(_checked([{}] * 200).of_lines)


def test_an_accepted_demande_is_looked_at_and_not_counted() -> None:
    first = ACCEPTED | {"numeroEditeur": "00001"}
    checked = _checked([first, *[None] * NONE, ACCEPTED | {"numeroEditeur": "00002"}, None, None])
    (message,) = _of_file(checked)
    assert "les 2 qui suivent" in message
    assert checked.is_controlled(NONE + 2)
    assert checked.lines[NONE + 1].editor_number == "00002"


_ANSWERED = (ACCEPTED, ACCEPTED | {"numeroEditeur": "00005"}, {"libelleTraitement": "?"})
_VALUES: list[Any] = [{}, None, demande(5), *_ANSWERED]


@settings(max_examples=12)
@given(
    st.integers(-60, 20),
    st.lists(st.sampled_from(_VALUES), min_size=60, max_size=70),
    st.lists(st.tuples(st.integers(0, 50), st.sampled_from(_VALUES)), min_size=1, max_size=4),
)
def test_checking_again_after_an_edit_says_the_same_as_checking_anew(
    short: int, around: list[Any], changes: list[tuple[int, Any]]
) -> None:
    claim = _claim([*around[:30], *[None] * (NONE + short), *around[30:]])
    checked = check(claim, TODAY)
    for place, after in changes:
        line = place if place < 30 else len(claim.lines) - 1 - (place - 30)
        edited = checked.claim.edited(Edit(("lignesImport", line), checked.claim.lines[line], after))
        checked = check(edited, TODAY, checked)
        assert checked == check(edited, TODAY)


def test_a_line_less_lets_the_next_be_controlled() -> None:
    claim = _claim([None] * (NONE + 1))
    edited = claim.edited(Edit(("lignesImport", 0), None, ABSENT))
    assert _of_file(check(claim, TODAY))
    again = check(edited, TODAY, check(claim, TODAY))
    assert _of_file(again) == []
    assert again == check(edited, TODAY)


def test_nothing_is_deposited_with_demandes_that_were_not_controlled() -> None:
    lines = [demande(1), *[None] * NONE, None, None, None, None, None, None, None]
    checked = _checked([*lines, *[None] * 20])
    everyone = [Candidate(0, line) for line in range(1, len(checked.claim.lines) + 1)]
    decided = resubmit([checked], everyone, TODAY)
    assert [finding.rule for finding in decided.file_errors] == ["lines-not-controlled"]
    assert everyone[-1] not in decided.going
    controlled = resubmit([checked], everyone[:NONE], TODAY)
    assert controlled.file_errors == ()
    assert controlled.going == (everyone[0],)


def test_correcting_goes_on_into_the_demandes_that_it_brings_within_the_control() -> None:
    before = _checked([{"numeroEditeur": f"{line:05d}"} for line in range(1, 1_400)])
    done = correct(before, TODAY)
    assert before.controlled < done.check.controlled
    assert not [finding for finding in done.check.findings if finding.fix]
