"""The problems of a file as rows: one a finding, with the value as it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from segur_tui.application.draft import Draft
from segur_tui.format.check import Check
from segur_tui.format.claim_file import numero_editeur
from segur_tui.format.correction import is_amount
from segur_tui.format.finding import Finding, Source
from segur_tui.format.tree import Absent, Number, Pointer, same, to_rfc6901, value_at
from segur_tui.format.writing import to_start

MISSING = "—"
"""What stands for a value that is not there."""

_LONGEST_SHOWN = 1000
"""Characters of a value that are shown: the whole list of the demandes can be one."""


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


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one balise and one rule, told together."""

    rows: tuple[ProblemRow, ...]

    @property
    def key(self) -> str:
        """Return what identifies the group."""
        return f"group:{self.first.balise}#{self.first.rule}"

    @property
    def first(self) -> Finding:
        """Return the finding that speaks for the group."""
        return self.rows[0].finding

    @property
    def fixable(self) -> list[Finding]:
        """Return the findings that have a safe correction."""
        return [row.finding for row in self.rows if row.finding.fix is not None]


def problem_rows(draft: Draft) -> list[ProblemRow]:
    """Return one row a finding, the file's first, then the lines' in the note's order.

    What the ASP said of a value that was changed since is no longer a problem.
    """
    check = draft.check
    left = list(check.of_file)
    for line in range(1, len(check.of_lines) + 1):
        left += findings_left(draft, line)
    return list(_rows(check, left))


def findings_left(draft: Draft, line: int) -> list[Finding]:
    """Return what is still said of a demande, given by its position from 1."""
    findings = draft.check.of_lines[line - 1]
    return _with_first([finding for finding in findings if not _is_settled(draft, finding)])


def grouped(rows: Iterable[ProblemRow]) -> list[ProblemGroup]:
    """Return the problems by balise and rule, the most frequent first."""
    groups: dict[tuple[str | None, str], list[ProblemRow]] = {}
    for row in rows:
        groups.setdefault((row.finding.balise, row.finding.rule), []).append(row)
    by_size = sorted(groups.values(), key=len, reverse=True)
    return [ProblemGroup(tuple(group)) for group in by_size]


def _with_first(findings: list[Finding]) -> list[Finding]:
    """Return one line's findings with the mark where the ASP would stop, should it have been on a settled one."""
    first = next((index for index, finding in enumerate(findings) if finding.is_error), None)
    return [replace(finding, first=index == first) for index, finding in enumerate(findings)]


def _is_settled(draft: Draft, finding: Finding) -> bool:
    if finding.source is not Source.ASP:
        return False
    was = value_at(draft.opened.claim.root, finding.pointer)
    return not same(was, value_at(draft.check.claim.root, finding.pointer))


def shown_value(check: Check, pointer: Pointer) -> str:
    """Return the value at a pointer as people read it: a text without quotes, the rest as JSON writes it.

    A value that is longer than any screen is cut.
    """
    value = value_at(check.claim.root, pointer)
    if isinstance(value, Absent):
        return MISSING
    if isinstance(value, str) and value:
        return value if len(value) <= _LONGEST_SHOWN else f"{value[: _LONGEST_SHOWN - 1]}…"
    return to_start(value, _LONGEST_SHOWN)


def in_euros(check: Check, pointer: Pointer) -> str:
    """Return an amount as French readers write it, such as 1 075,00 €, or nothing for any other value."""
    value = value_at(check.claim.root, pointer)
    if not isinstance(value, Number) or not is_amount(value.literal):
        return ""
    whole, _, cents = value.literal.partition(".")
    groups = f"{int(whole):,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return f"{groups},{cents}\N{NO-BREAK SPACE}€"


def _rows(check: Check, findings: Iterable[Finding]) -> Iterator[ProblemRow]:
    seen: dict[str, int] = {}
    numbers: dict[int | None, str] = {None: ""}
    for finding in findings:
        name = f"{to_rfc6901(finding.pointer)}#{finding.rule}"
        seen[name] = seen.get(name, 0) + 1
        key = name if seen[name] == 1 else f"{name}~{seen[name]}"
        if finding.line is not None and finding.line not in numbers:
            numbers[finding.line] = numero_editeur(check.claim.lines[finding.line - 1])
        number = numbers[finding.line]
        value = shown_value(check, finding.pointer) if finding.balise else ""
        yield ProblemRow(key, finding, number, value)
