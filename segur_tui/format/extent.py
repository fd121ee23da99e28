"""How far a file is controlled: to its end, or until more is wrong than there are values to be wrong."""

from __future__ import annotations

from collections.abc import Sequence

from segur_tui.format.rules.line import LineCheck

MOST_FINDINGS = 4_000
"""Findings of the demandes of any file: twenty for each that can be deposited together."""
VALUES_A_FINDING = 2
"""Values that a file holds for each finding beyond these."""


def room_taken(line: LineCheck) -> int:
    """Return how many of the findings that a file may have a demande takes; less than 0 where it brings some."""
    return len(line.findings) - line.values // VALUES_A_FINDING


def controlled_until(lines: Sequence[LineCheck]) -> int:
    """Return how many demandes, from the first, are controlled: the others come after too many findings.

    A demande holds some twenty values; a file of demandes that are empty, or all wrong, would have more
    findings than signs to cause them, and cannot be deposited before those that are told are mended.
    """
    room = MOST_FINDINGS
    for index, line in enumerate(lines):
        if room < 0:
            return index
        room -= room_taken(line)
    return len(lines)
