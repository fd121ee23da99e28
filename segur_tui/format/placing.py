"""Finding each documented balise in an object, wherever a tolerant reader may find it (format.md §2)."""

from __future__ import annotations

from collections import Counter, defaultdict
from enum import Enum

from segur_tui.format.balise import Balise, Level
from segur_tui.format.kinds import Block
from segur_tui.format.lost_list import is_place
from segur_tui.format.tree import (
    CONTAINERS,
    HOLDING,
    Json,
    Members,
    Pointer,
    RepeatedKeys,
    holds_others,
    objects,
    repeats_keys,
    value_at,
)
from segur_tui.format.value_type import field, mutable_type, value_type

MOST_ODD_KEYS = 1000
"""Strange keys of one object that are reported one by one."""


class Oddity(Enum):
    """The oddity of a key."""

    UNKNOWN = "unknown"
    LETTER_CASE = "letter case"
    TWICE = "twice"
    REPEATED = "repeated"
    NESTED = "nested"
    NUMBERED = "numbered"
    MANY = "many"


@value_type
class OddKey:
    """A strange key: its path from the object, and the documented balise it stands for, if any."""

    oddity: Oddity
    path: Pointer
    balise: Balise | None = None


@mutable_type
class PlacedBalises:
    """The documented balises found in an object.

    `values` holds them by the balise's name; `paths` only where the path is not just the name itself.
    `nested` is the key of the first block that holds some and is none of the usual ones; `unreported` is how many
    strange keys there are beyond `odd_keys`.
    """

    values: dict[str, Json] = field(default_factory=dict)
    paths: dict[str, Pointer] = field(default_factory=dict)
    odd_keys: list[OddKey] = field(default_factory=list)
    nested: str | None = None
    unreported: int = 0

    def path(self, name: str) -> Pointer:
        """Return the path from the object to a balise, found or not."""
        return self.paths.get(name, (name,))


def place(members: Members, level: Level) -> PlacedBalises:
    """Find the balises of a level in an object, one level down included."""
    names = level.by_spelling
    if members.keys() <= level.by_name.keys() and not isinstance(members, RepeatedKeys):
        placed = PlacedBalises(members)
        if holds_others(members.values()):
            _note_repeated_in_values(placed, members, level)
        return placed
    placed = PlacedBalises()
    strange: list[tuple[str, Json]] = []
    for key, value in members.items():
        balise = names.get(key)
        if balise is None or balise.name in placed.values:
            strange.append((key, value))
            continue
        placed.values[balise.name] = value
        if key != balise.name:
            placed.paths[balise.name] = (key,)
        if isinstance(value, dict | list) and not isinstance(balise.kind, Block):
            _note_repeated_inside(placed, value, (key,))
    if isinstance(members, RepeatedKeys):
        _note_repeated(placed, members, (), level)
    for key, value in strange:
        _place_strange(placed, level, key, value)
    _place_absent(placed, level)
    return placed


def found_in(members: Members, level: Level) -> PlacedBalises:
    """Find the balises of a level in an object, whatever keys stand twice inside their values."""
    is_plain = members.keys() <= level.by_name.keys() and not isinstance(members, RepeatedKeys)
    return PlacedBalises(members) if is_plain else place(members, level)


def value_of(members: Members, balise: Balise) -> Json:
    """Return a balise's value as `place` finds it, None where there is none; other balises are passed over."""
    if balise.spellings:
        return place(members, balise.level).values.get(balise.name)
    if balise.name in members:
        return members[balise.name]
    names, folded = balise.level.by_spelling, balise.level.by_folded_spelling
    for key, value in members.items():
        if key not in names:
            meant = folded.get(key.casefold())
            if meant is balise:
                return value
            if meant is None and isinstance(value, dict):  # it may stand inside
                return place(members, balise.level).values.get(balise.name)
    return None


