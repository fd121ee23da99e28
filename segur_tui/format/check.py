"""Checking a claim file: every finding of every line, in the note's order (format.md §2 to §5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from segur_tui.format.answer import State
from segur_tui.format.balise import Level
from segur_tui.format.balises import BALISES, BY_NAME, LIGNES_IMPORT, PIECES
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.extent import controlled_until, most_findings
from segur_tui.format.finding import Finding, Severity, Source, found, shortened
from segur_tui.format.rules import catalogue as rule
from segur_tui.format.rules.across import Repetition, by_demande, check_repetitions, repetitions, shown
from segur_tui.format.rules.asp import check_answer
from segur_tui.format.rules.file import check_file
from segur_tui.format.rules.keys import nested_block
from segur_tui.format.rules.line import LineCheck, check_line, read_line
from segur_tui.format.tree import Pointer
from segur_tui.format.value_type import value_type

_NOT_YET = LineCheck()
_NO_FINDINGS: tuple[Finding, ...] = ()
_BEFORE_ALL, _AFTER_ALL = -1, len(BALISES)


@value_type
class Check:
    """What the controls and the ASP say of a claim file.

    `of_file` are the findings on the file; `of_lines` those of each demande, in the note's order,
    the place where the ASP would stop marked; accepted demandes have none. `lines` keeps the
    controls of each demande by itself, and `repeated`, by position from 0, what it repeats of others,
    so that a later check of the same day can take over what did not change. Of the demandes beyond
    `controlled`, only those that are accepted were looked at.
    """

    claim: ClaimFile
    today: date
    of_file: tuple[Finding, ...]
    of_lines: tuple[tuple[Finding, ...], ...]
    lines: tuple[LineCheck, ...]
    repeated: Mapping[int, tuple[Repetition, ...]]
    controlled: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all findings: the file's, then each line's."""
        return (*self.of_file, *(finding for line in self.of_lines for finding in line))

    def is_accepted(self, line: int) -> bool:
        """Tell whether the ASP has accepted a demande, given by its position from 1."""
        return self.claim.answers[line - 1].state is State.ACCEPTED

    def is_controlled(self, line: int) -> bool:
        """Tell whether a demande, given by its position from 1, is controlled: one without findings may not be."""
        return line <= self.controlled or self.is_accepted(line)

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)


def check(claim: ClaimFile, today: date, previous: Check | None = None) -> Check:
    """Check a claim file; `today` is the day in Paris.

    With the check of an earlier state of the same file, only the demandes that changed since, and
    those that repeat something else than before, are looked at again.
    """
    return _Checking(claim, today, previous).made()


