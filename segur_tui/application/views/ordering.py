"""The orders in which problems and demandes can be listed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from segur_tui.application.views.lines import LineRow
from segur_tui.application.views.problems import ProblemRow
from segur_tui.format.profile import Profile


class Order(Enum):
    """An order, always the file's among equals."""

    FILE = "ordre du fichier"
    NUMBER = "n° éditeur"
    BALISE = "balise"
    SEVERITY = "gravité"

    @property
    def following(self) -> Order:
        """Return the order that comes next, round and round."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


def problems_in(order: Order, rows: Iterable[ProblemRow], profile: Profile) -> list[ProblemRow]:
    """Return the problems of a file of a format in an order."""
    match order:
        case Order.FILE:
            return list(rows)
        case Order.NUMBER:
            return sorted(rows, key=lambda row: row.numero_editeur)
        case Order.BALISE:
            return sorted(rows, key=lambda row: _rank(row.finding.balise, profile))
        case Order.SEVERITY:
            return sorted(rows, key=lambda row: not row.finding.is_error)


def lines_in(order: Order, rows: Iterable[LineRow]) -> list[LineRow]:
    """Return demandes in an order; by balise means nothing for them and leaves the file's."""
    match order:
        case Order.FILE | Order.BALISE:
            return list(rows)
        case Order.NUMBER:
            return sorted(rows, key=lambda row: row.numero_editeur)
        case Order.SEVERITY:
            return sorted(rows, key=lambda row: (-row.errors, -row.warnings))


def _rank(balise: str | None, profile: Profile) -> tuple[bool, int]:
    """Return the place of what is said of a balise in the note's order; of none, behind all."""
    return (balise is None, 0 if balise is None else profile.by_name[balise].rank)
