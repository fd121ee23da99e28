"""The look at the moment of writing: whether all that a plan was decided from is still so (format.md §6)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection
from enum import Enum

from segur_tui.application.export.deciding import decided, everyone, known_in
from segur_tui.application.export.plan import Plan
from segur_tui.application.files.opening import digest_of
from segur_tui.application.record.settled import settled_in
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import ClaimedBefore, Obstacle, known_before
from segur_tui.format.resubmission import Resubmission
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted, typeset


class Changed(Exception):  # noqa: N818 (it says what happened)
    """The plan is no longer what would be decided; nothing is written. The message says why, in French."""


Taken = Callable[[], str]
"""Returns in French what others have done to the drafts that sources were taken from; empty: nothing."""


def taken_by_nobody() -> str:
    """Return that there are no drafts that others could have changed."""
    return ""


@value_type
class Lot:
    """The lot of a demande in a plan: whether it goes, documents aside, and what speaks against it."""

    goes: bool
    against: tuple[Obstacle, ...]


def lots(
    demandes: Collection[Candidate], resubmission: Resubmission, claimed: ClaimedBefore
) -> dict[Candidate, Lot]:
    """Return the lots of demandes, chosen or not."""
    waiting = (left.candidate for left in resubmission.left_out if left.obstacle is Obstacle.DOCUMENTS)
    going = {*resubmission.going, *waiting}
    return {
        each: Lot(
            each in going,
            tuple(obstacle for obstacle, _ in known_before(each, resubmission.versions, claimed)),
        )
        for each in demandes
    }


def look(
    plan: Plan, settings: Settings, store: Store, other: Store | None, taken: Taken = taken_by_nobody
) -> None:
    """Look again at all that decides who goes, and raise Changed where it is otherwise than in a plan.

    `other` is what was kept for other records than the one that is open, if anything.
    Files of a known content are not parsed again, documents are looked at as they are packed. Raises
    RecordUnknown where the record cannot be read.
    """
    for source in plan.sources:
        if source.digest and (digest := digest_of(source.path)) != source.digest:
            unreadable = "ne se lit plus" if os.path.lexists(source.path) else "n’est plus"
            raise Changed(f"{source.path.name} {'a changé' if digest else unreadable} sur le disque")
    if why := taken():
        raise Changed(why)
    settled = settled_in(store, settings)
    if any(settled(each.check.claim, each.digest) != each.check.claim.settled for each in plan.sources):
        raise Changed("une réponse à vérifier a été réglée, ou ne l’est plus")
    today = settings.today
    if plan.choice.day is None and today != plan.day:
        raise Changed(f"le jour est passé au {today:%d/%m/%Y}")
    claimed = known_in(store, other, plan.sources, settings, plan.choice.skipped)
    if claimed == plan.claimed:
        return
    resubmission = decided(plan.sources, plan.choice, today, claimed)
    before = lots(plan.choice.lines, plan.resubmission, plan.claimed)
    after = lots(plan.choice.lines, resubmission, claimed)
    since = Counter(
        next((obstacle for obstacle in lot.against if obstacle not in before[each].against), None)
        for each, lot in after.items()
        if lot != before[each] and (lot.goes or before[each].goes)
    )
    if since:
        raise Changed(_words(since))


def _words(since: Counter[Obstacle | None]) -> str:
    """Return what so many demandes are since; of those that are none of it, something speaks against no more."""
    reported = [obstacle.counted(number) for obstacle, number in since.items() if obstacle is not None]
    if since[None]:
        reported.append(f"{counted(since[None], 'libre')} à nouveau")
    return typeset(f"depuis : {', '.join(reported)}")


class Difference(Enum):
    """A difference of a demande from the decision that a person saw before: its words."""

    WENT = "partait"
    STAYED = "ne partait pas"
    OTHER = "a changé"


def differences(before: Plan, after: Plan, demandes: Collection[Candidate]) -> dict[Candidate, Difference]:
    """Return what differs of demandes of a plan from an earlier one, whose files may be others or read again."""
    places = {source.path: place for place, source in enumerate(before.sources)}
    then = lots(everyone(before.sources), before.resubmission, before.claimed)
    now = lots(demandes, after.resubmission, after.claimed)
    found = {}
    for each, lot in now.items():
        same = Candidate(places.get(after.path_of(each), -1), each.line)
        was = then.get(same, _NOWHERE)
        if was.goes != lot.goes:
            found[each] = Difference.WENT if was.goes else Difference.STAYED
        elif lot.goes and (was != lot or before.deposited(same) != after.deposited(each)):
            found[each] = Difference.OTHER
    return found


_NOWHERE = Lot(goes=False, against=())
