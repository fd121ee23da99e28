"""The form of a demande: the keys of all that is in it, which most demandes of a writer have in common."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from segur_tui.format.balise import Balise, Level
from segur_tui.format.kinds import Block
from segur_tui.format.tree import HOLDING, Json, Members, holds_others
from segur_tui.format.value_type import value_type

Path: TypeAlias = tuple[str, ...]
"""The keys that lead from a demande to a member of it, of a block or of every item of a list."""
_Object: TypeAlias = tuple[type, tuple[str, ...], bool]
"""The type and keys of an object, and whether others are in it."""
_Inside: TypeAlias = _Object | frozenset[_Object | type]
"""A block, or the items of a list: objects, and types of other values."""
_FORMS = 256
"""Forms that are remembered: the demandes of a writer have a few."""


@value_type
class DemandeForm:
    """The paths to all members of a demande, of its blocks, and of every item of its lists.

    It `is_plain` where nothing but balises of the note is in it, each at its place, and all blocks are there.
    """

    paths: frozenset[Path]
    is_plain: bool


_OF_NONE = DemandeForm(frozenset(), is_plain=False)


def form_of(demande: Json, level: Level) -> DemandeForm:
    """Return the form of a demande, of a level; one that is no object has no paths."""
    if not isinstance(demande, dict):
        return _OF_NONE
    inside = [(key, _inside(value)) for key, value in demande.items() if type(value) in HOLDING]
    return _form(level, type(demande), tuple(demande), tuple(inside))


def _inside(value: Json) -> _Inside:
    return frozenset(map(_item, value)) if isinstance(value, list) else _item(value)  # type: ignore[return-value]


def _item(value: Json) -> _Object | type:
    return (type(value), tuple(value), _holds_objects(value)) if isinstance(value, dict) else type(value)


def _holds_objects(members: Members) -> bool:
    for value in members.values():  # an expression for all of them would take twice as long
        if type(value) in HOLDING and (type(value) is not list or holds_others(value)):
            return True
    return False


@lru_cache(_FORMS)
def _form(level: Level, kind: type, keys: Path, inside: tuple[tuple[str, _Inside], ...]) -> DemandeForm:
    paths: set[Path] = {(key,) for key in keys}
    for key, found in inside:
        objects = [each[1] for each in _items(found) if isinstance(each, tuple)]
        paths |= (
            {(key, member) for member in frozenset.intersection(*map(frozenset, objects))} if objects else set()
        )
    known = level.by_name
    is_plain = (
        kind is dict
        and known.keys() >= set(keys)
        and {key for key, _ in inside} >= {container.name for container, _ in level.containers}
        and all(_is_plain(known[key], found) for key, found in inside)
    )
    return DemandeForm(frozenset(paths), is_plain)


def _items(found: _Inside) -> frozenset[_Object | type]:
    return found if isinstance(found, frozenset) else frozenset([found])


def _is_plain(balise: Balise, found: _Inside) -> bool:
    """Tell whether a balise that holds something holds objects as the note has them, or else none."""
    if balise.inside is None:
        return isinstance(found, frozenset) and not any(isinstance(each, tuple) or each is list for each in found)
    is_many = isinstance(balise.kind, Block) and balise.kind.many
    known = balise.inside.by_name.keys()
    return isinstance(found, frozenset) is is_many and all(
        isinstance(each, tuple) and each[0] is dict and known >= set(each[1]) and not each[2]
        for each in _items(found)
    )
