"""The soldes that are known, each with its passages: which of them are of one demande (format.md §7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from segur_tui.application.history.passage import What
from segur_tui.application.record.store import Store
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import Numbers
from segur_tui.format.order import AvanceOrder
from segur_tui.format.value_type import value_type

OrdersKnown: TypeAlias = Mapping[tuple[str, str], tuple[str, Sequence[AvanceOrder]]]
"""The orders that count by ANS number, as it is compared, and n° éditeur; each with the ANS number as written."""
Identity: TypeAlias = tuple[str, str, str]
"""The ANS number and the n° éditeur of a demande, and its dossier where only that tells it from others."""
_DOUBTS = {What.DOUBTFUL, What.TO_VERIFY}
_ANSWERS = {What.ACCEPTED, What.REJECTED, *_DOUBTS}
_WAITING = {What.EXPORTED, What.DEPOSITED, What.PENDING}


@value_type
class SoldePassage:
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
    source: str
    source_line: int

    @property
    def euros(self) -> Decimal | None:
        """Return what was invoiced, None where that is not known."""
        return Decimal(self.amount) if self.amount else None

    @property
    def is_waiting(self) -> bool:
        """Tell whether an answer to it is to come."""
        return self.what in _WAITING

    @property
    def is_doubtful(self) -> bool:
        """Tell whether the answer to it is to be verified."""
        return self.what in _DOUBTS


class Soldes:
    """The passages of all soldes by demande. A demande keeps its n° éditeur; its dossier may be corrected.

    The dossier tells demandes apart where there is no n° éditeur, or where one n° éditeur has several avances, or
    several dossiers in one file. Each avance has one solde: what names no dossier is of the one that it fits best.
    """

    def __init__(self, store: Store, orders: OrdersKnown) -> None:
        """Take the passages that a record has, and the orders; raises RecordUnknown."""
        with store.reading():
            rows = store.rows(
                "SELECT deposit, path, numero_ans, line, numero_editeur, numero_asp, what, "
                "editor_key, dossier_key, amount, source, source_line FROM passage"
            )
            steps = sorted(map(_step, rows), key=lambda step: (step.deposit, step.what is What.DEPOSITED))
        self._shared = _of_several(orders, steps)
        self._of_dossier = _editors_by_dossier(orders, steps)
        self._meant = _meant_by_amount(self._shared, orders, steps)
        self._exports: dict[tuple[str, int], list[SoldePassage]] = defaultdict(list)
        self._steps: dict[Identity, list[SoldePassage]] = defaultdict(list)
        for step in steps:
            self._steps[self._identity(step)].append(step)
            if step.source:
                self._exports[Path(step.source).name, step.source_line].append(step)

    def identity(self, numero_ans: str, numbers: Numbers, amount: Decimal | None = None) -> Identity:
        """Return what tells a demande with some numbers, and an amount where it is a solde, from others."""
        supplier, (editor, dossier) = compared(numero_ans), numbers
        editors = self._of_dossier.get((supplier, dossier), ())
        if not editor and len(editors) == 1:
            (editor,) = editors
        if editor and (supplier, editor) not in self._shared:
            return supplier, editor, ""
        return supplier, editor, dossier or self._meant.get((supplier, editor, amount), "")

    def has(self, identity: Identity) -> bool:
        """Tell whether any solde of a demande is known."""
        return identity in self._steps

    def open_ones(self) -> Iterator[SoldePassage]:
        """Yield the latest step of each demande that is not accepted, the oldest first."""
        found = (next(filter(self._is_open, reversed(steps)), None) for steps in self._steps.values())
        yield from sorted(filter(None, found), key=lambda step: (step.deposit, step.path, step.line))

    def _identity(self, step: SoldePassage) -> Identity:
        """Return what tells the demande of a step from others: its place where it has no number."""
        if any(step.numbers):
            return self.identity(step.numero_ans, step.numbers, step.euros)
        return compared(step.numero_ans), "", f"{step.deposit or step.path} {step.line}"

    def _is_open(self, step: SoldePassage) -> bool:
        others = self._steps[self._identity(step)]
        if any(each.what is What.ACCEPTED for each in others):
            return False
        if step.is_waiting:
            return not any(_is_answered(step, each) for each in others if each.what in _ANSWERS)
        later = (
            each.what is What.EXPORTED if not step.deposit else each.deposit > step.deposit for each in others
        )
        exports = self._exports.get((Path(step.path).name, step.line), ())
        return not any(later) and not any(_share_a_number(step, each) for each in exports)


def _is_answered(step: SoldePassage, answer: SoldePassage) -> bool:
    """Tell whether an answer is one to a step; one of an unknown day is, but for an export."""
    return answer.deposit >= step.deposit or (not answer.deposit and step.what is not What.EXPORTED)


def _share_a_number(one: SoldePassage, other: SoldePassage) -> bool:
    is_of_one = compared(one.numero_ans) == compared(other.numero_ans)
    return is_of_one and any(
        mine and mine == theirs for mine, theirs in zip(one.numbers, other.numbers, strict=True)
    )


def _of_several(orders: OrdersKnown, steps: Sequence[SoldePassage]) -> set[tuple[str, str]]:
    """Return the n° éditeur that several demandes bear: several avances, or several dossiers in one file."""
    shared = {key for key, (_, known) in orders.items() if len(known) > 1}
    first: dict[tuple[str, str, str], tuple[int, str]] = {}
    for step in steps:
        supplier, (editor, dossier) = compared(step.numero_ans), step.numbers
        if editor and dossier:
            line, known = first.setdefault((supplier, editor, step.path), (step.line, dossier))
            if step.line != line and known != dossier:
                shared.add((supplier, editor))
    return shared


def _meant_by_amount(
    shared: Collection[tuple[str, str]], orders: OrdersKnown, steps: Sequence[SoldePassage]
) -> dict[tuple[str, str, Decimal | None], str]:
    """Return the dossiers that soldes mean which name none, by ANS number, n° éditeur of several, and amount."""
    theirs: dict[tuple[str, str], list[SoldePassage]] = defaultdict(list)
    for step in steps if shared else ():
        theirs[compared(step.numero_ans), step.numbers.editor].append(step)
    return {
        (*key, amount): _meant_by(amount, orders[key][1], theirs[key])
        for key in shared
        if key in orders
        for amount in {None, *(step.euros for step in theirs[key] if not step.numbers.dossier)}
    }


def _meant_by(amount: Decimal | None, known: Sequence[AvanceOrder], steps: Sequence[SoldePassage]) -> str:
    """Return the dossier, of the avances of one n° éditeur, that a solde of an amount means where it names none.

    It is of the avance whose order, or whose own solde, has the amount; else of one without a solde, the nearest.
    """

    def likeness(order: AvanceOrder) -> tuple[bool, bool, Decimal]:
        followed = [step for step in steps if step.numbers.dossier == compared(order.dossier)]
        ordered = order.ordered.amount
        is_same = amount is not None and amount in {ordered, *(step.euros for step in followed)}
        away = abs(ordered - amount) if amount is not None and ordered is not None else Decimal(0)
        return not is_same, bool(followed), away

    return compared(min(known, key=likeness).dossier)


def _editors_by_dossier(orders: OrdersKnown, steps: Sequence[SoldePassage]) -> dict[tuple[str, str], set[str]]:
    """Return the n° éditeur of each dossier: those of its avances, and of the soldes of others."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    told = set[tuple[str, str]]()
    for (supplier, editor), (_, known) in orders.items():
        for dossier in {compared(each.dossier) for each in known if editor} - {""}:
            found[supplier, dossier].add(editor)
            told.add((supplier, editor))
    for step in steps:
        supplier, (editor, dossier) = compared(step.numero_ans), step.numbers
        if editor and dossier and (supplier, editor) not in told:
            found[supplier, dossier].add(editor)
    return found


def _step(row: tuple[Any, ...]) -> SoldePassage:
    deposit, path, numero_ans, line, editor, asp, what, editor_key, dossier_key, amount, source, source_line = row
    numbers = Numbers(editor_key, dossier_key)
    return SoldePassage(
        deposit, path, numero_ans, line, editor, asp, What(what), numbers, amount, source or "", source_line or 0
    )
