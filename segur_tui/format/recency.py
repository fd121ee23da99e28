"""The ages of files: by content, by day and number, or by the order given (format.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.kinds import compared
from segur_tui.format.meaning import likeness, meaning_of
from segur_tui.format.numbers import numbers_of
from segur_tui.format.profile import Profile
from segur_tui.format.tree import Json
from segur_tui.format.value_type import value_type

_CORRECTED_ONE_IN = 4
"""Of so many values of the demandes that a return answers, one may have been corrected in it since."""

Age = tuple[str, int, int]
"""The deposit of a file, such as `20261012-001`, 1 for an answer to it, and its place in the order given, or 0."""


@value_type
class Recency:
    """The ages of files, the newest highest; those that are `unreported` have theirs from the order given.

    `answered` are for each file the submissions that it answers.
    """

    ages: tuple[Age, ...] = ()
    unreported: frozenset[int] = frozenset()
    answered: tuple[frozenset[int], ...] = ()

    @classmethod
    def of(cls, claims: Sequence[ClaimFile]) -> Recency:
        """Return the ages of files, in the order in which a person gave or opened them."""
        names = [claim.profile.file_names.found_in(claim.name) for claim in claims]
        own = ["" if name is None else name.deposit for name in names]
        answered = _answered(claims, own)
        deposits = [max([own[index], *(own[other] for other in answered[index])]) for index in range(len(claims))]
        phases = [int(claim.kind is FileKind.RETURN) for claim in claims]
        ages: dict[int, Age] = {}
        for index in _submissions_first(answered):
            newest = max(ages.values(), default=("", 0, 0))
            phase = phases[index]
            ages[index] = (deposits[index], phase, 0) if deposits[index] else (newest[0], newest[1], len(ages) + 1)
        unreported = frozenset(index for index, deposit in enumerate(deposits) if not deposit)
        return cls(tuple(ages[index] for index in range(len(claims))), unreported, tuple(answered))

    def is_guessed(self, one: int, other: int) -> bool:
        """Tell whether only the order given says which of two files is the newer."""
        related = other in self.answered[one] or one in self.answered[other]
        return not related and not self.unreported.isdisjoint((one, other))


def _submissions_first(answered: Sequence[frozenset[int]]) -> Iterator[int]:
    """Yield the files in the order given, but a submission before the return that answers it."""
    done: set[int] = set()
    for index, submissions in enumerate(answered):
        for each in (*sorted(submissions), index):
            if each not in done:
                done.add(each)
                yield each


def _answered(claims: Sequence[ClaimFile], own: Sequence[str]) -> list[frozenset[int]]:
    holding: dict[str, set[int]] = defaultdict(set)
    for index, claim in enumerate(claims):
        if claim.kind is FileKind.SUBMISSION:
            for demande in claim.demandes_as_read:
                for number in filter(None, numbers_of(demande, claim.profile)):
                    holding[number].add(index)
    answered = []
    for index, claim in enumerate(claims):
        near = set[int]()
        if claim.kind is FileKind.RETURN and holding:
            first = next(iter(claim.demandes_as_read), None)
            near = {each for number in filter(None, numbers_of(first, claim.profile)) for each in holding[number]}
        answered.append(frozenset(each for each in near if _answers(claim, claims[each], own[index], own[each])))
    return answered


def _answers(claim: ClaimFile, submission: ClaimFile, own: str, deposit: str) -> bool:
    """Tell whether a return holds a submission's demandes, a few values corrected, and is not its source."""
    days = own.partition("-")[0], deposit.partition("-")[0]
    if compared(claim.numero_ans) != compared(submission.numero_ans) or (own and days[0] < days[1]):
        return False
    pairs = _paired(claim.demandes_as_read, submission.demandes_as_read, claim.profile)
    if pairs is None:
        return False
    alike = [likeness(meaning_of(one, claim.profile), meaning_of(other, claim.profile)) for one, other in pairs]
    places, differing = sum(each.places for each in alike), sum(each.differing for each in alike)
    if not differing:
        return True
    return differing * _CORRECTED_ONE_IN <= places and not (own and own < deposit)


def _paired(
    answers: Sequence[Json], deposited: Sequence[Json], profile: Profile
) -> list[tuple[Json, Json]] | None:
    """Return the demandes of two files that share a number, two by two; None unless each has its other."""
    if len(answers) != len(deposited):
        return None
    by_number: dict[tuple[int, str], int] = {}
    for index, demande in enumerate(deposited):
        for key in enumerate(numbers_of(demande, profile)):
            by_number.setdefault(key, index)
    pairs, taken = [], set[int]()
    for index, demande in enumerate(answers):
        own = [(kind, number) for kind, number in enumerate(numbers_of(demande, profile)) if number]
        beside = numbers_of(deposited[index], profile)
        found = [index] if any(number in beside for _, number in own) else []
        found += [by_number[key] for key in own if key in by_number]
        place = next((each for each in found if each not in taken), None)
        if place is None:
            return None
        taken.add(place)
        pairs.append((demande, deposited[place]))
    return pairs
