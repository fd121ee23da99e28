"""Safe corrections: the value that a wrong one certainly stands for, or none (never a guess)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from segur_tui.format.kinds import AlwaysNull, Amount, Block, Choice, Constant, Day, Flag, Identifier, Kind, ListOf
from segur_tui.format.tree import ABSENT, Absent, Json, Number
from segur_tui.format.wording import folded

_DATE_PARTS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII),
)
_WRITTEN_AMOUNT = re.compile(
    r"(\d+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+)(?:[.,](\d{1,2}))?[ \u00a0\u202f]?€?", re.ASCII
)
_CANONICAL_AMOUNT = re.compile(r"\d+\.\d\d", re.ASCII)
_LONGEST_AMOUNT = 15
_LONGEST = 1_000
"""Characters of a text up to which it may stand for a value, the spaces around it included."""
_FLAGS = {"oui": True, "true": True, "vrai": True, "non": False, "false": False, "faux": False}


def corrected(kind: Kind, value: Json) -> Json | Absent:
    """Return the value that a wrong value certainly stands for, or ABSENT when there is a doubt."""
    is_endless = isinstance(value, str) and len(value) > _LONGEST
    return when_absent(kind) if is_endless else _meant(kind, value)


def _meant(kind: Kind, value: Json) -> Json | Absent:  # noqa: PLR0911 (one case a kind)
    match kind:
        case Identifier():
            return _identifier(kind, value)
        case Amount():
            return _amount(value)
        case Day():
            return _day(value)
        case Choice(values):
            folds = folded(value) if isinstance(value, str) else None
            return next((choice for choice in values if folded(choice) == folds), ABSENT)
        case Flag():
            return _FLAGS.get(folded(value), ABSENT) if isinstance(value, str) else ABSENT
        case ListOf(item):
            return _list(item, value)
        case Block(many=True):
            return [value] if isinstance(value, dict) else ABSENT
        case _:
            return when_absent(kind)


def when_absent(kind: Kind) -> Json | Absent:
    """Return the value that a missing balise must take, or ABSENT when several are possible."""
    match kind:
        case AlwaysNull():
            return None
        case Constant(only):
            return only
        case _:
            return ABSENT


def is_well_written(identifier: Identifier, text: str) -> bool:
    """Tell whether a text has an identifier's length, prefix and characters."""
    return (
        len(text) == identifier.length
        and text.startswith(identifier.prefix)
        and re.fullmatch(identifier.alphabet.pattern, text) is not None
    )


def _identifier(kind: Identifier, value: Json) -> Json | Absent:
    if isinstance(value, bool):
        return ABSENT
    if isinstance(value, int) and value >= 0:
        text = str(value).zfill(kind.length) if kind.padded else str(value)
    elif isinstance(value, str):
        text = "".join(value.split())
    else:
        return ABSENT
    return text if text != value and is_well_written(kind, text) else ABSENT


def _amount(value: Json) -> Json | Absent:
    if isinstance(value, bool):
        return ABSENT
    if isinstance(value, int | Number):
        return _two_decimals(str(value))
    if isinstance(value, str):
        found = _WRITTEN_AMOUNT.fullmatch(value.strip())
        if found is not None:
            euros = "".join(found[1].split())
            return _two_decimals(f"{euros}.{found[2] or '00'}")
    return ABSENT


def _two_decimals(literal: str) -> Json | Absent:
    if len(literal) > _LONGEST_AMOUNT or literal.startswith("-"):
        return ABSENT
    try:
        exact = Decimal(literal)
        rounded = exact.quantize(Decimal("0.01"))
    except InvalidOperation:
        return ABSENT
    return Number(f"{rounded:f}") if rounded == exact else ABSENT


def is_amount(literal: str) -> bool:
    """Tell whether a number's literal is an amount: digits, a point, exactly two decimals."""
    return _CANONICAL_AMOUNT.fullmatch(literal) is not None


def _day(value: Json) -> Json | Absent:
    if not isinstance(value, str):
        return ABSENT
    text = value.strip()
    for pattern in _DATE_PARTS:
        found = pattern.fullmatch(text)
        if found is not None:
            day, month, year = (int(found[part]) for part in ("day", "month", "year"))
            candidate = f"{day:02d}/{month:02d}/{year:04d}"
            return ABSENT if real_day(candidate) is None else candidate
    return ABSENT


def real_day(text: str) -> date | None:
    """Return the day of the calendar that a text of the form JJ/MM/AAAA stands for, or None."""
    try:
        return date(int(text[6:]), int(text[3:5]), int(text[:2]))
    except ValueError:
        return None


def _list(item: Identifier, value: Json) -> Json | Absent:
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ABSENT
    if isinstance(value, str) and is_well_written(item, value):
        return [value]
    only = _identifier(item, value)
    return ABSENT if isinstance(only, Absent) else [only]
