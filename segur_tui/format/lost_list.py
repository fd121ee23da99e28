"""Lists that lost their brackets: one object that stands alone, or an object whose keys are whole numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from segur_tui.format.tree import Json, Pointer, RepeatedKeys

if TYPE_CHECKING:
    from segur_tui.format.balise import Level

_PLACE = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)


def is_place(key: str) -> bool:
    """Tell whether a key is a whole number, the place of an item in a list."""
    return _PLACE.fullmatch(key) is not None


def numbered(value: Json) -> list[tuple[str, Json]] | None:
    """Return the members of an object whose keys are all whole numbers, in order of these; None of any other.

    So PHP writes a list that has lost an item, and Lua an empty one.
    """
    if not isinstance(value, dict) or isinstance(value, RepeatedKeys) or not all(map(is_place, value)):
        return None
    return sorted(value.items(), key=lambda member: int(member[0]))


def items_of(value: Json, level: Level, *, is_many: bool = True) -> list[tuple[Pointer, Json]]:
    """Return the items of a list of objects of a level, each with its path, also where it lost its brackets.

    An object that is neither a list's nor one of the level, by any of its keys, has none; where one object is
    wanted, and no list, it is that one.
    """
    if isinstance(value, list):
        return [((index,), item) for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return []
    members = numbered(value) or []
    if members and all(isinstance(item, dict) for _, item in members):
        return [((key,), item) for key, item in members]
    is_one = not is_many or any(key.casefold() in level.by_folded_spelling for key in value)
    return [((), value)] if is_one else []
