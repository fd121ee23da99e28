"""The demandes of a file as rows: one a demande, with the ASP's answer and what is left to correct."""

from __future__ import annotations

from dataclasses import dataclass

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


def line_rows(check: Check) -> list[LineRow]:
    """Return one row a demande, in the file's order."""
    rows = []
    for index, findings in enumerate(check.of_lines):
        ours = [finding.severity for finding in findings if finding.source is Source.CONTROL]
        number = numero_editeur(check.claim.lines[index])
        answer = check.claim.answers[index]
        errors, warnings = ours.count(Severity.ERROR), ours.count(Severity.WARNING)
        rows.append(LineRow(index + 1, number, answer, errors, warnings))
    return rows
