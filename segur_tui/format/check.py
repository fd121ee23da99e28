"""Checking a claim file: every finding of every line, in the note's order (format.md §2 to §5)."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, compress
from itertools import count as count_from
from operator import attrgetter

from segur_tui.format.acceptances import Acceptances
from segur_tui.format.answer import AnswerState
from segur_tui.format.awaited import AWAITED, told_since
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.evidence import Evidence
from segur_tui.format.finding import Finding, FindingSource, shortened
from segur_tui.format.line_check import (
    check_line,
    check_object,
    look_further,
    nested_block,
    read_line,
)
from segur_tui.format.lost_list import is_place
from segur_tui.format.order import Told
from segur_tui.format.profile import Profile
from segur_tui.format.rejection import check_answer
from segur_tui.format.repetition import Repetition, by_demande, check_repetitions, repetitions
from segur_tui.format.rule import LineCheck, Situation
from segur_tui.format.tree import Pointer
from segur_tui.format.value_type import field, replace, value_type
from segur_tui.format.wording import counted

_NOT_YET = LineCheck()
_NO_FINDINGS: tuple[Finding, ...] = ()
_BEFORE_ALL, _AFTER_ALL = -1, sys.maxsize
_NESTED, _LACKS_AVANCE = attrgetter("nested"), attrgetter("lacks_avance")
_MOST_NAMED = 10
"""Lines that are named of those that lack an avance."""


@value_type
class Check:
    """The findings on a claim file: those of the controls, and the refusals of the ASP.

    `of_file` are the findings on the file; `of_lines` those of each demande, in the note's order,
    the place where the ASP would stop marked; accepted demandes have none. `lines` keeps the
    controls of each demande by itself, and `repeated`, by position from 0, what it repeats of others,
    so that a later check of the same day can take over what did not change. `evidence` is what other files
    told, `acceptances` those that the controls were weighed against.
    """

    claim: ClaimFile
    today: date
    of_file: tuple[Finding, ...]
    of_lines: tuple[tuple[Finding, ...], ...]
    lines: tuple[LineCheck, ...]
    repeated: Mapping[int, tuple[Repetition, ...]]
    acceptances: Acceptances = field(compare=False, repr=False)
    evidence: Evidence | None = field(default=None, compare=False, repr=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all findings: the file's, then each line's."""
        return (*self.of_file, *(finding for line in self.of_lines for finding in line))

    def is_accepted(self, line: int) -> bool:
        """Tell whether the ASP has accepted a demande, given by its position from 1."""
        return self.claim.answers[line - 1].state is AnswerState.ACCEPTED


@value_type
class Controlled:
    """A file whose demandes were controlled each by itself, without its accepted ones: `conclude` goes on."""

    claim: ClaimFile
    today: date
    of_file: tuple[Finding, ...]
    lines: tuple[LineCheck, ...]
    repeated: Mapping[int, tuple[Repetition, ...]]

    @property
    def findings(self) -> Iterator[Finding]:
        """Yield what the controls found so far."""
        return chain(self.of_file, *(line.findings for line in self.lines))


def check(
    claim: ClaimFile,
    today: date,
    previous: Check | None = None,
    evidence: Evidence | None = None,
    acceptances: Acceptances | None = None,
) -> Check:
    """Check a claim file; `today` is the day in Paris, `evidence` what other files tell: by default, as before.

    `acceptances` are those of the files at hand: by default as before, or the file's own.

    With the check of an earlier state of the same file, only the demandes that changed since, and
    those that repeat something else than before, are looked at again. A file of no soldes has one finding.
    """
    if claim.apart is not None:
        rule, mark = claim.profile.rules.of_kinds[claim.apart.value], claim.profile.other_format(claim.lines)
        found, count = rule.found(None, (), None, mark=mark), len(claim.lines)
        none = Acceptances((), today)
        return Check(claim, today, (found,), (_NO_FINDINGS,) * count, (_NOT_YET,) * count, {}, none)
    known_proof = acceptances
    if previous is not None:
        evidence, known_proof = evidence or previous.evidence, acceptances or previous.acceptances
    changed = None if previous is None else _changed(claim, today, previous, evidence)
    if previous is None or changed is None:
        previous, changed = None, range(len(claim.lines))
        lines, of_lines = [_NOT_YET] * len(changed), [_NO_FINDINGS] * len(changed)
        known: Mapping[int, tuple[Repetition, ...]] = {}
    else:
        lines, of_lines = list(previous.lines), list(previous.of_lines)
        renewed = set(changed)
        known = {index: repeated for index, repeated in previous.repeated.items() if index not in renewed}
    given = _situation(claim, today, None if evidence is None else evidence.told(claim))
    for index in changed:
        lines[index] = _of_demande(claim, index, given)
    proof = (known_proof or Acceptances.among((claim,), today)).of(claim)
    is_weighed = previous is not None and proof is previous.acceptances
    again = changed if is_weighed else range(len(claim.lines))
    repeated = _repeated(claim, lines, changed, previous)
    otherwise = {index for index in known.keys() | repeated.keys() if known.get(index) != repeated.get(index)}
    proof.expect(finding for index in again for finding in lines[index].findings)
    for index in otherwise.union(again):
        of_lines[index] = _of_line(claim, index, lines[index], repeated.get(index, ()), proof)
    of_file = _of_file(claim, check_file(claim, today), lines, of_lines, proof)
    return Check(claim, today, of_file, tuple(of_lines), tuple(lines), repeated, proof, evidence)


