"""What the ASP's acceptances prove against controls: it is asked of the files at hand (format.md §8)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from sys import intern
from typing import NamedTuple

from segur_tui.format.accepted import Accepted, Act, KeptAccepted, act_of, as_deposited, is_literal
from segur_tui.format.answer import Answer
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import WARNING, Finding
from segur_tui.format.kinds import compared
from segur_tui.format.profile import Profile
from segur_tui.format.rule import Asked, OfKey
from segur_tui.format.tree import Json, differing
from segur_tui.format.usage import FileUsage, Usage
from segur_tui.format.value_type import replace
from segur_tui.format.wording import counted, typeset


class Disputed(NamedTuple):
    """The question whether accepted demandes of a supplier, deposited since a day, do something.

    Where it is about how a number is written, those are asked as they were deposited. `asked` is the control.
    """

    act: Act
    supplier: str
    since: date
    is_literal: bool
    asked: Asked


class _Beside:
    """The files beside those given, read when they are first asked; how many do something is counted once."""

    def __init__(self, read: Callable[[], Iterable[ClaimFile]], today: date) -> None:
        self._read, self._today = read, today
        self._counts: dict[Disputed, int] = {}

    @cached_property
    def files(self) -> list[Accepted]:
        """The files."""
        return [Accepted(claim, self._today) for claim in self._read()]

    def count(self, question: Disputed, asked: frozenset[Asked]) -> int:
        """Return how many of their accepted demandes do something, as they are read."""
        if question not in self._counts:
            self._counts[question] = _count(self.files, question, asked)
        return self._counts[question]


class Acceptances:
    """The accepted demandes of the files at hand; of those `beside` the files given, where these prove nothing."""

    def __init__(self, given: Sequence[Accepted], today: date, beside: _Beside | None = None) -> None:
        self.today, self._given, self._beside = today, given, beside
        self._by_tree = {id(each.claim.root): each for each in given}
        self._deposited: dict[bool, list[Accepted]] = {}
        self._asked: frozenset[Asked] = frozenset()
        self._usages: dict[str, Usage] = {}
        self._counts: dict[Disputed, int] = {}

    @classmethod
    def among(
        cls, claims: Iterable[ClaimFile], today: date, beside: Callable[[], Sequence[ClaimFile]] | None = None
    ) -> Acceptances:
        """Return those of the files given, and of those that `beside` reads, once at most."""
        given = [Accepted(claim, today) for claim in claims]
        return cls(given, today, None if beside is None else _Beside(beside, today))

    def of(self, claim: ClaimFile) -> Acceptances:
        """Return those that hold a file, too, as its answers are read."""
        known = self._by_tree.get(id(claim.as_read))
        if known is not None and _are_same(known.claim.answers, claim.answers):
            return self
        others = [each for each in self._given if each is not known]
        return Acceptances([Accepted(claim, self.today), *others], self.today, self._beside)

    @property
    def unproven(self) -> frozenset[Disputed]:
        """Return what controls have asked and no accepted demande at hand does."""
        return frozenset(question for question, count in self._counts.items() if not count)

    def proven(self, questions: Collection[Disputed]) -> frozenset[Disputed]:
        """Return those of some questions to which an accepted demande at hand is the answer."""
        self._asked |= {each.asked for each in questions}
        return frozenset(filter(self._counted, questions))

    def _supplier(self, claim: ClaimFile) -> str:
        return self._by_tree[id(claim.as_read)].supplier

    @cached_property
    def _may_prove(self) -> bool:
        return self._beside is not None or any(each.places for each in self._given)

    def expect(self, findings: Iterable[Finding]) -> None:
        """Take findings that are to be weighed: all that they ask about is then looked at in one go."""
        self._asked |= {(each.control, each.balise) for each in findings if each.control.is_provable}

    def usage(self, claim: ClaimFile) -> Usage:
        """Return the usage of the accepted demandes of a file's supplier, in the files given."""
        supplier = self._supplier(claim)
        if supplier not in self._usages:
            theirs = [demande for each in self._given if each.supplier == supplier for demande in each.demandes]
            self._usages[supplier] = Usage(theirs, claim.profile)
        return self._usages[supplier]

    def weighed(
        self, claim: ClaimFile, findings: Sequence[Finding], tree: Json, depth: int, named: Collection[str] = ()
    ) -> list[Finding]:
        """Return findings on a tree, a demande or a header, which `depth` tokens of their pointers lead to.

        What accepted demandes do, too, is a warning, not to be corrected, but for balises that the ASP `named`.
        """
        if not findings or not self._may_prove:
            return list(findings)
        is_open = [
            each.control.is_provable and each.balise not in named and not _is_of_name(each, claim)
            for each in findings
        ]
        self.expect(findings)
        return [
            self._weighed(claim, each, tree, depth) if may else each
            for each, may in zip(findings, is_open, strict=True)
        ]

    def _weighed(self, claim: ClaimFile, finding: Finding, tree: Json, depth: int) -> Finding:
        balise = None if finding.balise is None else claim.profile.by_name[finding.balise]
        since = date.min if balise is None else balise.since
        of_number = is_literal(finding, tree, depth)
        supplier, control = self._supplier(claim), (finding.control, finding.balise)
        question = Disputed(act_of(finding, tree, depth), supplier, since, of_number, control)
        if (alike := self._counts.get(question)) is None:
            alike = self._counts[question] = self._counted(question)
        return _proven(finding, alike) if alike else finding

    def _counted(self, question: Disputed) -> int:
        """Return how many accepted demandes of a supplier do something: of the files given, or else of all."""
        if question.is_literal:
            both = map(self._as_deposited, (False, True))
            return next(filter(None, (_count(files, question, self._asked) for files in both)), 0)
        own = _count(self._given, question, self._asked)
        return own if own or self._beside is None else self._beside.count(question, self._asked)

    def _as_deposited(self, with_beside: bool) -> Sequence[Accepted]:  # noqa: FBT001 (of both)
        if with_beside not in self._deposited:
            others = self._beside.files if with_beside and self._beside else ()
            self._deposited[with_beside] = as_deposited([*self._given, *others], self.today)
        return self._deposited[with_beside]


