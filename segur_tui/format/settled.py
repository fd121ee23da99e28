"""Answers to verify that a person has settled as accepted or refused (format.md §5)."""

from __future__ import annotations

from collections.abc import Mapping

from segur_tui.format.answer import Answer, AnswerState
from segur_tui.format.value_type import replace, value_type


@value_type
class Settled:
    """A person's word on an answer to verify: accepted or refused, in French who said so and when, its number."""

    state: AnswerState
    words: str
    number: int = 0


Settlements = Mapping[tuple[int, str, str], Settled]
"""The answers of a file that are settled, by line from 1, code and label."""


WORDS = {AnswerState.ACCEPTED: "acceptée", AnswerState.REJECTED: "refusée", AnswerState.TO_VERIFY: "à vérifier"}
"""The words for what an answer is, or was settled to."""


def as_settled(answer: Answer, line: int, settlements: Settlements) -> Answer:
    """Return the answer to a line as a person has settled it, itself where nobody has."""
    if answer.state is not AnswerState.TO_VERIFY:
        return answer
    settled = settlements.get((line, answer.code, answer.label))
    return answer if settled is None else replace(answer, state=settled.state, settled=settled.words)
