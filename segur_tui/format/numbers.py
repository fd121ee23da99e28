"""The two numbers of a demande, in the form in which demandes are compared (format.md §6)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from segur_tui.format.balise import Balise
from segur_tui.format.correction import corrected
from segur_tui.format.finding import shortened
from segur_tui.format.kinds import Identifier, compared
from segur_tui.format.placing import value_of
from segur_tui.format.profile import Profile
from segur_tui.format.tree import Absent, Json, Number, unboxed
from segur_tui.format.writing import to_atom

LONGEST_NUMBER = 100
"""Characters of a number that are shown and remembered: it stands beside every problem of its demande."""
_WITH_ZEROS = r"\s*[0-9]{1,4}\.0{1,2}\s*"

_LONGEST_PLAIN = 15
"""Characters of a text that is compared as it is: most are."""


class Numbers(NamedTuple):
    """The n° éditeur and the dossier of a demande as they are compared; empty where there is none."""

    editor: str
    dossier: str

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Return by what demandes of one ANS number are found to be one: each number, with its kind."""
        return [key for key in zip(self._fields, self, strict=True) if key[1]]

    def is_shared_with(self, other: Numbers) -> bool:
        """Tell whether a demande has one of its numbers."""
        return any(mine and mine == theirs for mine, theirs in zip(self, other, strict=True))


def numbers_of(demande: Json, profile: Profile) -> Numbers:
    """Return the numbers of a demande as their safe corrections have them, letter case and spaces aside."""
    return Numbers(_compared(demande, profile.editor_number), _compared(demande, profile.dossier))


def shared_numbers(demande: Json, other: Numbers, profile: Profile) -> str:
    """Return the numbers that a demande shares with another, as it has them, in French; empty where none."""
    own, balises = numbers_of(demande, profile), (profile.editor_number, profile.dossier)
    of_both = zip(("n° éditeur", "dossier"), balises, own, other, strict=True)
    return " et ".join(
        f"{name} {text_of(demande, balise) or mine}"
        for name, balise, mine, theirs in of_both
        if mine and mine == theirs
    )


def text_of(demande: Json, balise: Balise) -> str:
    """Return a balise of a demande as a text, empty when it has none."""
    return plain_text(value_of(demande, balise)) if isinstance(demande, dict) else ""


def plain_text(value: Json | Absent) -> str:
    """Return a text or a number as a text as long as is shown, empty for what is neither."""
    text = value if isinstance(value, str) else to_atom(value) if isinstance(value, int | Number) else ""
    return shortened(text, LONGEST_NUMBER)


def _whole(value: Json) -> Json:
    """Return a whole number in the digits that make it up: 4.0, 40e-1 and "4.0" are 4."""
    text = value.literal if isinstance(value, Number) else value
    if not isinstance(text, str) or (text is value and re.fullmatch(_WITH_ZEROS, text) is None):
        return value
    try:
        number = Decimal(text)
        is_whole = number.adjusted() < LONGEST_NUMBER and number == number.to_integral_value()
    except InvalidOperation:
        return text
    return f"{number:.0f}" if is_whole else text


def _compared(demande: Json, balise: Balise) -> str:
    if not isinstance(demande, dict):
        return ""
    kind, plain = balise.kind, demande.get(balise.name)
    if type(plain) is str and len(plain) <= _LONGEST_PLAIN and plain.isalnum() and plain.isascii():
        if plain.isdigit():
            return (
                plain.zfill(kind.length) if isinstance(kind, Identifier) and kind.padded and int(plain) else plain
            )
        if plain[0].isalpha():  # no number, whatever follows
            return plain.casefold()
    value = _whole(unboxed(value_of(demande, balise)))
    meant = corrected(kind, value)
    known = str(value) if isinstance(value, str | int) else ""
    text = compared(shortened(meant if isinstance(meant, str) else known, LONGEST_NUMBER))
    is_number = text.isascii() and text.isdigit() and int(text)
    return text.zfill(kind.length) if isinstance(kind, Identifier) and kind.padded and is_number else text
