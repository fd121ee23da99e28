"""Balises as they are declared: name, place, kind of value, words of the note; their levels and blocs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import count
from typing import NamedTuple

from segur_tui.format.kinds import Kind, ListOf, expected_of
from segur_tui.format.value_type import field, value_type


class Level:
    """The objects of one kind in a file: each holds the balises of its level, in the note's order.

    `title` is what one of them is called in a list, `container` the balise that holds them, if one does;
    `containers` are the balises of this level that hold objects themselves, each with the level of these.
    The balises are found by their names, by all spellings that are as good, and by these in lower case; some may
    stand in `blocks` of their own, whose keys are given in lower case.
    """

    def __init__(self, title: str, blocks: Collection[str] = ()) -> None:
        self.title, self.blocks = title, frozenset(blocks)
        self.balises: tuple[Balise, ...] = ()
        self.container: Balise | None = None
        self.containers: list[tuple[Balise, Level]] = []
        self.by_name: dict[str, Balise] = {}
        self.by_spelling: dict[str, Balise] = {}
        self.by_folded_spelling: dict[str, Balise] = {}

    def take(self, balise: Balise) -> None:
        """Take the next balise in."""
        self.balises += (balise,)
        self.by_name[balise.name] = balise
        for spelling in (balise.name, *balise.spellings):
            self.by_spelling[spelling] = self.by_folded_spelling[spelling.casefold()] = balise
        if balise.inside is not None:
            self.containers.append((balise, balise.inside))
            balise.inside.container = balise


class Bloc(NamedTuple):
    """One of the note's blocs: its title as people see it, and the level at which its balises stand."""

    title: str
    level: Level


@value_type
class Balise:
    """A balise: its name, place, label and kind of value.

    `note` is what the note says of it; `words` are its names in the ASP's labels besides
    the note's sentences (lower case, no accents; … stands for any words); `spellings` are other letter
    cases that are as good as the name. A list with `wanted_when` (balise, value) is filled when that
    balise has that value, else empty; an `optional` balise may be missing. `rank` is the place in the
    note's order, which is the order of declaration. A container holds objects of the level `inside`, and
    stands `at` another level than its bloc's where that is the same. `since` is the day from which the note wants
    it as it is. `level` is where the balise stands, `item` what each item of a list is, or the balise itself where
    it is no list.
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
    inside: Level | None = None
    since: date = date.min
    level: Level = field(init=False, repr=False)
    item: Kind = field(init=False, repr=False)
    rank: int = field(default_factory=count().__next__, init=False)

    __eq__, __hash__ = object.__eq__, object.__hash__

    def __post_init__(self) -> None:
        """Find what each item of a list is, and take the place in the levels."""
        level = self.at or self.bloc.level
        item = self.kind.item if isinstance(self.kind, ListOf) else self.kind
        object.__setattr__(self, "level", level)
        object.__setattr__(self, "item", item)
        level.take(self)

    @property
    def expected(self) -> str:
        """Return the words for the right values of the balise, in French."""
        return expected_of(self.kind)
