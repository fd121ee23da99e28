"""Comparing and counting words as French readers do."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_BEHIND_A_SPACE = ";:!?»%€"
_TYPED = str.maketrans("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{RIGHT SINGLE QUOTATION MARK}", "  '")


@lru_cache(maxsize=1024)
def typeset(sentence: str) -> str:
    """Return one of the program's own sentences with the no-break spaces that French wants."""
    for sign in _BEHIND_A_SPACE:
        sentence = sentence.replace(f" {sign}", f"\N{NO-BREAK SPACE}{sign}")
    return sentence.replace("« ", "«\N{NO-BREAK SPACE}")


def as_typed(text: str) -> str:
    """Return French words with the spaces and apostrophes of a keyboard."""
    return text.translate(_TYPED)


def folded(text: str) -> str:
    """Return a text trimmed, without case and accents."""
    plain = text.strip().casefold()
    return plain if plain.isascii() else unicodedata.normalize("NFKD", plain).translate(_ACCENTS)


class _Accents(dict[int, int | None]):
    """A table that takes accents out, without a list of the text's characters: a label can be a whole file."""

    def __missing__(self, code: int) -> int | None:
        if not unicodedata.combining(chr(code)):
            return code
        self[code] = None
        return None


# Latin letters are in it: of a long text, asking for each would take most of the time.
_ACCENTS = _Accents({code: code for code in range(0x300)})


def words_of(text: str) -> str:
    """Return a text's words without case and accents, one space around each."""
    words = folded(text).replace("n°", "numero ").translate(_WORDS)
    while "  " in words:
        words = words.replace("  ", " ")
    return f" {words.strip()} "


class _Words(dict[int, str]):
    """A table that makes a space of each character but letters and digits, without a list of the words."""

    def __missing__(self, code: int) -> str:
        return " "


_WORDS = _Words({ord(each): each for each in "0123456789abcdefghijklmnopqrstuvwxyz"})


def moment(when: datetime) -> str:
    """Return a moment as French readers write it, such as 23/11/2026 à 14:02."""
    return f"{when:%d/%m/%Y à %H:%M}"


def weight(size: int) -> str:
    """Return a number of bytes as people say it: in Mo, ko or octets."""
    for unit, name in ((1_000_000, "Mo"), (1_000, "ko")):
        if size >= unit:
            return f"{size / unit:.1f}".replace(".", ",").removesuffix(",0") + f"\N{NO-BREAK SPACE}{name}"
    return counted(size, "octet")


def signed(sign: str, count: str) -> str:
    """Return a sign such as ✗ before a count; both stay on one line."""
    return f"{sign}\N{NO-BREAK SPACE}{count}"


def agreed(number: int, verb: str) -> str:
    """Return a verb of the first group, or like it, in the third person: in the plural from two on."""
    return f"{verb}{'nt' if verb.endswith('e') else 'ent'}" if number > 1 else verb


def euros(amount: Decimal | None) -> str:
    """Return an amount as people write it, such as 1 075,00 €; empty where there is none."""
    if amount is None:
        return ""
    grouped = f"{amount:,.2f}".replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")
    return f"{grouped}\N{NO-BREAK SPACE}€"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, and what qualifies it, in the plural from two on."""
    words = [f"{word}s" for word in noun.split()] if number > 1 else [noun]
    return f"{number}\N{NO-BREAK SPACE}{' '.join(words)}"
