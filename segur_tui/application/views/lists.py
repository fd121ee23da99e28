"""The filters and the orders of the lists of problems and demandes."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from math import inf
from typing import Self

from segur_tui.application.views.lines import LineRow
from segur_tui.application.views.problems import ProblemRow
from segur_tui.format.answer import AnswerState
from segur_tui.format.profile import Profile


class _Round(Enum):
    @property
    def following(self) -> Self:
        """Return the one that comes next, round and round."""
        members = list(type(self))
        return members[(members.index(self) + 1) % len(members)]


class Filter(_Round):
    """A choice of demandes, by the answer of the ASP and by findings."""

    ALL = "toutes"
    REJECTED = "refusées"
    ERRORS = "en erreur"
    WARNINGS = "avertissements"
    ACCEPTED = "acceptées"
    TO_VERIFY = "à vérifier"


class Order(_Round):
    """An order of problems or demandes, always the file's among equals."""

    FILE = "ordre du fichier"
    NUMBER = "n° éditeur"
    BALISE = "balise"
    SEVERITY = "gravité"


def passes(row: LineRow, chosen: Filter) -> bool:
    """Tell whether a filter leaves a demande."""
    match chosen:
        case Filter.ALL:
            return True
        case Filter.ERRORS:
            return row.errors > 0
        case Filter.WARNINGS:
            return row.warnings > 0
        case Filter.REJECTED | Filter.ACCEPTED | Filter.TO_VERIFY:
            return row.answer.state is AnswerState[chosen.name]


def problems_in(order: Order, rows: Iterable[ProblemRow], profile: Profile) -> list[ProblemRow]:
    """Return the problems of a file of a format in an order; by balise, those of none come last."""
    by_name = profile.by_name
    match order:
        case Order.FILE:
            return list(rows)
        case Order.NUMBER:
            return sorted(rows, key=lambda row: row.numero_editeur)
        case Order.BALISE:
            return sorted(rows, key=lambda row: by_name[row.finding.balise].rank if row.finding.balise else inf)
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
