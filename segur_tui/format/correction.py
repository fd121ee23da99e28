"""Safe corrections: the value that a wrong one certainly stands for, or none (never a guess)."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from segur_tui.format import kinds
from segur_tui.format.lost_list import numbered
from segur_tui.format.models import is_right
from segur_tui.format.tree import ABSENT, CONTAINERS, Absent, Json, Number
from segur_tui.format.wording import folded

_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?)?"
"""What writers put behind a day that they hold as a moment; one with a zone may be of another day."""
_DATE_PARTS = (
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}}){_MIDNIGHT}", re.ASCII),
    re.compile(rf"(?P<day>\d{{1,2}})([/.])(?P<month>\d{{1,2}})\2(?P<year>\d{{4}}){_MIDNIGHT}", re.ASCII),
)
_WRITTEN_AMOUNT = r"(\d+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+)(?:[.,](\d{1,2}))?[ \u00a0\u202f]?€?"
_JSON_NUMBER = r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?"
_THOUSANDS = r"-?\d{1,3}\.\d{3}"
"""A text that is a number with three decimals in France, and one of thousands in other countries."""
_WITH_ZEROS = r"[0-9]+\.0+"
_NUMERIC = {kinds.Alphabet.DIGITS, kinds.Alphabet.FINESS}
_NEVER_ROUNDED, _KEPT_BY_MOST, _KEPT_BY_ALL = 6, 10, 13
"""Digits of a number that no program rounds away; from so many written, few do, and from so many again, none."""
_MOST_DIGITS = 17
"""Digits, cents included, of an amount or a number that is written out."""
_LONGEST = 1_000
"""Characters up to which a text or a literal may stand for a value, the spaces around it included."""
FLAGS = {"oui": True, "true": True, "vrai": True, "non": False, "false": False, "faux": False}
FLAGS |= {"1": True, "0": False}
"""The words for true and false that writers use."""

_WITHOUT_A_BOX = kinds.ListOf | kinds.Block | kinds.AlwaysNull


def corrected(kind: kinds.Kind, value: Json) -> Json | Absent:
    """Return the value that a wrong value certainly stands for, or ABSENT when there is a doubt."""
    if isinstance(value, str) and len(value) > _LONGEST:
        return when_absent(kind)
    if isinstance(value, list) and len(value) == 1 and not isinstance(kind, _WITHOUT_A_BOX):
        return _right(kind, value[0])  # some writers box every value
    return _meant(kind, value)


def _right(kind: kinds.Kind, value: Json) -> Json | Absent:
    """Return a value where it is right, else what it certainly stands for."""
    return value if is_right(kind, value) else corrected(kind, value)


def _meant(kind: kinds.Kind, value: Json) -> Json | Absent:  # noqa: PLR0911 (one case a kind)
    match kind:
        case kinds.Identifier():
            return _identifier(kind, value)
        case kinds.Integer():
            return _integer(kind, value)
        case kinds.Amount():
            return _amount(value)
        case kinds.Day():
            return _day(value)
        case kinds.Choice(values):
            folds = folded(value) if isinstance(value, str) else None
            return next((choice for choice in values if folded(choice) == folds), ABSENT)
        case kinds.Flag():
            return _flag(value)
        case kinds.ListOf(item):
            return _list(item, value)
        case kinds.Constant() if isinstance(value, CONTAINERS) and value:
            return ABSENT
        case _:
            return when_absent(kind)


def when_absent(kind: kinds.Kind) -> Json | Absent:
    """Return the value that a missing balise must take, or ABSENT when several are possible."""
    match kind:
        case kinds.AlwaysNull():
            return None
        case kinds.Constant(only):
            return only
        case _:
            return ABSENT


def _shifted(literal: str, places: int) -> int | None:
    """Return a number times ten to the power of `places`, None where that is not whole, or beyond all size."""
    if len(literal) > _LONGEST:
        return None
    try:
        sign, written, exponent = Decimal(literal).as_tuple()
    except InvalidOperation:
        return None
    digits = "".join(map(str, written)).lstrip("0")
    kept = digits.rstrip("0")
    shift = int(exponent) + places + len(digits) - len(kept)
    if kept and (shift < 0 or len(kept) + shift > _MOST_DIGITS):
        return None
    whole = int(kept + "0" * shift) if kept else 0
    return -whole if sign else whole


def _whole(literal: str, holds: Callable[[str], bool] | None = None) -> str | None:
    """Return the digits of a whole number, None for another, or where some may have been rounded away.

    Zeros that are not written at its end are certain where no program writes fewer digits, or where the key holds.
    """
    mantissa, *_ = literal.lower().partition("e")
    whole = None if literal.startswith("-") else _shifted(literal, 0)
    if whole is None:
        return None
    digits, written = str(whole), sum(map(str.isdigit, mantissa))
    is_certain = len(digits) <= written or written >= _KEPT_BY_ALL
    is_certain = is_certain or ("." in mantissa and len(digits) <= _NEVER_ROUNDED)
    is_held = written >= _KEPT_BY_MOST and holds is not None and holds(digits)
    return digits if is_certain or is_held else None


def _is_number(text: str) -> bool:
    """Tell whether a text is a number, and with three decimals none of thousands."""
    is_json = re.fullmatch(_JSON_NUMBER, text, re.ASCII) is not None
    return is_json and not re.fullmatch(_THOUSANDS, text, re.ASCII)


def _identifier(kind: kinds.Identifier, value: Json) -> Json | Absent:
    if isinstance(value, bool):
        return ABSENT
    if isinstance(value, int | Number):
        text = _padded(kind, _whole(str(value), kind.holds))
    elif isinstance(value, str):
        text = "".join(value.split())
        is_whole = text == value.strip() and text.isascii()
        if is_whole and text.isdigit():
            text = text.zfill(kind.length) if kind.padded else text
        elif is_whole and (kind.alphabet in _NUMERIC or re.fullmatch(_WITH_ZEROS, text)) and _is_number(text):
            text = _padded(kind, _whole(text, kind.holds))
    else:
        return ABSENT
    return text if text != value and kinds.is_well_written(kind, text) else ABSENT


def _padded(kind: kinds.Identifier, digits: str | None) -> str:
    return "" if digits is None else digits.zfill(kind.length) if kind.padded else digits


def _integer(kind: kinds.Integer, value: Json) -> Json | Absent:
    text = value.strip() if isinstance(value, str) and _is_number(value.strip()) else ""
    if isinstance(value, int | Number) and not isinstance(value, bool):
        text = str(value)
    digits = _whole(text) if text else None
    return int(digits) if digits and kind.least <= int(digits) <= kind.most else ABSENT


def _flag(value: Json) -> Json | Absent:
    if isinstance(value, int | Number) and not isinstance(value, bool):
        value = _whole(str(value))
    return FLAGS.get(folded(value), ABSENT) if isinstance(value, str) else ABSENT


def _amount(value: Json) -> Json | Absent:
    if isinstance(value, bool):
        return ABSENT
    if isinstance(value, int | Number):
        return _two_decimals(str(value))
    if isinstance(value, str):
        text = value.strip()
        found = re.fullmatch(_WRITTEN_AMOUNT, text, re.ASCII)
        if found is not None:
            euros = "".join(found[1].split())
            return _two_decimals(f"{euros}.{found[2] or '00'}")
        if _is_number(text):
            return _two_decimals(text)
    return ABSENT


def _two_decimals(literal: str) -> Json | Absent:
    cents = _shifted(literal, 2)
    return ABSENT if cents is None or cents < 0 else Number(f"{cents // 100}.{cents % 100:02d}")


def _day(value: Json) -> Json | Absent:
    if not isinstance(value, str):
        return ABSENT
    text = value.strip()
    for pattern in _DATE_PARTS:
        found = pattern.fullmatch(text)
        if found is not None:
            day, month, year = (int(found[part]) for part in ("day", "month", "year"))
            candidate = f"{day:02d}/{month:02d}/{year:04d}"
            return ABSENT if kinds.real_day(candidate) is None else candidate
    return ABSENT


def _list(item: kinds.Identifier, value: Json) -> Json | Absent:
    """Return the list that a lone identifier stands for, or an object whose keys are the places of a list."""
    members = numbered(value)
    if members is None:
        items = [_right(item, value)] if isinstance(value, str | int | Number) else [ABSENT]
    else:
        items = [_right(item, each) for _, each in members]
    meant = [each for each in items if not isinstance(each, Absent)]
    return meant if len(meant) == len(items) else ABSENT
