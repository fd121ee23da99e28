"""What every report for people says of a finding, in one declaration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

from segur_tui.application.checking import FileReport
from segur_tui.format.claim_file import ClaimFile, numero_editeur
from segur_tui.format.finding import Finding, Severity, Source
from segur_tui.format.inert import visible
from segur_tui.format.rules.titles import TITLES as RULE_TITLES
from segur_tui.format.tree import Absent, value_at
from segur_tui.format.writing import to_compact

SEVERITIES = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement"}
SIGNS = {SEVERITIES[Severity.ERROR]: "✗", SEVERITIES[Severity.WARNING]: "!"}
SOURCES = {Source.CONTROL: "contrôle", Source.ASP: "ASP"}
STOP, STOP_SIGN = "arrêt ASP", "◀"
_TITLE = "title"


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in words, every one safe to show; each column has its title beside it."""

    path: str = field(metadata={_TITLE: "Fichier"})
    line: str = field(metadata={_TITLE: "Ligne"})
    numero_editeur: str = field(metadata={_TITLE: "N° éditeur"})
    balise: str = field(metadata={_TITLE: "Balise"})
    value: str = field(metadata={_TITLE: "Valeur"})
    severity: str = field(metadata={_TITLE: "Gravité"})
    source: str = field(metadata={_TITLE: "Source"})
    message: str = field(metadata={_TITLE: "Problème"})
    first: str = field(metadata={_TITLE: "Arrêt de l’ASP"})
    correction: str = field(metadata={_TITLE: "Correction sûre"})
    kind: str = field(metadata={_TITLE: "Nature"})


TITLES = {column.name: str(column.metadata[_TITLE]) for column in fields(Row)}
"""The title of each column, in order."""


def rows(report: FileReport) -> Iterator[Row]:
    """Return one row a finding, in order."""
    claim = None if report.check is None else report.check.claim
    return (row_of(report.path, claim, finding) for finding in report.findings)


def row_of(path: Path, claim: ClaimFile | None, finding: Finding) -> Row:
    """Return the row of a finding; `claim` is None for a file that cannot be read."""
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
        kind=RULE_TITLES[finding.rule],
    )
