"""The demandes of several files, and where one of them stands again: its versions (format.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from segur_tui.format.answer import AnswerState
from segur_tui.format.check import Check
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.recency import Age, Recency
from segur_tui.format.value_type import field, value_type


class Candidate(NamedTuple):
    """A demande that may go: the position of its file among the sources from 0, its line from 1."""

    source: int
    line: int


@value_type
class _Same:
    """The versions of a demande: all, two accepted ones, and two others of two files, the last deposited first."""

    everywhere: tuple[Candidate, ...]
    accepted: tuple[Candidate, ...]
    others: tuple[Candidate, ...]


_A_PAIR = 2
_Number = tuple[str, int, str]
"""The ANS number of a demande, and which of its numbers is what."""
_NOWHERE = _Same((), (), ())


@value_type
class Versions:
    """The versions of demandes: those of one ANS number with one n° éditeur and one dossier, neither empty."""

    checks: Sequence[Check] = ()
    _recency: Recency = field(default_factory=Recency)
    _same: Mapping[Candidate, _Same] = field(default_factory=dict)
    _accepted: Mapping[_Number, Sequence[Candidate]] = field(default_factory=dict)

    @classmethod
    def of(cls, checks: Sequence[Check]) -> Versions:
        """Return the versions of all demandes of files: of each ANS number by itself."""
        places: dict[tuple[str, str, str], list[Candidate]] = defaultdict(list)
        for source, check in enumerate(checks):
            supplier = compared(check.claim.numero_ans)
            for line, shown in enumerate(check.lines, 1):
                if shown.editor_number and shown.dossier and line not in check.claim.lines_of_avance:
                    numbers = compared(shown.editor_number), compared(shown.dossier)
                    places[supplier, *numbers].append(Candidate(source, line))
        several_times = [same for same in places.values() if len(same) > 1]
        accepted = _accepted_by_number(checks)
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
        same = self._same.get(candidate, _NOWHERE).accepted
        supplier = compared(self.checks[candidate.source].claim.numero_ans)
        known = (self._accepted.get((supplier, *key), ()) for key in enumerate(self.numbers(candidate)))
        return next((each for each in chain(same, *known) if each != candidate), None)

    def numbers(self, candidate: Candidate) -> Numbers:
        """Return the numbers of a demande as they are compared."""
        claim = self.checks[candidate.source].claim
        return numbers_of(claim.lines[candidate.line - 1], claim.profile)

    def newer(self, candidate: Candidate, older: Container[Candidate] = ()) -> Candidate | None:
        """Return the version not accepted of another file that was deposited last, if that was later.

        Those known to be `older` than their answers are none.
        """
        same = self._same.get(candidate, _NOWHERE)
        others = (each for each in same.others if each.source != candidate.source and each not in older)
        last = next(others, None)
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

    def _compared(self, same: Sequence[Candidate]) -> _Same:
        """Return the versions of a demande that count, given all of them in the order of the files."""
        by_time = sorted(same, key=self._time, reverse=True)
        accepted = [each for each in by_time if self._state(each) is AnswerState.ACCEPTED]
        last_of: dict[int, Candidate] = {}
        for each in by_time:
            if self._state(each) is not AnswerState.ACCEPTED:
                last_of.setdefault(each.source, each)
        return _Same(tuple(same), tuple(accepted[:2]), tuple(last_of.values()))

    def _state(self, candidate: Candidate) -> AnswerState:
        return self.checks[candidate.source].claim.answers[candidate.line - 1].state

    def _time(self, candidate: Candidate) -> tuple[Age, bool, int]:
        """Return the age of a demande, sortable: answers last, then the file that was given last."""
        return (self._recency.ages[candidate.source], not self.is_pending(candidate), candidate.source)


def _accepted_by_number(checks: Sequence[Check]) -> dict[_Number, list[Candidate]]:
    """Return the accepted demandes by each of their numbers: of many with one, two tell as much."""
    found: dict[_Number, list[Candidate]] = defaultdict(list)
    for source, check in enumerate(checks):
        supplier = compared(check.claim.numero_ans)
        for line, answer in enumerate(check.claim.answers if check.claim.is_solde else (), 1):
            if answer.state is AnswerState.ACCEPTED and line not in check.claim.lines_of_avance:
                for key in enumerate(numbers_of(check.claim.lines[line - 1], check.claim.profile)):
                    if key[1] and len(found[supplier, *key]) < _A_PAIR:
                        found[supplier, *key].append(Candidate(source, line))
    return found
