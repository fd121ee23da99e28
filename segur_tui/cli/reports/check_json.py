"""The JSON report of `check`, a contract that scripts rely on (design.md §1)."""

from __future__ import annotations

from collections.abc import Sequence

from segur_tui.application.files.checking import FileReport
from segur_tui.cli.output import json_pieces, write_json_pieces
from segur_tui.format.answer import AnswerState
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Certainty, Finding, Severity
from segur_tui.format.tree import Absent, Json, Members, to_rfc6901
from segur_tui.format.writing import to_text

FORMAT = "segur-tui-check/1"


def print_json(reports: Sequence[FileReport]) -> None:
    """Print the whole report as one JSON object, piece by piece: as one tree it would be the most memory held."""
    files = (
        json_pieces(_head(report), "findings", ((to_text(_finding(finding)),) for finding in report.findings))
        for report in reports
    )
    write_json_pieces({"format": FORMAT}, "files", files)


def _head(report: FileReport) -> Members:
    claim = None if report.check is None else report.check.claim
    return {
        "path": str(report.path),
        "kind": report.kind,
        "numeroAns": None if claim is None else claim.numero_ans or None,
        "siret": None if claim is None else claim.siret or None,
        "lines": report.lines(),
        "accepted": report.lines(AnswerState.ACCEPTED),
        "rejected": report.lines(AnswerState.REJECTED),
        "pending": report.lines(AnswerState.PENDING),
        "to_verify": report.lines(AnswerState.TO_VERIFY),
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
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
        **{certainty.value: _proposed(certainty.edit(finding)) for certainty in Certainty},
    }


def _proposed(edit: Edit | None) -> Json:
    """Return what an edit makes: the value, and the key where the key itself is to be changed."""
    if edit is None or isinstance(edit.after, Absent):
        return None
    value: dict[str, Json] = {"value": edit.after}
    return value if edit.key is None else value | {"key": edit.key}
