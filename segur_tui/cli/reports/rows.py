"""What every report for people says of a finding, in one declaration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from segur_tui.application.checking import FileReport
from segur_tui.format.claim_file import ClaimFile, numero_editeur
from segur_tui.format.finding import Finding, Severity, Source
from segur_tui.format.inert import visible
from segur_tui.format.tree import Absent, value_at
from segur_tui.format.writing import to_compact

SEVERITIES = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement"}
SOURCES = {Source.CONTROL: "contrôle", Source.ASP: "ASP"}
STOP = "arrêt ASP"


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in words; every text is safe to show."""

    path: str
    line: str
    numero_editeur: str
    balise: str
    value: str
    severity: str
    source: str
    message: str
    first: str
    correction: str


def rows(report: FileReport) -> list[Row]:
    """Return one row a finding, in order."""
    return [_row(report.path, None if report.check is None else report.check.claim, f) for f in report.findings]


def _row(path: Path, claim: ClaimFile | None, finding: Finding) -> Row:
    number = value = ""
    if claim is not None:
        number = numero_editeur(claim.lines[finding.line - 1]) if finding.line is not None else ""
        current = value_at(claim.root, finding.pointer) if finding.balise else None
        value = "" if current is None or isinstance(current, Absent) else to_compact(current)
        if finding.balise and current is None:
            value = "null"
    after = None if finding.fix is None else finding.fix.after
    fixed = finding.fix is not None and not isinstance(after, Absent)
    return Row(
        path=visible(str(path)),
        line="" if finding.line is None else str(finding.line),
        numero_editeur=visible(number),
        balise=visible(finding.balise or ""),
        value=visible(value),
        severity=SEVERITIES[finding.severity],
        source=SOURCES[finding.source],
        message=visible(finding.message),
        first=STOP if finding.first else "",
        correction=visible(to_compact(after)) if fixed and not isinstance(after, Absent) else "",
    )
