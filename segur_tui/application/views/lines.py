"""The demandes of a file as rows: one a demande, with the ASP's answer and what is left to correct."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import is_

from segur_tui.format.answer import Answer, State
from segur_tui.format.check import Check
from segur_tui.format.claim_file import numero_editeur
from segur_tui.format.finding import Severity, Source


@dataclass(frozen=True, slots=True)
class LineRow:
    """A demande as a row: `errors` and `warnings` are those of our controls."""

    line: int
    numero_editeur: str
    answer: Answer
    errors: int
    warnings: int

    @property
    def key(self) -> str:
        """Return what identifies the row."""
        return str(self.line)

    @property
    def state(self) -> str:
        """Say in a word or two where the demande stands."""
        if self.answer.state is State.ACCEPTED:
            return "acceptée"
        if self.errors:
            return "à corriger"
        return "prête" if self.answer.state is State.REJECTED else "correcte"


def line_rows(check: Check, before: Check | None = None, rows: Sequence[LineRow] = ()) -> list[LineRow]:
    """Return one row a demande, in the file's order.

    With the `rows` of the check of an earlier state, those of demandes that did not change are taken over.
    """
    if before is None or len(before.of_lines) != len(check.of_lines):
        return [_row(check, index) for index in range(len(check.of_lines))]
    now, then = _seen(check), _seen(before)
    return [
        row if all(map(is_, new, old)) else _row(check, index)
        for index, (row, new, old) in enumerate(zip(rows, now, then, strict=True))
    ]


def _seen(check: Check) -> Iterator[tuple[object, ...]]:
    """Return all that a row is made of, demande by demande."""
    return zip(check.claim.lines, check.claim.answers, check.of_lines, strict=True)


def _row(check: Check, index: int) -> LineRow:
    ours = [finding.severity for finding in check.of_lines[index] if finding.source is Source.CONTROL]
    number, answer = numero_editeur(check.claim.lines[index]), check.claim.answers[index]
    return LineRow(index + 1, number, answer, ours.count(Severity.ERROR), ours.count(Severity.WARNING))