def _count(files: Iterable[Accepted | KeptAccepted], question: Disputed, asked: frozenset[Asked]) -> int:
    """Return how many accepted demandes of files do something, each counted once, by its numbers."""
    theirs = (each for each in files if each.supplier == question.supplier and each.since(question.since))
    return len(set(chain.from_iterable(each.who(question.act, asked) for each in theirs)))


class KeptAcceptances(Acceptances):
    """The acceptances of files of which only what their accepted demandes do was kept.

    `deposited` are those of returns as the files show them that were deposited under their names.
    """

    def __init__(
        self, kept: Sequence[KeptAccepted], deposited: Sequence[KeptAccepted], profile: Profile, today: date
    ) -> None:
        super().__init__((), today)
        self._kept = {False: kept, True: deposited}
        usages: dict[str, list[FileUsage]] = {}
        for each in kept:
            if each.usage is not None:
                usages.setdefault(each.supplier, []).append(each.usage)
        self._usages = {supplier: Usage.of_files(theirs, profile) for supplier, theirs in usages.items()}
        self._may_prove = bool(usages)
        self._none = Usage((), profile)

    def of(self, claim: ClaimFile) -> Acceptances:  # noqa: ARG002 (as others are asked)
        """Return these: each file is among them as it was read."""
        return self

    def usage(self, claim: ClaimFile) -> Usage:
        """Return the usage of the accepted demandes of a file's supplier."""
        return self._usages.get(self._supplier(claim), self._none)

    def _supplier(self, claim: ClaimFile) -> str:
        return compared(claim.numero_ans)

    def _counted(self, question: Disputed) -> int:
        return _count(self._kept[question.is_literal], question, self._asked)


def _are_same(one: Sequence[Answer], other: Sequence[Answer]) -> bool:
    """Tell whether the same demandes are accepted; where one was added or taken away, none was answered."""
    return len(one) != len(other) or all(one[at].state is other[at].state for at in differing(one, other))


def _is_of_name(finding: Finding, claim: ClaimFile) -> bool:
    """Tell whether a finding is on the value that every new file bears in its name, where it has to be right."""
    return finding.balise == claim.profile.numero_ans.name and not issubclass(finding.control, OfKey)


def _proven(finding: Finding, alike: int) -> Finding:
    said = typeset(f"{counted(alike, 'ligne acceptée')} {'font' if alike > 1 else 'fait'} de même")
    message = intern(typeset(f"{finding.message} ; {said}"))
    return replace(finding, severity=WARNING, message=message, fix=None, suggestion=None, alike=alike)
