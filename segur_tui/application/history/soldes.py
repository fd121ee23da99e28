"""The soldes that are known, each with its passages: which of them are of one demande (format.md §7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

from segur_tui.application.history.passage import What
from segur_tui.application.record.sql import is_dossier
from segur_tui.application.record.store import Store
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import Numbers
from segur_tui.format.order import AvanceOrder, dossiers_of
from segur_tui.format.value_type import value_type

OrdersKnown: TypeAlias = Mapping[tuple[str, str], tuple[str, Sequence[AvanceOrder]]]
"""The orders that count by ANS number, as it is compared, and n° éditeur; each with the ANS number as written."""
Key: TypeAlias = tuple[str, str, str]
"""The ANS number of a demande, the kind of one of its numbers, and this, as they are compared."""
_DOSSIER = f"CASE WHEN editor_key = '' OR {is_dossier('dossier_key')} THEN dossier_key ELSE '' END"
_STEPS = f"""
    SELECT deposit, path, numero_ans, line, numero_editeur, numero_asp, what, editor_key, {_DOSSIER}, amount,
        source, source_line FROM passage
"""  # noqa: S608 (names of ours, no value)
"""The passages of soldes; what is no dossier, such as a word in its place, tells nothing beside a n° éditeur."""
_DOUBTS = {What.DOUBTFUL, What.TO_VERIFY}
_ANSWERS = {What.ACCEPTED, What.REJECTED, *_DOUBTS}
_WAITING = {What.EXPORTED, What.DEPOSITED, What.PENDING}


@value_type
class SoldePassage:
    """A passage of a solde, with the numbers by which it is compared, and what was invoiced.

    Its demande is known by its `keys`: the ANS number with each of its numbers, or its place where it has none.
    """

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
    keys: tuple[Key, ...]

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
    """The passages of all soldes, and which of them are of one demande: those that the export holds for one.

    They are of one ANS number, and share the n° éditeur or the dossier, follow one avance, or others link
    them. A number that lines of one file bear beside different other ones tells nothing by itself. Each
    avance has one solde, and each solde one avance: the one of both its numbers, else of its n° éditeur, else
    of its dossier; of several the one whose order, or whose own solde, has its amount, else one without a
    solde, the nearest.
    """

    def __init__(self, store: Store, orders: OrdersKnown) -> None:
        """Take the passages that a record has, and the orders; raises RecordUnknown."""
        with store.reading():
            steps = sorted(
                map(_step, store.rows(_STEPS)), key=lambda step: (step.deposit, step.what is What.DEPOSITED)
            )
        self._steps, self._apart = steps, _told_apart(steps)
        self._orders: dict[Key, list[AvanceOrder]] = defaultdict(list)
        for (supplier, editor), (_, known) in orders.items():
            for order in known:
                for key in keys_of(supplier, Numbers(editor, compared(order.dossier))):
                    self._orders[key].append(order)
        self._dossiers = dossiers_of({key: known for key, known in self._orders.items() if key[1] == "editor"})
        self._exports: dict[tuple[str, int], list[SoldePassage]] = defaultdict(list)
        self._by_key: dict[Key, list[SoldePassage]] = defaultdict(list)
        for step in steps:
            for key in step.keys:
                self._by_key[key].append(step)
            if step.source:
                self._exports[Path(step.source).name, step.source_line].append(step)
        meant = ((step, self._order_of(step)) for step in steps)
        self._meant = {step: order for step, order in meant if order is not None}
        self._avances = {step: avance_key(step.numero_ans, order) for step, order in self._meant.items()}
        self._whole: dict[SoldePassage, Collection[SoldePassage]] = {}
        self._following: dict[Key, list[SoldePassage]] = defaultdict(list)
        for step, avance in self._avances.items():
            self._following[avance].append(step)

    def order_of(self, step: SoldePassage) -> AvanceOrder | None:
        """Return the order of the avance that a solde follows, None where none is known."""
        return self._meant.get(step)

    def followed(self, still_open: Iterable[SoldePassage]) -> set[Key]:
        """Return the avances that an accepted solde follows, or one of those that are open."""
        accepted = (step for step in self._steps if step.what is What.ACCEPTED)
        counted = chain(accepted, still_open) if self._following else ()
        return {key for step in counted if (key := self._avance_of(step)) is not None}

    def _avance_of(self, step: SoldePassage) -> Key | None:
        """Return the avance that a solde follows, or that the nearest of those that it stands for follows."""
        return next((self._avances[each] for each in self._reached(step) if each in self._avances), None)

    def _reached(self, step: SoldePassage) -> Iterator[SoldePassage]:
        """Yield a step, and all those that are linked with it, the nearest first."""
        reached, to_see = {step}, [step]
        for each in to_see:
            yield each
            others = [other for other in dict.fromkeys(self._same(each)) if other not in reached]
            reached.update(others)
            to_see += others

    def _linked(self, step: SoldePassage) -> Collection[SoldePassage]:
        """Return all steps of the demande of a step, itself included."""
        if step not in self._whole:
            of_one = dict.fromkeys(self._reached(step))
            self._whole |= dict.fromkeys(of_one, of_one)
        return self._whole[step]

    def open_ones(self) -> Sequence[SoldePassage]:
        """Return the latest step of each demande that is not accepted, the oldest first.

        Those of one file that others link are several: nothing tells which of them is the later.
        """
        found, passed = list[SoldePassage](), set[SoldePassage]()
        for step in filter(self._is_open, reversed(self._steps)):
            same, linked = set(self._same(step)), self._linked(step)
            if not any(each in passed and (each in same or each.path != step.path) for each in linked):
                found.append(step)
            passed.add(step)
        return sorted(found, key=lambda step: (step.deposit, step.path, step.line))

    def _same(self, step: SoldePassage) -> Iterator[SoldePassage]:
        """Yield the steps that share a number or the avance with a step, itself included."""
        for key in step.keys:
            is_apart = key in self._apart
            for each in self._by_key[key]:
                if not (is_apart and _differ(step, each)) and not self._follow_different(step, each):
                    yield each
        for each in self._following[self._avances[step]] if step in self._avances else ():
            is_beside = (each.deposit or each.path) == (step.deposit or step.path) and each.line != step.line
            if not (is_beside and _differ(step, each)):
                yield each

    def _follow_different(self, one: SoldePassage, other: SoldePassage) -> bool:
        """Tell whether two soldes have n° éditeur whose own avances name different dossiers."""
        if one.numbers.editor == other.numbers.editor:
            return False
        mine, theirs = (self._dossiers.get(each.keys[0], frozenset()) for each in (one, other))
        return bool(mine and theirs) and mine.isdisjoint(theirs)

    def _order_of(self, step: SoldePassage) -> AvanceOrder | None:
        (editor, dossier), (supplier, *_) = step.numbers, step.keys[0]
        known = list({id(order): order for key in step.keys for order in self._orders.get(key, ())}.values())
        if len(known) < 2:  # noqa: PLR2004 (no other to choose)
            return known[0] if known else None

        def likeness(order: AvanceOrder) -> tuple[bool, int, bool, bool, Decimal]:
            its_dossier, ordered = compared(order.dossier), order.ordered.amount
            is_of_editor, is_of_dossier = order.editor == editor, its_dossier == dossier
            is_certain = is_of_editor and (supplier, "editor", editor) not in self._apart
            followed = self._by_key.get((supplier, "dossier", its_dossier), ())
            is_same = step.euros is not None and step.euros in {ordered, *(each.euros for each in followed)}
            away = abs(ordered - step.euros) if step.euros is not None and ordered is not None else Decimal(0)
            rank = 0 if is_certain else 1 if is_of_dossier else 2
            return not (is_of_editor and is_of_dossier), rank, not is_same, bool(followed), away

        return min(known, key=likeness)

    def _is_open(self, step: SoldePassage) -> bool:
        if step.what is What.ACCEPTED:
            return False
        if any(each.what is What.ACCEPTED for each in self._same(step)):
            return False
        others = self._linked(step)
        if step.is_waiting:
            return not any(_is_answered(step, each) for each in others if each.what in _ANSWERS)
        later = (
            each.what is What.EXPORTED if not step.deposit else each.deposit > step.deposit for each in others
        )
        exports = self._exports.get((Path(step.path).name, step.line), ())
        return not any(later) and all({*step.keys}.isdisjoint(each.keys) for each in exports)


def keys_of(numero_ans: str, numbers: Numbers) -> list[Key]:
    """Return by what a demande is known: the ANS number with each of its numbers."""
    supplier = compared(numero_ans)
    return [(supplier, *key) for key in numbers.keys]


def avance_key(numero_ans: str, order: AvanceOrder) -> Key:
    """Return by what an avance is known: its dossier, or its n° éditeur where it has none."""
    return keys_of(numero_ans, Numbers(order.editor, compared(order.dossier)))[-1]


def _differ(one: SoldePassage, other: SoldePassage) -> bool:
    """Tell whether two demandes have different n° éditeur, or different dossiers."""
    both = zip(one.numbers, other.numbers, strict=True)
    return any(mine and theirs and mine != theirs for mine, theirs in both)


def _is_answered(step: SoldePassage, answer: SoldePassage) -> bool:
    """Tell whether an answer is one to a step; one of an unknown day is, but for an export."""
    return answer.deposit >= step.deposit or (not answer.deposit and step.what is not What.EXPORTED)


def _told_apart(steps: Iterable[SoldePassage]) -> set[Key]:
    """Return the numbers that different lines of one file bear, each beside another one of the other kind."""
    found, first = set[Key](), dict[tuple[Key, str], SoldePassage]()
    for step in steps:
        for key in step.keys if all(step.numbers) else ():
            known = first.setdefault((key, step.path), step)
            if known.line != step.line and known.numbers != step.numbers:
                found.add(key)
    return found


def _step(row: tuple[Any, ...]) -> SoldePassage:
    deposit, path, numero_ans, line, editor, asp, what, editor_key, dossier_key, amount, source, source_line = row
    numbers = Numbers(editor_key, dossier_key)
    here = (compared(numero_ans), "place", f"{deposit or path} {line}")
    keys = tuple(keys_of(numero_ans, numbers)) or (here,)
    told = deposit, path, numero_ans, line, editor, asp, What(what), numbers, amount
    return SoldePassage(*told, source or "", source_line or 0, keys)
