"""Who goes and who stays, and which reason is told, where demandes were deposited before or repeat one another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from segur_tui.format.candidate import Candidate
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.obstacle import ClaimedBefore, Obstacle
from segur_tui.format.reading import read
from segur_tui.format.resubmission import Resubmission, resubmit
from segur_tui.format.tree import Number
from segur_tui.format.writing import write
from tests.avances import avance
from tests.claims import ACCEPTED, REJECTED, claim, demande
from tests.work import assert_linear

TODAY = date(2026, 11, 24)
FIRST, SECOND = BOTH = [Candidate(0, 1), Candidate(0, 2)]
OTHER = Candidate(1, 1)
EXISTS = ("3436", "Demande déjà existante")
ELSEWHERE = (Obstacle.OTHER_FORMAT, Obstacle.PENDING, Obstacle.NOT_CHOSEN, Obstacle.DOCUMENTS)
"""Obstacles of whole files, of demandes that nobody chose, or that are found in a folder."""


def checked(*lines: Any, deposit: str = "20261005-001") -> Check:
    return check(ClaimFile.of(f"JSON-LGCTEST001-{deposit}.json", read(write(claim(lines)))), TODAY)


def wrong(position: int, editor: int, answer: tuple[str, str] | None = REJECTED) -> dict[str, Any]:
    return demande(position, editor, answer) | {"dateFacture": "31/02/2023"}


def obstacles(decided: Resubmission) -> dict[Candidate, Obstacle]:
    return {left.candidate: left.obstacle for left in decided.left_out}


def reason(decided: Resubmission) -> str:
    (left,) = decided.left_out
    (why,) = left.reasons
    return why.replace("\N{NO-BREAK SPACE}", " ")


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


@pytest.mark.parametrize("line", [demande(1, 7, REJECTED), wrong(1, 7)])
def test_a_demande_accepted_in_another_file_is_reported_so_first_and_its_errors_then(line: dict[str, Any]) -> None:
    sources = [checked(line), checked(demande(1, 7, ACCEPTED), deposit="20261012-004")]
    decided = resubmit(sources, [FIRST], TODAY)
    (left,) = decided.left_out
    assert (left.candidate, left.obstacle) == (FIRST, Obstacle.CLAIMED)
    why, *errors = left.reasons
    assert why.replace("\N{NO-BREAK SPACE}", " ").startswith(
        "déjà acceptée dans JSON-LGCTEST001-20261012-004.json, ligne 1 (n° éditeur 00007 et dossier FINMDV000007)"
    )
    assert [each.partition(" ")[0] for each in errors] == ["dateFacture"] * line["dateFacture"].startswith("31")
    assert not decided.has_errors
    assert obstacles(resubmit(sources, [FIRST], TODAY, existing=[FIRST])) == {FIRST: Obstacle.CLAIMED}


def test_a_confirmed_demande_goes_though_another_file_shows_it_accepted() -> None:
    sources = [checked(demande(1, 7, REJECTED)), checked(demande(1, 7, ACCEPTED), deposit="20261012-004")]
    assert resubmit(sources, [FIRST], TODAY, confirmed=[FIRST]).going == (FIRST,)
    sources[0] = checked(wrong(1, 7))
    decided = resubmit(sources, [FIRST], TODAY, confirmed=[FIRST])
    assert obstacles(decided) == {FIRST: Obstacle.ERRORS}
    assert reason(decided).startswith("dateFacture")


@pytest.mark.parametrize(
    ("accepted", "shared"),
    [
        ({"numeroASP": "FINMDV999999"}, "n° éditeur 00007"),
        ({"numeroASP": "FINMDV999999", "numeroEditeur": Number("7")}, "n° éditeur 00007"),
        ({"numeroASP": "finmdv 000007", "numeroEditeur": "00009"}, "dossier FINMDV000007"),
    ],
)
def test_either_number_of_an_accepted_demande_holds_a_line_and_correcting_it_frees_it(
    accepted: dict[str, Any], shared: str
) -> None:
    other = demande(1, 7, ACCEPTED) | accepted
    sources = [checked(demande(1, 7, REJECTED)), checked(other, deposit="20261012-004")]
    decided = resubmit(sources, [FIRST], TODAY)
    assert obstacles(decided) == {FIRST: Obstacle.CLAIMED}
    assert f"ligne 1 ({shared}) : " in reason(decided)
    assert reason(decided).endswith("corriger ce numéro, s’il est faux, libère la ligne")
    sources[0] = checked(demande(1, 8, REJECTED))
    assert resubmit(sources, [FIRST], TODAY).going == (FIRST,)


@pytest.mark.parametrize("first", ["the older", "the newer"])
def test_of_a_demande_refused_twice_the_newest_version_goes(first: str) -> None:
    older = checked(demande(1, 7, REJECTED), demande(2, 8, REJECTED))
    newer = checked(demande(1, 7, REJECTED), deposit="20261012-003")
    sources = [older, newer] if first == "the older" else [newer, older]
    at = sources.index(older)
    old, new, beside = Candidate(at, 1), Candidate(1 - at, 1), Candidate(at, 2)
    decided = resubmit(sources, [old, new, beside], TODAY)
    assert decided.going == tuple(sorted([new, beside]))
    assert obstacles(decided) == {old: Obstacle.SUPERSEDED}
    assert reason(decided) == "une version plus récente est dans JSON-LGCTEST001-20261012-003.json, ligne 1"
    assert not decided.has_errors
    assert old not in resubmit(sources, [old, new, beside], TODAY, existing=[old]).going
    assert obstacles(resubmit(sources, [old], TODAY)) == {old: Obstacle.SUPERSEDED}
    assert resubmit(sources, [old], TODAY, existing=[old]).going == (old,)


def test_an_older_version_does_not_go_for_one_that_stays() -> None:
    for kept, obstacle in ((wrong(1, 7), Obstacle.ERRORS), (demande(1, 7, EXISTS), Obstacle.EXISTS)):
        sources = [checked(demande(1, 7, REJECTED)), checked(kept, deposit="20261012-003")]
        decided = resubmit(sources, [FIRST, OTHER], TODAY)
        assert obstacles(decided) == {FIRST: Obstacle.SUPERSEDED, OTHER: obstacle}


def test_a_demande_with_a_newer_version_that_is_not_answered_yet_is_reported_so() -> None:
    sources = [checked(demande(1, 7, REJECTED)), checked(demande(1, 7), deposit="20261012-003")]
    decided = resubmit(sources, [FIRST], TODAY)
    assert obstacles(decided) == {FIRST: Obstacle.SUPERSEDED}
    assert reason(decided) == "une version plus récente est en attente, JSON-LGCTEST001-20261012-003.json, ligne 1"


def test_the_answer_to_a_deposit_is_newer_than_the_deposit() -> None:
    sources = [checked(demande(1, 7)), checked(demande(1, 7, REJECTED))]
    decided = resubmit(sources, [FIRST, OTHER], TODAY)
    assert (decided.going, obstacles(decided)) == ((OTHER,), {FIRST: Obstacle.SUPERSEDED})


def test_what_was_deposited_before_is_reported_before_what_is_wrong_and_the_gravest_first() -> None:
    """Take away one obstacle after the other, and see the next one."""
    claimed, exported = {FIRST: "déjà acceptée"}, {FIRST: "déjà exportée"}
    newer = checked(demande(1, 7, REJECTED), deposit="20261012-003")
    reported = [
        resubmit([checked("rien"), newer], [FIRST], TODAY, claimed=ClaimedBefore(claimed, exported)),
        resubmit([checked(avance(1, ACCEPTED, 7)), newer], [FIRST], TODAY, confirmed=[FIRST], existing=[FIRST]),
        resubmit(
            [checked(wrong(1, 7, ACCEPTED)), newer], [FIRST], TODAY, claimed=ClaimedBefore(claimed, exported)
        ),
        resubmit([checked(wrong(1, 7, EXISTS)), newer], [FIRST], TODAY, claimed=ClaimedBefore(claimed, exported)),
        resubmit(
            [checked(wrong(1, 7, EXISTS)), newer],
            [FIRST],
            TODAY,
            claimed=ClaimedBefore({}, exported, doubtful=claimed),
        ),
        resubmit([checked(wrong(1, 7, EXISTS)), newer], [FIRST], TODAY, claimed=ClaimedBefore({}, exported)),
        resubmit([checked(wrong(1, 7)), newer], [FIRST], TODAY, claimed=ClaimedBefore({}, exported)),
        resubmit([checked(wrong(1, 7)), newer], [FIRST], TODAY),
        resubmit([checked(wrong(1, 7))], [FIRST], TODAY, claimed=ClaimedBefore(settled=claimed)),
        resubmit([checked(wrong(1, 7))], [FIRST], TODAY),
    ]
    in_order = [obstacle for obstacle in Obstacle if obstacle not in ELSEWHERE]
    assert [obstacles(decided)[FIRST] for decided in reported] == in_order
    assert [decided.has_errors for decided in reported] == [True] + [False] * 8 + [True]


@pytest.mark.crowd
def test_many_demandes_that_exist_already_cost_in_proportion() -> None:
    def deciding(size: int) -> Callable[[], object]:
        known = checked(*(demande(i, i, ("9", "demande déjà existante")) for i in range(1, size + 1)))
        everyone = [Candidate(0, line) for line in range(1, size + 1)]
        return lambda: resubmit([known], everyone, TODAY, confirmed=everyone)

    assert_linear(deciding, 500)


def test_documents_of_one_name_cost_in_proportion() -> None:
    def checking(size: int) -> Callable[[], object]:
        line = demande(1)
        line["piecesjustificatives"] *= size
        claim_read = checked(line).claim
        return lambda: check(claim_read, TODAY)

    assert_linear(checking, 50)


def numbered(editor: str, dossier: str, position: int = 1) -> dict[str, Any]:
    names = [
        {"nomFichier": f"MDV-LGC-Va1-{kind}-{editor}.pdf", "formatFichier": "PDF", "typeFichier": kind}
        for kind in ("FACTURE", "VA")
    ]
    numbers = {"numeroEditeur": editor, "numeroASP": dossier, "piecesjustificatives": names}
    return demande(position, answer=REJECTED) | numbers


def test_letter_case_tells_no_numbers_apart() -> None:
    older = checked(numbered("ABC01", "FINMDVABC123"))
    newer = checked(numbered("abc01", "FINMDVabc123"), deposit="20261012-003")
    assert obstacles(resubmit([older, newer], [FIRST, OTHER], TODAY)) == {FIRST: Obstacle.SUPERSEDED}
    twice = checked(numbered("ABC01", "FINMDVABC123"), numbered("abc01", "FINMDV000002", 2))
    assert obstacles(resubmit([twice], BOTH, TODAY)) == {SECOND: Obstacle.ERRORS}
    same_dossier = checked(numbered("ABC01", "FINMDVABC123"), numbered("00002", "FINMDVabc123", 2))
    rules = [finding.rule for finding in same_dossier.findings if finding.line == 2]
    assert "asp-number-twice" in rules
    twice_rules = {finding.rule: finding.message for finding in twice.findings if finding.line == 2}
    assert "« abc01 »" in twice_rules["editor-number-twice"].replace("\N{NO-BREAK SPACE}", " ")
