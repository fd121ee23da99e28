"""Demandes with next to nothing in them: beyond as many as a file may hold, they are counted, not controlled.

Each would miss every balise that there is: a file of them has more findings than signs to cause them.
"""

from __future__ import annotations

from segur_tui.format.answer import State
from segur_tui.format.balises import MOST_LINES
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.tree import Json

MOST_HOLLOW = MOST_LINES
"""Hollow demandes that are controlled all the same: no file that can be deposited has more."""
FEWEST_VALUES = 12
"""Values, one level down included, from which a demande is not hollow; the format's has 24."""

_CONTROLLED, _PASSED_OVER = 0, 1


def passed_over(claim: ClaimFile) -> bytes:
    """Return which demandes are not controlled, a byte each: 1 for those; nothing where all of them are."""
    lines = claim.lines
    if len(lines) <= MOST_HOLLOW:
        return b""
    marks, hollow = bytearray(len(lines)), 0
    for index, line in enumerate(lines):
        if is_hollow(line) and claim.answers[index].state is not State.ACCEPTED:
            hollow += 1
            marks[index] = _PASSED_OVER if hollow > MOST_HOLLOW else _CONTROLLED
    return bytes(marks) if hollow > MOST_HOLLOW else b""


def is_hollow(line: Json) -> bool:
    """Tell whether a demande is no object, or has next to nothing in it."""
    if not isinstance(line, dict):
        return True
    if len(line) >= FEWEST_VALUES:
        return False
    inside = sum(len(value) for value in line.values() if isinstance(value, dict | list))
    return len(line) + inside < FEWEST_VALUES
