"""Suggestions: the value that a wrong one likely stands for, with the question to the person, or none."""

from __future__ import annotations

import re

from segur_tui.format.kinds import Amount, Day, Identifier, Kind, ListOf, is_well_written
from segur_tui.format.tree import Json, Number, unboxed
from segur_tui.format.turned_dates import month_first
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import typeset

_LONGEST = 1_000
"""Characters of a text up to which it may stand for a value, the spaces around it included."""

_MANY_DECIMALS = r"\d+\.\d{4,}(?:[eE][+-]?\d+)?"
"""A text that is a number, and with so many decimals none of thousands."""
_LARGEST = 10.0**12
"""Euros up to which two amounts are never the same double."""


@value_type
class Likely:
    """A right value that a wrong one likely stands for, and the question that asks for it, in French."""

    value: Json
    question: str


def suggested(kind: Kind, value: Json) -> Likely | None:
    """Return what a wrong value without a safe correction likely stands for, None where nothing speaks for one."""
    value = value if isinstance(kind, ListOf) else unboxed(value)
    if isinstance(value, bool) or (isinstance(value, str) and len(value) > _LONGEST):
        return None
    match kind:
        case Identifier():
            return _identifier(kind, value)
        case ListOf(item):
            only = _identifier(item, value)
            return None if only is None else Likely([only.value], only.question)
        case Amount():
            return _amount(value)
        case Day():
            day = month_first(value)
            return None if day is None else Likely(day, "le mois est écrit d’abord ?")
        case _:
            return None


def asked(likely: Likely | None) -> str:
    """Return the question as it stands in a message behind what is wrong, empty where there is none."""
    return "" if likely is None else typeset(f" ({likely.question})")


def _identifier(kind: Identifier, value: Json) -> Likely | None:
    """Return the number in capitals, with the zero that it lost in front, or without what was added there.

    Where it has a key, that holds.
    """
    text = str(value) if isinstance(value, int) else "".join(value.split()) if isinstance(value, str) else ""
    if is_well_written(kind, text.upper()):
        number, question = text.upper(), "en capitales ?"
    elif kind.loses_zero and text.isdigit():
        number, question = f"0{text}", "il manque un zéro devant ?"
    elif kind.added and text.startswith(kind.added):
        number, question = text.removeprefix(kind.added), f"un {kind.added} de trop devant ?"
    else:
        return None
    is_right = is_well_written(kind, number) and (kind.holds is None or kind.holds(number))
    return Likely(number, question) if is_right else None


def _amount(value: Json) -> Likely | None:
    """Return the amount whose double a number writes with all its digits, as 358.32999999999998 does 358.33."""
    literal = value.literal if isinstance(value, Number) else value.strip() if isinstance(value, str) else ""
    is_text = not isinstance(value, Number)
    if len(literal) > _LONGEST or (is_text and re.fullmatch(_MANY_DECIMALS, literal, re.ASCII) is None):
        return None
    held = float(literal)
    amount = f"{held:.2f}"
    is_so_held = 0 < held < _LARGEST and float(amount) == held
    return Likely(Number(amount), f"{amount}, comme la machine l’arrondit ?") if is_so_held else None
