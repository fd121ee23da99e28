"""Filters on demandes, by the answer of the ASP and by findings."""

from __future__ import annotations

from enum import Enum

from segur_tui.application.views.lines import LineRow
from segur_tui.format.answer import AnswerState


class Filter(Enum):
    """A choice of demandes."""

    ALL = "toutes"
    REJECTED = "refusées"
    ERRORS = "en erreur"
    WARNINGS = "avertissements"
    ACCEPTED = "acceptées"

    @property
    def following(self) -> Filter:
        """Return the filter that comes next, round and round."""
        filters = list(Filter)
        return filters[(filters.index(self) + 1) % len(filters)]


def passes(row: LineRow, chosen: Filter) -> bool:
    """Tell whether a filter leaves a demande."""
    match chosen:
        case Filter.ALL:
            return True
        case Filter.REJECTED:
            return row.answer.state is AnswerState.REJECTED
        case Filter.ERRORS:
            return row.errors > 0
        case Filter.WARNINGS:
            return row.warnings > 0
        case Filter.ACCEPTED:
            return row.answer.state is AnswerState.ACCEPTED
