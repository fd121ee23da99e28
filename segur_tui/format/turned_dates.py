"""Dates that a writer may have turned round: the month before the day, as Americans write it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from segur_tui.format.balise import Balise
from segur_tui.format.kinds import real_day
from segur_tui.format.placing import value_of
from segur_tui.format.tree import Absent, Json, unboxed
from segur_tui.format.value_type import value_type

_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})(?!\d).*", re.ASCII | re.DOTALL)


@value_type
class TurnedDates:
    """The first date of a file that was read with the month first for certain, and its line from 1.

    `others` are the lines, from 1, whose dates may be turned round, too: read the other way, they exist and are
    another day. One that was changed since it was read is not among them.
    """

    first: str
    line: int
    others: tuple[int, ...]


def turned_dates(demandes: Iterable[tuple[Json | Absent, Json, bool]], balise: Balise) -> TurnedDates | None:
    """Return what the dates of demandes say where one was read with the month first, None where all is settled.

    Each demande is given as it was read, as it is, and whether it is still open; others are evidence only.
    """
    first: tuple[str, int] | None = None
    is_settled, others = True, list[int]()
    for line, (as_read, demande, is_open) in enumerate(demandes, 1):
        then = _date_of(as_read, balise)
        turned = None if then is None else _turned(then)
        if then is None or turned is None or int(then[1]) == int(then[2]):
            continue
        now = then if demande is as_read else _date_of(demande, balise)
        is_unchanged = is_open and now is not None and now.string == then.string
        if first is None and _as_written(then) is None:
            first, is_settled = (then.string.strip(), line), not is_unchanged
        elif is_unchanged:
            others.append(line)
    return None if first is None or (is_settled and not others) else TurnedDates(*first, tuple(others))


def _date_of(demande: Json | Absent, balise: Balise) -> re.Match[str] | None:
    return _slashed(value_of(demande, balise)) if isinstance(demande, dict) else None


def is_slashed(value: Json | Absent) -> bool:
    """Tell whether a value is a date with slashes, boxed or not: which number is the day may be in doubt."""
    return _slashed(value) is not None


def month_first(value: Json | Absent) -> str | None:
    """Return the day, as JJ/MM/AAAA, of a date that exists only if its first number is the month; else None."""
    found = _slashed(value)
    return None if found is None or _as_written(found) else _turned(found)


def _slashed(value: Json | Absent) -> re.Match[str] | None:
    value = value if isinstance(value, Absent) else unboxed(value)
    return _SLASHED.fullmatch(value) if isinstance(value, str) and "/" in value else None


def _as_written(found: re.Match[str]) -> str | None:
    return _real(found[1], found[2], found[3])


def _turned(found: re.Match[str]) -> str | None:
    return _real(found[2], found[1], found[3])


def _real(day: str, month: str, year: str) -> str | None:
    text = f"{int(day):02d}/{int(month):02d}/{year}"
    return None if real_day(text) is None else text
