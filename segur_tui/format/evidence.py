"""What files at hand tell of each other's demandes: orders of avances, others for a beneficiary (format.md §7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TypeAlias

from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.kinds import compared
from segur_tui.format.models import is_right
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.order import AvanceOrder, Rival, Told, beneficiary_key, standing
from segur_tui.format.placing import value_of
from segur_tui.format.tree import Members
from segur_tui.format.value_type import replace, value_type

MOST_OF_FILE, MOST = 2, 20
"""Demandes of one file, and of all, that are held against the others of a beneficiary: more say nothing more."""


@value_type
class RememberedOrders:
    """What is remembered of a supplier: the orders of a n° éditeur, and the n° éditeur that bear a dossier.

    It `has_orders` where any avance of it is.
    """

    of_editor: Callable[[str], Sequence[AvanceOrder]]
    editors_of: Callable[[str], Iterable[str]]
    has_orders: bool = True


Remembered: TypeAlias = Callable[[ClaimFile], RememberedOrders | None]
"""Gives for a file what is remembered of its supplier; None where that is nothing."""


OtherRival: TypeAlias = Callable[[tuple[str, str], str], Rival | None]
"""Returns another demande for a beneficiary, which shares neither number with the one of some numbers."""


class _Claimant:
    """A demande, by its file and its position from 1; there may be many."""

    __slots__ = ("_numbers", "claim", "line")

    def __init__(self, claim: ClaimFile, line: int) -> None:
        self.claim, self.line = claim, line
        self._numbers: Numbers | None = None

    @property
    def numbers(self) -> Numbers:
        if self._numbers is None:
            self._numbers = numbers_of(self.claim.lines[self.line - 1], self.claim.profile)
        return self._numbers


class Evidence:
    """The orders and beneficiaries of the files at hand, by ANS number, and the orders `remembered` besides."""

    def __init__(self, claims: Iterable[ClaimFile] = (), remembered: Remembered | None = None) -> None:
        self._orders: dict[str, dict[str, list[AvanceOrder]]] = {}
        self._claimants: dict[str, dict[str, list[_Claimant]]] = {}
        self._remembered = remembered
        self._other: OtherRival | None = None
        self._told: dict[tuple[str, int], tuple[Members, Told | None]] = {}
        self._soldes: dict[str, list[ClaimFile]] = {}
        self._editors: dict[str, dict[str, set[str]]] = {}
        files = list(claims)
        for claim in files:
            if claim.is_solde:
                self._soldes.setdefault(compared(claim.numero_ans), []).append(claim)
            if has_orders(claim):
                known, ordered = self._orders.setdefault(compared(claim.numero_ans), {}), list(orders_of(claim))
                for order in ordered:
                    known.setdefault(order.editor, []).append(order)
                self._take(
                    claim, ((order.line, each) for order in ordered for each in order.ordered.beneficiaries)
                )
            if len(files) > 1 and claim.is_solde:
                self._take(claim, beneficiaries_in(claim))

    def besides(self, other: OtherRival | None, remembered: Remembered | None) -> Evidence:
        """Return it for one more file, of which `other` tells, too, and what is `remembered`; no other is held."""
        found = Evidence()
        vars(found).update(vars(self) | {"_told": {}, "_other": other, "_remembered": remembered})
        return found

    def told(self, claim: ClaimFile) -> Told | None:
        """Return what they tell of a file of soldes, and of it as corrected since; None where that is nothing."""
        key = (compared(claim.numero_ans), id(claim.as_read))
        if key not in self._told:
            self._told[key] = claim.as_read, self._told_of(claim, key[0])  # what is held keeps its identity
        return self._told[key][1]

    def _told_of(self, claim: ClaimFile, supplier: str) -> Told | None:
        at_hand = self._orders.get(supplier, {})
        remembered = None if self._remembered is None else self._remembered(claim)
        has_orders = bool(at_hand) or (remembered is not None and remembered.has_orders)
        if not has_orders and not self._claimants.get(supplier) and self._other is None:
            return None

        as_read, claimants = claim.as_read, self._claimants.get(supplier, {})

        @cache
        def orders(editor: str) -> Sequence[AvanceOrder]:
            if not editor:
                return ()
            kept = () if remembered is None else remembered.of_editor(editor)
            return standing([*kept, *at_hand.get(editor, ())])

        def editors_of(dossier: str) -> Iterable[str]:
            kept = () if remembered is None else remembered.editors_of(dossier)
            return {*kept, *self._editors_at_hand(supplier, claim).get(dossier, ())}

        @cache
        def of_file() -> dict[str, set[tuple[str, str]]]:
            return claims_of(claimed_in(claim))

        def rival(own: tuple[str, str], beneficiary: str) -> Rival | None:
            key = beneficiary_key(beneficiary)
            for each in claimants.get(key, ()):
                if each.claim.as_read is not as_read and share_none(own, each.numbers):
                    is_solde = each.claim.is_solde and each.line not in each.claim.lines_of_avance
                    if is_solde and is_of_file(each.numbers, of_file().get(key, ())):
                        continue
                    return Rival(*each.numbers, each.claim.name, each.line)
            return None if self._other is None else self._other(own, key)

        return Told(orders, rival, editors_of, has_orders=has_orders)

    def _editors_at_hand(self, supplier: str, claim: ClaimFile) -> dict[str, set[str]]:
        """Return the n° éditeur of each dossier in the files at hand; those of all lines are looked at once."""
        if supplier not in self._editors:
            found = self._editors[supplier] = {}
            for orders in self._orders.get(supplier, {}).values():
                for order in orders:
                    found.setdefault(compared(order.dossier), set()).add(order.editor)
            for file in self._soldes.get(supplier, (claim,)):
                for line, demande in enumerate(file.lines, 1):
                    if line in file.lines_of_avance:
                        continue
                    editor, dossier = numbers_of(demande, file.profile)
                    found.setdefault(dossier, set()).add(editor)
        return self._editors[supplier]

    def _take(self, claim: ClaimFile, named: Iterable[tuple[int, str]]) -> None:
        """Take the beneficiaries that the demandes of a file, given by their positions, have."""
        claimants = self._claimants.setdefault(compared(claim.numero_ans), {})
        taken: dict[str, int] = {}
        for line, beneficiary in named:
            known = claimants.setdefault(beneficiary, [])
            if taken.get(beneficiary, 0) < MOST_OF_FILE and len(known) < MOST:
                claimant = _Claimant(claim, line)
                if not known or claimant.numbers not in {each.numbers for each in known}:
                    known.append(claimant)
                    taken[beneficiary] = taken.get(beneficiary, 0) + 1


def share_none(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether two demandes differ in each of n° éditeur and dossier that both bear, and in one at least."""
    known = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine and theirs]
    return bool(known) and all(mine != theirs for mine, theirs in known)


