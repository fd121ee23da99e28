"""The JSON report of `check`, a contract that scripts rely on (design.md §1)."""

from __future__ import annotations

from segur_tui.application.files.checking import FileReport
from segur_tui.cli.output import json_pieces
from segur_tui.format.answer import PENDING, AnswerState
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Certainty, Finding, FindingSource, Severity
from segur_tui.format.inert import escaped
from segur_tui.format.tree import ABSENT, Absent, Json, Members, to_rfc6901, value_at
from segur_tui.format.writing import to_text

FORMAT = "segur-tui-check/1"


def file_text(report: FileReport) -> str:
    """Return a file of the report as JSON; `output.json_pieces` puts the files together."""
    findings = ((to_text(_finding(report, each)),) for each in report.shown)
    return escaped("".join(json_pieces(_head(report), "findings", findings)))


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


def _finding(report: FileReport, finding: Finding) -> Json:
    claim = None if report.check is None else report.check.claim
    number, answer = "", PENDING
    if claim is not None and finding.line is not None:
        number = claim.editor_number(finding.line)
        if finding.source is FindingSource.ASP:
            answer = claim.answers[finding.line - 1]
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
        "numeroEditeur": number or None,
        **_value(claim, finding),
        "code": answer.code or None,
        "label": answer.label or None,
    }


def _value(claim: ClaimFile | None, finding: Finding) -> Members:
    """Return the value as it is written, null for an object or a list; nothing where there is none."""
    value = ABSENT if claim is None else value_at(claim.root, finding.pointer)
    if isinstance(value, Absent):
        return {}
    return {"value": None if isinstance(value, dict | list) else value}


def _proposed(edit: Edit | None) -> Json:
    """Return what an edit makes: the value, and the key where the key itself is to be changed."""
    if edit is None or isinstance(edit.after, Absent):
        return None
    value: dict[str, Json] = {"value": edit.after}
    return value if edit.key is None else value | {"key": edit.key}
