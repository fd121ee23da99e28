"""Controls of single values: what pydantic says of one object's balises, in French, with the correction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from pydantic_core import ErrorDetails

from segur_tui.format.balise import Balise, Level
from segur_tui.format.balises import BY_NAME, NUMERO_ASP, of_level
from segur_tui.format.correction import corrected, is_well_written, real_day, when_absent
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding, Rule, as_text, found, quoted, type_name
from segur_tui.format.kinds import Amount, Constant, Day, Identifier, ListOf
from segur_tui.format.models import field_errors
from segur_tui.format.placing import Placed, note_position, place
from segur_tui.format.rules import catalogue as rule
from segur_tui.format.rules.keys import check_keys
from segur_tui.format.tree import Absent, Json, Members, Number, Pointer, value_at
from segur_tui.format.wording import counted

MOST_ITEMS = 500
"""Items of one list that are controlled; no cabinet and no centre comes near."""

_RULES: dict[str, Rule] = {
    "missing": rule.MISSING,
    "literal_error": rule.CHOICE,
    "none_required": rule.NULL_ONLY,
    "string_too_short": rule.LENGTH,
    "string_too_long": rule.LENGTH,
    "string_pattern_mismatch": rule.CHARACTERS,
    "out_of_range": rule.RANGE,
    "date_format": rule.DATE_FORMAT,
    "date_real": rule.DATE_REAL,
    "amount_decimals": rule.AMOUNT_DECIMALS,
    "amount_negative": rule.AMOUNT_NEGATIVE,
}


@dataclass(slots=True)
class Checked:
    """One object after the controls of its own values.

    `meant` holds by name the values as they are certainly meant: right ones as they stand, wrong
    ones as safely corrected; a balise that is missing or in doubt is not in it. Rules over several
    values look at `meant`, so that a wrong value never hides, nor fakes, another fault.
    """

    line: int | None
    base: Pointer
    placed: Placed
    meant: dict[str, Json] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def at(self, balise: Balise) -> Pointer:
        """Return the pointer of a balise of this object."""
        return (*self.base, *self.placed.way(balise.name))

    def has(self, balise: Balise) -> bool:
        """Tell whether the balise stands in the object, whatever its value."""
        return balise.name in self.placed.values

    def text(self, balise: Balise) -> str | None:
        """Return a balise's meant value where it is a text."""
        value = self.meant.get(balise.name)
        return value if isinstance(value, str) else None

    def items(self, balise: Balise) -> list[Json] | None:
        """Return a balise's meant value where it is a list."""
        value = self.meant.get(balise.name)
        return value if isinstance(value, list) else None

    def add(self, control: Rule, balise: Balise, *way: int, fix: Edit | None = None, **values: object) -> None:
        """Add the finding of a rule on a balise, or on one item of its list; its correction is for that place."""
        pointer = (*self.at(balise), *way) if fix is None else fix.pointer
        self.findings.append(found(control, self.line, pointer, balise, fix=fix, **values))


def check_object(line: int | None, base: Pointer, members: Members, level: Level, today: date) -> Checked:
    """Check the keys and the single values of one object of the file; `today` is the day in Paris."""
    placed = place(members, level)
    checked = Checked(line, base, placed, dict(placed.values))
    checked.findings.extend(check_keys(line, base, members, placed))
    values = _shortened(checked, level)
    faulty: set[str] = set()
    for error in field_errors(level, values):
        balise = BY_NAME[str(error["loc"][0])]
        faulty.add(balise.name)
        _add_error(checked, members, balise, error)
    for balise in _doubtful(level):
        if isinstance(balise.kind, ListOf):
            checked.findings.extend(_item_doubts(checked, balise, balise.kind.item))
        elif balise.name in placed.values and balise.name not in faulty:
            checked.findings.extend(_doubts(checked, balise, today))
    return checked


@cache
def _doubtful(level: Level) -> tuple[Balise, ...]:
    """Return the balises whose right values can still be doubted."""
    kinds = (ListOf, Identifier, Day, Amount)
    return tuple(balise for balise in of_level(level) if isinstance(balise.kind, kinds))


@cache
def _lists(level: Level) -> tuple[Balise, ...]:
    return tuple(balise for balise in of_level(level) if isinstance(balise.kind, ListOf))


def _shortened(checked: Checked, level: Level) -> dict[str, Json]:
    values = checked.placed.values
    for balise in _lists(level):
        value = values.get(balise.name)
        if isinstance(value, list) and len(value) > MOST_ITEMS:
            values = {**values, balise.name: value[:MOST_ITEMS]}
            checked.meant[balise.name] = value[:MOST_ITEMS]
            checked.add(rule.LONG_LIST, balise, count=len(value), most=MOST_ITEMS)
    return values


