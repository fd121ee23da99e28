"""The parsed JSON tree: its values, its pointers, and changes that copy only the path they touch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import compress
from operator import is_not
from typing import Final, TypeAlias

from segur_tui.format.value_type import value_type

Pointer: TypeAlias = tuple[str | int, ...]
"""The path from the root to a value: keys and list indexes, in order."""

Members: TypeAlias = dict[str, "Json"]


@value_type
class Number:
    """A number kept as the text it was read with, such as `1075.00`."""

    literal: str

    def __str__(self) -> str:
        """Return the literal."""
        return self.literal


class RepeatedKeys(dict[str, "Json"]):
    """An object in which a key stands twice: as a mapping the last value counts, `members` keeps all."""

    __slots__ = ("members",)

    def __init__(self, members: Sequence[tuple[str, Json]]) -> None:
        super().__init__(members)
        self.members = tuple(members)

    def repeated(self) -> tuple[str, ...]:
        """Return the keys that stand more than once, in order of first appearance."""
        return tuple(key for key, times in Counter(key for key, _ in self.members).items() if times > 1)

    def values_of(self, key: str) -> list[Json]:
        """Return the values of a key, in order."""
        return [value for name, value in self.members if name == key]

    def keeping(self, key: str, rank: int) -> Members:
        """Return the object that of a key keeps one member only, in its place, given by its rank from 0."""
        places = [index for index, (name, _) in enumerate(self.members) if name == key]
        return object_of([m for i, m in enumerate(self.members) if i == places[rank] or m[0] != key])


Json: TypeAlias = Members | list["Json"] | str | int | Number | bool | None
"""A JSON value; integers of ordinary size are `int`, every other number a `Number`."""
CONTAINERS: Final = (dict, list)
"""The types of values that hold others."""


def unboxed(value: Json) -> Json:
    """Return the one value of a list of one, however deep, as some writers box every value; else the value."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value


class Absent(Enum):
    """The type of `ABSENT`, which stands where a value is missing."""

    ABSENT = "ABSENT"


ABSENT: Final = Absent.ABSENT


def to_rfc6901(pointer: Pointer) -> str:
    """Return a pointer as RFC 6901 writes it, such as `/lignesImport/2/dateFacture`."""
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in pointer)


def value_at(tree: Json, pointer: Pointer) -> Json | Absent:
    """Return the value at a pointer, or ABSENT when the path to it breaks off."""
    node: Json = tree
    for token in pointer:
        if isinstance(node, dict) and isinstance(token, str) and token in node:
            node = node[token]
        elif isinstance(node, list) and isinstance(token, int) and 0 <= token < len(node):
            node = node[token]
        else:
            return ABSENT
    return node


def replaced(tree: Json, pointer: Pointer, value: Json) -> Json:
    """Return the tree with another value at a pointer, copying only the path; raises LookupError without one."""
    if not pointer:
        return value
    token, rest = pointer[0], pointer[1:]
    if isinstance(tree, dict) and isinstance(token, str) and token in tree:
        return with_value(tree, token, replaced(tree[token], rest, value))
    if isinstance(tree, list) and isinstance(token, int) and 0 <= token < len(tree):
        items = list(tree)
        items[token] = replaced(tree[token], rest, value)
        return items
    raise LookupError(to_rfc6901(pointer))


def members_of(mapping: Mapping[str, Json]) -> Sequence[tuple[str, Json]]:
    """Return an object's members as they are written, repeated keys included."""
    return mapping.members if isinstance(mapping, RepeatedKeys) else tuple(mapping.items())


def object_of(members: Sequence[tuple[str, Json]]) -> Members:
    """Return the object that holds these members; a key that stands twice is kept twice."""
    plain = dict(members)
    return plain if len(plain) == len(members) else RepeatedKeys(members)


def with_value(members: Members, key: str, value: Json, name: str | None = None) -> Members:
    """Return an object with another value, and name, for a key; of a repeated one the last, which counts."""
    pairs = list(members_of(members))
    place = max(index for index, (known, _) in enumerate(pairs) if known == key)
    pairs[place] = (key if name is None else name, value)
    return object_of(pairs) if isinstance(members, RepeatedKeys) else dict(pairs)


def children(node: Json) -> Iterable[Json]:
    """Return the values directly inside an object or a list, repeated members included."""
    if isinstance(node, RepeatedKeys):
        return (value for _, value in node.members)
    if isinstance(node, dict):
        return node.values()
    return node if isinstance(node, list) else ()


def objects(tree: Json) -> Iterator[tuple[Pointer, Members]]:
    """Walk every object of a tree with its pointer, parents before children; only the path to one is held."""
    if isinstance(tree, dict):
        yield (), tree
    path: list[tuple[Pointer, Iterator[tuple[str | int, Json]]]] = [((), _inside(tree))]
    while path:
        pointer, inside = path[-1]
        for token, child in inside:
            if not isinstance(child, CONTAINERS):
                continue
            at = (*pointer, token)
            if isinstance(child, dict):
                yield at, child
            if child:
                path.append((at, _inside(child)))
                break
        else:
            path.pop()


def levels(tree: Json) -> Iterator[Sequence[Json]]:
    """Yield the objects and lists of a tree, level by level."""
    level: Sequence[Json] = [tree] if isinstance(tree, CONTAINERS) else []
    while level:
        yield level
        level = [
            child
            for node in level
            for child in (node if type(node) is list else node.values() if type(node) is dict else children(node))
            if type(child) in HOLDING
        ]


def repeats_keys(tree: Json) -> bool:
    """Tell whether a key stands twice in any object of a tree."""
    if type(tree) is list and not holds_others(tree):
        return False
    return any(type(node) is RepeatedKeys for level in levels(tree) for node in level)


def holds_others(values: Iterable[Json]) -> bool:
    """Tell whether one of some values is an object or a list."""
    return not HOLDING.isdisjoint(map(type, values))


HOLDING = frozenset({dict, list, RepeatedKeys})


def _inside(node: Json) -> Iterator[tuple[str | int, Json]]:
    if isinstance(node, RepeatedKeys):
        return iter(node.members)
    if isinstance(node, dict):
        return iter(node.items())
    return enumerate(node) if isinstance(node, list) else iter(())


def differing(before: Sequence[object], now: Sequence[object]) -> list[int]:
    """Return the positions from 0 at which two sequences of one length hold different objects, equal ones too."""
    return list(compress(range(len(now)), map(is_not, before, now)))


def same(one: Json | Absent, other: Json | Absent) -> bool:
    """Tell whether two values are written alike: 1 is not true, 1075.00 is not 1075.0."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        ours, theirs = members_of(one), members_of(other)
        return len(ours) == len(theirs) and all(
            a[0] == b[0] and same(a[1], b[1]) for a, b in zip(ours, theirs, strict=True)
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    return one == other
