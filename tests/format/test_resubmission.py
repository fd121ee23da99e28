"""Who goes and who stays, where the demandes of the sources repeat one another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.reading import read
from segur_tui.format.resubmission import Candidate, Obstacle, resubmit
from segur_tui.format.writing import write
from tests.claims import ACCEPTED, REJECTED, claim, demande

TODAY = date(2026, 11, 24)
BOTH = [Candidate(0, 1), Candidate(0, 2)]


def checked(*lines: dict[str, Any]) -> Check:
    return check(ClaimFile.of("JSON-LGCTEST001-20261005-001.json", read(write(claim(lines)))), TODAY)


@pytest.mark.parametrize("answers", [(ACCEPTED, ACCEPTED), (REJECTED, REJECTED)])
def test_of_two_chosen_demandes_with_one_number_the_first_goes(answers: tuple[tuple[str, str], ...]) -> None:
    twice = checked(demande(1, 7, answers[0]), demande(2, 7, answers[1]))
    decided = resubmit([twice], BOTH, TODAY, confirmed=BOTH)
    assert decided.going == (BOTH[0],)
    (left,) = decided.left_out
    assert (left.candidate, left.obstacle) == (BOTH[1], Obstacle.ERRORS)
    assert "ligne 1" in left.reasons[0]


def test_an_accepted_demande_holds_its_number_before_a_rejected_one() -> None:
    twice = checked(demande(1, 7, REJECTED), demande(2, 7, ACCEPTED))
    for chosen, confirmed in ((BOTH, BOTH), (BOTH, ()), (BOTH[:1], ())):
        decided = resubmit([twice], chosen, TODAY, confirmed=confirmed)
        assert BOTH[0] not in decided.going
