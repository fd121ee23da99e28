"""The orders of avances that were read, as the team's record keeps them: evidence for soldes (format.md §7)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.read_again import STATES
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.evidence import Remembered, RememberedOrders, orders_of
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import numbers_of
from segur_tui.format.order import AvanceOrder, Ordered, beneficiary_key

_Opened = Callable[[], AbstractContextManager[Store]]
_PATIENCE = Patience(1)
"""Seconds that others are waited for: without the record, less is told, and nothing for certain."""
_MOST_AT_ONCE = 500
_OF_STATES = {kept: state for state, kept in STATES.items()}
_ORDERS = """
    SELECT l.editor_key, l.numero_editeur, l.numero_asp, l.amount, l.is_ttc, l.beneficiaries, l.day, l.state,
        f.name, l.line, f.deposit, l.is_certain
    FROM avance_line l JOIN avance_file f ON f.id = l.file_id
"""
_EDITORS = """
    SELECT l.editor_key, f.numero_ans FROM avance_line l JOIN avance_file f ON f.id = l.file_id
    WHERE f.supplier || '' = :supplier AND lower(replace(l.numero_asp, ' ', '')) = :dossier
    UNION SELECT l.editor_key, f.numero_ans FROM seen_line l JOIN seen_file f ON f.id = l.file_id
    WHERE l.dossier_key = :dossier
"""

_FILES = "SELECT supplier, digest, name FROM avance_file ORDER BY supplier, digest, name"


class Orders:
    """The orders of a record that is open; every method raises RecordUnknown."""

    def __init__(self, store: Store) -> None:
        """Wrap the record."""
        self._store = store

    def remember(self, claim: ClaimFile, digest: str, name: str) -> None:
        """Note the orders of a file of avances, as it is read here, once for each name that its content has."""
        orders = list(orders_of(claim))
        deposit = orders[0].deposit if orders else ""
        self._store.change("DELETE FROM avance_file WHERE digest = ? AND name = ?", (digest, name))
        ((identity,),) = self._store.rows(
            "INSERT INTO avance_file (digest, name, deposit, numero_ans, supplier) VALUES (?, ?, ?, ?, ?) "
            "RETURNING id",
            (digest, name, deposit, claim.numero_ans, compared(claim.numero_ans)),
        )
        self._store.change_all(
            "INSERT INTO avance_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((identity, *_kept(order)) for order in orders),
        )

    def knows(self, supplier: str) -> bool:
        """Tell whether any avance of an ANS number, as it is compared, is known."""
        return bool(self._store.rows("SELECT 1 FROM avance_file WHERE supplier = ? LIMIT 1", (supplier,)))

    def of(self, supplier: str, editors: Collection[str]) -> dict[str, list[AvanceOrder]]:
        """Return the orders of n° éditeur of an ANS number, each as it is compared; of one without any, none."""
        found: dict[str, list[AvanceOrder]] = {editor: [] for editor in editors}
        wanted = sorted(found)
        for start in range(0, len(wanted), _MOST_AT_ONCE):
            some = wanted[start : start + _MOST_AT_ONCE]
            marks = ", ".join("?" * len(some))
            # The supplier's index would lead SQLite through all orders that it has.
            by_number = f"WHERE l.editor_key IN ({marks}) AND f.supplier || '' = ?"
            for order in self._found(by_number, *some, supplier):
                found[order.editor].append(order)
        return found

    def editors_of(self, supplier: str, dossier: str) -> set[str]:
        """Return the n° éditeur, as they are compared, of the avances and soldes that bear a dossier."""
        rows = self._store.rows(_EDITORS, {"supplier": supplier, "dossier": dossier})
        return {editor for editor, numero_ans in rows if compared(numero_ans) == supplier}

    def all(self) -> dict[str, list[AvanceOrder]]:
        """Return all orders by ANS number."""
        suppliers = self._store.rows("SELECT max(numero_ans), supplier FROM avance_file GROUP BY supplier")
        return {number: list(self._found("WHERE f.supplier = ?", supplier)) for number, supplier in suppliers}

    def _found(self, where: str, *values: object) -> Iterator[AvanceOrder]:
        with self._store.reading():
            for row in self._store.rows(f"{_ORDERS} {where} ORDER BY f.id, l.line", values):
                yield _order(row)


_UNKNOWN = RememberedOrders(lambda _: (), lambda _: {""}, has_orders=False)
"""The orders where they cannot be known: any dossier may be another's, and none is taken for certain."""


def remembered(settings: Settings, store: Store | None = None) -> Remembered:
    """Return the look-up of the orders that the record keeps; where it cannot be read, they are unknown.

    The record is opened for each file, unless a `store` is given that is open as long as this is asked.
    """

    def opened() -> AbstractContextManager[Store]:
        return open_record(settings, _PATIENCE, to_read=True) if store is None else nullcontext(store)

    def of_supplier(claim: ClaimFile) -> RememberedOrders | None:
        supplier = compared(claim.numero_ans)
        try:
            known = _asked(opened, supplier, (numbers_of(each, claim.profile).editor for each in claim.lines))
        except RecordUnknown:
            return _UNKNOWN
        if known is None:
            return None

        def of_editor(editor: str) -> Sequence[AvanceOrder]:
            if editor not in known:  # one that was typed since
                with suppress(RecordUnknown):
                    known.update(_asked(opened, supplier, {editor}) or {})
            return known.get(editor, ())

        return RememberedOrders(of_editor, partial(_editors_of, opened, supplier))

    return of_supplier


def marks_of_orders(settings: Settings) -> dict[str, str]:
    """Return what marks the orders known of each ANS number, as it is compared; none where they are unknown."""
    found: dict[str, str] = {}
    with suppress(RecordUnknown), open_record(settings, _PATIENCE, to_read=True) as store:
        for supplier, digest, name in store.rows(_FILES):
            found[supplier] = f"{found.get(supplier, '')}{digest} {name}\n"
    return found


def _asked(opened: _Opened, supplier: str, editors: Iterable[str]) -> dict[str, list[AvanceOrder]] | None:
    """Return the orders of n° éditeur, None where no avance of the ANS number is known; raises RecordUnknown."""
    with opened() as store:
        orders = Orders(store)
        return orders.of(supplier, {*editors}) if orders.knows(supplier) else None


def _editors_of(opened: _Opened, supplier: str, dossier: str) -> Collection[str]:
    """Return the n° éditeur that bear a dossier; an unknown one where the record cannot be read."""
    try:
        with opened() as store:
            return Orders(store).editors_of(supplier, dossier)
    except RecordUnknown:
        return {""}


def _kept(order: AvanceOrder) -> tuple[object, ...]:
    ordered = order.ordered
    return (
        order.line,
        order.editor,
        order.shown,
        order.dossier,
        STATES[order.state],
        "" if ordered.amount is None else f"{ordered.amount:f}",
        int(ordered.is_ttc),
        "" if ordered.day is None else ordered.day.isoformat(),
        "\n".join(sorted(ordered.beneficiaries)),
        int(ordered.is_certain),
    )


def _order(row: tuple[Any, ...]) -> AvanceOrder:
    editor, shown, dossier, amount, is_ttc, beneficiaries, day, state, name, line, deposit, is_certain = row
    ordered = Ordered(
        Decimal(amount) if amount else None,
        bool(is_ttc),
        frozenset(map(beneficiary_key, filter(None, beneficiaries.split("\n")))),
        date.fromisoformat(day) if day else None,
        bool(is_certain),
    )
    return AvanceOrder(editor, shown, dossier, ordered, _OF_STATES[state], name, line, deposit)
