"""The differences between two states of a file, value by value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import takewhile, zip_longest

from segur_tui.format.tree import ABSENT, Absent, Json, Members, Pointer, RepeatedKeys, members_of, object_of, same
from segur_tui.format.value_type import value_type
from segur_tui.format.writing import to_compact

_MOST_COMPARED = 1000
"""Pairs of items that are told apart by what they hold; of more, such as all demandes, each keeps its place."""
_MOST_WEIGHED = 400
"""Pairs of items of which those that have most in common are sought."""


@value_type
class ValueChange:
    """A value that differs, ABSENT where it is in one state only; of a repeated key, an object of its values.

    One that only has another place in its list has both the same, and the place from 0 where it `was`.
    """

    pointer: Pointer
    before: Json | Absent
    after: Json | Absent
    was: int | None = None


def changes(before: Json | Absent, after: Json | Absent, pointer: Pointer = ()) -> Iterator[ValueChange]:
    """Yield the smallest values that differ, in the order of the earlier state; new members come last.

    A list that was or is empty differs as a whole: it is there. Of others, an item that is there no longer stands
    where it was, any other where it is.
    """
    if before is after or same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            if _is_repeated(before, key) or _is_repeated(after, key):
                yield from _whole(_only(before, key), _only(after, key), (*pointer, key))
            else:
                yield from changes(before.get(key, ABSENT), after.get(key, ABSENT), (*pointer, key))
    elif isinstance(before, list) and isinstance(after, list) and before and after:
        yield from _of_items(before, after, pointer)
    else:
        yield ValueChange(pointer, before, after)


def item_pairs(before: Sequence[Json], after: Sequence[Json]) -> list[tuple[int | None, int | None]]:
    """Return the places from 0 of the items that differ in two lists, before and after, None for none."""
    head = _alike(before, after)
    tail = min(_alike(reversed(before), reversed(after)), len(before) - head, len(after) - head)
    old, new = range(head, len(before) - tail), range(head, len(after) - tail)
    if len(old) * len(new) > _MOST_COMPARED**2:
        return list(zip_longest(old, new))
    sides = [to_compact(before[at]) for at in old], [to_compact(after[at]) for at in new]
    return [
        pair
        for how, start, end, to_start, to_end in SequenceMatcher(None, *sides).get_opcodes()
        if how != "equal"
        for pair in _paired(before, after, old[start:end], new[to_start:to_end])
    ]


def _of_items(before: Sequence[Json], after: Sequence[Json], pointer: Pointer) -> Iterator[ValueChange]:
    pairs = item_pairs(before, after)
    came = {to_compact(after[new]): new for old, new in pairs if old is None and new is not None}
    gone = {to_compact(before[old]): old for old, new in pairs if new is None and old is not None}
    moved = {came[item]: old for item, old in gone.items() if item in came}
    for old, new in pairs:
        if old is not None and new is not None:
            yield from changes(before[old], after[new], (*pointer, new))
        elif new is not None:
            was = moved.get(new)
            yield ValueChange((*pointer, new), ABSENT if was is None else before[was], after[new], was)
        elif old is not None and old not in moved.values():
            yield ValueChange((*pointer, old), before[old], ABSENT)


def _alike(before: Iterable[Json], after: Iterable[Json]) -> int:
    """Return the number of items that two lists begin with, both."""
    both = zip(before, after, strict=False)  # of twenty thousand demandes, most are the very same
    return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1] or same(*pair), both))


def _paired(
    before: Sequence[Json], after: Sequence[Json], old: Sequence[int], new: Sequence[int]
) -> Sequence[tuple[int | None, int | None]]:
    """Return the places of items that became others, as many as can be, those that have most in common."""
    if len(old) == len(new) or len(old) * len(new) > _MOST_WEIGHED:
        return list(zip_longest(old, new))

    @cache
    def best(done: int, met: int) -> tuple[float, tuple[tuple[int | None, int | None], ...]]:
        if done == len(old) or met == len(new):
            return 0, (*((at, None) for at in old[done:]), *((None, at) for at in new[met:]))
        (both, pairs), (gone, left), (come, right) = (
            best(done + 1, met + 1),
            best(done + 1, met),
            best(done, met + 1),
        )
        both += 1 + _in_common(before[old[done]], after[new[met]])
        return max(
            (both, ((old[done], new[met]), *pairs)),
            (gone, ((old[done], None), *left)),
            (come, ((None, new[met]), *right)),
            key=lambda way: way[0],
        )

    return best(0, 0)[1]


def _in_common(one: Json, other: Json) -> float:
    """Return how much two items have in common, from 0 to 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return sum(key in other and same(value, other[key]) for key, value in one.items()) / max(len(one), 1)
    return SequenceMatcher(None, to_compact(one), to_compact(other)).ratio()


def _is_repeated(members: Members, key: str) -> bool:
    return isinstance(members, RepeatedKeys) and key in members.repeated()


def _only(members: Members, key: str) -> Members | Absent:
    """Return an object that holds a key alone, with each of its values."""
    return object_of([member for member in members_of(members) if member[0] == key]) if key in members else ABSENT


def _whole(before: Json | Absent, after: Json | Absent, pointer: Pointer) -> Iterator[ValueChange]:
    if not same(before, after):
        yield ValueChange(pointer, before, after)
