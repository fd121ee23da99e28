"""Cases: a fault and all findings that it must give; and what holds of every check."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from segur_tui.format.answer import AnswerState
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit
from segur_tui.format.finding import WARNING, Finding, FindingSource
from segur_tui.format.reading import read
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Absent, same, to_rfc6901, value_at
from segur_tui.format.writing import to_compact
from tests.format.builders import NAME, TODAY, claim_file, to_bytes
from tests.format.faults import Fault

_MAY_BE_ABOUT_NOTHING = {
    "avance-dossier",
    "many-errors",
    "missing",
    "dmp-missing",
    "dmp-absent",
    "asp-rejection",
    "asp-to-verify",
    "unlike-accepted",
    "repeated-key",
}
_OF_ANSWERS = {type(rule) for rule in SOLDE.rules.of_answers.values()}
RULES = {rule.id: rule for rule in SOLDE.rules.all}


@dataclass(frozen=True)
class Expected:
    """A finding: where, which rule, how grave, what is proposed as JSON text (`→ key` renames), safe or likely."""

    pointer: str
    rule: str
    severity: str
    fix: str | None = None
    suggestion: str | None = None


@dataclass(frozen=True)
class Case:
    """A fault in the first of three correct demandes, and all findings of the file, in order."""

    name: str
    fault: Fault
    expected: tuple[Expected, ...]
    file_name: str = NAME
    encoding: str = "utf-8"


def case(name: str, fault: Fault, *expected: Expected, file_name: str = NAME, encoding: str = "utf-8") -> Case:
    """Return a case; no expected finding means that all is right."""
    return Case(name, fault, expected, file_name, encoding)


def error(path: str, rule: str, fix: str | None = None, *, suggestion: str | None = None) -> Expected:
    """Expect an error; the path is written as for faults, `.` is the demande, the empty one the file."""
    return Expected(_whole(path), rule, "error", fix, suggestion)


def warning(path: str, rule: str, fix: str | None = None, *, suggestion: str | None = None) -> Expected:
    """Expect a warning."""
    return Expected(_whole(path), rule, "warning", fix, suggestion)


@cache
def check_case(given: Case) -> Check:
    """Check the file of a case."""
    holder: dict[str, Any] = {"": claim_file()}
    given.fault(holder, 0)
    return check_bytes(to_bytes(holder[""], given.encoding), given.file_name)


def check_bytes(content: bytes, name: str = NAME) -> Check:
    """Check a file given by its bytes."""
    return check(ClaimFile.of(name, read(content)), TODAY)


def summary(finding: Finding) -> Expected:
    """Return a finding as tests expect one."""
    proposed = [None if edit is None else _proposed(edit) for edit in (finding.fix, finding.suggestion)]
    return Expected(to_rfc6901(finding.pointer), finding.rule, finding.severity.value, *proposed)


def assert_sound(checked: Check) -> None:
    """Assert what holds of every check, whatever the file."""
    assert len(checked.of_lines) == len(checked.claim.lines)
    assert not [finding for finding in checked.of_file if finding.first or finding.line is not None]
    for line, findings in enumerate(checked.of_lines, 1):
        assert {finding.line for finding in findings} <= {line}
        errors = [finding for finding in findings if finding.is_error]
        assert [finding.first for finding in errors] == [True, *[False] * len(errors)][: len(errors)]
        assert not [finding for finding in findings if finding.first and not finding.is_error]
        assert not (findings and checked.claim.answers[line - 1].state is AnswerState.ACCEPTED)
    for finding in checked.findings:
        _assert_sound_finding(checked, finding)


def _assert_sound_finding(checked: Check, finding: Finding) -> None:
    rule = RULES[finding.rule]
    assert finding.severity is (WARNING if finding.alike else rule.severity)
    assert not finding.alike or (rule.is_provable and finding.fix is None)
    assert finding.balise is None or finding.balise in SOLDE.by_name
    assert (finding.source is FindingSource.ASP) == (finding.control in _OF_ANSWERS)
    assert finding.message
    stands = not isinstance(value_at(checked.claim.root, finding.pointer), Absent)
    assert stands or finding.rule in _MAY_BE_ABOUT_NOTHING
    assert finding.fix is None or finding.suggestion is None, "what leaves no doubt is not only likely"
    for edit in filter(None, (finding.fix, finding.suggestion)):
        assert edit.pointer == finding.pointer
        assert same(value_at(checked.claim.root, edit.pointer), edit.before)
        assert edit.key or not same(edit.before, edit.after)


def _proposed(edit: Edit) -> str:
    assert not isinstance(edit.after, Absent), "what is proposed takes nothing away"
    return f"→ {edit.key}" if edit.key is not None else to_compact(edit.after)


def _whole(path: str) -> str:
    if path == ".":
        return "/lignesImport/0"
    return path if path.startswith("/") or not path else f"/lignesImport/0/{path}"