def is_of_file(numbers: tuple[str, str], claimants: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a demande shares a number with one of a file that has its beneficiary: it stands there, too."""
    return any(mine and mine == theirs for each in claimants for mine, theirs in zip(numbers, each, strict=True))


def claims_of(claims: Iterable[tuple[str, tuple[str, str]]]) -> dict[str, set[tuple[str, str]]]:
    """Return the numbers of the soldes of a file by their beneficiaries."""
    found: dict[str, set[tuple[str, str]]] = {}
    for beneficiary, numbers in claims:
        found.setdefault(beneficiary, set()).add(numbers)
    return found


def has_orders(claim: ClaimFile) -> bool:
    """Tell whether any demande of a file is one of an avance."""
    return claim.kind is FileKind.AVANCE or (claim.is_solde and bool(claim.lines_of_avance))


def claimed_in(claim: ClaimFile) -> Iterator[tuple[str, Numbers]]:
    """Yield the beneficiaries of soldes, as they are compared, each with the numbers of its demande."""
    for line, beneficiary in beneficiaries_in(claim) if claim.is_solde else ():
        yield beneficiary, numbers_of(claim.lines[line - 1], claim.profile)


def orders_of(claim: ClaimFile) -> Iterator[AvanceOrder]:
    """Yield the orders of the demandes of avances in a file that have a n° éditeur or a dossier."""
    name = claim.profile.file_names.found_in(claim.name)
    deposit = "" if name is None else name.deposit
    for line, as_read in claim.ordered.items():
        numbers = numbers_of(claim.lines[line - 1], claim.profile)
        if any(numbers):
            editor, written, dossier = numbers.editor, claim.dossier(line), numbers.dossier.upper()
            if not is_right(claim.profile.dossier.kind, dossier):
                dossier = written
            ordered = as_read if dossier == written else replace(as_read, is_certain=False)
            shown, state = claim.editor_number(line) or editor, claim.answers[line - 1].state
            yield AvanceOrder(editor, shown, dossier, ordered, state, claim.name, line, deposit)


def beneficiaries_in(claim: ClaimFile) -> Iterator[tuple[int, str]]:
    """Yield the numbers of beneficiaries of soldes as they are written, with the positions of their demandes."""
    for line, demande in enumerate(claim.lines, 1):
        if line in claim.lines_of_avance:
            continue
        for balise in claim.profile.beneficiaries if isinstance(demande, dict) else ():
            container = balise.level.container
            block = None if container is None or not isinstance(demande, dict) else value_of(demande, container)
            block = block[0] if isinstance(block, list) and block else block
            value = value_of(block, balise) if isinstance(block, dict) else None
            for item in value if isinstance(value, list) else (value,):
                if isinstance(item, str) and item:
                    yield line, beneficiary_key(item)
