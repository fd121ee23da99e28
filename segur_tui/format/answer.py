"""The ASP's answer to a demande: accepted, rejected, or already in its database (format.md §5)."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum
from functools import cache

from segur_tui.format.finding import shortened
from segur_tui.format.label import balise_named
from segur_tui.format.profile import Profile
from segur_tui.format.tree import Json
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import folded, words_of
from segur_tui.format.writing import to_start

ACCEPTED_CODES = ("0000",)
"""Codes that mean success where the label is empty; the note gives no list."""

LONGEST_TEXT = 2_000
"""Characters of a code and of a label that are read: the ASP's are a sentence or two."""

_ACCEPTED_LABEL = ["demande", "acceptee"]
_SIGN = r"(?<= )(?:deja existant|existe deja|deja (?:ete )?(?:acceptee|deposee|integree|presente)|doublon)"
_EXISTS_ALREADY = re.compile(_SIGN)
_DEMANDE = (
    r"(?:(?:autre|cette|l|la|meme|une|votre) ){0,3}demande "
    r"(?:(?:d|de|du) (?:aide|financement|paiement|solde) ){0,2}"
)


class AnswerState(Enum):
    """The state of a demande at the ASP."""

    PENDING = "en attente"
    ACCEPTED = "acceptée"
    REJECTED = "rejetée"


@value_type
class Answer:
    """The ASP's answer: its state, and the code and label as texts, cut when too long, empty where absent."""

    state: AnswerState
    code: str = ""
    label: str = ""


PENDING = Answer(AnswerState.PENDING)


def read_answer(code: Json, label: Json, accepted_codes: Collection[str] = ACCEPTED_CODES) -> Answer:
    """Return the answer that the two balises of a demande hold."""
    if code is None and label is None:
        return PENDING
    code_text, label_text = _text(code), _text(label)
    # No more words are split off than are compared: a label can be a whole file.
    first = folded(label_text).split(maxsplit=len(_ACCEPTED_LABEL))
    accepted = first == _ACCEPTED_LABEL or (not label_text and code_text in accepted_codes)
    return Answer(AnswerState.ACCEPTED if accepted else AnswerState.REJECTED, code_text, label_text)


def says_it_exists(answer: Answer, profile: Profile) -> bool:
    """Tell whether the label says that the demande is already in the ASP's database.

    That a value is there already, an RPPS or a document, is a mistake of this demande.
    """
    words = words_of(answer.label)
    if _EXISTS_ALREADY.search(words) is None:
        return False
    if balise_named(answer.label, profile) in (None, profile.dossier, profile.position):
        return True
    return any(found["of"] is None for found in _of_the_demande(profile).finditer(words))


@cache
def _of_the_demande(profile: Profile) -> re.Pattern[str]:
    """Return the demande, with its numbers, as what exists; behind an `of` it only tells whose value does."""
    numbers = "|".join(folded(each.name) for each in (profile.dossier, profile.editor_number, profile.position))
    word = f"(?:asp|avec|d|de|dossier|editeur|l|le|ligne|numero|{numbers}|portant) "
    return re.compile(
        rf"(?<= )(?P<of>(?:a|avec|d|dans|de|par|pour|sur) )?{_DEMANDE}(?:(?:{word}){{0,6}}[a-z]*\d+ ){{0,3}}"
        rf"(?:(?:a|en|est|figure) ){{0,2}}{_SIGN}|(?<= )doublon de (?:la )?demande "
    )


def _text(value: Json) -> str:
    if value is None:
        return ""
    return shortened(value.strip(), LONGEST_TEXT) if isinstance(value, str) else to_start(value, LONGEST_TEXT)
