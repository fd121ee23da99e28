"""A look at demandes that are right but for rare ones: at no more than is asked about (format.md §8)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from segur_tui.format.balise import Balise, Level
from segur_tui.format.line_check import check_object, objects_in
from segur_tui.format.models import field_errors, rightness_of
from segur_tui.format.placing import Oddity, found_in, place
from segur_tui.format.rule import Checked, Look, Situation
from segur_tui.format.tree import Members, Pointer, RepeatedKeys

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


def look_at(
    members: Members,
    line: int | None,
    level: Level,
    given: Situation,
    looks: Mapping[Level, Sequence[tuple[Look, Balise]]],
) -> list[Checked]:
    """Check the keys and values of a demande, with the objects inside it, or of a header.

    Of what goes beyond these, only that is checked which the `looks` of their levels look at.
    """
    whole = _look_at_object(line, (), members, level, given, None)
    if len(looks) > 1:
        objects = objects_in(whole.placed, (), level)
        whole.inside = [_look_at_object(line, base, each, inner, given, whole) for base, each, inner in objects]
    everything = [whole, *whole.inside]
    for checked in everything:
        for look, balise in looks[checked.level]:
            checked.findings += look(checked, balise)
    return everything


def _look_at_object(  # noqa: PLR0913, PLR0917 (where it stands)
    line: int | None, base: Pointer, members: Members, level: Level, given: Situation, around: Checked | None
) -> Checked:
    """Check an object that is most likely right: of that one nothing but its place among others is to be found."""
    placed = found_in(members, level)
    if placed.odd_keys or placed.unreported or field_errors(level, placed.values, is_deposit=given.is_deposit):
        return check_object(line, base, members, level, given, around)
    return Checked(line, base, level, members, placed, given, placed.values, around)
