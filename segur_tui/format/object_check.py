"""Checking one object of a file: its keys, its values one by one, then what they have to do with each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pydantic_core import ErrorDetails

from segur_tui.format.balise import Balise, Level
from segur_tui.format.correction import corrected, when_absent
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding, as_text, quoted, type_name
from segur_tui.format.kinds import Block, Kind, ListOf, expected_of
from segur_tui.format.models import error_of, field_errors
from segur_tui.format.placing import Oddity, OddKey, note_position, place
from segur_tui.format.rule import MOST_ITEMS, Checked, Situation
from segur_tui.format.tree import Absent, Json, Members, Pointer, value_at
from segur_tui.format.wording import counted


def check_object(  # noqa: PLR0913, PLR0917 (where it stands)
    line: int | None,
    base: Pointer,
    members: Members,
    level: Level,
    given: Situation,
    around: Checked | None = None,
) -> Checked:
    """Check the keys and the single values of one object of the file."""
    placed = place(members, level)
    checked = Checked(line, base, level, members, placed, given, dict(placed.values), around)
    for odd in (*placed.odd_keys, OddKey(Oddity.MANY, ())) if placed.unreported else placed.odd_keys:
        control = given.rules.of_keys.get(odd.oddity)
        if control is not None:
            checked.findings.append(control.look(checked, odd))
    errors = field_errors(level, _shortened(checked), is_deposit=given.is_deposit)
    checked.faulty = {str(error["loc"][0]) for error in errors} if errors else ()
    left = given.most
    for error in errors:
        finding = _of_error(checked, level.by_name[str(error["loc"][0])], error)
        checked.findings.append(finding)
        left -= finding.fix is None
        if left < 0:
            break
    return checked


def look_further(objects: Sequence[Checked]) -> None:
    """Look at objects whose values were all checked, by the rules that look at more than one value's form."""
    for checked in objects:
        for look, balise in checked.given.rules.looks(checked.level):
            if found := look(checked, balise):
                checked.findings += found


@cache
def _lists(level: Level) -> tuple[Balise, ...]:
    """Return the lists of which so many items are controlled: not that of the demandes, of which each one is."""
    return tuple(
        balise
        for balise in level.balises
        if isinstance(balise.kind, ListOf) or (balise.kind == Block(many=True) and level.container is not None)
    )


def _shortened(checked: Checked) -> dict[str, Json]:
    values = checked.placed.values
    for balise in _lists(checked.level):
        value = values.get(balise.name)
        if isinstance(value, list) and len(value) > MOST_ITEMS:
            values = {**values, balise.name: value[:MOST_ITEMS]}
            checked.meant[balise.name] = value[:MOST_ITEMS]
            rule = checked.given.rules.of_error("too_many_items")
            found = rule.found(checked.line, checked.at(balise), balise, count=len(value), most=MOST_ITEMS)
            checked.findings.append(found)
    return values


def _of_error(checked: Checked, balise: Balise, error: ErrorDetails) -> Finding:
    path = tuple(step for step in error["loc"][1:] if isinstance(step, int))
    value = value_at(checked.members, (*checked.placed.path(balise.name), *path))
    kind = balise.item if path else balise.kind
    pointer = (*checked.at(balise), *path)
    fix = _fix(checked, balise, kind, pointer, value)
    _mean(checked, balise, path, fix)
    rule = checked.given.rules.of_error(error_of(kind, value, error["type"]))
    if isinstance(value, Absent):
        return rule.found(checked.line, pointer, balise, fix=fix)
    length = counted(len(value), "caractère") if isinstance(value, str) else ""
    words = {"value": quoted(value), "as_text": as_text(value), "type": type_name(value), "length": length}
    return rule.found(checked.line, pointer, balise, fix=fix, kind=kind, expected=expected_of(kind), **words)


def _fix(checked: Checked, balise: Balise, kind: Kind, pointer: Pointer, value: Json | Absent) -> Edit | None:
    if isinstance(value, Absent) or (value is None and kind is balise.kind):
        after = [] if checked.wants(balise) is False else when_absent(kind)
    else:
        after = corrected(kind, value)
    if isinstance(after, Absent):
        return None
    position = note_position(checked.members, balise) if isinstance(value, Absent) else None
    return Edit(pointer, value, after, position=position)


def _mean(checked: Checked, balise: Balise, path: tuple[int, ...], fix: Edit | None) -> None:
    """Keep in `meant` the safely corrected value of a faulty balise, or nothing."""
    if path:
        items = checked.meant[balise.name]
        if isinstance(items, list) and fix is not None and not isinstance(fix.after, Absent):
            checked.meant[balise.name] = [*items[: path[0]], fix.after, *items[path[0] + 1 :]]
    elif fix is None or isinstance(fix.after, Absent):
        checked.meant.pop(balise.name, None)
    else:
        checked.meant[balise.name] = fix.after
