"""Demandes with next to nothing in them: controlled one by one as far as a file can hold them, then counted."""

from __future__ import annotations

from typing import Any

import pytest

from segur_tui.format.candidate import Candidate
from segur_tui.format.check import Check, GradualCheck, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit
from segur_tui.format.reading import read
from segur_tui.format.resubmission import resubmit
from segur_tui.format.rules.hollow import FEWEST_VALUES, MOST_HOLLOW, is_hollow
from segur_tui.format.tree import ABSENT, value_at
from tests.format.builders import NAME, TODAY, claim_file, demande, to_bytes
from tests.format.findings import assert_sound, check_bytes

HOLLOW: tuple[Any, ...] = (
    {},
    None,
    1,
    "x",
    [],
    [{}],
    {"libelleTraitement": "dateFacture"},
    {"numeroEditeur": "1"},
)


def _file(lines: list[Any]) -> dict[str, Any]:
    return claim_file(0) | {"lignesImport": lines}


def _checked(lines: list[Any]) -> Check:
    return check_bytes(to_bytes(_file(lines)))


def _of_file(checked: Check) -> list[str]:
    return [finding.message for finding in checked.of_file if finding.rule == "lines-hollow"]


@pytest.mark.parametrize("value", HOLLOW)
def test_as_many_as_a_file_may_hold_are_controlled_and_the_others_counted(value: Any) -> None:
    within = _checked([value] * MOST_HOLLOW)
    assert all(within.of_lines)
    assert _of_file(within) == []
    beyond = _checked([value] * (MOST_HOLLOW + 30))
    assert_sound(beyond)
    assert [bool(findings) for findings in beyond.of_lines] == [True] * MOST_HOLLOW + [False] * 30
    assert [beyond.is_controlled(line) for line in (1, MOST_HOLLOW, MOST_HOLLOW + 1)] == [True, True, False]
    (message,) = _of_file(beyond)
    assert message.startswith("30 autres demandes")


def test_what_is_said_of_hollow_demandes_does_not_grow_with_them() -> None:
    some, many = _checked([{}] * (MOST_HOLLOW + 1)), _checked([{}] * (10 * MOST_HOLLOW))
    assert len(some.findings) == len(many.findings)


def test_real_demandes_are_controlled_however_many_there_are_between_hollow_ones() -> None:
    wrong = demande(1) | {"dateFacture": "hier"}
    lines = [*[{}] * (MOST_HOLLOW + 5), *[wrong] * (MOST_HOLLOW + 5)]
    checked = _checked(lines)
    assert all(checked.is_controlled(line) for line in range(MOST_HOLLOW + 6, len(lines) + 1))
    dates = [finding.line for finding in checked.findings if finding.rule == "date-format"]
    assert dates == list(range(MOST_HOLLOW + 6, len(lines) + 1))


@pytest.mark.parametrize(
    "keys", ["numLigne typeAction numeroASP", "dateFacture", "codeTraitement libelleTraitement"]
)
def test_a_demande_without_a_few_of_its_balises_is_not_hollow(keys: str) -> None:
    without = {key: value for key, value in read(to_bytes(demande(1))).root.items() if key not in keys.split()}
    assert not is_hollow(without)
    assert not is_hollow({"bloc": without})
    assert is_hollow(dict.fromkeys("abcdefghijklmnop"[: FEWEST_VALUES - 1]))


def test_an_accepted_demande_is_not_counted() -> None:
    accepted = {"libelleTraitement": "Demande acceptée"}
    checked = _checked([*[accepted] * (MOST_HOLLOW + 5), *[{}] * MOST_HOLLOW])
    assert _of_file(checked) == []
    assert all(checked.of_lines[-MOST_HOLLOW:])


def test_checking_again_after_an_edit_takes_the_next_hollow_demande_in() -> None:
    claim = ClaimFile.of(NAME, read(to_bytes(_file([{}] * (MOST_HOLLOW + 2)))))
    checked = check(claim, TODAY)
    filled = read(to_bytes(demande(5))).root
    for before, after in (({}, filled), (filled, {})):
        edited = checked.claim.edited(Edit(("lignesImport", 4), before, after))
        gradual = GradualCheck(edited, TODAY, checked)
        assert gradual.total <= 2
        checked = check(edited, TODAY, checked)
        assert checked == check(edited, TODAY)
        assert value_at(edited.root, ("lignesImport", 4)) == after


def test_a_line_less_takes_all_hollow_demandes_in() -> None:
    claim = ClaimFile.of(NAME, read(to_bytes(_file([{}] * (MOST_HOLLOW + 1)))))
    edited = claim.edited(Edit(("lignesImport", 0), {}, ABSENT))
    checked = check(edited, TODAY, check(claim, TODAY))
    assert _of_file(checked) == []
    assert checked == check(edited, TODAY)


def test_nothing_is_deposited_with_demandes_that_were_not_controlled() -> None:
    lines = [demande(1), *[{}] * (MOST_HOLLOW + 1)]
    checked = _checked(lines)
    everyone = [Candidate(0, line) for line in range(1, len(lines) + 1)]
    decided = resubmit([checked], everyone, TODAY)
    assert [finding.rule for finding in decided.file_errors] == ["lines-hollow"]
    assert everyone[-1] not in decided.going
    controlled = resubmit([checked], everyone[:-1], TODAY)
    assert controlled.file_errors == ()
    assert controlled.going == (everyone[0],)
