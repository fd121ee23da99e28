"""Dates that a writer may have turned round: the month before the day, as Americans write it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from segur_tui.format.balise import Balise
from segur_tui.format.kinds import real_day
from segur_tui.format.placing import value_of
from segur_tui.format.tree import Absent, Json
from segur_tui.format.value_type import value_type

_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})(?!\d).*", re.ASCII | re.DOTALL)


@value_type
class TurnedDates:
    """The first date of a file that exists with the month first only, and its line from 1.

    `others` is how many may be turned round, too: read the other way, they exist and are another day.
    """

    first: str
    line: int
    others: int


def turned_dates(demandes: Iterable[tuple[int, Json]], balise: Balise) -> TurnedDates | None:
    """Return what the dates of demandes, given with their lines from 1, say where one has the month first."""
    first: tuple[str, int] | None = None
    others = 0
    for line, demande in demandes:
        found = _slashed(value_of(demande, balise)) if isinstance(demande, dict) else None
        turned = None if found is None else _turned(found)
        if found is None or turned is None or int(found[1]) == int(found[2]):
            continue
        if first is None and _as_written(found) is None:
            first = found.string.strip(), line
        else:
            others += 1
    return None if first is None else TurnedDates(*first, others)


def is_slashed(value: Json | Absent) -> bool:
    """Tell whether a value is a date with slashes, boxed or not: which number is the day may be in doubt."""
    return _slashed(value) is not None


def month_first(value: Json) -> str | None:
    """Return the day, as JJ/MM/AAAA, of a date that exists only if its first number is the month; else None."""
    found = _slashed(value)
    return None if found is None or _as_written(found) else _turned(found)


def _slashed(value: Json | Absent) -> re.Match[str] | None:
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    return _SLASHED.fullmatch(value) if isinstance(value, str) and "/" in value else None


def _as_written(found: re.Match[str]) -> str | None:
    return _real(found[1], found[2], found[3])


def _turned(found: re.Match[str]) -> str | None:
    return _real(found[2], found[1], found[3])


def _real(day: str, month: str, year: str) -> str | None:
    text = f"{int(day):02d}/{int(month):02d}/{year}"
    return None if real_day(text) is None else text
