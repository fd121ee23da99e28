"""Refused lines of which nothing takes the demande further, others that are linked with it included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from segur_tui.application.record.claims import Claims
from segur_tui.application.record.orders import Orders
from segur_tui.application.record.store import Store
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import Numbers
from segur_tui.format.one_demande import as_one, that_tell
from segur_tui.format.order import dossiers_of


class RefusedLine(NamedTuple):
    """A refused line: its file, deposited when, and the numbers by which its demande is found."""

    path: str
    line: int
    deposit: str
    numero_ans: str
    numbers: Numbers


def still_open(store: Store, lines: Iterable[RefusedLine]) -> set[tuple[str, int]]:
    """Return the path and line of those that nothing later follows; raises RecordUnknown.

    Whatever is later than a return of an unknown day is not known; an export holds the demande either way.
    """
    found, of_suppliers = set[tuple[str, int]](), defaultdict[str, list[RefusedLine]](list)
    for each in lines:
        of_suppliers[compared(each.numero_ans)].append(each)
    for supplier, some in of_suppliers.items():
        steps = Claims(store, supplier).linked(each.numbers for each in some)
        orders = Orders(store).of(supplier, {step.numbers.editor for step in steps} - {""})
        demandes = as_one(((step.path, step.numbers) for step in steps), dossiers_of(orders))
        last: dict[tuple[Numbers, bool], str] = {}
        for step in steps:
            of = demandes.get(step.numbers, step.numbers), step.is_export
            last[of] = max(step.deposit, last.get(of, ""))
        for each in some:
            of_it = demandes.get(each.numbers, that_tell(each.numbers))
            known = [last.get((of_it, is_export), "") for is_export in (True, False)]
            if not (any(last_one > each.deposit for last_one in known) if each.deposit else known[0]):
                found.add((each.path, each.line))
    return found
