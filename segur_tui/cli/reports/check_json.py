"""The JSON report of `check`, a contract that scripts rely on (design.md §1)."""

from __future__ import annotations

from collections.abc import Sequence

from segur_tui.application.checking import FileReport
from segur_tui.cli.output import write_json
from segur_tui.format.answer import State
from segur_tui.format.finding import Finding, Severity
from segur_tui.format.tree import Absent, Json, to_rfc6901

FORMAT = "segur-tui-check/1"


def print_json(reports: Sequence[FileReport]) -> None:
    """Print the whole report as one JSON object."""
    write_json({"format": FORMAT, "files": [_file(report) for report in reports]})


def _file(report: FileReport) -> Json:
    claim = None if report.check is None else report.check.claim
    return {
        "path": str(report.path),
        "kind": report.kind,
        "numeroAns": None if claim is None else claim.numero_ans or None,
        "siret": None if claim is None else claim.siret or None,
        "lines": report.lines(),
        "accepted": report.lines(State.ACCEPTED),
        "rejected": report.lines(State.REJECTED),
        "pending": report.lines(State.PENDING),
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "findings": [_finding(finding) for finding in report.findings],
    }


def _finding(finding: Finding) -> Json:
    return {
        "line": finding.line,
        "pointer": to_rfc6901(finding.pointer),
        "balise": finding.balise,
        "severity": finding.severity.value,
        "source": finding.source.value,
        "rule": finding.rule,
        "message": finding.message,
        "first": finding.first,
        "fix": _fix(finding),
    }


def _fix(finding: Finding) -> Json:
    """Return the safe correction: the value, and the key where the key itself is to be changed."""
    fix = finding.fix
    if fix is None or isinstance(fix.after, Absent):
        return None
    value: dict[str, Json] = {"value": fix.after}
    return value if fix.key is None else value | {"key": fix.key}
