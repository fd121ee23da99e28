"""A report as a value: its files and its day, and one row a finding, with the columns of every report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from segur_tui.application.files.checking import FileReport
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding, FindingSource, Severity
from segur_tui.format.inert import visible
from segur_tui.format.tree import ABSENT, Absent, Json, value_at
from segur_tui.format.value_type import field, fields, value_type
from segur_tui.format.wording import typeset
from segur_tui.format.writing import to_start

SEVERITIES = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement"}
SIGNS = {SEVERITIES[Severity.ERROR]: "✗", SEVERITIES[Severity.WARNING]: "!"}
SOURCES = {FindingSource.CONTROL: "contrôle", FindingSource.ASP: "ASP"}
STOP, STOP_SIGN = "arrêt ASP", "◀"
LONGEST_VALUE = 32_767
"""Characters of a value that a report gives, as many as a cell of Excel holds: more runs into the rows below."""
_TITLE = "title"


@value_type
class ReportedFile:
    """A file in a report; `note` says, in French, which state is reported, and is empty for that of the disk."""

    file: FileReport
    note: str = ""


@value_type
class Report:
    """The reports of files on a day, in Paris."""

    files: tuple[ReportedFile, ...]
    day: date

    @classmethod
    def of_disk(cls, reports: Iterable[FileReport], day: date) -> Report:
        """Return the report of files as they are on the disk."""
        return cls(tuple(ReportedFile(report) for report in reports), day)

    @property
    def reports(self) -> list[FileReport]:
        """Return the reports of the files."""
        return [reported.file for reported in self.files]


@value_type
class ReportRow:
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
    suggestion: str = field(metadata={_TITLE: "Suggestion"})
    kind: str = field(metadata={_TITLE: "Nature"})

    @property
    def proposed(self) -> str:
        """The safe correction or, with a question mark behind it, the suggestion; empty where there is neither."""
        return self.correction or typeset(f"{self.suggestion} ?" if self.suggestion else "")


TITLES = {column.name: str(column.metadata[_TITLE]) for column in fields(ReportRow)}
"""The title of each column, in order."""


def rows(report: FileReport) -> Iterator[ReportRow]:
    """Return one row a finding, in order."""
    return (row for line in rows_by_line(report) for _, row in line)


def rows_by_line(report: FileReport) -> Iterator[Iterator[tuple[Finding, ReportRow]]]:
    """Return the findings with their rows, in order: those of the file, then those of each line together."""
    claim = None if report.check is None else report.check.claim
    path = visible(str(report.path))
    for line, findings in groupby(report.shown, key=lambda finding: finding.line):
        number = "" if claim is None or line is None else visible(claim.editor_number(line))
        yield ((finding, _row(path, claim, number, finding)) for finding in findings)


def _row(path: str, claim: ClaimFile | None, number: str, finding: Finding) -> ReportRow:
    return ReportRow(
        path=path,
        line="" if finding.line is None else str(finding.line),
        numero_editeur=number,
        balise=visible(finding.balise or ""),
        value="" if claim is None else _shown(_value(claim, finding)),
        severity=SEVERITIES[finding.severity],
        source=SOURCES[finding.source],
        message=visible(finding.message),
        first=STOP if finding.first else "",
        correction=_made_by(finding.fix),
        suggestion=_made_by(finding.suggestion),
        kind=finding.control.title,
    )


def _value(claim: ClaimFile, finding: Finding) -> Json | Absent:
    return value_at(claim.root, finding.pointer) if finding.balise else ABSENT


def _made_by(edit: Edit | None) -> str:
    return _shown(ABSENT if edit is None else edit.after)


def _shown(value: Json | Absent) -> str:
    return "" if isinstance(value, Absent) else visible(to_start(value, LONGEST_VALUE))