def _place_absent(placed: PlacedBalises, level: Level) -> None:
    """Give each balise that is absent the block that holds most of its bloc's others, if that is one."""
    if len(placed.values) == len(level.balises) or all(len(path) == 1 for path in placed.paths.values()):
        return
    homes: dict[str, Counter[Pointer]] = defaultdict(Counter)
    for name in placed.values:
        homes[level.by_name[name].bloc.title][placed.path(name)[:-1]] += 1
    for balise in level.balises:
        if balise.name not in placed.values and (home := homes.get(balise.bloc.title)):
            ((path, _),) = home.most_common(1)
            if path:
                placed.paths[balise.name] = (*path, balise.name)


def _place_strange(placed: PlacedBalises, level: Level, key: str, value: Json) -> None:
    balise = level.by_folded_spelling.get(key.casefold())
    if balise is not None:
        _place_misspelt(placed, balise, (key,), value)
    elif isinstance(value, dict) and any(inner.casefold() in level.by_folded_spelling for inner in value):
        _place_nested(placed, level, key, value)
    else:
        _note(placed, Oddity.UNKNOWN, (key,))
        _note_repeated_inside(placed, value, (key,))


def _place_misspelt(placed: PlacedBalises, balise: Balise, path: Pointer, value: Json) -> None:
    if balise.name in placed.values:
        _note(placed, Oddity.TWICE, path, balise)
        return
    placed.values[balise.name] = value
    placed.paths[balise.name] = path
    placed.odd_keys.append(OddKey(Oddity.LETTER_CASE, path, balise))


def _place_nested(placed: PlacedBalises, level: Level, key: str, block: Members) -> None:
    _note(placed, Oddity.NUMBERED if is_place(key) else Oddity.NESTED, (key,))
    if placed.nested is None and not is_place(key) and key.casefold() not in level.blocks:
        placed.nested = key
    if isinstance(block, RepeatedKeys):
        _note_repeated(placed, block, (key,), level)
    strange: list[tuple[str, Json]] = []
    for inner, value in block.items():  # those rightly written first: another one takes no place of theirs
        balise = level.by_spelling.get(inner)
        if balise is None or balise.name in placed.values:
            strange.append((inner, value))
        else:
            placed.values[balise.name] = value
            placed.paths[balise.name] = (key, inner)
    for inner, value in strange:
        folded = level.by_folded_spelling.get(inner.casefold())
        if folded is not None:
            _place_misspelt(placed, folded, (key, inner), value)
        else:
            _note(placed, Oddity.UNKNOWN, (key, inner))
            _note_repeated_inside(placed, value, (key, inner))


def _note(placed: PlacedBalises, oddity: Oddity, path: Pointer, balise: Balise | None = None) -> None:
    if len(placed.odd_keys) < MOST_ODD_KEYS:
        placed.odd_keys.append(OddKey(oddity, path, balise))
    else:
        placed.unreported += 1


def _note_repeated_in_values(placed: PlacedBalises, members: Members, level: Level) -> None:
    for key, value in members.items():
        is_inside = type(value) in HOLDING and not isinstance(level.by_name[key].kind, Block)
        if is_inside and not (type(value) is list and not holds_others(value)):
            _note_repeated_inside(placed, value, (key,))


def _note_repeated_inside(placed: PlacedBalises, value: Json, path: Pointer) -> None:
    """Look for repeated keys in what the note does not know, at any depth."""
    if not isinstance(value, CONTAINERS) or not repeats_keys(value):
        return
    for inner_path, inner in objects(value):
        if isinstance(inner, RepeatedKeys):
            _note_repeated(placed, inner, (*path, *inner_path), None)


def _note_repeated(placed: PlacedBalises, members: RepeatedKeys, path: Pointer, level: Level | None) -> None:
    names = {} if level is None else level.by_spelling
    for key in members.repeated():
        _note(placed, Oddity.REPEATED, (*path, key), names.get(key))


def note_position(tree: Json, path: Pointer, balise: Balise) -> int:
    """Return the position of a missing balise at a path: behind the last one that the note lists before it."""
    names = balise.level.by_spelling
    around, position = value_at(tree, path[:-1]), 0
    for index, key in enumerate(around if isinstance(around, dict) else ()):
        known = names.get(key)
        if known is not None and known.rank < balise.rank:
            position = index + 1
    return position
