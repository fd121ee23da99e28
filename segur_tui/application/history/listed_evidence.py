"""What the files of a list tell of each other, marked: a file is checked anew only where that has changed."""

from __future__ import annotations

from binascii import crc32
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import TypeAlias

from segur_tui.application.disk.bytes import read_bytes
from segur_tui.application.files.checking import UNREADABLE
from segur_tui.application.files.opening import Opened, open_claim
from segur_tui.application.record.orders import marks_of_orders, remembered
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.digest import content_digest
from segur_tui.format.evidence import (
    MOST,
    MOST_OF_FILE,
    Evidence,
    Remembered,
    claimed_in,
    claims_of,
    has_orders,
    is_of_file,
    share_none,
)
from segur_tui.format.kinds import compared
from segur_tui.format.order import Rival
from segur_tui.format.profiles import PROFILES
from segur_tui.format.reading import Unreadable
from segur_tui.format.value_type import value_type

_Claims: TypeAlias = Mapping[str, Collection[tuple[str, str]]]
"""The numbers of the soldes of a file, by their beneficiaries."""
_ORDERS = "*"
_OF_SOLDES = {FileKind.SUBMISSION.value, FileKind.RETURN.value}


@value_type
class Telling:
    """What one file of a list may tell of others: its kind, ANS number as it is compared, and `mark`.

    `told` is what is kept of its beneficiaries, each with its n° éditeur and dossier, and whether it orders.
    """

    kind: str
    supplier: str
    mark: str
    told: str

    @classmethod
    def of(cls, claim: ClaimFile | None, mark: str) -> Telling:
        """Return what a file that was read may tell."""
        kind, numero_ans = (UNREADABLE, "") if claim is None else (claim.kind.value, compared(claim.numero_ans))
        return cls(kind, numero_ans, mark, _told_by(claim))

    @property
    def claims(self) -> Iterator[tuple[str, str, str]]:
        """Yield the beneficiaries, each with the n° éditeur and the dossier of its demande."""
        for each in self.told.split():
            if each != _ORDERS:
                beneficiary, editor, dossier = each.split(".")
                yield beneficiary, editor, dossier

    @property
    def has_orders(self) -> bool:
        """Tell whether an avance is in it."""
        return self.told.startswith(_ORDERS)


def _told_by(claim: ClaimFile | None) -> str:
    """Return what a file may tell of others, to be kept: short sums, none of which is a number that it holds."""
    if claim is None or claim.kind is FileKind.OTHER:
        return ""
    claims = {
        ".".join(map(_sum, (beneficiary, *numbers))) for beneficiary, numbers in claimed_in(claim) if any(numbers)
    }
    return " ".join([*([_ORDERS] if has_orders(claim) else []), *sorted(claims)])


