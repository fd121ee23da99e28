"""The demandes of several files, and where one of them stands again: its versions (format.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from segur_tui.format.answer import AnswerState
from segur_tui.format.check import Check
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.one_demande import as_one
from segur_tui.format.recency import Age, Recency
from segur_tui.format.value_type import field, value_type


class Candidate(NamedTuple):
    """A demande that may go: the position of its file among the sources from 0, its line from 1."""

    source: int
    line: int


@value_type
class _Same:
    """The versions of a demande: all, two accepted ones for each numbers, and others, one a file.

    Of the latter two the last deposited stand first.
    """

    everywhere: tuple[Candidate, ...] = ()
    others: tuple[Candidate, ...] = ()
    accepted: Mapping[Numbers, Sequence[Candidate]] = field(default_factory=dict)


_Number = tuple[str, str, str]
"""The ANS number of a demande, and the kind of one of its numbers, and this."""
_A_PAIR = 2
_NOWHERE = _Same()


@value_type
class Versions:
    """The versions of demandes: those of one ANS number that share a number, or that others link."""

    checks: Sequence[Check] = ()
    _recency: Recency = field(default_factory=Recency)
    _same: Mapping[Candidate, _Same] = field(default_factory=dict)
    _accepted: Mapping[_Number, Sequence[Candidate]] = field(default_factory=dict)

    @classmethod
    def of(cls, checks: Sequence[Check]) -> Versions:
        """Return the versions of all demandes of files: of each ANS number by itself."""
        bearers: dict[str, dict[Numbers, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
        accepted: dict[_Number, list[Candidate]] = defaultdict(list)
        for source, check in enumerate(checks):
            claim, supplier = check.claim, compared(check.claim.numero_ans)
            for line, demande in enumerate(claim.lines if claim.is_solde else (), 1):
                if line not in claim.lines_of_avance and any(numbers := numbers_of(demande, claim.profile)):
                    bearers[supplier][numbers].append(Candidate(source, line))
                    if claim.answers[line - 1].state is AnswerState.ACCEPTED:
                        for key in numbers.keys:  # of many with one number, two tell as much
                            if len(found := accepted[supplier, *key]) < _A_PAIR:
                                found.append(Candidate(source, line))
        several_times = [same for of_one in bearers.values() for same in _several_times(of_one)]
        if not several_times:
            return cls(checks, _accepted=accepted)
        recency = Recency.of([check.claim for check in checks])
        alone = cls(checks, recency)
        several = [alone._compared(same) for same in several_times]
        return cls(checks, recency, {each: same for same in several for each in same.everywhere}, accepted)

    def everywhere(self, candidate: Candidate) -> tuple[Candidate, ...]:
        """Return all versions of a demande, itself included; none where it is the only one."""
        return self._same.get(candidate, _NOWHERE).everywhere

    def accepted(self, candidate: Candidate) -> Candidate | None:
        """Return another demande that the ASP has accepted under either number, its last version first."""
        same, numbers = self._same.get(candidate, _NOWHERE), self.numbers(candidate)
        supplier = compared(self.checks[candidate.source].claim.numero_ans)
        known = (self._accepted.get((supplier, *key), ()) for key in numbers.keys)
        every = chain(same.accepted.get(numbers, ()), *known)
        return next((each for each in every if each != candidate), None)

    def numbers(self, candidate: Candidate) -> Numbers:
        """Return the numbers of a demande as they are compared."""
        claim = self.checks[candidate.source].claim
        return numbers_of(claim.lines[candidate.line - 1], claim.profile)

    def newer(self, candidate: Candidate, older: Container[Candidate] = ()) -> Candidate | None:
        """Return the version of another file that was deposited last, if that was later.

        Those known to be `older` than their answers are none, nor accepted ones that share a number and hold it.
        """
        same, numbers = self._same.get(candidate, _NOWHERE), self.numbers(candidate)
        linked = (some for other, some in same.accepted.items() if not numbers.is_shared_with(other))
        found = (
            next((each for each in versions if each.source != candidate.source and each not in older), None)
            for versions in (same.others, chain.from_iterable(linked))
        )
        last = max(filter(None, found), key=self._time, default=None)
        return None if last is None or self._time(last) <= self._time(candidate) else last

    def is_guessed(self, candidate: Candidate, newer: Candidate) -> bool:
        """Tell whether only the order in which two files were given says which of two versions is the newer."""
        if self._are_of_one_age(candidate, newer):
            return not self.is_copy(candidate, newer)
        return self._recency.is_guessed(candidate.source, newer.source)

    def is_copy(self, candidate: Candidate, newer: Candidate) -> bool:
        """Tell whether two versions of one age are the same, as in a file that was downloaded twice."""
        one, other = (self.checks[each.source].claim.lines[each.line - 1] for each in (candidate, newer))
        return self._are_of_one_age(candidate, newer) and one == other

    def _are_of_one_age(self, candidate: Candidate, newer: Candidate) -> bool:
        return self._time(candidate)[:2] == self._time(newer)[:2]

    def where(self, candidate: Candidate) -> str:
        """Return the file and the line of a demande."""
        return f"{self.checks[candidate.source].claim.name}, ligne {candidate.line}"

    def is_pending(self, candidate: Candidate) -> bool:
        """Tell whether the ASP has not answered a demande."""
        return self._state(candidate) is AnswerState.PENDING

    def is_accepted(self, candidate: Candidate) -> bool:
        """Tell whether the ASP has accepted a demande."""
        return self._state(candidate) is AnswerState.ACCEPTED

    def _compared(self, same: Sequence[Candidate]) -> _Same:
        """Return the versions of a demande that count, given all of them in the order of the files."""
        by_time = sorted(same, key=self._time, reverse=True)
        accepted: dict[Numbers, list[Candidate]] = defaultdict(list)
        last_of: dict[int, Candidate] = {}
        for each in by_time:
            if not self.is_accepted(each):
                last_of.setdefault(each.source, each)
            elif len(found := accepted[self.numbers(each)]) < _A_PAIR:
                found.append(each)
        return _Same(tuple(same), tuple(last_of.values()), accepted)

    def _state(self, candidate: Candidate) -> AnswerState:
        return self.checks[candidate.source].claim.answers[candidate.line - 1].state

    def _time(self, candidate: Candidate) -> tuple[Age, bool, int]:
        """Return the age of a demande, sortable: answers last, then the file that was given last."""
        return (self._recency.ages[candidate.source], not self.is_pending(candidate), candidate.source)


def _several_times(bearers: Mapping[Numbers, Sequence[Candidate]]) -> Iterator[Sequence[Candidate]]:
    """Yield the demandes of a supplier that stand several times, in the order of the files."""
    demandes = as_one((each.source, numbers) for numbers, some in bearers.items() for each in some)
    found: dict[Numbers, list[Candidate]] = defaultdict(list)
    for numbers, some in bearers.items():
        found[demandes[numbers]] += some
    return (sorted(same) for same in found.values() if len(same) > 1)
