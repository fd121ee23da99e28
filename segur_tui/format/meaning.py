"""Demandes compared by meaning: spelling, nesting, key order and number literals aside (format.md §6)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal, InvalidOperation

from segur_tui.format.digest import content_digest
from segur_tui.format.order import amount_of
from segur_tui.format.placing import place, value_of
from segur_tui.format.profile import Profile
from segur_tui.format.tree import Json, Number
from segur_tui.format.value_type import value_type

_MOST_DIGITS = 30
"""Digits, and powers of ten, of a number that is compared by value; a longer one is its own text."""
Meaning = Mapping[tuple[str, ...], Hashable]
"""The values of a demande by their places, without what the ASP or a new file gives it anew."""


@value_type
class Likeness:
    """The likeness of two demandes: how many places they have, and in how many of them they differ."""

    places: int
    differing: int


def meaning_of(demande: Json, profile: Profile) -> Meaning:
    """Return the values of a demande by place: documented balises by name, wherever they stand in it."""
    found: dict[tuple[str, ...], Hashable] = {}
    if isinstance(demande, dict):
        renewed = {balise.name for balise in profile.renewed}
        for name, value in place(demande, profile.demande).values.items():
            if name not in renewed:
                _collect(found, (name.casefold(),), value)
    else:
        _collect(found, (), demande)
    return found


def likeness(one: Meaning, other: Meaning) -> Likeness:
    """Return the likeness of two demandes."""
    places = one.keys() | other.keys()
    return Likeness(len(places), sum(one.get(at, _NOTHING) != other.get(at, _NOTHING) for at in places))


_NOTHING = object()


def _collect(found: dict[tuple[str, ...], Hashable], at: tuple[str, ...], value: Json) -> None:
    """Collect the values that stand at a place or below it; an iterative walk, as trees may be deep."""
    rest: list[tuple[tuple[str, ...], Json]] = [(at, value)]
    while rest:
        where, each = rest.pop()
        if isinstance(each, dict):
            rest += [((*where, key.casefold()), inner) for key, inner in each.items()]
        elif isinstance(each, list):
            rest += [((*where, str(index)), inner) for index, inner in enumerate(each)]
        else:
            found[where] = _scalar(each)


def _scalar(value: Json) -> Hashable:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return (type(value).__name__, value)
    if isinstance(value, Number):
        return ("number", _decimal(value.literal))
    return ("number", Decimal(value)) if isinstance(value, int) else ("", None)


def _decimal(literal: str) -> Hashable:
    try:
        number = Decimal(literal)
    except InvalidOperation:
        return literal
    exponent = number.as_tuple().exponent
    is_short = len(literal) <= _MOST_DIGITS and isinstance(exponent, int) and abs(exponent) <= _MOST_DIGITS
    return number.normalize() if is_short else literal


def meaning_digest(demande: Json, profile: Profile) -> str:
    """Return a digest of what a demande means: spelling, nesting, key order and number literals aside."""
    values = sorted(meaning_of(demande, profile).items(), key=lambda item: item[0])
    return content_digest(repr(values).encode())


def amount_in(demande: Json, profile: Profile) -> str:
    """Return the amount of a demande in euros HT, empty where it has none."""
    amount = amount_of(value_of(demande, profile.amount)) if isinstance(demande, dict) else None
    return "" if amount is None else f"{amount:f}"