class ListedEvidence:
    """What the files of a list, as far as they are known, and the orders that the record holds tell of each."""

    def __init__(
        self,
        files: Mapping[Path, Telling],
        settings: Settings,
        store: Callable[[], Store | None] = lambda: None,
        opened: Callable[[Path], Opened] | None = None,
        gathered: dict[str, Evidence] | None = None,
    ) -> None:
        """Take the files that are known, what opens those with orders, and the record, when it is first asked.

        Orders that were `gathered` from files already are taken by their mark, and others added.
        """
        self._settings, self._store = settings, store
        self._opened = opened or partial(open_claim, settings=settings)
        self._remembered = marks_of_orders(settings)
        self._ordering: dict[str, dict[Path, str]] = defaultdict(dict)
        self._claims: dict[tuple[str, str], dict[tuple[str, str], Path]] = defaultdict(dict)
        self._marks = dict[str, str]()
        self._gathered = {} if gathered is None else gathered
        self._kept: Remembered | None = None
        for path, each in sorted(files.items()):
            self.take(path, each)

    def take(self, path: Path, telling: Telling) -> None:
        """Let a file tell of those that are asked about from then on."""
        if telling.has_orders:
            self._ordering[telling.supplier][path] = telling.mark
            self._marks.pop(telling.supplier, None)
        if telling.kind not in _OF_SOLDES:
            return
        taken: dict[str, int] = defaultdict(int)
        for beneficiary, *numbers in telling.claims:
            known, key = self._claims[telling.supplier, beneficiary], (numbers[0], numbers[1])
            if key not in known and taken[beneficiary] < MOST_OF_FILE and len(known) < MOST:
                known[key] = path
                taken[beneficiary] += 1

    def against(self, path: Path, telling: Telling) -> str:
        """Return what marks all that is told of a file, empty where that is nothing.

        Of other demandes for a beneficiary it counts that there is one: which, no figure of a list tells.
        """
        if telling.kind not in _OF_SOLDES:
            return ""
        own = claims_of((beneficiary, (editor, dossier)) for beneficiary, editor, dossier in telling.claims)
        rivals = [
            f"{beneficiary}.{editor}.{dossier}"
            for beneficiary, editor, dossier in telling.claims
            if self._rival(path, telling.supplier, (editor, dossier), beneficiary, own) is not None
        ]
        kept = bool(self._remembered.get(telling.supplier) or self._ordering.get(telling.supplier))
        orders = self._mark_of_orders(telling.supplier) if kept else ""
        return content_digest("\n".join([orders, *rivals]).encode()) if kept or rivals else ""

    def of(self, path: Path, telling: Telling) -> Evidence:
        """Return what is told of a file."""
        is_kept = bool(self._remembered.get(telling.supplier))
        if is_kept and self._kept is None:
            self._kept = remembered(self._settings, self._store())
        own = claims_of((beneficiary, (editor, dossier)) for beneficiary, editor, dossier in telling.claims)
        other = partial(self._other, path, telling.supplier, own)
        return self._orders_of(telling.supplier).besides(other, self._kept if is_kept else None)

    def gather(self) -> None:
        """Gather the orders of the files at hand, so that processes that are forked then need not."""
        for supplier in self._ordering:
            self._orders_of(supplier)

    def _mark_of_orders(self, supplier: str) -> str:
        """Return what tells the orders known of a supplier from later ones."""
        if supplier not in self._marks:
            ordering = (f"{path} {mark}" for path, mark in sorted(self._ordering[supplier].items()))
            text = "\n".join([self._remembered.get(supplier, ""), *ordering])
            self._marks[supplier] = content_digest(text.encode(errors="surrogateescape"))
        return self._marks[supplier]

    def _orders_of(self, supplier: str) -> Evidence:
        """Return the orders of the files of a supplier that are known."""
        mark = self._mark_of_orders(supplier)
        if mark not in self._gathered:
            claims = (self._opened(path).claim for path in sorted(self._ordering[supplier]))
            self._gathered[mark] = Evidence(filter(None, claims))
        return self._gathered[mark]

    def _other(
        self, path: Path, supplier: str, own: _Claims, numbers: tuple[str, str], beneficiary: str
    ) -> Rival | None:
        sums = _sum(numbers[0]), _sum(numbers[1])
        other = self._rival(path, supplier, sums, _sum(beneficiary), own)
        return None if other is None else Rival("", "", other.name, 0)

    def _rival(
        self, path: Path, supplier: str, numbers: tuple[str, str], beneficiary: str, own: _Claims
    ) -> Path | None:
        """Return another file with a demande for a beneficiary that shares neither number, by their sums.

        One that shares a number with a demande of the file itself, given by its `own` claims, is none.
        """
        of_file = own.get(beneficiary, ())
        for theirs, other in self._claims.get((supplier, beneficiary), {}).items():
            if other != path and share_none(numbers, theirs) and not is_of_file(theirs, of_file):
                return other
        return None


def ordering_first(paths: Iterable[Path], is_stopped: Callable[[], bool]) -> tuple[list[Path], list[Path]]:
    """Return the files that may be of avances, at a glance, and the others, which those are to tell of."""
    first, others = list[Path](), list[Path]()
    for path in takewhile(lambda _: not is_stopped(), paths):
        text = b""
        with suppress(Unreadable):
            text = read_bytes(path).replace(b"\0", b"").lower()
        (first if any(each.avance_in_bytes.search(text) for each in PROFILES) else others).append(path)
    return first, others


def _sum(text: str) -> str:
    return f"{crc32(text.encode(errors='replace')):x}" if text else ""
