"""Files that were exported and are not to be deposited, for what they hold was accepted elsewhere."""

from __future__ import annotations

import pytest

from segur_tui.application.record.accepted import accepted_elsewhere
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.health import health
from tests.application.record.test_doubled import ANSWER, FILE, LINE, SEEN
from tests.claims import ANS
from tests.settings import SETTINGS

HERE, EARLIER, LATER = "20261124-002", "20261124-001", "20261125-001"


def told(*answers: tuple[str, int, str], withdrawn: str = "", twin: bool = False) -> list[tuple[int, str]]:
    """The lines that are told of a file of two demandes, 7 and 8, with the deposits of what accepted them.

    Answers are given by their deposit, the demande and the state.
    """
    with open_record(SETTINGS) as store:
        with store.transaction():
            store.change(FILE, (1, "/1", ANS, 2, withdrawn))
            store.change_all(
                LINE, [(1, line, line, f"0000{each}", f"d{each}", "") for line, each in ((1, 7), (2, 8))]
            )
            if twin:
                store.change(FILE, (2, "/2", ANS, 2, ""))
                store.change(LINE, (2, 1, 1, "00009", "d9", ""))
            for place, (deposit, demande, state) in enumerate(answers, 1):
                store.change(SEEN, (place, f"d{place}", deposit, ANS))
                store.change(ANSWER, (place, 1, state, f"0000{demande}", f"d{demande}"))
        found = accepted_elsewhere(store)
    assert health(SETTINGS).accepted == tuple(each for each in found if not each.is_answered)
    return [(line.line, answer.deposit) for each in found for line, answer in each.lines]


@pytest.mark.parametrize("deposit", [EARLIER, LATER, ""])
def test_what_was_accepted_in_another_return_is_told(deposit: str) -> None:
    assert told((deposit, 8, "accepted")) == [(2, deposit)]


@pytest.mark.parametrize("answers", [[(HERE, 8, "accepted")], [(EARLIER, 8, "accepted"), (HERE, 7, "rejected")]])
def test_a_file_whose_own_return_is_known_was_deposited(answers: list[tuple[str, int, str]]) -> None:
    assert told(*answers) == []


@pytest.mark.parametrize("said", ["rejected", "to-verify"])
def test_what_is_not_accepted_is_not_told(said: str) -> None:
    assert told((EARLIER, 8, said)) == []


def test_a_withdrawn_file_is_not_to_be_deposited_anyway() -> None:
    assert told((EARLIER, 8, "accepted"), withdrawn="x") == []


def test_the_return_of_a_twin_tells_not_which() -> None:
    assert told((HERE, 8, "accepted"), twin=True) == []


def test_what_a_twin_holds_and_another_return_accepted_is_told() -> None:
    assert told((EARLIER, 8, "accepted"), twin=True) == [(2, EARLIER)]


def test_a_file_that_a_later_return_answers_is_taken_for_deposited_by_a_check() -> None:
    told((LATER, 7, "accepted"), (EARLIER, 8, "accepted"))
    assert health(SETTINGS).accepted == ()
