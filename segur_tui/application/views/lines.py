"""The demandes of a file as rows: one a demande, with the ASP's answer and what is left to correct."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import Enum
from operator import is_

from segur_tui.application.views.problems import ProblemRow, Problems
from segur_tui.format.answer import Answer, AnswerState
from segur_tui.format.duplicate import awaits_payment, says_it_exists
from segur_tui.format.profile import Profile
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


_CERTAIN = {AnswerState.ACCEPTED: Standing.ACCEPTED, AnswerState.TO_VERIFY: Standing.TO_VERIFY}
"""The states of an answer that alone say where a demande stands."""


@value_type
class LineRow:
    """A demande as a row: errors and warnings left, own `faults`, and whether a file to deposit holds it since."""

    line: int
    numero_editeur: str
    answer: Answer
    profile: Profile
    errors: int
    warnings: int
    faults: int = 0
    is_exported: bool = False

    @property
    def key(self) -> str:
        """Return the identity of the row."""
        return str(self.line)

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
    now, then = _seen(problems), _seen(before)
    return [
        row
        if all(map(is_, new, old)) and row.is_exported == (row.line in exported)
        else _row(problems, index, exported)
        for index, (row, new, old) in enumerate(zip(rows, now, then, strict=True))
    ]


def _seen(problems: Problems) -> Iterator[tuple[object, ...]]:
    """Return all that a row is made of, demande by demande."""
    claim = problems.draft.check.claim
    return zip(claim.lines, claim.answers, problems.of_lines, strict=True)


def _row(problems: Problems, index: int, exported: Collection[int]) -> LineRow:
    check, said = problems.draft.check, problems.of_lines[index]
    errors: list[ProblemRow] = [row for row in said if row.finding.is_error]
    return LineRow(
        index + 1,
        check.claim.editor_number(index + 1),
        check.claim.answers[index],
        check.claim.profile,
        len(errors),
        len(said) - len(errors),
        sum(not row.is_of_asp for row in errors),
        index + 1 in exported,
    )
