"""What differs between two states of a file, value by value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from segur_tui.format.tree import ABSENT, Absent, Json, Pointer, same


@dataclass(frozen=True, slots=True)
class Change:
    """A value that differs; ABSENT stands where it is in one state only."""

    pointer: Pointer
    before: Json | Absent
    after: Json | Absent


def changes(before: Json | Absent, after: Json | Absent, pointer: Pointer = ()) -> Iterator[Change]:
    """Yield the smallest values that differ, in the order of the earlier state; new members come last."""
    if before is after or same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from changes(before.get(key, ABSENT), after.get(key, ABSENT), (*pointer, key))
    elif isinstance(before, list) and isinstance(after, list):
        pairs = zip_longest(before, after, fillvalue=ABSENT)
        for index, (old, new) in enumerate(pairs):
            yield from changes(old, new, (*pointer, index))
    else:
        yield Change(pointer, before, after)
