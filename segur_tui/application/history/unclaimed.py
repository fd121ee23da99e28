"""Money still to be claimed: avances without a solde, soldes refused or without an answer (format.md §7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

from segur_tui.application.disk.patience import Patience
from segur_tui.application.files.checking import FileReport
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import whole
from segur_tui.application.history.soldes import Key, OrdersKnown, SoldePassage, Soldes, avance_key, keys_of
from segur_tui.application.record.orders import Orders
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.order import AvanceOrder, share_of, standing
from segur_tui.format.value_type import value_type


class Why(Enum):
    """The reason why money is still to be claimed, and its words, in French."""

    NO_SOLDE = ("no-solde", "avances acceptées sans solde", "avance acceptée qu’aucun solde ne suit")
    REFUSED = ("refused", "soldes refusés à reprendre", "solde refusé, jamais déposé à nouveau")
    TO_VERIFY = ("to-verify", "soldes à vérifier", "solde dont la réponse est à vérifier")
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
        """Return its days since the deposit, 0 before it, None where that is not known."""
        text = self.deposit[:8]
        try:
            return max((today - date(int(text[:4]), int(text[4:6]), int(text[6:]))).days, 0)
        except ValueError:
            return None


def total(some: Iterable[Unclaimed]) -> Decimal:
    """Return the sum of what the soldes of some demandes pay, in euros HT."""
    return sum((each.share for each in some if each.share is not None), Decimal("0.00"))


def unclaimed(store: Store, files: Sequence[FileReport] = ()) -> list[Unclaimed]:
    """Return what is still to be claimed, the oldest first of each kind: of all that is known, or of some files.

    Raises RecordUnknown.
    """
    orders = _orders(store)
    soldes = Soldes(store, orders)
    still_open = soldes.open_ones()
    found = [
        *_without_solde(orders, soldes.followed(still_open)),
        *(_of_solde(step, soldes.order_of(step)) for step in still_open),
    ]
    wanted = set(_told_in(files))
    in_order = list(Why)
    return sorted(
        (each for each in found if not files or not wanted.isdisjoint(_keys(each.numero_ans, each.numbers))),
        key=lambda each: in_order.index(each.why),
    )


def known_unclaimed(
    settings: Settings, files: Sequence[FileReport] = (), patience: Patience = PATIENCE
) -> tuple[list[Unclaimed], bool]:
    """Return what is still to be claimed, and whether any file is known; files given are read, and not remembered.

    Raises RecordUnknown.
    """
    with whole(settings, patience) as store:
        History(store).remember(files)
        return unclaimed(store, files), History(store).knows_files()


def _without_solde(orders: OrdersKnown, followed: Collection[Key]) -> Iterator[Unclaimed]:
    """Yield the accepted avances that no solde follows, the oldest first; of one dossier the latest."""
    found: dict[Key, tuple[AvanceOrder, str, Numbers]] = {}
    every = [(order, numero_ans) for numero_ans, known in orders.values() for order in known if order.is_accepted]
    for order, numero_ans in sorted(every, key=lambda each: (each[0].deposit, each[0].file, each[0].line)):
        numbers = Numbers(order.editor, compared(order.dossier))
        if any(numbers) and (key := avance_key(numero_ans, order)) not in followed:
            found.pop(key, None)
            found[key] = order, numero_ans, numbers
    for order, numero_ans, numbers in found.values():
        told = order.ordered.amount, order.ordered.is_ttc, order.file, order.line, order.deposit
        yield Unclaimed(Why.NO_SOLDE, numero_ans, order.shown, order.dossier, *told, numbers)


def _of_solde(step: SoldePassage, order: AvanceOrder | None) -> Unclaimed:
    why = Why.UNANSWERED if step.is_waiting else Why.TO_VERIFY if step.is_doubtful else Why.REFUSED
    ordered = None if order is None else order.ordered.amount
    amount = Decimal(step.amount) if step.amount else ordered
    is_ttc = order is not None and order.ordered.is_ttc
    told = step.numero_ans, step.numero_editeur, step.numero_asp, amount, is_ttc
    return Unclaimed(why, *told, step.path, step.line, step.deposit, step.numbers)


def _orders(store: Store) -> OrdersKnown:
    """Return the orders that count, by ANS number as it is compared and n° éditeur, each with that as written."""
    found: dict[tuple[str, str], tuple[str, Sequence[AvanceOrder]]] = {}
    for numero_ans, known in Orders(store).all().items():
        of_editors: dict[str, list[AvanceOrder]] = defaultdict(list)
        for order in known:
            of_editors[order.editor].append(order)
        for editor, some in of_editors.items():
            found[compared(numero_ans), editor] = numero_ans, standing(some)
    return found


def _told_in(files: Iterable[FileReport]) -> Iterator[Key]:
    for report in files:
        claim = None if report.check is None else report.check.claim
        for demande in () if claim is None else claim.lines:
            if claim is not None:
                yield from _keys(claim.numero_ans, numbers_of(demande, claim.profile))


def _keys(numero_ans: str, numbers: Numbers) -> list[Key]:
    """Return by what a demande is found among those of files: any other one where it has no number."""
    return keys_of(numero_ans, numbers) or [(compared(numero_ans), "", "")]
