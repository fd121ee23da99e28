"""Which demandes of one or more files are deposited again, and which stay and why (format.md §6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, unique
from types import MappingProxyType

from segur_tui.format.answer import Answer, State
from segur_tui.format.check import Check, note_order
from segur_tui.format.claim_file import ClaimFile, FileKind, numero_editeur
from segur_tui.format.finding import Finding, Severity, quoted
from segur_tui.format.renumbering import as_new, new_root, split
from segur_tui.format.rules import catalogue as rule
from segur_tui.format.rules.across import repetitions
from segur_tui.format.rules.file import check_file
from segur_tui.format.rules.line import LineCheck, check_line
from segur_tui.format.tree import Json, Members
from segur_tui.format.wording import typeset

_MADE_ANEW = {control.id for control in (rule.FILE_NAME, rule.FILE_NAME_ANS, rule.NO_LINES)}


NOTHING_CLAIMED: Mapping[Candidate, str] = MappingProxyType({})


@unique
class Obstacle(Enum):
    """Why a chosen demande does not simply go: each is what reports and screens call it, in French."""

    ERRORS = "en erreur"
    ACCEPTED = "déjà acceptée"
    EXISTS = "déjà connue de l’ASP"
    CLAIMED = "déjà déposée ailleurs"

    @property
    def heading(self) -> str:
        """Return what a demande that stays is called."""
        return self.value


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A demande that may go: the position of its file among the sources from 0, its line from 1."""

    source: int
    line: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A chosen demande that stays, and why, in French."""

    candidate: Candidate
    obstacle: Obstacle
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to deposit: its root, and the demande that each of its lines comes from, in order."""

    root: Members
    lines: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Resubmission:
    """What goes and what stays; `file_errors` are the sources' header errors, which stop everything."""

    going: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    file_errors: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        """Tell whether the header or a chosen demande has errors."""
        return bool(self.file_errors) or any(left.obstacle is Obstacle.ERRORS for left in self.left_out)


def chosen_by_default(claim: ClaimFile) -> list[int]:
    """Return the lines that go unless told otherwise: a return's rejected ones, all of a submission."""
    wanted = State.REJECTED if claim.kind is FileKind.RETURN else State.PENDING
    return [line for line, answer in enumerate(claim.answers, 1) if answer.state is wanted]


def same_supplier(claims: Sequence[ClaimFile]) -> bool:
    """Tell whether files may be grouped: one ANS number and one SIRET (note §3.4)."""
    return len({(claim.numero_ans, claim.siret) for claim in claims}) <= 1


def resubmit(  # noqa: PLR0913, PLR0917 (what is known of the demandes)
    checks: Sequence[Check],
    chosen: Collection[Candidate],
    today: date,
    confirmed: Collection[Candidate] = (),
    existing: Collection[Candidate] = (),
    claimed: Mapping[Candidate, str] = NOTHING_CLAIMED,
) -> Resubmission:
    """Decide which chosen demandes go.

    `confirmed` ones go though the ASP has accepted them, `existing` ones though it says that it has
    them already, or that they are `claimed` in another file, each with the reason in French.

    Every demande is checked as it would be deposited, and against every other one of the sources.
    """
    in_order = sorted(set(chosen))
    left_out = tuple(_obstacles(checks, in_order, today, confirmed, existing, claimed))
    staying = {left.candidate for left in left_out}
    going = tuple(candidate for candidate in in_order if candidate not in staying)
    sources = sorted({candidate.source for candidate in chosen})
    file_errors = tuple(finding for source in sources for finding in _file_errors(checks[source], today))
    return Resubmission(going, left_out, file_errors)


def new_files(checks: Sequence[Check], going: Sequence[Candidate]) -> list[NewFile]:
    """Return the files to deposit: at most 200 demandes each, with the header of the first one's source."""
    if not going:
        return []
    header_of = checks[going[0].source].claim.root
    demandes = [_demande(checks, candidate) for candidate in going]
    groups = zip(split(demandes), split(going), strict=True)
    return [NewFile(new_root(header_of, group), tuple(lines)) for group, lines in groups]


def editor_number(checks: Sequence[Check], candidate: Candidate) -> str:
    """Return the n° éditeur of a demande, empty when it has none."""
    return numero_editeur(_demande(checks, candidate))


