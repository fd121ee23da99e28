"""The problems of a file as rows: one a finding, with the value as it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from segur_tui.format.check import Check
from segur_tui.format.claim_file import numero_editeur
from segur_tui.format.finding import Finding, Source
from segur_tui.format.tree import Absent, Pointer, to_rfc6901, value_at
from segur_tui.format.writing import to_compact

MISSING = "—"
"""What stands for a value that is not there."""


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A finding as a row; `key` stays the same as long as the problem does."""

    key: str
    finding: Finding
    numero_editeur: str
    value: str

    @property
    def line(self) -> str:
        """Return the line as shown, empty for the file."""
        return "" if self.finding.line is None else str(self.finding.line)

    @property
    def is_of_asp(self) -> bool:
        """Tell whether the ASP says it."""
        return self.finding.source is Source.ASP


def problem_rows(check: Check) -> list[ProblemRow]:
    """Return one row a finding, the file's first, then the lines' in the note's order."""
    return list(_rows(check, check.findings))


def shown_value(check: Check, pointer: Pointer) -> str:
    """Return the value at a pointer as people read it: a text without quotes, the rest as JSON writes it."""
    value = value_at(check.claim.root, pointer)
    if isinstance(value, Absent):
        return MISSING
    return value if isinstance(value, str) and value else to_compact(value)


def _rows(check: Check, findings: Iterable[Finding]) -> Iterator[ProblemRow]:
    seen: dict[str, int] = {}
    for finding in findings:
        name = f"{to_rfc6901(finding.pointer)}#{finding.rule}"
        seen[name] = seen.get(name, 0) + 1
        key = name if seen[name] == 1 else f"{name}~{seen[name]}"
        line = None if finding.line is None else check.claim.lines[finding.line - 1]
        number = "" if line is None else numero_editeur(line)
        value = shown_value(check, finding.pointer) if finding.balise else ""
        yield ProblemRow(key, finding, number, value)
