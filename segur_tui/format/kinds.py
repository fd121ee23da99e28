"""The kinds of values that balises hold, each with its limits and its words (note §3.2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import TypeAlias
from unicodedata import normalize

from segur_tui.format.value_type import value_type

_CANONICAL_AMOUNT = re.compile(r"\d+\.\d\d", re.ASCII)
_UNSEEN = dict.fromkeys([*range(0x200B, 0x200E), 0x2060, 0xFEFF])
"""Characters without a width, which count for nothing (format.md §5)."""


def compared(number: str) -> str:
    """Return a number as it is compared with others: in its plain characters, in one case (format.md §6)."""
    return number.casefold() if number.isascii() and number.isalnum() else plain(number).casefold()


def plain(number: str) -> str:
    """Return a number without spaces and characters of no width, each other character in its usual width."""
    text = "".join(number.split())
    return text if text.isascii() else normalize("NFKC", text).translate(_UNSEEN)


class Alphabet(Enum):
    """The characters an identifier is made of: a regular expression, and its words."""

    DIGITS = ("[0-9]+", "chiffres")
    LETTERS_AND_DIGITS = ("[0-9A-Za-z]+", "lettres sans accent ou chiffres")
    FINESS = ("[0-9][0-9AB][0-9]+", "chiffres (le deuxième peut être A ou B, en Corse)")
    FOR_FILE_NAMES = (r"[^\s\x00-\x1f\x7f/\\]+", "caractères, sans espace ni barre oblique")
    ANY = ("(?s).+", "caractères")

    def __init__(self, pattern: str, words: str) -> None:
        self.pattern, self.words = pattern, words


@value_type
class Identifier:
    """A text of `length` characters; `holds` checks its digit; `padded` numbers get their leading zeros back.

    A program that takes one for a number `loses_zero` in front; `added` is what some put before it.
    """

    length: int
    alphabet: Alphabet
    prefix: str = ""
    holds: Callable[[str], bool] | None = None
    padded: bool = False
    loses_zero: bool = False
    added: str = ""


@value_type
class Integer:
    """A whole number between two bounds, both included."""

    least: int
    most: int


@value_type
class Day:
    """A day as the text `JJ/MM/AAAA`."""


@value_type
class Amount:
    """Euros before tax, a number written with exactly two decimals."""


@value_type
class Choice:
    """One text among a few."""

    values: tuple[str, ...]


@value_type
class Constant:
    """The one text that is possible."""

    value: str


@value_type
class Flag:
    """True or false."""


@value_type
class AlwaysNull:
    """Nothing but null; `filled_by_asp` values are filled in the files that the ASP gives back."""

    filled_by_asp: bool = False


@value_type
class ShortText:
    """A text of at most `longest` characters."""

    longest: int
    example: str


@value_type
class ListOf:
    """A list of identifiers."""

    item: Identifier


@value_type
class Block:
    """An object, or with `many` a list of objects, that holds other balises."""

    many: bool


Kind: TypeAlias = (
    Identifier | Integer | Day | Amount | Choice | Constant | Flag | AlwaysNull | ShortText | ListOf | Block
)


def is_well_written(identifier: Identifier, text: str) -> bool:
    """Tell whether a text has an identifier's length, prefix and characters."""
    return (
        len(text) == identifier.length
        and text.startswith(identifier.prefix)
        and re.fullmatch(identifier.alphabet.pattern, text) is not None
    )


def is_amount(literal: str) -> bool:
    """Tell whether a number's literal is an amount: digits, a point, exactly two decimals."""
    return _CANONICAL_AMOUNT.fullmatch(literal) is not None


def real_day(text: str) -> date | None:
    """Return the day of the calendar that a text of the form JJ/MM/AAAA stands for, or None."""
    try:
        return date(int(text[6:]), int(text[3:5]), int(text[:2]))
    except ValueError:
        return None


def is_after(kind: Kind, value: object, today: date) -> bool:
    """Tell whether a value of a balise that holds a day is a later one."""
    day = real_day(value) if isinstance(kind, Day) and isinstance(value, str) else None
    return day is not None and day > today


def typed_as(kind: Kind) -> str:
    """Return the words for a value to type, in French: without the quotes and brackets of JSON."""
    match kind:
        case Identifier(length, alphabet, ""):
            return f"{length} {alphabet.words}"
        case Identifier(length, _, prefix):
            return f"{prefix} suivi de {length - len(prefix)} caractères"
        case Integer(least, most):
            return f"nombre entier de {least} à {most}"
        case Amount():
            return "nombre à deux décimales après un point, par exemple 1075.00"
        case ListOf(item):
            return f"numéros de {item.length} {item.alphabet.words}, séparés par des virgules"
        case _:
            return expected_of(kind)


def expected_of(kind: Kind) -> str:  # noqa: C901, PLR0911 (one case a kind)
    """Return the words for the right values of a kind in a file, in French."""
    match kind:
        case Identifier():
            return f"{typed_as(kind)}, entre guillemets"
        case Integer() | Amount():
            return f"{typed_as(kind)}, sans guillemets"
        case Day():
            return "date JJ/MM/AAAA, par exemple 01/02/2023"
        case Choice(values):
            *first, last = (f"« {value} »" for value in values)
            return f"{', '.join(first)} ou {last}" if first else last
        case Constant(value):
            return f"« {value} », seule valeur possible"
        case Flag():
            return "true ou false, sans guillemets"
        case AlwaysNull():
            return "null"
        case ShortText(longest, example):
            return f"texte de {longest} caractères au plus, par exemple {example}"
        case ListOf(item):
            return f"liste entre crochets de textes de {item.length} {item.alphabet.words}"
        case Block(many):
            return "liste entre crochets de blocs { … }" if many else "bloc { … }"
