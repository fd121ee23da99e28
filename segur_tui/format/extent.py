"""How far a file is controlled: to its end, or until far more is wrong than can be deposited together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from segur_tui.format.rules.line import LineCheck

MOST_FINDINGS = 3_400
"""Findings of the demandes of any file: one that is wrong throughout has 17, and 200 can be deposited together."""
VALUES_A_FINDING = 10
"""Values of a file of more findings for each of them: more than two a demande."""


class Extent:
    """The findings, and the values, of the demandes that are controlled so far.

    A demande holds some twenty values; a file of demandes that are empty, or all wrong, would have more
    findings than signs to cause them, and cannot be deposited before those that are told are mended.
    """

    def __init__(self, lines: Iterable[LineCheck] = ()) -> None:
        """Begin with demandes that are controlled already."""
        self._findings = self._values = 0
        for line in lines:
            self.count(line)

    def count(self, line: LineCheck, times: int = 1) -> None:
        """Take a demande in; with -1 times, out."""
        self._findings += times * len(line.findings)
        self._values += times * line.values

    @property
    def is_full(self) -> bool:
        """Tell whether no further demande is controlled."""
        return self._findings > max(MOST_FINDINGS, self._values // VALUES_A_FINDING)


def controlled_until(lines: Sequence[LineCheck]) -> int:
    """Return how many demandes, from the first, are controlled: the others come after too many findings."""
    extent = Extent()
    for index, line in enumerate(lines):
        if extent.is_full:
            return index
        extent.count(line)
    return len(lines)
