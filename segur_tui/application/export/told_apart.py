"""Demandes that corrections made unseen tell apart from what holds them: it holds them still (format.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.format.candidate import Candidate, Versions
from segur_tui.format.check import Check
from segur_tui.format.finding import quoted
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.obstacle import ClaimedBefore, Obstacle
from segur_tui.format.resubmission import LeftOut, Resubmission, resubmit
from segur_tui.format.value_type import replace
from segur_tui.format.wording import typeset

FREED = typeset("la correction proposée la libérerait : si elle est juste, faites-la dans l’interface")
_Told = tuple[Numbers, tuple[str, ...]]


def differs(before: Check, after: Check, line: int) -> bool:
    """Tell whether a demande has other numbers or documents than it had: these tell it apart from others."""
    old, new = _told(before, line), _told(after, line)
    return old is not None and old != new


def held_as_given(
    sources: Sequence[SourceFile], choice: ExportChoice, today: date, claimed: ClaimedBefore, found: Resubmission
) -> Resubmission:
    """Leave out who goes only because of corrections made unseen: what held it before holds it still.

    Where they give it the dossier of another, or rename a document of another, nothing tells whose it is.
    """
    given = [each.given or each.check for each in sources]
    lines = [each for each in choice.lines if _told(given[each.source], each.line) is not None]
    known = claimed.given or claimed
    before = resubmit(given, lines, today, choice.confirmed, choice.existing, known, again=choice.again)
    going = {each for each in found.going if differs(given[each.source], sources[each.source].check, each.line)}
    held = {each: LeftOut(each, Obstacle.ERRORS, why) for each, why in _of_others(given, going, found.versions)}
    held |= {
        left.candidate: LeftOut(left.candidate, left.obstacle, (*left.others, FREED))
        for left in before.left_out
        if left.candidate in going and left.others and left.obstacle is not Obstacle.NOT_A_DEMANDE
    }
    return replace(
        found,
        going=tuple(each for each in found.going if each not in held),
        left_out=tuple(sorted((*found.left_out, *held.values()), key=lambda left: left.candidate)),
    )


def _of_others(
    given: Sequence[Check], going: Collection[Candidate], versions: Versions
) -> Iterator[tuple[Candidate, tuple[str, ...]]]:
    """Yield who gets the dossier of another demande, or has one of its documents renamed, with the reasons."""
    bearers = _bearers(given, versions) if going else {}
    for each in going:
        supplier, old, new = _supplier(given, each), _numbers(given, each), versions.numbers(each)
        names, after = (checks[each.source].lines[each.line - 1].documents for checks in (given, versions.checks))
        changed = [
            (
                (supplier, compared(name)),
                f"{quoted(name)}, que la correction proposée renomme, est aussi une pièce de",
            )
            for name in names
            if name not in after
        ]
        if new.dossier not in {"", old.dossier}:
            said = f"le dossier {new.dossier.upper()}, que la correction proposée lui donne, est celui de"
            changed.append(((supplier, new.dossier), said))
        others = (
            (said, next((other for other in bearers[key] if _numbers(given, other).editor != old.editor), None))
            for key, said in changed
        )
        why = tuple(typeset(f"{said} {versions.where(other)}") for said, other in others if other is not None)
        if why:
            yield each, why


def _bearers(given: Sequence[Check], versions: Versions) -> Mapping[tuple[str, str], Sequence[Candidate]]:
    """Return the soldes that bear each document as given, and each dossier, of each supplier."""
    found: Mapping[tuple[str, str], list[Candidate]] = defaultdict(list)
    for source, check in enumerate(given):
        for line, shown in enumerate(check.lines if check.claim.is_solde else (), 1):
            if line not in check.claim.lines_of_avance:
                each = Candidate(source, line)
                for text in {versions.numbers(each).dossier, *map(compared, shown.documents)}:
                    found[_supplier(given, each), text].append(each)
    return found


def _supplier(checks: Sequence[Check], candidate: Candidate) -> str:
    return compared(checks[candidate.source].claim.numero_ans)


def _numbers(checks: Sequence[Check], candidate: Candidate) -> Numbers:
    claim = checks[candidate.source].claim
    return numbers_of(claim.lines[candidate.line - 1], claim.profile)


def _told(check: Check, line: int) -> _Told | None:
    """Return what tells a demande apart from others, None where it is not there."""
    if line > len(check.lines):
        return None
    return numbers_of(check.claim.lines[line - 1], check.claim.profile), check.lines[line - 1].documents
