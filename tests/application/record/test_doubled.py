"""Files that were exported of which one is to be deposited at most, as the record knows them."""

from __future__ import annotations

import pytest

from segur_tui.application.record.doubled import Doubled, doubled
from segur_tui.application.record.engines import open_record
from tests.claims import ANS
from tests.settings import SETTINGS

FILE = (
    "INSERT INTO exported_file (id, path, numero_ans, siret, day, number, withdrawn) "
    "VALUES (?, ?, ?, '', '2026-11-24', ?, ?)"
)
LINE = "INSERT INTO exported_line VALUES (?, ?, '/in', ?, '', '', ?, ?, '', ?, '')"
SEEN = (
    "INSERT INTO seen_file (id, digest, path, name, deposit, kind, numero_ans, is_solde) "
    "VALUES (?, ?, '/r', 'r', ?, 'return', ?, 1)"
)
ANSWER = "INSERT INTO seen_line VALUES (?, ?, '', '', ?, '1', 'L', ?, ?, '', '')"


def found(
    *files: tuple[int, dict[int, int]], withdrawn: int = 0, answered: str = "", state: str = "rejected"
) -> list[Doubled]:
    """What is doubled of files given by their numbers and the demandes of their lines.

    One may be withdrawn, given by its place, and a return of a deposit may answer all demandes.
    """
    with open_record(SETTINGS) as store:
        with store.transaction():
            for place, (number, lines) in enumerate(files, 1):
                store.change(FILE, (place, f"/{place}", ANS, number, "x" if place == withdrawn else ""))
                store.change_all(
                    LINE, [(place, line, each, f"0000{each}", f"d{each}", "") for line, each in lines.items()]
                )
            if answered:
                store.change(SEEN, (1, "d", answered, ANS))
                every = {each for _, lines in files for each in lines.values()}
                store.change_all(ANSWER, [(1, each, state, f"0000{each}", f"d{each}") for each in every])
        return doubled(store)


def two(numbers: tuple[int, int], *lines: tuple[int, ...], files: tuple[int, int] = (1, 2)) -> Doubled:
    paths, days = (f"/{each}" for each in files), (f"20261124-{each:03d}" for each in numbers)
    first, second = lines or ((), ())
    return Doubled((next(paths), next(paths)), (next(days), next(days)), (first, second))


def test_a_demande_in_two_files_is_told_with_its_lines_in_both() -> None:
    assert found((1, {1: 7, 2: 8, 3: 9}), (2, {1: 9, 2: 6, 3: 7})) == [two((1, 2), (1, 3), (1, 3))]


def test_a_number_of_two_files_is_told_whatever_their_lines_are() -> None:
    assert found((1, {1: 7}), (1, {1: 8})) == [two((1, 1))]


def test_of_three_files_each_two_are_told() -> None:
    assert found((1, {1: 7}), (1, {1: 7}), (2, {1: 7, 2: 8})) == [
        two((1, 1), (1,), (1,)),
        two((1, 2), (1,), (1,), files=(1, 3)),
        two((1, 2), (1,), (1,), files=(2, 3)),
    ]


def test_who_exported_the_two_is_told() -> None:
    with open_record(SETTINGS) as store:
        with store.transaction():
            for place in (1, 2):
                store.change(FILE, (place, "/same", ANS, 1, ""))
                store.change(LINE, (place, 1, 1, "00001", "", ""))
            store.change("UPDATE exported_file SET account = 'bob', host = 'hostb' WHERE id = 2")
        assert [(each.paths, each.whose) for each in doubled(store)] == [(("/same",) * 2, ("", "bob sur hostb"))]


@pytest.mark.parametrize("withdrawn", [1, 2])
def test_a_file_that_was_withdrawn_is_not_to_be_deposited_anyway(withdrawn: int) -> None:
    assert found((1, {1: 7}), (1, {1: 7}), withdrawn=withdrawn) == []


@pytest.mark.parametrize("answered", ["20261124-001", "20261124-002"])
def test_a_demande_that_was_answered_may_go_again(answered: str) -> None:
    assert found((1, {1: 7}), (2, {1: 7, 2: 8}), answered=answered) == []


def test_an_answer_to_verify_is_none_yet() -> None:
    assert found((1, {1: 7}), (2, {1: 7}), answered="20261124-002", state="to-verify") == [two((1, 2), (1,), (1,))]


def test_the_answer_to_one_of_two_of_a_number_tells_not_which() -> None:
    assert found((1, {1: 7}), (1, {1: 7}), answered="20261124-001") == [two((1, 1), (1,), (1,))]


def test_what_was_taken_from_one_line_is_one_demande_though_its_numbers_were_changed() -> None:
    with open_record(SETTINGS) as store:
        with store.transaction():
            for place in (1, 2):
                store.change(FILE, (place, f"/{place}", ANS, place, ""))
                store.change(LINE, (place, 4, 3, f"0000{place}", "", "digest"))
        assert doubled(store) == [two((1, 2), (4,), (4,))]


def test_of_very_many_files_each_and_the_next_are_told() -> None:
    told = found(*((number, dict.fromkeys(range(1, 41), 7)) for number in range(1, 41)))
    assert [each.paths for each in told] == [(f"/{place}", f"/{place + 1}") for place in range(1, 40)]
    assert {each.lines for each in told} == {(tuple(range(1, 41)),) * 2}
