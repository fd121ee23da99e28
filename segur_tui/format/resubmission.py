"""The demandes of some files that are deposited again, and those that stay, with the reasons (format.md §6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from segur_tui.format.answer import AnswerState
from segur_tui.format.candidate import Candidate, Versions
from segur_tui.format.check import Check, check_file, named_by_asp, note_order
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.finding import Finding, FindingSource, Severity, quoted
from segur_tui.format.kinds import compared
from segur_tui.format.line_check import check_line
from segur_tui.format.obstacle import NOTHING_CLAIMED, ClaimedBefore, Obstacle, Remedy, known_before
from segur_tui.format.renumbering import as_new, joined_header, new_root, split
from segur_tui.format.repetition import repetitions
from segur_tui.format.rule import LineCheck, Situation
from segur_tui.format.tree import Json, Members
from segur_tui.format.value_type import field, replace, value_type


@value_type
class LeftOut:
    """A chosen demande that stays, and why, in French; its own faults are found again from `wrong` when shown."""

    candidate: Candidate
    obstacle: Obstacle
    others: tuple[str, ...] = ()
    wrong: tuple[Check, int, date] | None = field(default=None, compare=False, repr=False)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return why it stays: what holds it first, and its own errors before those with others."""
        if self.wrong is None:
            return self.others
        check, _, _ = self.wrong
        errors = [finding for finding in _as_deposited(*self.wrong).findings if finding.is_error]
        errors.sort(key=lambda finding: note_order(finding, 0, check.claim.profile))
        own = tuple(map(_as_reason, errors))
        return (*own, *self.others) if self.obstacle is Obstacle.ERRORS else (*self.others, *own)


@value_type
class NewFile:
    """A file to deposit: its root, and the demande that each of its lines comes from, in order."""

    root: Members
    lines: tuple[Candidate, ...]


