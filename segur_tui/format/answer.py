"""The ASP's answer to a demande: pending, accepted, rejected or to verify (format.md §5)."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum
from unicodedata import normalize

from segur_tui.format.answer_words import accepts, contradicts, is_nothing, refuses, succeeds, visible
from segur_tui.format.finding import shortened
from segur_tui.format.tree import Json, Number, unboxed
from segur_tui.format.value_type import value_type
from segur_tui.format.writing import to_start

ACCEPTED_CODES = ("0000",)
"""Codes of success unless others are configured: the note lists none, the sister exchange has this one."""

LONGEST_TEXT = 2_000
"""Characters of a code and of a label that are read: the ASP's are a sentence or two."""

_ZEROS = r"[+-]?(?:0|\uff10)+(?:[.,]0+)?(?:[eE][+-]?[0-9]+)?"

_FRACTION_OF_ZEROS = r"\.0+$"


class AnswerState(Enum):
    """The ASP's decision on a demande, or that it is not known for certain."""

    PENDING = "en attente"
    ACCEPTED = "acceptée"
    REJECTED = "rejetée"
    TO_VERIFY = "à vérifier"


@value_type
class Answer:
    """The ASP's answer: its state, the code and label as texts, and why it is to verify, in French.

    Texts are cut where they are no sentences any more, and empty where there is none. Of one to verify that a
    person has settled, the state is what it was settled to, and `settled` says in French who did so, and when.
    """

    state: AnswerState
    code: str = ""
    label: str = ""
    doubt: str = ""
    settled: str = ""

    @property
    def state_as_read(self) -> AnswerState:
        """Return the state that the ASP's words alone give, whatever a person made of it."""
        return AnswerState.TO_VERIFY if self.settled else self.state


PENDING = Answer(AnswerState.PENDING)
_SEVERAL = "la réponse n’est pas un code et un libellé simples"
_CONTRADICTION = "le code et le libellé se contredisent"
_ONLY_A_CODE = "un code seul ne le dit pas"
_ONLY_SUCCESS = "le libellé ne dit ni « Demande acceptée » ni un refus"
_ONLY_ZEROS = "un code de zéros, sans libellé ni référence de l’ASP, est peut-être celui que le logiciel a écrit"


def read_answer(
    code: Json, label: Json, accepted_codes: Collection[str] = ACCEPTED_CODES, *, has_reference: bool = True
) -> Answer:
    """Return the answer that the two balises of a demande hold.

    `has_reference` tells whether the file bears the ASP's reference, as its returns do.
    """
    code, label = unboxed(code), unboxed(label)
    code_text, label_text = _text(code), _text(label)
    if not code_text and not label_text:
        return PENDING
    if not (_is_plain(code) and _is_plain(label)):
        return Answer(AnswerState.TO_VERIFY, code_text, label_text, _SEVERAL)
    is_success = _is_success(code, code_text, accepted_codes)
    is_acceptance = accepts(label_text)
    is_refusal = contradicts(label_text) if is_success or is_acceptance else refuses(label_text)
    if is_acceptance and not is_refusal:
        doubt = None
    elif not label_text or re.fullmatch(_ZEROS, label_text):
        is_doubtful = not has_reference and re.fullmatch(_ZEROS, code_text)
        doubt = _ONLY_ZEROS if is_success and is_doubtful else None if is_success else _ONLY_A_CODE
    elif is_success or is_acceptance:
        doubt = _CONTRADICTION if is_refusal else None
    elif is_refusal or not succeeds(label_text):
        return Answer(AnswerState.REJECTED, code_text, label_text)
    else:
        doubt = _CONTRADICTION if code_text else _ONLY_SUCCESS
    if doubt is not None:
        return Answer(AnswerState.TO_VERIFY, code_text, label_text, doubt)
    return Answer(AnswerState.ACCEPTED, code_text, label_text)


def unread_answer(*found: Json) -> Answer:
    """Return the answer of balises that stand where they cannot be read with certainty: twice, or too deep."""
    texts = [text for value in found if (text := _text(unboxed(value)))]
    if not texts:
        return PENDING
    return Answer(AnswerState.TO_VERIFY, "", shortened(" / ".join(dict.fromkeys(texts)), LONGEST_TEXT), _SEVERAL)


def is_answered(value: Json) -> bool:
    """Tell whether a balise that the ASP fills holds something, boxed or not."""
    return not is_nothing(unboxed(value))


def says_accepted(value: Json) -> bool:
    """Tell whether a text, boxed or not, begins as the label of an acceptance does."""
    value = unboxed(value)
    return isinstance(value, str) and "accept" in value.casefold() and accepts(shortened(value, LONGEST_TEXT))


def _is_success(code: Json, text: str, accepted_codes: Collection[str]) -> bool:
    text = normalize("NFKC", text)
    whole = re.sub(_FRACTION_OF_ZEROS, "", text) if isinstance(code, Number) else text
    if whole in accepted_codes:
        return True
    is_zeros = re.fullmatch(_ZEROS, text) is not None
    return is_zeros and any(re.fullmatch(_ZEROS, known) for known in accepted_codes)


def _is_plain(value: Json) -> bool:
    return is_nothing(value) or isinstance(value, str | Number) or (isinstance(value, int) and value is not True)


def _text(value: Json) -> str:
    """Return a code or label as a text, empty where it is nothing."""
    if is_nothing(value):
        return ""
    if isinstance(value, str):
        return shortened(visible(value), LONGEST_TEXT)
    return to_start(value, LONGEST_TEXT)
