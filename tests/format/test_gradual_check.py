"""A check under way: what it shows on the way holds, and its end is that of a check in one go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.check import GradualCheck, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit
from segur_tui.format.reading import read
from tests.format.builders import NAME, TODAY, claim_file, to_bytes
from tests.format.findings import assert_sound
from tests.format.strategies import broken_files


def _claim(root: Any) -> ClaimFile:
    return ClaimFile.of(NAME, read(to_bytes(root)))


@settings(deadline=None, max_examples=60)
@given(broken_files(), st.integers(1, 3))
def test_a_check_in_steps_ends_as_one_in_one_go(root: Any, step: int) -> None:
    claim = _claim(root)
    gradual = GradualCheck(claim, TODAY)
    step = max(step, gradual.total // 20)  # one of the faults is thousands of demandes, each step a whole check
    while gradual.advance(step):
        assert 0 < gradual.done < gradual.total
        so_far = gradual.so_far()
        assert_sound(so_far)
        assert not so_far.is_whole
        assert not any(so_far.of_lines[gradual.done :])
        assert GradualCheck(claim, TODAY, so_far).done == gradual.done
        assert check(claim, TODAY, so_far) == check(claim, TODAY)
    assert gradual.so_far() == check(claim, TODAY)
    assert gradual.so_far().is_whole


def test_what_several_demandes_hold_is_told_when_all_are_looked_at() -> None:
    root = claim_file(3)
    for line in root["lignesImport"]:
        line["numeroEditeur"] = "00001"
    gradual = GradualCheck(_claim(root), TODAY)
    gradual.advance(2)
    assert "editor-number-twice" not in {finding.rule for finding in gradual.so_far().findings}
    gradual.advance(1)
    twice = [finding.line for finding in gradual.so_far().findings if finding.rule == "editor-number-twice"]
    assert twice == [2, 3]


def test_after_an_edit_only_what_changed_is_left_to_look_at() -> None:
    claim = _claim(claim_file(3))
    edited = claim.edited(Edit(("lignesImport", 1, "typeAction"), "C", "M"))
    gradual = GradualCheck(edited, TODAY, check(claim, TODAY))
    assert (gradual.done, gradual.total) == (0, 1)
    assert not gradual.advance(1)
    assert gradual.so_far() == check(edited, TODAY)


def test_a_check_that_was_stopped_begins_anew_for_another_state_or_day() -> None:
    claim = _claim(claim_file(3))
    stopped = GradualCheck(claim, TODAY)
    stopped.advance(2)
    so_far = stopped.so_far()
    edited = claim.edited(Edit(("lignesImport", 0, "typeAction"), "C", "M"))
    for other, day in ((edited, TODAY), (claim, TODAY - timedelta(days=9_999))):
        assert GradualCheck(other, day, so_far).done == 0
        assert check(other, day, so_far) == check(other, day)
