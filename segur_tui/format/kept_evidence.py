"""What files that are not held tell of each other's demandes: what `Evidence` reads of them, kept by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, Protocol, TypeAlias

from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.evidence import (
    MOST,
    MOST_OF_FILE,
    beneficiaries_in,
    has_orders,
    is_of_file,
    orders_of,
    share_none,
)
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import numbers_of
from segur_tui.format.order import AvanceOrder, Rival, Told, beneficiary_key, standing
from segur_tui.format.value_type import value_type

Claimant: TypeAlias = tuple[str, int, str, str]
"""A demande that names a beneficiary: that one, its position from 1, its n° éditeur and dossier as compared."""
_ClaimantsKnown: TypeAlias = tuple[list[tuple[int, int, int, str, str]], dict[int, set[tuple[str, str]]]]
_BITS = 1 << 20
_ORDERS, _BENEFICIARY, _DOSSIER = "order", "beneficiary", "dossier"


@value_type
class Testimony:
    """What one file tells: its orders, the claimants of its avances and soldes, the dossiers of its soldes."""

    name: str
    supplier: str
    orders: tuple[AvanceOrder, ...]
    ordered: tuple[Claimant, ...]
    claimed: tuple[Claimant, ...]
    dossiers: tuple[tuple[str, str], ...]


class KeyedRows(Protocol):
    """Rows by keys, each key's in the order in which they were added."""

    def add(self, key: tuple[str, ...], row: object) -> None:
        """Add a row."""

    def of(self, key: tuple[str, ...]) -> Iterable[Any]:
        """Return the rows of a key."""


def testimony_of(claim: ClaimFile) -> Testimony:
    """Return what a file tells."""
    orders = tuple(orders_of(claim)) if has_orders(claim) else ()
    ordered = ((order.line, each) for order in orders for each in order.ordered.beneficiaries)
    soldes = [line for line in range(1, len(claim.lines) + 1) if line not in claim.lines_of_avance]
    numbers = [numbers_of(claim.lines[line - 1], claim.profile) for line in soldes] if claim.is_solde else ()
    return Testimony(
        claim.name,
        compared(claim.numero_ans),
        orders,
        tuple(_claimants(claim, ordered)),
        tuple(_claimants(claim, beneficiaries_in(claim))) if claim.is_solde else (),
        tuple({(each.dossier, each.editor): None for each in numbers}),
    )


def _claimants(claim: ClaimFile, named: Iterable[tuple[int, str]]) -> Iterator[Claimant]:
    """Yield the claimants of each beneficiary: as many with other numbers as can ever be held against others."""
    known: dict[str, set[tuple[str, str]]] = {}
    for line, beneficiary in named:
        theirs = known.setdefault(beneficiary, set())
        if len(theirs) <= MOST:
            numbers = numbers_of(claim.lines[line - 1], claim.profile)
            if numbers not in theirs:
                theirs.add(numbers)
                yield beneficiary, line, *numbers


class _Marks:
    """Texts that were marked, in the same room however many they are; a few others may seem to be."""

    def __init__(self) -> None:
        self._bits = bytearray(_BITS // 8)

    def add(self, *texts: str) -> None:
        at = hash(texts) % _BITS
        self._bits[at >> 3] |= 1 << (at & 7)

    def __contains__(self, texts: tuple[str, ...]) -> bool:
        at = hash(texts) % _BITS
        return bool(self._bits[at >> 3] & (1 << (at & 7)))


class KeptEvidence:
    """What files, each given by its place, tell of each other by their testimonies."""

    def __init__(self, rows: KeyedRows) -> None:
        self._rows = rows
        self._names = dict[int, str]()
        self._claimants_of = lru_cache(4096)(self._read_claimants)
        self.with_orders, self._with_claimants = set[str](), set[str]()
        self._ordered, self._asked = _Marks(), _Marks()

    def take(self, place: int, told: Testimony) -> None:
        """Take what a file tells; files are taken in their order."""
        supplier, self._names[place] = told.supplier, told.name
        for order in told.orders:
            self.with_orders.add(supplier)
            self._rows.add((_ORDERS, supplier, order.editor), order)
            dossier = compared(order.dossier)
            self._rows.add((_DOSSIER, supplier, dossier), order.editor)
            self._ordered.add(supplier, order.editor)
            self._asked.add(supplier, dossier)
        for kind, claimants in enumerate((told.ordered, told.claimed)):
            for beneficiary, *who in claimants:
                self._rows.add((_BENEFICIARY, supplier, beneficiary), (place, kind, *who))
            if claimants:
                self._with_claimants.add(supplier)

    def expect_dossiers(self, supplier: str, dossiers: Iterable[tuple[str, str]]) -> None:
        """Take the dossiers of a file's soldes that are asked for: those of the n° éditeur that have orders."""
        for dossier, editor in dossiers if supplier in self.with_orders else ():
            if (supplier, editor) in self._ordered:
                self._asked.add(supplier, dossier)

    def take_dossiers(self, supplier: str, dossiers: Iterable[tuple[str, str]]) -> None:
        """Take who bears the dossiers of a file's soldes, where these are asked for: those of orders are, too."""
        for dossier, editor in dossiers if supplier in self.with_orders else ():
            if (supplier, dossier) in self._asked:
                self._rows.add((_DOSSIER, supplier, dossier), editor)

    def told(self, place: int, supplier: str) -> Told | None:
        """Return what the others tell of a file of soldes; None where that is nothing."""
        if supplier not in self.with_orders and supplier not in self._with_claimants:
            return None

        @cache
        def orders(editor: str) -> Sequence[AvanceOrder]:
            known = self._rows.of((_ORDERS, supplier, editor)) if editor else ()
            return standing([each for each in known if isinstance(each, AvanceOrder)])

        def editors_of(dossier: str) -> Iterable[str]:
            return {str(each) for each in self._rows.of((_DOSSIER, supplier, dossier))}

        def rival(own: tuple[str, str], beneficiary: str) -> Rival | None:
            known, of_files = self._claimants_of(supplier, beneficiary_key(beneficiary))
            for file, kind, line, editor, dossier in known:
                theirs = editor, dossier
                is_here = bool(kind) and is_of_file(theirs, of_files.get(place, ()))
                if file != place and share_none(own, theirs) and not is_here:
                    return Rival(editor, dossier, self._names[file], line)
            return None

        return Told(orders, rival, editors_of, has_orders=supplier in self.with_orders)

    def _read_claimants(self, supplier: str, beneficiary: str) -> _ClaimantsKnown:
        """Return the demandes that are held against others for a beneficiary: a few of each file, and of all.

        Behind them stand the numbers of all soldes that claim for it, by their files.
        """
        known: dict[tuple[str, str], tuple[int, int, int, str, str]] = {}
        of_files: dict[int, set[tuple[str, str]]] = {}
        of, taken = (-1, -1), 0
        for row in self._rows.of((_BENEFICIARY, supplier, beneficiary)):
            place, kind, line, editor, dossier = row
            if kind:
                of_files.setdefault(place, set()).add((editor, dossier))
            of, taken = (place, kind), taken if of == (place, kind) else 0
            if taken < MOST_OF_FILE and len(known) < MOST and (editor, dossier) not in known:
                known[editor, dossier] = (place, kind, line, editor, dossier)
                taken += 1
        return [*known.values()], of_files
