"""Which of several files is the newest: by content, by day and number, by the order given (format.md §6)."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit
from segur_tui.format.reading import read
from segur_tui.format.recency import Recency
from segur_tui.format.tree import Number
from segur_tui.format.writing import write
from tests.claims import ACCEPTED, ANS, REJECTED, claim, demande, returned

NAME = f"JSON-{ANS}-20261005-001.json"
LATER = f"JSON-{ANS}-20261006-001.json"
EARLIER = f"JSON-{ANS}-20261004-009.json"
ANSWERS = (ACCEPTED, REJECTED, ACCEPTED, REJECTED)

Tree = dict[str, Any]


def file(name: str, tree: Tree) -> ClaimFile:
    return ClaimFile.of(name, read(write(tree)))


def submitted(count: int = 4) -> Tree:
    return claim([demande(number) for number in range(1, count + 1)])


def is_newer(one: ClaimFile, other: ClaimFile) -> bool:
    """Tell whether one is newer, in whichever order the two are given."""
    ages = [Recency.of(pair).ages for pair in ((one, other), (other, one))]
    found = {ages[0][0] > ages[0][1], ages[1][1] > ages[1][0]}
    assert len(found) == 1, "the order in which the files are given decides"
    return found.pop()


@pytest.mark.parametrize("name", [NAME, f"JSON-{ANS}-20261005-001 (1).json", "retour.json", LATER])
def test_a_return_is_newer_than_the_submission_that_it_answers(name: str) -> None:
    assert is_newer(file(name, returned(ANSWERS)), file(NAME, submitted()))


@pytest.mark.parametrize("name", ["à déposer.json", NAME])
def test_so_it_is_whatever_the_submission_is_called(name: str) -> None:
    assert is_newer(file("retour.json", returned(ANSWERS)), file(name, submitted()))


def test_a_submission_of_a_later_day_is_newer_than_the_return_it_was_made_from() -> None:
    assert is_newer(file(LATER, submitted()), file(NAME, returned(ANSWERS)))
    assert is_newer(file(NAME, submitted()), file(EARLIER, returned(ANSWERS)))


def test_a_return_answers_a_submission_that_holds_a_demande_twice() -> None:
    twice = claim([demande(1), demande(2, 1)])
    answer = deepcopy(twice)
    for line in answer["lignesImport"]:
        line |= {"codeTraitement": REJECTED[0], "libelleTraitement": REJECTED[1]}
    assert Recency.of([file("retour.json", answer), file(NAME, twice)]).answered == (frozenset({1}), frozenset())


def renumbered(tree: Tree) -> None:
    for line in tree["lignesImport"]:
        line["numLigne"] += 10


def nested(tree: Tree) -> None:
    for line in tree["lignesImport"]:
        line["facture"] = {key: line.pop(key) for key in ("dateFacture", "montantSegurHTFacture")}


def other_keys(tree: Tree) -> None:
    for line in tree["lignesImport"]:
        line["MONTANTSEGURHTFACTURE"] = line.pop("montantSegurHTFacture")


def other_literals(tree: Tree) -> None:
    for line in tree["lignesImport"]:
        line["montantSegurHTFacture"] = Number("1.0750e3")


def turned(tree: Tree) -> None:
    tree["lignesImport"] = [dict(reversed(line.items())) for line in reversed(tree["lignesImport"])]


def corrected(tree: Tree) -> None:
    tree["lignesImport"][1]["dateFacture"] = "03/02/2023"
    tree["lignesImport"][3]["numeroEditeur"] = "00044"


@pytest.mark.parametrize("change", [renumbered, nested, other_keys, other_literals, turned, corrected])
def test_what_means_the_same_and_a_few_corrections_leave_it_its_answer(change: Callable[[Tree], None]) -> None:
    tree = returned(ANSWERS)
    change(tree)
    assert is_newer(file("retour.json", tree), file(NAME, submitted()))


def test_a_return_that_was_corrected_is_the_older_where_its_number_is_the_lower() -> None:
    """What was made from its refused demandes has a higher number of that day."""
    tree = returned([REJECTED, REJECTED])
    again = submitted(2)
    again["lignesImport"][0]["dateFacture"] = "03/02/2023"
    assert is_newer(file(f"JSON-{ANS}-20261005-002.json", again), file(NAME, tree))


def other_demandes(tree: Tree) -> None:
    for line in tree["lignesImport"]:
        line["numeroEditeur"] = f"1{line['numeroEditeur'][1:]}"
        line["numeroASP"] = f"FINMDV1{line['numeroASP'][7:]}"


def other_values(tree: Tree) -> None:
    for line in tree["lignesImport"]:
        line.update(
            dateFacture="03/03/2023", montantSegurHTFacture=Number("358.33"), identDMP=["10000000017"],
            piecesjustificatives=[], isDirectToDMP=True,
        )  # fmt: skip


def one_less(tree: Tree) -> None:
    del tree["lignesImport"][0]


def of_another_supplier(tree: Tree) -> None:
    tree["numeroAns"] = "LGCTEST002"


@pytest.mark.parametrize("change", [other_demandes, other_values, one_less, of_another_supplier])
def test_another_file_is_no_answer_and_the_order_given_decides(change: Callable[[Tree], None]) -> None:
    tree = returned(ANSWERS)
    change(tree)
    answer, submission = file("retour.json", tree), file(NAME, submitted())
    given = Recency.of([answer, submission])
    assert given.ages[0] < given.ages[1]
    assert given.is_guessed(0, 1)
    turned_round = Recency.of([submission, answer])
    assert turned_round.ages[0] < turned_round.ages[1]


def test_days_and_numbers_are_read_anywhere_in_a_name() -> None:
    tree = returned(ANSWERS)
    assert is_newer(file(f"Copie de JSON-{ANS}-20261006-001_FichierRetour.JSON", tree), file(NAME, deepcopy(tree)))
    assert not Recency.of([file(NAME, tree), file(LATER, tree)]).is_guessed(0, 1)


def test_two_copies_of_one_name_are_of_one_age() -> None:
    tree = returned(ANSWERS)
    ages = Recency.of([file(NAME, tree), file(f"JSON-{ANS}-20261005-001 (2).json", tree)]).ages
    assert ages[0] == ages[1]


def test_what_a_person_corrected_is_compared_as_it_was_read() -> None:
    answer, submission = file("retour.json", returned([REJECTED])), file(NAME, submitted(1))
    at = answer.line_pointer(1)
    changes = [Edit((*at, key), "01/02/2023", "x") for key in ("dateFacture",)]
    changes += [Edit((*at, key), before=False, after=True) for key in ("isDirectToDMP",)]
    changes += [Edit((*at, "beneficiaires"), demande(1)["beneficiaires"], None)]
    changes += [Edit((*at, "piecesjustificatives"), demande(1)["piecesjustificatives"], [])]
    assert is_newer(answer.edited(*changes), submission)