class _Checking:
    def __init__(self, claim: ClaimFile, today: date, previous: Check | None) -> None:
        self._claim, self._today = claim, today
        self._room = most_findings(claim.signs)
        self._controlled = size = len(claim.lines)
        self._known = 0
        self._lines, self._of_lines = [_NOT_YET] * size, [_NO_FINDINGS] * size
        self._repeated: Mapping[int, tuple[Repetition, ...]] = {}
        self._left: Sequence[int] = range(size)
        self._previous: Check | None = None
        if previous is not None:
            self._begin_with(previous)

    def _begin_with(self, previous: Check) -> None:
        """Take over what is known of the demandes that an earlier state has too."""
        changed = _changed(self._claim, self._today, previous)
        if changed is None:
            return
        self._previous, self._known = previous, previous.controlled
        self._lines, self._of_lines = list(previous.lines), list(previous.of_lines)
        renewed = set(changed)
        self._repeated = {index: known for index, known in previous.repeated.items() if index not in renewed}
        self._left = changed
        size = len(self._lines)
        if self._known < size:
            self._take_room(self._lines[: self._known])
            self._left = [*(index for index in changed if index < self._known), *range(self._known, size)]

    def _take_room(self, known: Sequence[LineCheck]) -> None:
        self._room -= sum(len(line.findings) for line in known)

    def made(self) -> Check:
        """Look at the demandes that are left, then at what several of them hold."""
        for index in self._left:
            before = self._lines[index]
            if self._is_beyond(index):
                self._pass_over(index)
            else:
                self._lines[index] = _by_itself(self._claim, index, self._today)
                self._of_lines[index] = _of_line(self._claim, index, self._lines[index], ())
            self._room += len(before.findings) - len(self._lines[index].findings)
        self._limit()
        lines = tuple(self._lines)
        self._compare(lines)
        of_file = _of_file(self._claim, self._today, lines, self._controlled)
        of_lines = tuple(self._of_lines)
        return Check(self._claim, self._today, of_file, of_lines, lines, self._repeated, self._controlled)

    def _is_beyond(self, index: int) -> bool:
        """Tell whether a demande comes, and stays, behind too many findings; those known before are looked at."""
        if index >= self._known and self._room < 0:
            self._controlled = min(self._controlled, index)
        return index >= self._controlled

    def _limit(self) -> None:
        """Pass over the demandes that come behind too many findings now: an edit may have brought some."""
        self._controlled = controlled_until(self._lines[: self._controlled], most_findings(self._claim.signs))
        for index in range(self._controlled, len(self._lines)):
            self._pass_over(index)

    def _pass_over(self, index: int) -> None:
        """Look at a demande that is not controlled as far as others may repeat it: where it is accepted."""
        is_accepted = self._claim.answers[index].state is State.ACCEPTED
        self._lines[index] = _by_itself(self._claim, index, self._today) if is_accepted else _NOT_YET
        self._of_lines[index] = _NO_FINDINGS

    def _compare(self, lines: tuple[LineCheck, ...]) -> None:
        """Look again at the demandes that repeat something else of others than is known."""
        accepted = [answer.state is State.ACCEPTED for answer in self._claim.answers]
        known, repeated = self._repeated, self._repeated_before(lines, accepted)
        if repeated is None:
            repeated = by_demande(repetitions(lines, accepted))
        for index in known.keys() | repeated.keys():
            if known.get(index) != repeated.get(index):
                self._of_lines[index] = _of_line(self._claim, index, lines[index], repeated.get(index, ()))
        self._repeated = repeated

    def _repeated_before(
        self, lines: Sequence[LineCheck], accepted: Sequence[bool]
    ) -> Mapping[int, tuple[Repetition, ...]] | None:
        """Return what was repeated before, where no demande shows the others anything else by now."""
        before = self._previous
        if before is None or before.controlled != self._controlled:
            return None
        same = (
            shown(lines[index]) == shown(before.lines[index]) and accepted[index] == before.is_accepted(index + 1)
            for index in self._left
        )
        return before.repeated if all(same) else None


def _by_itself(claim: ClaimFile, index: int, today: date) -> LineCheck:
    """Check one demande, given by its position from 0, without the others."""
    value, at = claim.lines[index], claim.line_pointer(index + 1)
    if claim.answers[index].state is State.ACCEPTED:
        return read_line(value, at)
    return check_line(value, index + 1, at, today, is_in_sequence=not claim.is_group)


def _changed(claim: ClaimFile, today: date, previous: Check) -> Sequence[int] | None:
    """Return the positions of the demandes to check again, or None where that is all of them."""
    before = previous.claim
    # The ASP's label may name a balise of the header: its finding stands there.
    then = (previous.today, before.accepted_codes, before.is_group, before.header.ways)
    if then != (today, claim.accepted_codes, claim.is_group, claim.header.ways):
        return None
    return claim.changed_since(before)


def _of_line(claim: ClaimFile, index: int, line: LineCheck, repeated: Sequence[Repetition]) -> tuple[Finding, ...]:
    """Return the findings of a demande in the note's order; an accepted one has none."""
    answer, at = claim.answers[index], claim.line_pointer(index + 1)
    if answer.state is State.ACCEPTED:
        return ()
    findings = [*line.findings, *check_repetitions(repeated, claim.lines[index], at)]
    if answer.state is State.REJECTED:
        findings.append(check_answer(claim, index + 1, findings))
    return _in_order(findings, len(at))


def _of_file(claim: ClaimFile, today: date, lines: tuple[LineCheck, ...], controlled: int) -> tuple[Finding, ...]:
    findings = list(check_file(claim, today))
    passed_over = sum(answer.state is not State.ACCEPTED for answer in claim.answers[controlled:])
    if passed_over:
        told = sum(len(line.findings) for line in lines)
        at, last, count = claim.lines_at, controlled, passed_over
        findings.append(found(rule.NOT_CONTROLLED, None, at, LIGNES_IMPORT, told=told, last=last, count=count))
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
    if balise.level is Level.PIECE:
        return (PIECES.rank, _first_index(way), balise.rank, is_asp)
    item = _first_index(way[-1:])
    if balise is PIECES:
        return (balise.rank, _AFTER_ALL if is_asp else item, 0, is_asp)
    return (balise.rank, _AFTER_ALL if is_asp else _first_index(way[:-1]), item, is_asp)


def _first_index(way: Pointer) -> int:
    """Return the place from 1 of the first item of a list on a way, 0 where there is none."""
    return next((token + 1 for token in way if isinstance(token, int)), 0)
