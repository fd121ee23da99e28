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
    values = _values(members, level)
    if values is None or _is_wrong(values, glance[level]):
        return True
    for container, inside in level.containers:
        block = values.get(container.name)
        for each in block if isinstance(block, list) else (block,):
            if isinstance(each, dict):
                within = _values(each, inside)
                if within is None or _is_wrong(within, glance[inside]):
                    return True
    return False


def _values(members: Members, level: Level) -> Members | None:
    """Return the values of an object by balise, None where a key is odd."""
    if members.keys() <= level.by_name.keys() and not isinstance(members, RepeatedKeys):
        return members
    placed = place(members, level)
    is_plain = placed.nested is None and all(odd.oddity is Oddity.NESTED for odd in placed.odd_keys)
    return placed.values if is_plain and not placed.unreported else None


def _is_wrong(values: Members, balises: Sequence[tuple[str, Callable[[object], bool]]]) -> bool:
    return any(name not in values or not is_right(values[name]) for name, is_right in balises)
