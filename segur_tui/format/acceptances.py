"""What the ASP's acceptances prove against controls: it is asked of the files at hand (format.md §8)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import chain
from sys import intern

from segur_tui.format.accepted import Accepted, Act, act_of, as_deposited, is_literal
from segur_tui.format.answer import Answer
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import WARNING, Finding
from segur_tui.format.rule import Asked, OfKey
from segur_tui.format.tree import Json
from segur_tui.format.usage import Usage
from segur_tui.format.value_type import replace
from segur_tui.format.wording import counted, typeset


class Acceptances:
    """The accepted demandes of the files at hand; of those `beside` the files given, where these prove nothing."""

    def __init__(
        self, given: Sequence[Accepted], today: date, beside: Callable[[], Sequence[Accepted]] | None = None
    ) -> None:
        self.today, self._given, self._beside = today, given, beside
        self._by_tree = {id(each.claim.root): each for each in given}
        self._deposited: dict[bool, list[Accepted]] = {}
        self._asked: frozenset[Asked] = frozenset()
        self._usages: dict[str, Usage] = {}
        self._counts: dict[tuple[Act, str, date], int] = {}

    @classmethod
    def among(
        cls, claims: Iterable[ClaimFile], today: date, beside: Callable[[], Sequence[ClaimFile]] | None = None
    ) -> Acceptances:
        """Return those of the files given, and of those that `beside` reads, once at most."""

        def accepted(files: Iterable[ClaimFile]) -> list[Accepted]:
            return [Accepted(claim, today) for claim in files]

        return cls(accepted(claims), today, None if beside is None else cache(lambda: accepted(beside())))

    def of(self, claim: ClaimFile) -> Acceptances:
        """Return those that hold a file, too, as its answers are read."""
        known = self._by_tree.get(id(claim.as_read))
        if known is not None and _are_same(known.claim.answers, claim.answers):
            return self
        others = [each for each in self._given if each is not known]
        return Acceptances([Accepted(claim, self.today), *others], self.today, self._beside)

    @cached_property
    def _may_prove(self) -> bool:
        return self._beside is not None or any(each.places for each in self._given)

    def expect(self, findings: Iterable[Finding]) -> None:
        """Take findings that are to be weighed: all that they ask about is then looked at in one go."""
        self._asked |= {(each.control, each.balise) for each in findings if each.control.is_provable}

    def usage(self, claim: ClaimFile) -> Usage:
        """Return the usage of the accepted demandes of a file's supplier, in the files given."""
        supplier = self._by_tree[id(claim.as_read)].supplier
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
        asked = act_of(finding, tree, depth), self._by_tree[id(claim.as_read)].supplier, since
        if (alike := self._counts.get(asked)) is None:
            alike = self._counts[asked] = self._counted(*asked, is_literal=is_literal(finding, tree, depth))
        return _proven(finding, alike) if alike else finding

    def _counted(self, act: Act, supplier: str, since: date, *, is_literal: bool) -> int:
        """Return how many accepted demandes of a supplier do something: of the files given, or else of all."""
        for with_beside in (False, True):
            who = (
                each.who(act, self._asked)
                for each in self._at_hand(with_beside=with_beside, is_literal=is_literal)
                if each.supplier == supplier and each.since(since)
            )
            if count := len(set(chain.from_iterable(who))):
                return count
        return 0

    def _at_hand(self, *, with_beside: bool, is_literal: bool) -> Sequence[Accepted]:
        files = [*self._given, *self._beside()] if with_beside and self._beside else self._given
        if not is_literal:
            return files
        if with_beside not in self._deposited:
            self._deposited[with_beside] = as_deposited(files, self.today)
        return self._deposited[with_beside]


def _are_same(one: Sequence[Answer], other: Sequence[Answer]) -> bool:
    """Tell whether the same demandes are accepted; where one was added or taken away, none was answered."""
    return len(one) != len(other) or all(a is b or (a.state is b.state) for a, b in zip(one, other, strict=True))


def _is_of_name(finding: Finding, claim: ClaimFile) -> bool:
    """Tell whether a finding is on the value that every new file bears in its name, where it has to be right."""
    return finding.balise == claim.profile.numero_ans.name and not issubclass(finding.control, OfKey)


def _proven(finding: Finding, alike: int) -> Finding:
    said = typeset(f"{counted(alike, 'ligne acceptée')} {'font' if alike > 1 else 'fait'} de même")
    message = intern(typeset(f"{finding.message} ; {said}"))
    return replace(finding, severity=WARNING, message=message, fix=None, suggestion=None, alike=alike)
