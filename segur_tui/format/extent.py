"""How far a file is controlled: to its end, or until far more is wrong than can be deposited together."""

from __future__ import annotations

from collections.abc import Sequence

from segur_tui.format.rules.line import LineCheck

MOST_FINDINGS = 3_400
"""Findings of the demandes of any file: one that is wrong throughout has 17, and 200 can be deposited together."""
SIGNS_A_FINDING = 300
"""Signs of a longer file for each finding: three for each demande, accepted ones included."""


def most_findings(signs: int) -> int:
    """Return how many findings of its demandes a file of so many signs may have.

    A file of demandes that are empty, or all wrong, would have more of them than signs to cause them, and
    cannot be deposited before those that are told are mended.
    """
    return max(MOST_FINDINGS, signs // SIGNS_A_FINDING)


def controlled_until(lines: Sequence[LineCheck], most: int) -> int:
    """Return how many demandes, from the first, are controlled: the others come behind more findings than that."""
    room = most
    for index, line in enumerate(lines):
        if room < 0:
            return index
        room -= len(line.findings)
    return len(lines)