def _add_error(checked: Checked, members: Members, balise: Balise, error: ErrorDetails) -> None:
    way = tuple(step for step in error["loc"][1:] if isinstance(step, int))
    value = value_at(members, (*checked.placed.way(balise.name), *way))
    fix = _fix(checked, members, balise, value, way)
    _mean(checked, balise, way, fix)
    control = _RULES.get(error["type"], rule.TYPE)
    if isinstance(value, Absent):
        checked.add(rule.MISSING, balise, fix=fix)
        return
    kind = balise.kind.item if isinstance(balise.kind, ListOf) and way else balise.kind
    if control is rule.CHOICE and not isinstance(value, str) and not isinstance(kind, Constant):
        control = rule.TYPE
    elif control is rule.CHARACTERS and isinstance(kind, Identifier) and isinstance(value, str):
        control = control if value.startswith(kind.prefix) else rule.PREFIX
    checked.add(
        control,
        balise,
        *way,
        fix=fix,
        value=quoted(value),
        as_text=as_text(value),
        type=type_name(value),
        length=counted(len(value), "caractère") if isinstance(value, str) else "",
        prefix=kind.prefix if isinstance(kind, Identifier) else "",
        expected=kind.expected,
    )


def _fix(
    checked: Checked, members: Members, balise: Balise, value: Json | Absent, way: tuple[int, ...]
) -> Edit | None:
    pointer = (*checked.at(balise), *way)
    if isinstance(value, Absent) or (value is None and not way):
        after = [] if _must_be_empty(checked, balise) else when_absent(balise.kind)
    elif way and isinstance(balise.kind, ListOf):
        after = corrected(balise.kind.item, value)
    else:
        after = corrected(balise.kind, value)
    if isinstance(after, Absent):
        return None
    position = note_position(members, balise) if isinstance(value, Absent) else None
    return Edit(pointer, value, after, position=position)


def _must_be_empty(checked: Checked, balise: Balise) -> bool:
    if balise.wanted_when is None:
        return False
    name, wanted = balise.wanted_when
    return name in checked.meant and checked.meant[name] != wanted


def _mean(checked: Checked, balise: Balise, way: tuple[int, ...], fix: Edit | None) -> None:
    """Keep in `meant` the safely corrected value of a faulty balise, or nothing."""
    if way:
        items = checked.meant[balise.name]
        if isinstance(items, list) and fix is not None and not isinstance(fix.after, Absent):
            corrected_items = list(items)
            corrected_items[way[0]] = fix.after
            checked.meant[balise.name] = corrected_items
    elif fix is None or isinstance(fix.after, Absent):
        checked.meant.pop(balise.name, None)
    else:
        checked.meant[balise.name] = fix.after


def _doubts(checked: Checked, balise: Balise, today: date) -> Iterator[Finding]:
    """Yield the warnings on a value whose format is right."""
    value = checked.placed.values[balise.name]
    match balise.kind:
        case Identifier() as kind if isinstance(value, str):
            if kind.holds is not None and not kind.holds(value):
                yield found(rule.CHECK_DIGIT, checked.line, checked.at(balise), balise, value=quoted(value))
            if balise is NUMERO_ASP and not _is_digits(value[len(kind.prefix) :]):
                yield found(rule.ASP_DIGITS, checked.line, checked.at(balise), balise, value=quoted(value))
        case Day() if isinstance(value, str):
            day = real_day(value)
            if day is not None and day > today:
                yield found(rule.DATE_FUTURE, checked.line, checked.at(balise), balise, value=quoted(value))
        case Amount() if isinstance(value, Number):
            if not value.literal.strip("0."):
                yield found(rule.AMOUNT_ZERO, checked.line, checked.at(balise), balise)
        case _:
            return


def _item_doubts(checked: Checked, balise: Balise, item: Identifier) -> Iterator[Finding]:
    value_read = checked.placed.values.get(balise.name)
    is_list = isinstance(value_read, list)
    seen: set[str] = set()
    for index, value in enumerate(value_read[:MOST_ITEMS] if isinstance(value_read, list) else (value_read,)):
        if not isinstance(value, str) or not is_well_written(item, value):
            continue
        # A lone identifier is meant as a list of one, and stands where the list would.
        at = (*checked.at(balise), *((index,) if is_list else ()))
        if item.holds is not None and not item.holds(value):
            yield found(rule.CHECK_DIGIT, checked.line, at, balise, value=quoted(value))
        if value in seen:
            yield found(rule.ITEM_TWICE, checked.line, at, balise, value=quoted(value))
        seen.add(value)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
