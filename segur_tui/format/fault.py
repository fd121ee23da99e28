"""The fault of a wrong value: what is said of it, and proposed, in every demande that has it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from segur_tui.format.balise import Balise
from segur_tui.format.correction import corrected
from segur_tui.format.finding import as_text, is_type, quoted
from segur_tui.format.kinds import expected_of, is_after
from segur_tui.format.models import error_of
from segur_tui.format.rule import OfValue, Situation
from segur_tui.format.rulebook import Rules
from segur_tui.format.suggestion import Likely, asked, suggested
from segur_tui.format.tree import ABSENT, CONTAINERS, Absent, Json
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted, typeset

_FAULTS, _LONGEST = 1_024, 100
"""Faults that are remembered, and the characters of a value that has one: lines often err in the same way."""


@value_type
class Fault:
    """The rule that reports a value, its message, and that where no safe correction is possible.

    That one is `asking` for what the value likely stands for, if anything speaks for that. What it certainly
    stands for is `meant`, if anything; a day that is one of the future, or in doubt, is no correction.
    """

    rule: OfValue
    message: str
    asking: str
    meant: Json | Absent = ABSENT
    likely: Likely | None = None


def fault_of(given: Situation, balise: Balise, value: Json | Absent, error: str, *, is_item: bool) -> Fault:
    """Return the fault that an error of pydantic's is, of a balise's value or of an item of its list."""
    if isinstance(value, CONTAINERS) or len(str(value)) > _LONGEST:
        return _fault(given.rules, given.today, balise, value, error, is_item)
    return _known(given.rules, given.today, balise, value, error, is_item)


def _fault(  # noqa: PLR0913, PLR0917 (the cache's key)
    rules: Rules,
    today: date,
    balise: Balise,
    value: Json | Absent,
    error: str,
    is_item: bool,  # noqa: FBT001 (as above)
) -> Fault:
    kind = balise.item if is_item else balise.kind
    rule = rules.of_error(error_of(kind, value, error))
    if isinstance(value, Absent):
        message = rule.said(balise)
        return Fault(rule, message, message)
    meant, likely = corrected(kind, value), suggested(kind, value)
    day = meant if likely is None else likely.value
    is_future = is_after(kind, day, today)
    question = typeset(f" (le {day} serait dans le futur)") if is_future else asked(likely)
    is_negative = error == "amount_negative" and isinstance(meant, Absent)
    words = {
        "value": quoted(value),
        "as_text": as_text(value),
        "is_type": is_type(value),
        "has_length": f" compte {counted(len(value), 'caractère')}" if isinstance(value, str) and value else "",
        "negative": "négatif" if is_negative else "un zéro négatif",
        "expected": expected_of(kind),
        "kind": kind,
    }
    message, asking = (rule.said(balise, **words, question=each) for each in ("", question))
    return Fault(rule, message, asking, meant, None if is_future else likely)


_known = lru_cache(_FAULTS, typed=True)(_fault)
