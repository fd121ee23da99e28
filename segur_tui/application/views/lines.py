"""The demandes of a file as rows: one a demande, with the ASP’s answer; the filters and orders of lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import Enum
from itertools import compress
from math import inf
from operator import attrgetter
from typing import Self

from segur_tui.application.files.summary import Faults
from segur_tui.application.views.problems import ProblemRow, Problems
from segur_tui.format.answer import Answer, AnswerState
from segur_tui.format.duplicate import awaits_payment, says_it_exists
from segur_tui.format.profile import Profile
from segur_tui.format.tree import differing
from segur_tui.format.value_type import value_type


class Standing(Enum):
    """The state of a demande, in a word or two."""

    ACCEPTED = "acceptée"
    EXPORTED = "exportée"
    TO_VERIFY = "à vérifier"
    TO_CORRECT = "à corriger"
    EXISTS = "existe déjà"
    TO_READ = "refus à lire"
    READY = "prête"
    RIGHT = "correcte"


_IS_EXPORTED = attrgetter("is_exported")
_CERTAIN = {AnswerState.ACCEPTED: Standing.ACCEPTED, AnswerState.TO_VERIFY: Standing.TO_VERIFY}
"""The states of an answer that alone say where a demande stands."""


@value_type
class LineRow:
    """A demande as a row: errors and warnings left, own `faults`, and whether a file to deposit holds it since.

    `left` are the faults to correct; `key` stays the same.
    """

    line: int
    key: str
    numero_editeur: str
    answer: Answer
    profile: Profile
    errors: int
    warnings: int
    left: Faults
    faults: int = 0
    is_exported: bool = False

    @property
    def standing(self) -> Standing:
        """Return the standing of the demande."""
        if self.answer.state in _CERTAIN:
            return _CERTAIN[self.answer.state]
        if self.is_exported:
            return Standing.EXPORTED
        if self.faults:
            return Standing.TO_CORRECT
        if self.answer.state is AnswerState.PENDING:
            return Standing.RIGHT
        if awaits_payment(self.answer) or says_it_exists(self.answer, self.profile):
            return Standing.EXISTS
        return Standing.TO_READ if self.errors else Standing.READY


def line_rows(
    problems: Problems,
    exported: Collection[int] = (),
    before: Problems | None = None,
    rows: Sequence[LineRow] = (),
) -> list[LineRow]:
    """Return one row a demande, `exported` ones marked; unchanged `rows` of problems `before` are taken over."""
    if before is None or len(before.of_lines) != len(problems.of_lines):
        return [_row(problems, index, exported) for index in range(len(problems.of_lines))]
    now, then = problems.draft.check.claim, before.draft.check.claim
    changed = {*differing(then.lines, now.lines), *differing(then.answers, now.answers)}
    changed.update(differing(before.of_lines, problems.of_lines))
    held = set(compress(range(len(rows)), map(_IS_EXPORTED, rows)))
    changed |= held ^ {line - 1 for line in exported if line <= len(rows)}
    present = list(rows)
    for index in changed:
        present[index] = _row(problems, index, exported)
    return present


def _row(problems: Problems, index: int, exported: Collection[int]) -> LineRow:
    check, said = problems.draft.check, problems.of_lines[index]
    errors: list[ProblemRow] = [row for row in said if row.finding.is_error]
    return LineRow(
        index + 1,
        str(index + 1),
        check.claim.editor_number(index + 1),
        check.claim.answers[index],
        check.claim.profile,
        len(errors),
        len(said) - len(errors),
        Faults.of([row.finding for row in errors]),
        sum(not row.is_of_asp for row in errors),
        index + 1 in exported,
    )


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