@value_type
class Resubmission:
    """The demandes that go and those that stay; `headers` are the errors of the sources' headers."""

    going: tuple[Candidate, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    headers: Mapping[int, tuple[Finding, ...]] = field(default_factory=dict)
    versions: Versions = field(default_factory=Versions)

    @property
    def has_errors(self) -> bool:
        """Tell whether a file or a chosen demande has errors."""
        return bool(self.headers) or any(left.obstacle.remedy is Remedy.CORRECTION for left in self.left_out)


def chosen_by_default(claim: ClaimFile) -> list[int]:
    """Return the lines that go by default: a return's rejected ones, all of a submission, none of an avance.

    Those to verify are among them, and are held until a person says what the ASP's answer means.
    """
    if not claim.is_solde:
        return []
    is_return = claim.kind is FileKind.RETURN
    wanted = {AnswerState.REJECTED, AnswerState.TO_VERIFY} if is_return else {AnswerState.PENDING}
    return [line for line, answer in enumerate(claim.answers, 1) if answer.state in wanted]


def of_suppliers(checks: Sequence[Check]) -> list[list[int]]:
    """Return the places of files that may be grouped: one ANS number and one SIRET (note §3.4).

    Those of one ANS number stand together: their daily numbers are of one row.
    """
    found: dict[str, dict[str, list[int]]] = {}
    for place, check in enumerate(checks):
        claim = check.claim
        found.setdefault(claim.numero_ans, {}).setdefault(claim.siret, []).append(place)
    return [places for of_number in found.values() for places in of_number.values()]


def resubmit(  # noqa: PLR0913, PLR0917 (what is known of the demandes)
    checks: Sequence[Check],
    chosen: Collection[Candidate],
    today: date,
    confirmed: Collection[Candidate] = (),
    existing: Collection[Candidate] = (),
    claimed: ClaimedBefore = NOTHING_CLAIMED,
    *,
    again: bool = False,
) -> Resubmission:
    """Decide which chosen demandes go.

    `confirmed` ones go though the ASP has accepted them, there or in another file; they and `existing`
    ones though it says that it has them already, or though they were exported before; with `again`, whoever
    was exported before may go once more.

    Every demande is checked as it would be deposited, and against every other one of the sources. Of
    several versions of one the newest goes; the others of its file are reported as repeating it. An `existing`
    older one goes beside it where its n° éditeur is another: a dossier on two demandes is no error (§3).
    """
    wanted, is_confirmed, is_existing = set(chosen), set(confirmed), set(existing)
    in_order = sorted(wanted)
    versions = Versions.of(checks)
    held: dict[Candidate, LeftOut] = {}
    for candidate in in_order:
        against = []
        for obstacle, why in known_before(candidate, versions, claimed):
            newer = versions.newer(candidate, claimed.older) if obstacle is Obstacle.SUPERSEDED else None
            goes_newer = newer in wanted and _is_of_one_editor(candidate, newer, versions)
            is_chosen = candidate in is_existing and obstacle.remedy is Remedy.CHOICE
            is_asked_again = again and obstacle is Obstacle.EXPORTED
            is_wanted = candidate in is_confirmed or is_chosen or is_asked_again
            if goes_newer or obstacle.remedy in {Remedy.CORRECTION, Remedy.NONE} or not is_wanted:
                against.append((obstacle, why))
        if against:
            held[candidate] = left_out(checks, candidate, against, today)
    going = [candidate for candidate in in_order if candidate not in held]
    held |= _in_error(checks, in_order, going, versions, today)
    sources = {candidate.source for candidate in wanted}
    headers = (
        (source, tuple(_header_errors(check, today) if source in sources else _hiding(check)))
        for source, check in enumerate(checks)
        if check.claim.is_solde
    )
    return Resubmission(
        going=tuple(candidate for candidate in going if candidate not in held),
        left_out=tuple(held[candidate] for candidate in in_order if candidate in held),
        headers={source: errors for source, errors in headers if errors},
        versions=versions,
    )


def _is_of_one_editor(one: Candidate, other: Candidate | None, versions: Versions) -> bool:
    return other is not None and versions.numbers(one).editor == versions.numbers(other).editor


def left_out(
    checks: Sequence[Check], candidate: Candidate, against: Sequence[tuple[Obstacle, str]], today: date
) -> LeftOut:
    """Return a demande that stays for what speaks against depositing it, with its own errors where it has some."""
    check, (obstacle, _) = checks[candidate.source], against[0]
    demande = check.claim.lines[candidate.line - 1]
    is_wrong = isinstance(demande, dict) and any(_own_errors(check, candidate.line))
    wrong = (check, candidate.line, today) if is_wrong else None
    return LeftOut(candidate, obstacle, tuple(why for _, why in against), wrong)


def errors_of(check: Check, line: int) -> tuple[str, ...]:
    """Return the errors of a demande, chosen or not, that it would have in another file, too, in French."""
    return tuple(map(_as_reason, _own_errors(check, line)))


def _own_errors(check: Check, line: int) -> Iterator[Finding]:
    renewed = {balise.name for balise in check.claim.profile.renewed}
    return (
        finding
        for finding in check.of_lines[line - 1]
        if finding.is_error and finding.source is FindingSource.CONTROL and finding.balise not in renewed
    )


def new_files(checks: Sequence[Check], going: Sequence[Candidate]) -> list[NewFile]:
    """Return the files to deposit: at most 200 demandes of a supplier each, with its sources' headers as one."""
    of_each = ([each for each in going if each.source in places] for places in map(set, of_suppliers(checks)))
    return [file for of_one in of_each if of_one for file in _files_of_one(checks, of_one)]


def _files_of_one(checks: Sequence[Check], going: Sequence[Candidate]) -> list[NewFile]:
    profile = checks[going[0].source].claim.profile
    header_of = joined_header([checks[source].claim.root for source in sources_of(going)], profile)
    demandes = [_demande(checks, candidate) for candidate in going]
    groups = zip(split(demandes, profile), split(going, profile), strict=True)
    return [NewFile(new_root(header_of, group, profile), tuple(lines)) for group, lines in groups]


def sources_of(going: Sequence[Candidate]) -> list[int]:
    """Return the sources that demandes come from, each once, in the order of the demandes."""
    return list(dict.fromkeys(candidate.source for candidate in going))


def _in_error(
    checks: Sequence[Check],
    chosen: Sequence[Candidate],
    going: Sequence[Candidate],
    versions: Versions,
    today: date,
) -> dict[Candidate, LeftOut]:
    """Return those that would go but have errors, or repeat a number or name of others."""
    wrong: dict[Candidate, tuple[Check, int, date]] = {}
    shown: dict[Candidate, LineCheck] = {}
    may_go = set(going)
    # A version that stays holds its numbers and documents against others, not against the one that goes.
    same = {versions.everywhere(each)[:1]: versions.everywhere(each) for each in going}
    numbers = {versions.numbers(each) for each in going}
    aside = {
        other
        for versions_of_one in same.values()
        for other in versions_of_one
        if other not in may_go and (not versions.is_accepted(other) or versions.numbers(other) in numbers)
    }
    for each in chosen:
        if each in may_go:
            seen = checks[each.source], each.line, today
            new = _as_deposited(*seen)
            if any(finding.is_error for finding in new.findings):
                wrong[each] = seen
            shown[each] = replace(new, findings=())
        elif each not in aside:
            shown[each] = _line(checks, each)
    repeated: dict[Candidate, list[str]] = {}
    suppliers = [compared(check.claim.numero_ans) for check in checks]
    for supplier in dict.fromkeys(suppliers):
        own = {source for source, of in enumerate(suppliers) if of == supplier}
        lines = {each: line for each, line in shown.items() if each.source in own}
        repeated |= _repeated(checks, own, lines, aside)
    return {
        each: LeftOut(each, Obstacle.ERRORS, tuple(repeated[each]), wrong.get(each))
        for each in going
        if each in wrong or repeated[each]
    }


def _as_deposited(check: Check, line: int, today: date) -> LineCheck:
    """Return the check of a demande as it would stand in a new file; what is proven right stays so."""
    claim = check.claim
    given = Situation(claim.profile.rules, today, demandes=len(claim.lines))
    new = as_new(claim.lines[line - 1], 1, claim.profile)
    checked, named = check_line(new, 1, (), claim.profile, given), named_by_asp(check.of_lines[line - 1])
    return replace(checked, findings=tuple(check.acceptances.weighed(claim, checked.findings, new, 0, named)))


def _as_reason(finding: Finding) -> str:
    return f"{finding.balise or 'ligne'} : {finding.message}"


def _repeated(
    checks: Sequence[Check],
    own: Collection[int],
    chosen: Mapping[Candidate, LineCheck],
    aside: Collection[Candidate],
) -> dict[Candidate, list[str]]:
    """Return for each chosen demande what it repeats of an accepted one, or of an earlier chosen one.

    They are all from a supplier's `own` files, given by their places.
    """
    reasons: dict[Candidate, list[str]] = {candidate: [] for candidate in chosen}
    accepted_ones = (
        Candidate(source, line)
        for source, check in enumerate(checks)
        for line, answer in enumerate(check.claim.answers, 1)
        if source in own and answer.state is AnswerState.ACCEPTED and line not in check.claim.lines_of_avance
    )
    done = set(accepted_ones).difference(aside)
    accepted = sorted(candidate for candidate in done if candidate not in reasons)
    kept = [_line(checks, each) for each in accepted]
    again = [(each, line) for each, line in chosen.items() if each in done]
    groups = (
        ([*accepted, *chosen], [*kept, *chosen.values()], done),
        # Accepted demandes that are chosen hold their values before the others, but not both of two.
        ([each for each, _ in again], [line for _, line in again], set[Candidate]()),
    )
    for everyone, lines, holding in groups:
        if not everyone:
            continue
        rules = checks[everyone[0].source].claim.profile.rules
        for repeated in repetitions(rules, lines, [each in holding for each in everyone]):
            if repeated.rule.severity is Severity.ERROR:
                holder = everyone[repeated.holder]
                file = f" de {checks[holder.source].claim.name}" if len(checks) > 1 else ""
                answered = " (acceptée)" if holder in done else ""
                shown, other = quoted(repeated.text), f"la ligne {holder.line}{file}{answered}"
                message = repeated.rule.message(value=shown, other=other)
                reasons[everyone[repeated.index]].append(f"{repeated.rule.balise.name} : {message}")
    return reasons


def _header_errors(check: Check, today: date) -> list[Finding]:
    """Return the header errors that a new file would carry on; its name and its lines are made anew."""
    claim = check.claim
    new = replace(claim, root=new_root(claim.root, [], claim.profile))
    named = [name for line in check.of_lines for name in named_by_asp(line)]
    found = check.acceptances.weighed(claim, list(check_file(new, today)), new.root, 0, named)
    return [finding for finding in found if finding.is_error and not finding.control.is_made_anew]


def _hiding(check: Check) -> Iterator[Finding]:
    """Yield the error of a list of demandes that cannot be read: what it holds would stay without a word."""
    lines = check.claim.profile.lines.name
    if not check.claim.lines and check.claim.header.values.get(lines):
        yield from (finding for finding in check.of_file if finding.is_error and finding.balise == lines)


def _line(checks: Sequence[Check], candidate: Candidate) -> LineCheck:
    return checks[candidate.source].lines[candidate.line - 1]


def _demande(checks: Sequence[Check], candidate: Candidate) -> Json:
    return checks[candidate.source].claim.lines[candidate.line - 1]
