"""A glance at a demande that is right but for rare ones: whether it is worth a control (format.md §8)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from segur_tui.format.balise import Balise, Level
from segur_tui.format.models import rightness_of
from segur_tui.format.placing import Oddity, place
from segur_tui.format.tree import Members, RepeatedKeys

Glance: TypeAlias = Mapping[Level, Sequence[tuple[str, Callable[[object], bool]]]]
"""The balises of each level that are glanced at, each with what tells a right value of it."""


def glance_at(balises: Collection[Balise], level: Level) -> Glance:
    """Return the glance at some balises of a level and of those inside it."""
    levels = (level, *(inside for _, inside in level.containers))
    return {
        each: [(balise.name, rightness_of(balise.kind)) for balise in each.balises if balise in balises]
        for each in levels
    }


def may_err(members: Members, level: Level, glance: Glance) -> bool:
    """Tell whether a demande may have odd keys or wrong values of the balises; a yes in vain costs time only."""
    values = _right(members, level, glance)
    if values is None:
        return True
    for container, inside in level.containers:
        block = values.get(container.name)
        for each in block if isinstance(block, list) else (block,):
            if isinstance(each, dict) and _right(each, inside, glance) is None:
                return True
    return False


def _right(members: Members, level: Level, glance: Glance) -> Members | None:
    """Return the values of an object by balise, None where a key is odd or a value is wrong."""
    values = members
    if not members.keys() <= level.by_name.keys() or isinstance(members, RepeatedKeys):
        placed = place(members, level)
        if placed.nested or any(odd.oddity is not Oddity.NESTED for odd in placed.odd_keys):
            return None
        values = placed.values
    for name, is_right in glance[level]:
        if name not in values or not is_right(values[name]):
            return None
    return values
