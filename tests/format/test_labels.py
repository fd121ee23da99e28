"""The meaning of labels in many wordings: nothing that says or may say that the ASP has the demande goes again.

`labels/` holds them, one a line: refusals in ordinary words, for something that is to be corrected; duplicates;
outcomes, which say how far the demande is, and no refusal; contradictions, under a code of success alone, and
doubtful ones, under any, of which an acceptance is not certain.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.format.answer import AnswerState, read_answer
from segur_tui.format.duplicate import awaits_payment, says_it_exists
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Json

_CODES: list[Json] = [None, "1204"]
_ZEROS = ["0000", "0", "00", "0.0"]
_DAMAGED = [
    *(
        "Demande accept",
        "Demande accep",
        "Demande acc",
        "Demande accepté",
        "Demandes acceptées",
        "Demande acceptés",
    ),
    *("Demande accept e", "Demande accept???e", "Demande accept????????e", "Demande accept_e", "Demande accept'e"),
    *("Demande accept*e", "Demande accept.e", "Demande accept,e", 'Demande accept"e', "Demande accept<E9>e"),
    *("Demande acceptu00e9e", "Demande accept\\351e", "Demande acceptie", "Demande acceptC)e", "Demande acceptèe"),
    *("Demande acceptéé", "Demande accptée", "Demande accpetée", "Demande aceptée", "Demande accept\ufffd"),
    *("Demande accept\0e", "Demande accept\x82e", "Demande acceptØe", "Demande acceptée?", "acceptée"),
]
_PAGES = ["cp1250", "cp1251", "cp1256", "gbk", "koi8-r", "shift-jis", "big5", "cp775", "cp037"]


def _labels(name: str) -> list[str]:
    return (Path(__file__).parent / "labels" / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("label", _labels("refusals"))
def test_a_refusal_in_ordinary_words_is_one_of_what_is_to_be_corrected(label: str) -> None:
    for code in _CODES:
        answer = read_answer(code, label)
        assert answer.state is AnswerState.REJECTED
        assert awaits_payment(answer) or not says_it_exists(answer, SOLDE)


@pytest.mark.parametrize("label", _labels("duplicates"))
@pytest.mark.parametrize("words", ["{}", "{}.", "Rejet : {}", "Ligne 3 rejetée (1204) – {}"])
def test_a_duplicate_does_not_go_again_unasked(label: str, words: str) -> None:
    for code in _CODES:
        answer = read_answer(code, words.format(label))
        assert answer.state is AnswerState.TO_VERIFY or says_it_exists(answer, SOLDE)


@pytest.mark.parametrize("label", [*_labels("outcomes"), *_ZEROS])
def test_an_outcome_or_zeros_alone_are_to_verify(label: str) -> None:
    for code in _CODES:
        assert read_answer(code, label).state is AnswerState.TO_VERIFY


@pytest.mark.parametrize("label", _labels("contradictions"))
def test_a_fault_under_a_code_of_success_is_to_verify(label: str) -> None:
    assert read_answer("0000", label).state is AnswerState.TO_VERIFY


@pytest.mark.parametrize("label", _labels("doubtful"))
def test_an_acceptance_that_takes_itself_back_is_to_verify(label: str) -> None:
    for code in (*_CODES, "0000"):
        assert read_answer(code, label).state is AnswerState.TO_VERIFY


@pytest.mark.parametrize(
    "label", [*_DAMAGED, *(f"Demande accept{'é'.encode().decode(page, 'replace')}e" for page in _PAGES)]
)
def test_a_damaged_acceptance_is_no_refusal(label: str) -> None:
    for code in _CODES:
        assert read_answer(code, label).state in {AnswerState.ACCEPTED, AnswerState.TO_VERIFY}
