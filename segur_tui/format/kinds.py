"""The kinds of values that balises hold, each with its limits and its words (note §3.2)."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

from segur_tui.format.value_type import value_type


class Alphabet(Enum):
    """The characters an identifier is made of: a regular expression, and its words."""

    DIGITS = ("[0-9]+", "chiffres")
    LETTERS_AND_DIGITS = ("[0-9A-Za-z]+", "lettres sans accent ou chiffres")
    FINESS = ("[0-9][0-9AB][0-9]+", "chiffres (le deuxième peut être A ou B, en Corse)")
    FOR_FILE_NAMES = (r"[^\s\x00-\x1f\x7f/\\]+", "caractères, sans espace ni barre oblique")
    ANY = ("(?s).+", "caractères")

    def __init__(self, pattern: str, words: str) -> None:
        """Keep the pattern of a whole identifier and the words for its characters."""
        self.pattern, self.words = pattern, words


@value_type
class Identifier:
    """A text of exactly `length` characters.

    `holds` tells whether the check digit is right, where there is one; `padded` identifiers that
    were written as a number get their leading zeros back.
    """

    length: int
    alphabet: Alphabet
    prefix: str = ""
    example: str = ""
    holds: Callable[[str], bool] | None = None
    padded: bool = False

    @property
    def typed_as(self) -> str:
        """Say what to type for it, in French."""
        if self.prefix:
            return f"{self.prefix} suivi de {self.length - len(self.prefix)} caractères"
        return f"{self.length} {self.alphabet.words}"

    @property
    def expected(self) -> str:
        """Say what is expected, in French."""
        return f"{self.typed_as}, entre guillemets"


@value_type
class Integer:
    """A whole number between two bounds, both included."""

    least: int
    most: int

    @property
    def typed_as(self) -> str:
        """Say what to type for it, in French."""
        return f"nombre entier de {self.least} à {self.most}"

    @property
    def expected(self) -> str:
        """Say what is expected, in French."""
        return f"{self.typed_as}, sans guillemets"


@value_type
class Day:
    """A day as the text `JJ/MM/AAAA`."""

    example: str = "01/02/2023"

    @property
    def expected(self) -> str:
        """Say what is expected, in French."""
        return f"date JJ/MM/AAAA, par exemple {self.example}"


@value_type
class Amount:
    """Euros before tax, a number written with exactly two decimals."""

    example: str = "1075.00"

    @property
    def typed_as(self) -> str:
        """Say what to type for it, in French."""
        return f"nombre à deux décimales après un point, par exemple {self.example}"

    @property
    def expected(self) -> str:
        """Say what is expected, in French."""
        return f"{self.typed_as}, sans guillemets"


@value_type
class Choice:
    """One text among a few."""

    values: tuple[str, ...]

    @property
    def expected(self) -> str:
        """Say what is expected, in French."""
        *first, last = (f"« {value} »" for value in self.values)
        return f"{', '.join(first)} ou {last}" if first else last


@value_type
class Constant:
    """The one text that is possible."""

    value: str

    @property
    def expected(self) -> str:
        """Say what is expected, in French."""
        return f"« {self.value} », seule valeur possible"


@value_type
class Flag:
    """True or false."""

    @property
    def expected(self) -> str:
        """Say what is expected, in French."""
        return "true ou false, sans guillemets"


@value_type
class AlwaysNull:
    """Nothing but null; `filled_by_asp` values are filled in the files that the ASP gives back."""

    filled_by_asp: bool = False

    @property
    def expected(self) -> str:
        """Say what is expected, in French."""
        return "null"


@value_type
class ShortText:
    """A text of at most `longest` characters."""

    longest: int
    example: str

    @property
    def expected(self) -> str:
        """Say what is expected, in French."""
        return f"texte de {self.longest} caractères au plus, par exemple {self.example}"


@value_type
class ListOf:
    """A list of identifiers."""

    item: Identifier

    @property
    def expected(self) -> str:
        """Say what is expected, in French."""
        return f"liste entre crochets de textes de {self.item.length} {self.item.alphabet.words}"

    @property
    def typed_as(self) -> str:
        """Say what to type for it, in French."""
        return f"numéros de {self.item.length} {self.item.alphabet.words}, séparés par des virgules"


@value_type
class Block:
    """An object, or with `many` a list of objects, that holds other balises."""

    many: bool

    @property
    def expected(self) -> str:
        """Say what is expected, in French."""
        return "liste entre crochets de blocs { … }" if self.many else "bloc { … }"


Kind: TypeAlias = (
    Identifier | Integer | Day | Amount | Choice | Constant | Flag | AlwaysNull | ShortText | ListOf | Block
)