def _obstacles(  # noqa: PLR0913, PLR0917 (what is known of the demandes)
    checks: Sequence[Check],
    chosen: Sequence[Candidate],
    today: date,
    confirmed: Collection[Candidate],
    existing: Collection[Candidate],
    claimed: Mapping[Candidate, str],
) -> Iterator[LeftOut]:
    new_checks = [check_line(as_new(_demande(checks, candidate), 1), 1, (), today) for candidate in chosen]
    repeated = _repeated(checks, chosen, new_checks)
    for candidate, new_check in zip(chosen, new_checks, strict=True):
        answer = checks[candidate.source].claim.answers[candidate.line - 1]
        errors = (*_errors(new_check), *repeated[candidate])
        known = known_to_asp(answer)
        if known is not None and known[0] is Obstacle.ACCEPTED and candidate not in confirmed:
            yield LeftOut(candidate, Obstacle.ACCEPTED, known[1:])
        elif errors:
            yield LeftOut(candidate, Obstacle.ERRORS, errors)
        elif known is not None and candidate not in (*confirmed, *existing):
            yield LeftOut(candidate, known[0], known[1:])
        elif candidate in claimed and candidate not in existing:
            yield LeftOut(candidate, Obstacle.CLAIMED, (claimed[candidate],))


def known_to_asp(answer: Answer) -> tuple[Obstacle, str] | None:
    """Return why a demande with an answer is not to be deposited again unasked, in French, if so."""
    if answer.state is State.ACCEPTED:
        why = typeset("déjà acceptée par l’ASP : la déposer à nouveau serait la demander deux fois")
        return Obstacle.ACCEPTED, why
    if answer.says_it_exists:
        return Obstacle.EXISTS, typeset("l’ASP dit que la demande existe déjà : ") + quoted(answer.label)
    return None


def _errors(check: LineCheck) -> Iterator[str]:
    for finding in sorted(check.findings, key=lambda finding: note_order(finding, 0)):
        if finding.is_error:
            yield f"{finding.balise or 'ligne'} : {finding.message}"


def _repeated(
    checks: Sequence[Check], chosen: Sequence[Candidate], new_checks: Sequence[LineCheck]
) -> dict[Candidate, list[str]]:
    """Return for each chosen demande what it repeats of an accepted one, or of an earlier chosen one."""
    reasons: dict[Candidate, list[str]] = {candidate: [] for candidate in chosen}
    done = {*_accepted(checks)}
    accepted = [candidate for candidate in done if candidate not in reasons]
    kept = [checks[each.source].lines[each.line - 1] for each in sorted(accepted)]
    again = [(each, line) for each, line in zip(chosen, new_checks, strict=True) if each in done]
    groups = (
        ([*sorted(accepted), *chosen], [*kept, *new_checks], done),
        # Accepted demandes that are chosen hold their values before the others, but not both of two.
        ([each for each, _ in again], [line for _, line in again], set[Candidate]()),
    )
    for everyone, lines, holding in groups:
        for repeated in repetitions(lines, [each in holding for each in everyone]):
            if repeated.rule.severity is Severity.ERROR:
                holder = everyone[repeated.holder]
                file = f" de {checks[holder.source].claim.name}" if len(checks) > 1 else ""
                answered = " (acceptée)" if holder in done else ""
                shown, other = quoted(repeated.text), f"la ligne {holder.line}{file}{answered}"
                message = repeated.rule.message(value=shown, other=other)
                reasons[everyone[repeated.index]].append(f"{repeated.balise.name} : {message}")
    return reasons


def _accepted(checks: Sequence[Check]) -> Iterator[Candidate]:
    for source, check in enumerate(checks):
        for line, answer in enumerate(check.claim.answers, 1):
            if answer.state is State.ACCEPTED:
                yield Candidate(source, line)


def _file_errors(check: Check, today: date) -> list[Finding]:
    """Return the header errors that a new file would carry on; its name and its lines are made anew."""
    claim = check.claim
    new = replace(claim, root=new_root(claim.root, []))
    return [finding for finding in check_file(new, today) if finding.is_error and finding.rule not in _MADE_ANEW]


def _demande(checks: Sequence[Check], candidate: Candidate) -> Json:
    return checks[candidate.source].claim.lines[candidate.line - 1]
