"""Where the cursor goes when the rows under it change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain


def follow(before: Sequence[str], at: int, now: Mapping[str, int]) -> int:
    """Return the new rank of a row, or that of the first one after it that is left, or else before it.

    `before` are the keys of the rows as they were, `now` the ranks of those that there are.
    """
    for index in chain(range(at, len(before)), range(at - 1, -1, -1)):
        if before[index] in now:
            return now[before[index]]
    return 0
