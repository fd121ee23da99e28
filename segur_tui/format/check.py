"""Checking a claim file: every finding of every line, in the note's order (format.md §2 to §5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from segur_tui.format.answer import State
from segur_tui.format.balise import Level
from segur_tui.format.balises import BALISES, BY_NAME, PIECES
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import Finding, Severity, Source, found, shortened
from segur_tui.format.rules import catalogue as rule
from segur_tui.format.rules.across import Repetition, by_demande, check_repetition, repetitions
from segur_tui.format.rules.asp import check_answer
from segur_tui.format.rules.file import check_file
from segur_tui.format.rules.keys import nested_block
from segur_tui.format.rules.line import LineCheck, check_line, read_line

_BEFORE_ALL, _AFTER_ALL = -1, len(BALISES)


@dataclass(frozen=True, slots=True)
class Check:
    """What the controls and the ASP say of a claim file.

    `of_file` are the findings on the file; `of_lines` those of each demande, in the note's order,
    the place where the ASP would stop marked; accepted demandes have none. `lines` keeps the
    controls of each demande by itself, and `repeated`, by position from 0, what it repeats of others,
    so that a later check of the same day can take over what did not change.
    """

    claim: ClaimFile
    today: date
    of_file: tuple[Finding, ...]
    of_lines: tuple[tuple[Finding, ...], ...]
    lines: tuple[LineCheck, ...]
    repeated: Mapping[int, tuple[Repetition, ...]]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all findings: the file's, then each line's."""
        return (*self.of_file, *(finding for line in self.of_lines for finding in line))

    def is_accepted(self, line: int) -> bool:
        """Tell whether the ASP has accepted a demande, given by its position from 1."""
        return self.claim.answers[line - 1].state is State.ACCEPTED

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)


def check(claim: ClaimFile, today: date, previous: Check | None = None) -> Check:
    """Check a claim file; `today` is the day in Paris.

    With the check of an earlier state of the same file, only the demandes that changed since, and
    those that repeat something else than before, are looked at again.
    """
    changed = None if previous is None else _changed(claim, today, previous)
    if previous is None or changed is None:
        lines = tuple(check_by_itself(claim, index, today) for index in range(len(claim.lines)))
        return compared(claim, today, lines)
    renewed = list(previous.lines)
    for index in changed:
        renewed[index] = check_by_itself(claim, index, today)
    return compared(claim, today, tuple(renewed), previous, changed)


def check_by_itself(claim: ClaimFile, index: int, today: date) -> LineCheck:
    """Check one demande, given by its position from 0, without the others."""
    value, at = claim.lines[index], claim.line_pointer(index + 1)
    if claim.answers[index].state is State.ACCEPTED:
        return read_line(value, at)
    return check_line(value, index + 1, at, today, is_in_sequence=not claim.is_group)


def compared(
    claim: ClaimFile,
    today: date,
    lines: tuple[LineCheck, ...],
    previous: Check | None = None,
    changed: Iterable[int] = (),
) -> Check:
    """Return the check of a file whose demandes were checked by themselves.

    `previous` is that of an earlier state in which only the demandes at the positions `changed`,
    from 0, were others.
    """
    accepted = [answer.state is State.ACCEPTED for answer in claim.answers]
    repeated = by_demande(repetitions(lines, accepted))
    of_file = _of_file(claim, today, lines)
    if previous is None:
        of_lines = [_of_line(claim, index, line, repeated.get(index, ())) for index, line in enumerate(lines)]
    else:
        of_lines = list(previous.of_lines)
        known = previous.repeated
        others = {index for index in known.keys() | repeated.keys() if known.get(index) != repeated.get(index)}
        for index in others.union(changed):
            of_lines[index] = _of_line(claim, index, lines[index], repeated.get(index, ()))
    return Check(claim, today, of_file, tuple(of_lines), lines, repeated)


def _changed(claim: ClaimFile, today: date, previous: Check) -> list[int] | None:
    """Return the positions of the demandes to check again, or None where that is all of them."""
    before = previous.claim
    is_comparable = previous.today == today and before.accepted_codes == claim.accepted_codes
    # The ASP's label may name a balise of the header: its finding stands there.
    if not is_comparable or before.header.ways != claim.header.ways:
        return None
    return claim.changed_since(before)


def _of_line(claim: ClaimFile, index: int, line: LineCheck, repeated: Sequence[Repetition]) -> tuple[Finding, ...]:
    """Return the findings of a demande in the note's order; an accepted one has none."""
    answer, at = claim.answers[index], claim.line_pointer(index + 1)
    if answer.state is State.ACCEPTED:
        return ()
    findings = [*line.findings, *(check_repetition(each, claim.lines[index], at) for each in repeated)]
    if answer.state is State.REJECTED:
        findings.append(check_answer(claim, index + 1, findings))
    return _in_order(findings, len(at))


def _of_file(claim: ClaimFile, today: date, lines: tuple[LineCheck, ...]) -> tuple[Finding, ...]:
    findings = list(check_file(claim, today))
    blocks = (nested_block((), claim.header), *(line.nested for line in lines))
    first = next((block for block in blocks if block is not None), None)
    if first is not None:
        findings.append(found(rule.NESTED, None, first[0], None, key=shortened(first[1])))
    return tuple(sorted(findings, key=lambda finding: note_order(finding, 0)))


def _in_order(findings: list[Finding], depth: int) -> tuple[Finding, ...]:
    """Sort one line's findings as the note lists the balises, and mark where the ASP would stop."""
    findings.sort(key=lambda finding: note_order(finding, depth))
    for index, finding in enumerate(findings):
        if finding.is_error:
            findings[index] = replace(finding, first=True)
            break
    return tuple(findings)


def note_order(finding: Finding, depth: int) -> tuple[int, int, int, int]:
    """Return a finding's place among those of its line, whose pointer has `depth` tokens.

    Balises come in the note's order, documents one after the other, our controls before the ASP's
    label on the same balise; what is said of no balise stands at the end, of the line itself first.
    """
    way = finding.pointer[depth:]
    is_asp = finding.source is Source.ASP
    if finding.balise is None:
        return (_AFTER_ALL if way or is_asp else _BEFORE_ALL, 0, 0, is_asp)
    balise = BY_NAME[finding.balise]
    last = way[-1] if way else None
    item = last + 1 if isinstance(last, int) else 0
    if balise.level is Level.PIECE:
        item = next((token + 1 for token in way if isinstance(token, int)), 0)
        return (PIECES.rank, item, balise.rank, is_asp)
    return (balise.rank, _AFTER_ALL if is_asp else item, 0, is_asp)
