"""Money still to be claimed: avances without a solde, soldes refused or without an answer (format.md §7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TypeAlias

from segur_tui.application.disk.patience import Patience
from segur_tui.application.files.checking import FileReport
from segur_tui.application.history.passages import History, What
from segur_tui.application.record.orders import Orders
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.order import AvanceOrder, share_of, standing
from segur_tui.format.value_type import value_type

_Orders: TypeAlias = dict[tuple[str, str], tuple[str, Sequence[AvanceOrder]]]
"""The orders that count by ANS number, as it is compared, and n° éditeur; each with the ANS number as written."""
_ANSWERS = {What.ACCEPTED, What.DOUBTFUL, What.REJECTED, What.TO_VERIFY}
_WAITING = {What.EXPORTED, What.DEPOSITED, What.PENDING}


class Why(Enum):
    """The reason why money is still to be claimed, and its words, in French."""

    NO_SOLDE = ("no-solde", "avances acceptées sans solde", "avance acceptée qu’aucun solde ne suit")
    REFUSED = ("refused", "soldes refusés à reprendre", "solde refusé, jamais déposé à nouveau")
    UNANSWERED = ("unanswered", "soldes sans réponse", "solde exporté ou déposé, sans réponse connue")

    def __init__(self, id_: str, words: str, one: str) -> None:
        """Take the id for scripts, the words of a heading, and those for one of them."""
        self.id, self.words, self.one = id_, words, one


@value_type
class Unclaimed:
    """Money of one demande that is still to be claimed: euros HT, None where no amount is known.

    `amount` is what was ordered, or of a solde what was invoiced; `share` what its solde pays. `deposit` is the
    day and number of the file that tells it; `numbers` are its own as they are compared.
    """

    why: Why
    numero_ans: str
    numero_editeur: str
    numero_asp: str
    amount: Decimal | None
    is_ttc: bool
    path: str
    line: int
    deposit: str
    numbers: Numbers

    @property
    def share(self) -> Decimal | None:
        """Return what its solde pays, None where no amount is known."""
        return None if self.amount is None else share_of(self.amount)

    @property
    def name(self) -> str:
        """Return the name of its file, without folder."""
        return Path(self.path).name

    def age(self, today: date) -> int | None:
        """Return its days since the deposit, None where that is not known."""
        text = self.deposit[:8]
        try:
            return (today - date(int(text[:4]), int(text[4:6]), int(text[6:]))).days
        except ValueError:
            return None


def total(some: Iterable[Unclaimed]) -> Decimal:
    """Return the sum of what the soldes of some demandes pay, in euros HT."""
    return sum((each.share for each in some if each.share is not None), Decimal("0.00"))


@value_type
class _Step:
    """A passage of a solde, with the numbers by which it is compared, and what was invoiced."""

    deposit: str
    path: str
    numero_ans: str
    line: int
    numero_editeur: str
    numero_asp: str
    what: What
    numbers: Numbers
    amount: str


class _Steps:
    """The passages of all soldes, found by the numbers that they share."""

    def __init__(self, store: Store) -> None:
        with store.reading():
            rows = store.rows(
                "SELECT deposit, path, numero_ans, line, numero_editeur, numero_asp, what, "
                "editor_key, dossier_key, amount FROM passage"
            )
            self.all = sorted(map(_step, rows), key=lambda step: (step.deposit, step.what is What.DEPOSITED))
        self._by_number: dict[tuple[str, int, str], list[_Step]] = defaultdict(list)
        for step in self.all:
            for key in _keys(compared(step.numero_ans), step.numbers):
                self._by_number[key].append(step)

    def of(self, numero_ans: str, numbers: Numbers) -> Iterator[_Step]:
        """Yield the passages of a demande: those with its dossier, or with its n° éditeur and no other dossier."""
        for key in _keys(compared(numero_ans), numbers):
            for step in self._by_number.get(key, ()):
                if not (numbers.dossier and step.numbers.dossier) or step.numbers.dossier == numbers.dossier:
                    yield step

    def with_editor(self, numero_ans: str, editor: str) -> bool:
        """Tell whether any solde has a n° éditeur."""
        return (compared(numero_ans), 0, editor) in self._by_number

    def latest(self, some: Iterable[_Step]) -> list[_Step]:
        """Return of some passages the latest of each demande, the oldest first."""
        found: list[_Step] = []
        taken: set[int] = set()
        wanted = list(some)
        for step in reversed(wanted):
            if id(step) not in taken:
                found.append(step)
                taken.update(map(id, self.of(step.numero_ans, step.numbers)))
        return found[::-1]

    def is_waiting(self, step: _Step) -> bool:
        """Tell whether no answer to a demande is known that was exported or deposited, or is pending."""
        return step.what in _WAITING and not any(
            each.what is What.ACCEPTED
            or (each.what in _ANSWERS and each.deposit >= step.deposit)
            or (each.what in _ANSWERS and not each.deposit and step.what is not What.EXPORTED)
            for each in self.of(step.numero_ans, step.numbers)
        )


def unclaimed(store: Store, files: Sequence[FileReport] = ()) -> list[Unclaimed]:
    """Return what is still to be claimed, the oldest first of each kind: of all that is known, or of some files.

    Raises RecordUnknown.
    """
    steps, orders = _Steps(store), _orders(store)
    open_ones = {(each.path, each.line) for each in History(store).open_rejections()}
    refused = (each for each in steps.all if each.what is What.REJECTED and (each.path, each.line) in open_ones)
    found = [
        *_without_solde(orders, steps),
        *(_of_solde(Why.REFUSED, step, orders) for step in steps.latest(refused)),
        *(_of_solde(Why.UNANSWERED, step, orders) for step in steps.latest(filter(steps.is_waiting, steps.all))),
    ]
    wanted = set(_numbers_in(files))
    return [
        each
        for each in found
        if not files or not wanted.isdisjoint(_keys(compared(each.numero_ans), each.numbers))
    ]


def known_unclaimed(
    settings: Settings, files: Sequence[FileReport] = (), patience: Patience = PATIENCE
) -> tuple[list[Unclaimed], bool]:
    """Return what is still to be claimed, and whether any file is known; files given are read, and not remembered.

    Raises RecordUnknown.
    """
    with Store.opened(settings, patience, to_read=True) as record, record.copied() as store:
        History(store).remember(files)
        return unclaimed(store, files), History(store).knows_files()


def _without_solde(orders: _Orders, steps: _Steps) -> Iterator[Unclaimed]:
    found = []
    for (_, editor), (numero_ans, known) in orders.items():
        for order in known:
            numbers = Numbers(editor, compared(order.dossier))
            is_alone = len(known) == 1 and steps.with_editor(numero_ans, editor)
            if order.is_accepted and not is_alone and not any(steps.of(numero_ans, numbers)):
                found.append((order, numero_ans, numbers))
    for order, numero_ans, numbers in sorted(
        found, key=lambda each: (each[0].deposit, each[0].file, each[0].line)
    ):
        told = order.ordered.amount, order.ordered.is_ttc, order.file, order.line, order.deposit
        yield Unclaimed(Why.NO_SOLDE, numero_ans, order.shown, order.dossier, *told, numbers)


def _of_solde(why: Why, step: _Step, orders: _Orders) -> Unclaimed:
    _, known = orders.get((compared(step.numero_ans), step.numbers.editor), ("", ()))
    order = known[0] if len(known) == 1 else None
    ordered = None if order is None else order.ordered.amount
    amount = Decimal(step.amount) if step.amount else ordered
    is_ttc = order is not None and order.ordered.is_ttc
    told = step.numero_ans, step.numero_editeur, step.numero_asp, amount, is_ttc
    return Unclaimed(why, *told, step.path, step.line, step.deposit, step.numbers)


def _orders(store: Store) -> _Orders:
    """Return the orders that count, by ANS number as it is compared and n° éditeur, each with that as written."""
    found: _Orders = {}
    for numero_ans, known in Orders(store).all().items():
        of_editors: dict[str, list[AvanceOrder]] = defaultdict(list)
        for order in known:
            of_editors[order.editor].append(order)
        for editor, some in of_editors.items():
            found[compared(numero_ans), editor] = numero_ans, standing(some)
    return found


def _numbers_in(files: Iterable[FileReport]) -> Iterator[tuple[str, int, str]]:
    for report in files:
        claim = None if report.check is None else report.check.claim
        for demande in () if claim is None else claim.lines:
            if claim is not None:
                yield from _keys(compared(claim.numero_ans), numbers_of(demande, claim.profile))


def _keys(supplier: str, numbers: Numbers) -> Iterator[tuple[str, int, str]]:
    return ((supplier, kind, number) for kind, number in enumerate(numbers) if number)


def _step(row: tuple[Any, ...]) -> _Step:
    deposit, path, numero_ans, line, editor, asp, what, editor_key, dossier_key, amount = row
    numbers = Numbers(editor_key, dossier_key)
    return _Step(deposit, path, numero_ans, line, editor, asp, What(what), numbers, amount)
