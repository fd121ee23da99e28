"""Which demandes are shown: by what the ASP and the controls say of them, and by a searched text."""

from __future__ import annotations

from enum import Enum

from segur_tui.application.views.lines import LineRow
from segur_tui.format.answer import State
from segur_tui.format.check import Check
from segur_tui.format.wording import folded
from segur_tui.format.writing import to_compact


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


def lines_shown(check: Check, rows: list[LineRow], chosen: Filter, searched: str) -> set[int]:
    """Return the positions, from 1, of the demandes that a filter and a search leave."""
    wanted = folded(searched)
    return {row.line for row in rows if _passes(row, chosen) and (not wanted or _holds(check, row.line, wanted))}


def _passes(row: LineRow, chosen: Filter) -> bool:
    match chosen:
        case Filter.ALL:
            return True
        case Filter.REJECTED:
            return row.answer.state is State.REJECTED
        case Filter.ERRORS:
            return row.errors > 0
        case Filter.WARNINGS:
            return row.warnings > 0
        case Filter.ACCEPTED:
            return row.answer.state is State.ACCEPTED


def _holds(check: Check, line: int, wanted: str) -> bool:
    """Tell whether a demande's number, values or problems hold a folded text, whatever their case and accents."""
    if wanted in folded(to_compact(check.claim.lines[line - 1])):
        return True
    return any(wanted in folded(finding.message) for finding in check.of_lines[line - 1])
