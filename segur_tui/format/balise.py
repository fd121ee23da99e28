"""What is declared of a balise: its name, where it stands, what it may hold, what the note says of it."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from itertools import count

from segur_tui.format.kinds import Kind, ListOf
from segur_tui.format.value_type import value_type


class Level(Enum):
    """The objects of the file: each holds the balises of its level."""

    __hash__ = object.__hash__  # each is one object, and is looked up for every block of a file

    FILE = "fichier"
    DEMANDE = "demande"
    BENEFICIAIRES = "beneficiaires"
    PIECE = "pièce justificative"


class Bloc(Enum):
    """The note's blocs, with the level at which their balises stand."""

    FILE_HEADER = ("Entête fichier", Level.FILE)
    DEMANDE_HEADER = ("Entête demande", Level.DEMANDE)
    INVOICE = ("Facture", Level.DEMANDE)
    BENEFICIARIES = ("Bénéficiaires", Level.BENEFICIAIRES)
    DOCUMENTS = ("Pièces justificatives", Level.PIECE)
    INSTALLATION = ("Scénario d’installation", Level.DEMANDE)
    TREATMENT = ("Traitement", Level.DEMANDE)

    def __init__(self, title: str, level: Level) -> None:
        """Keep the title shown to people and the level."""
        self.title, self.level = title, level


@value_type
class Balise:
    """One balise: its name, where it stands, what it is called, what it may hold.

    `note` is what the note says of it; `words` are the ways in which the ASP's labels call it besides
    the note's sentences (lower case, no accents; … stands for any words); `spellings` are other letter
    cases that are as good as the name. A list with `wanted_when` (balise, value) is filled when that
    balise has that value, else empty; an `optional` balise may be missing. `rank` is the place in the
    note's order, which is the order of declaration. `at` differs from the bloc's level for the
    containers, which stand one level above their content.
    """

    name: str
    bloc: Bloc
    label: str
    kind: Kind
    note: str
    words: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    wanted_when: tuple[str, str | bool] | None = None
    optional: bool = False
    at: Level | None = None
    item: Kind = field(init=False, repr=False, compare=False)
    rank: int = field(default_factory=count().__next__, init=False, compare=False)

    def __post_init__(self) -> None:
        """Keep what each item of a list is, the same as the balise itself where it is no list."""
        item = self.kind.item if isinstance(self.kind, ListOf) else self.kind
        object.__setattr__(self, "item", item)

    @property
    def level(self) -> Level:
        """Return the level of the object that holds the balise."""
        return self.at or self.bloc.level

    @property
    def expected(self) -> str:
        """Say in French what the balise may hold."""
        return self.kind.expected