def control(claim: ClaimFile, today: date) -> Controlled:
    """Control a file of soldes, and its demandes, before what other files tell and prove of them is known."""
    given, profile = _situation(claim, today, AWAITED), claim.profile
    lines = [_of_demande(claim, index, given) for index in range(len(claim.lines))]
    accepted = [answer.state is AnswerState.ACCEPTED for answer in claim.answers]
    repeated = by_demande(repetitions(profile.rules, lines, accepted))
    kept = [_without_numbers(each) if taken else each for each, taken in zip(lines, accepted, strict=True)]
    return Controlled(claim.without_accepted(), today, tuple(check_file(claim, today)), tuple(kept), repeated)


def conclude(controlled: Controlled, told: Told | None, acceptances: Acceptances) -> Check:
    """Return the check of a file that was controlled, with what other files tell and prove."""
    claim, today, repeated = controlled.claim, controlled.today, controlled.repeated
    given, lines = _situation(claim, today, told), list(controlled.lines)
    for index, (answer, value) in enumerate(zip(claim.answers, claim.lines, strict=True)):
        if answer.state is not AnswerState.ACCEPTED:
            at = claim.line_pointer(index + 1)
            lines[index] = told_since(lines[index], value, index + 1, at, claim.profile, given)
    of_lines = [_of_line(claim, at, line, repeated.get(at, ()), acceptances) for at, line in enumerate(lines)]
    of_file = _of_file(claim, controlled.of_file, lines, of_lines, acceptances)
    return Check(claim, today, of_file, tuple(of_lines), tuple(lines), repeated, acceptances)


def _without_numbers(line: LineCheck) -> LineCheck:
    return _NOT_YET if line.nested is None else LineCheck(nested=line.nested)


def _situation(claim: ClaimFile, today: date, told: Told | None) -> Situation:
    return Situation(
        claim.profile.rules,
        today,
        demandes=len(claim.lines),
        is_group=claim.is_group,
        is_deposit=claim.kind is FileKind.SUBMISSION,
        turned=claim.turned,
        told=told,
    )


def _of_demande(claim: ClaimFile, index: int, given: Situation) -> LineCheck:
    value, at = claim.lines[index], claim.line_pointer(index + 1)
    if claim.answers[index].state is AnswerState.ACCEPTED:
        return read_line(value, at, claim.profile, claim.forms[index])
    return check_line(value, index + 1, at, claim.profile, given)


def _repeated(
    claim: ClaimFile, lines: Sequence[LineCheck], changed: Collection[int], before: Check | None
) -> Mapping[int, tuple[Repetition, ...]]:
    """Return the repetitions: as before, where the demandes that changed have the same numbers and names."""
    if before is not None and all(
        replace(lines[index], findings=()) == replace(before.lines[index], findings=())
        and (claim.answers[index].state is AnswerState.ACCEPTED) == before.is_accepted(index + 1)
        for index in changed
    ):
        return before.repeated
    accepted = [answer.state is AnswerState.ACCEPTED for answer in claim.answers]
    return by_demande(repetitions(claim.profile.rules, lines, accepted))


def _changed(claim: ClaimFile, today: date, previous: Check, evidence: Evidence | None) -> Sequence[int] | None:
    """Return the positions of the demandes to check again, or None where that is all of them."""
    before = previous.claim
    if evidence is not previous.evidence or before.numero_ans != claim.numero_ans:
        return None
    # The ASP's label may name a balise of the header: its finding stands there.
    # Whether the header bears the ASP's reference tells what a code of zeros says.
    then, now = (
        (each.accepted_codes, each.is_group, each.header.paths, each.kind, each.settled, each.has_reference)
        for each in (before, claim)
    )
    if then != now or previous.today != today:
        return None
    # One date with the month first puts those of all demandes in doubt.
    return claim.changed_since(before) if (before.turned is None) == (claim.turned is None) else None


