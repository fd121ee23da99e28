"""Demandes that corrections made unseen tell apart from what holds them: it holds them still (format.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.format.candidate import Candidate
from segur_tui.format.check import Check
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

    Where they give it the dossier of another who goes, too, nothing tells whose it is.
    """
    given = [each.given or each.check for each in sources]
    lines = [each for each in choice.lines if _told(given[each.source], each.line) is not None]
    known = claimed.given or claimed
    before = resubmit(given, lines, today, choice.confirmed, choice.existing, known, again=choice.again)
    going = {each for each in found.going if differs(given[each.source], sources[each.source].check, each.line)}
    held = {each: LeftOut(each, Obstacle.ERRORS, (why,)) for each, why in _with_one_dossier(given, going, found)}
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


def _with_one_dossier(
    given: Sequence[Check], going: set[Candidate], found: Resubmission
) -> Iterator[tuple[Candidate, str]]:
    """Yield who would go with a dossier that it did not have, and that another who goes has, with the reason."""
    of_dossier: Mapping[tuple[str, str], list[Candidate]] = defaultdict(list)
    for each in found.going:
        supplier = compared(found.versions.checks[each.source].claim.numero_ans)
        of_dossier[supplier, found.versions.numbers(each).dossier].append(each)
    for (_, dossier), shared in of_dossier.items():
        for each in shared if dossier and len(shared) > 1 else ():
            told = _told(given[each.source], each.line) if each in going else None
            if told is not None and told[0].dossier != dossier:
                other = found.versions.where(next(other for other in shared if other != each))
                why = f"le dossier {dossier.upper()}, que la correction proposée lui donne, est celui de {other}"
                yield each, typeset(why)


def _told(check: Check, line: int) -> _Told | None:
    """Return what tells a demande apart from others, None where it is not there."""
    if line > len(check.lines):
        return None
    return numbers_of(check.claim.lines[line - 1], check.claim.profile), check.lines[line - 1].documents
