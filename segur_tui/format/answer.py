"""The ASP's answer to a demande, and the balise that its label names (format.md §5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from segur_tui.format.balise import Balise
from segur_tui.format.balises import BALISES, CODE_TRAITEMENT, LIBELLE_TRAITEMENT
from segur_tui.format.tree import Json, Number
from segur_tui.format.wording import folded, words_of
from segur_tui.format.writing import to_compact

ACCEPTED_CODES = ("0000",)
"""Codes that mean success where the label is empty; the note gives no list."""

_ACCEPTED_LABEL = "demande acceptee"
_LABELS = 256
"""Labels whose balise is remembered: the ASP has a few sentences."""
_EXISTS_ALREADY = (
    "deja existant",
    "existe deja",
    "deja presente",
    "deja deposee",
    "deja integree",
    "doublon",
)


class State(Enum):
    """What the ASP has said of a demande."""

    PENDING = "en attente"
    ACCEPTED = "acceptée"
    REJECTED = "rejetée"


@dataclass(frozen=True, slots=True)
class Answer:
    """The ASP's answer: its state, and the code and label as texts, empty where there is none."""

    state: State
    code: str = ""
    label: str = ""

    @property
    def says_it_exists(self) -> bool:
        """Tell whether the label says that the demande is already in the ASP's database."""
        words = words_of(self.label)
        return any(f" {sign}" in words for sign in _EXISTS_ALREADY)


PENDING = Answer(State.PENDING)


def read_answer(code: Json, label: Json, accepted_codes: Collection[str] = ACCEPTED_CODES) -> Answer:
    """Return the answer that the two balises of a demande hold."""
    if code is None and label is None:
        return PENDING
    code_text, label_text = _text(code), _text(label)
    accepted = folded(label_text) == _ACCEPTED_LABEL or (not label_text and code_text in accepted_codes)
    return Answer(State.ACCEPTED if accepted else State.REJECTED, code_text, label_text)


@lru_cache(_LABELS)
def balise_named(label: str) -> Balise | None:
    """Return the balise that a rejection's label names or describes, or None.

    A balise's own name wins over a description, and a longer description over a shorter one.
    """
    words = words_of(label)
    matches = [
        (is_name, len(phrase), -balise.rank, balise)
        for phrase, is_name, balise in _phrases()
        if f" {phrase} " in words or f" {phrase}s " in words
    ]
    return max(matches)[-1] if matches else None


@cache
def _phrases() -> tuple[tuple[str, bool, Balise], ...]:
    ours = (CODE_TRAITEMENT, LIBELLE_TRAITEMENT)
    named = [(folded(balise.name), True, balise) for balise in BALISES if balise not in ours]
    described = [(words_of(phrase).strip(), False, balise) for balise in BALISES for phrase in balise.words]
    return (*named, *described)


def _text(value: Json) -> str:
    match value:
        case None:
            return ""
        case str():
            return value.strip()
        case int() | Number():
            return str(value)
        case _:
            return to_compact(value)