def _of_line(
    claim: ClaimFile, index: int, line: LineCheck, repeated: Sequence[Repetition], acceptances: Acceptances
) -> tuple[Finding, ...]:
    """Return the findings of a demande in the note's order; an accepted one has none."""
    answer = claim.answers[index]
    if answer.state is AnswerState.ACCEPTED:
        return ()
    at = claim.line_pointer(index + 1)
    findings = [*line.findings, *check_repetitions(repeated, claim.lines[index], at, claim.profile)]
    said = check_answer(claim, index + 1, findings)
    named = () if said is None else named_by_asp([said])
    findings = acceptances.weighed(claim, findings, claim.lines[index], len(at), named)
    demande = claim.lines[index]
    if answer.state is AnswerState.REJECTED and isinstance(demande, dict):
        usage = acceptances.usage(claim)
        if not usage.is_kept_by(demande):
            findings = usage.held_against(demande, index + 1, at, findings)
    if said is not None:
        findings.append(said)
    return _in_order(findings, len(at), claim.profile)


def check_file(claim: ClaimFile, today: date) -> Iterator[Finding]:
    """Yield the findings on the file itself and its header; `today` is the day in Paris."""
    profile, is_deposit = claim.profile, claim.kind is FileKind.SUBMISSION
    given = Situation(
        profile.rules,
        today,
        is_group=claim.is_group,
        is_deposit=is_deposit,
        turned=claim.turned,
        name=claim.name,
        encoding=claim.encoding,
    )
    header = check_object(None, (), claim.root, profile.header, given)
    look_further([header])
    for rule in profile.rules.of_file:
        yield from rule.look(header)
    yield from header.findings


def _of_file(
    claim: ClaimFile,
    found: Iterable[Finding],
    lines: Sequence[LineCheck],
    of_lines: Iterable[Sequence[Finding]],
    acceptances: Acceptances,
) -> tuple[Finding, ...]:
    findings = list(found)
    first = next(filter(None, chain([nested_block((), claim.header)], map(_NESTED, lines))), None)
    if first is not None:
        findings.append(claim.profile.rules.of_nesting.found(None, first[0], None, key=shortened(first[1])))
    if lacking := list(compress(count_from(1), map(_LACKS_AVANCE, lines))):
        shown = ", ".join(map(str, lacking[:_MOST_NAMED])) + (" …" if len(lacking) > _MOST_NAMED else "")
        count, words = counted(len(lacking), "demande"), "lignes" if len(lacking) > 1 else "ligne"
        rule = claim.profile.rules.of_unordered
        findings.append(rule.found(None, (), None, count=count, lines=f"{words} {shown}"))
    if any(each.control.is_provable for each in findings):  # else nothing is to be weighed
        named = named_by_asp(chain.from_iterable(of_lines))
        findings = acceptances.weighed(claim, findings, claim.root, 0, named)
    return tuple(sorted(findings, key=lambda finding: note_order(finding, 0, claim.profile)))


def named_by_asp(line: Iterable[Finding]) -> list[str]:
    """Return the balise that the ASP's label names, if it does, given the findings of its line."""
    return [finding.balise for finding in line if finding.source is FindingSource.ASP and finding.balise]


def _in_order(findings: list[Finding], depth: int, profile: Profile) -> tuple[Finding, ...]:
    """Sort one line's findings as the note lists the balises, and mark where the ASP would stop."""
    findings.sort(key=lambda finding: note_order(finding, depth, profile))
    for index, finding in enumerate(findings):
        if finding.is_error:
            findings[index] = replace(finding, first=True)
            break
    return tuple(findings)


def note_order(finding: Finding, depth: int, profile: Profile) -> tuple[int, int, int, int]:
    """Return a finding's place among those of its line, whose pointer has `depth` tokens.

    Balises come in the note's order, documents one after the other, our controls before the ASP's
    label on the same balise; what is said of no balise stands at the end, of the line itself first.
    """
    path = finding.pointer[depth:]
    is_asp = finding.source is FindingSource.ASP
    if finding.balise is None:
        return (_AFTER_ALL if path or is_asp else _BEFORE_ALL, 0, 0, is_asp)
    balise = profile.by_name[finding.balise]
    if balise.level is profile.document:
        return (profile.documents.rank, _first_index(path), balise.rank, is_asp)
    item = _first_index(path[-1:])
    if balise is profile.documents:
        return (balise.rank, _AFTER_ALL if is_asp else item, 0, is_asp)
    return (balise.rank, _AFTER_ALL if is_asp else _first_index(path[:-1]), item, is_asp)


def _first_index(path: Pointer) -> int:
    """Return the place from 1 of the first item of a list on a path, 0 where there is none."""
    return next((int(token) + 1 for token in path if isinstance(token, int) or is_place(token)), 0)
