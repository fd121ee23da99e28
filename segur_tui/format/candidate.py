"""The demandes of several files, and where one of them stands again: its versions (format.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from segur_tui.format.answer import State
from segur_tui.format.check import Check
from segur_tui.format.frozen import frozen
from segur_tui.format.naming import FileName


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A demande that may go: the position of its file among the sources from 0, its line from 1."""

    source: int
    line: int


@frozen
class Versions:
    """Where the same demande stands several times: the same n° éditeur and dossier, neither empty."""

    checks: Sequence[Check] = ()
    _same: Mapping[Candidate, tuple[Candidate, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, checks: Sequence[Check]) -> Versions:
        """Return the versions of all demandes of files of one supplier."""
        places: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        for source, check in enumerate(checks):
            for line, shown in enumerate(check.lines, 1):
                if shown.editor_number and shown.asp_number:
                    places[shown.editor_number, shown.asp_number].append(Candidate(source, line))
        several = [tuple(same) for same in places.values() if len(same) > 1]
        return cls(checks, {each: same for same in several for each in same})

    def others(self, candidate: Candidate) -> list[Candidate]:
        """Return the other versions of a demande."""
        return [each for each in self._same.get(candidate, ()) if each != candidate]

    def accepted(self, candidate: Candidate) -> Candidate | None:
        """Return the version that the ASP has accepted, the last one deposited, if it is another one."""
        return self._last(each for each in self.others(candidate) if self._state(each) is State.ACCEPTED)

    def newer(self, candidate: Candidate) -> Candidate | None:
        """Return the version not accepted of another file that was deposited last, if that was later."""
        return self._last(
            each
            for each in self.others(candidate)
            if each.source != candidate.source
            and self._state(each) is not State.ACCEPTED
            and self._time(each) > self._time(candidate)
        )

    def where(self, candidate: Candidate) -> str:
        """Return the file and the line of a demande."""
        return f"{self.checks[candidate.source].claim.name}, ligne {candidate.line}"

    def is_pending(self, candidate: Candidate) -> bool:
        """Tell whether the ASP has not answered a demande."""
        return self._state(candidate) is State.PENDING

    def _last(self, versions: Iterable[Candidate]) -> Candidate | None:
        return max(versions, key=self._time, default=None)

    def _state(self, candidate: Candidate) -> State:
        return self.checks[candidate.source].claim.answers[candidate.line - 1].state

    def _time(self, candidate: Candidate) -> tuple[str, bool]:
        """Return when a demande was deposited, sortable: files whose name does not tell first, answers last."""
        name = FileName.parse(self.checks[candidate.source].claim.name)
        return ("" if name is None else name.deposit, not self.is_pending(candidate))
