"""The differences between two states of a file, value by value."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from segur_tui.format.tree import ABSENT, Absent, Json, Members, Pointer, RepeatedKeys, members_of, object_of, same
from segur_tui.format.value_type import value_type


@value_type
class ValueChange:
    """A value that differs, ABSENT where it is in one state only; of a repeated key, an object of its values."""

    pointer: Pointer
    before: Json | Absent
    after: Json | Absent


def changes(before: Json | Absent, after: Json | Absent, pointer: Pointer = ()) -> Iterator[ValueChange]:
    """Yield the smallest values that differ, in the order of the earlier state; new members come last.

    A list that was or is empty differs as a whole: it is there.
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
        pairs = zip_longest(before, after, fillvalue=ABSENT)
        for index, (old, new) in enumerate(pairs):
            if old is not new:  # of twenty thousand demandes, most are the very same
                yield from changes(old, new, (*pointer, index))
    else:
        yield ValueChange(pointer, before, after)


def _is_repeated(members: Members, key: str) -> bool:
    return isinstance(members, RepeatedKeys) and key in members.repeated()


def _only(members: Members, key: str) -> Members | Absent:
    """Return an object that holds a key alone, with each of its values."""
    return object_of([member for member in members_of(members) if member[0] == key]) if key in members else ABSENT


def _whole(before: Json | Absent, after: Json | Absent, pointer: Pointer) -> Iterator[ValueChange]:
    if not same(before, after):
        yield ValueChange(pointer, before, after)
