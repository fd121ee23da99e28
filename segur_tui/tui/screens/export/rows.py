"""The demandes that an export offers as table rows: the decision on each, and its reasons."""

from __future__ import annotations

from segur_tui.application.export.plan import Plan
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import Remedy
from segur_tui.format.profiles import short_name
from segur_tui.format.resubmission import LeftOut
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.grid.model import Cell, Column, Row, Rows, Tone
from segur_tui.tui.screens.export.choices import Choices

UNTICKED = "décochée"
_OFFERED = "Si ce fichier n’a pas été déposé : w le dit, et la ligne est libre."
_UNCHANGED = "refusée, et inchangée"
_MOST_REASONS = 30
"""Reasons of one demande that are shown: it has 17 balises, but may name documents without end."""
_COLUMNS = (
    Column("tick", "", 10, ticks=True),
    Column("line", "Lg", 3, align="right"),
    Column("number", "N° éd", 5),
    Column("file", "Fichier", 12, share=1, dispensable=1),
    Column("supplier", "Fichier", 23, share=1),
    Column("reason", "Pourquoi", 20, share=4),
)


def export_columns(choices: Choices) -> list[Column]:
    """Return the columns; the file is named where there are several, with its ANS number where these differ."""
    named = "supplier" if choices.has_suppliers else "file" if choices.has_files else ""
    return [column for column in _COLUMNS if column.key not in {"file", "supplier"} or column.key == named]


def export_rows(plan: Plan, choices: Choices) -> Rows:
    """Return one row a demande that is offered, in that order."""
    staying = {left.candidate: left for left in plan.resubmission.left_out}
    going, unticked = frozenset(plan.resubmission.going), frozenset(choices.unticked)
    shown = tuple(choices.offered)

    def row(rank: int) -> Row:
        candidate = shown[rank]
        left = staying.get(candidate)
        file = [Cell(_named(plan, choices, candidate), Tone.MUTED)] if choices.has_files else []
        reasons = _reasons(plan, choices, candidate, None if candidate in unticked else left)
        tick, number = _tick(candidate in going, candidate in unticked, left), plan.editor_number(candidate)
        return Row.of(_key(candidate), tick, str(candidate.line), number, *file, " ; ".join(reasons))

    return Rows([_key(candidate) for candidate in shown], row)


def _named(plan: Plan, choices: Choices, candidate: Candidate) -> str:
    return short_name(plan.path_of(candidate).name, is_of_several=choices.has_suppliers)


def _reasons(plan: Plan, choices: Choices, candidate: Candidate, left: LeftOut | None) -> tuple[str, ...]:
    """Return the reasons against a demande: first those that stay when it is ticked; of many, the number more.

    Ahead of them stands its difference from the decision that was shown before.
    """
    differs = () if (difference := choices.differing.get(candidate)) is None else (f"≠ {difference.value}",)
    is_unchanged = candidate in plan.resubmission.going and plan.is_unchanged(candidate)
    reasons = (
        *differs,
        *([_UNCHANGED] if is_unchanged else []),
        *plan.reasons(candidate, left),
        *choices.why_unticked(candidate),
    )
    more = len(reasons) - _MOST_REASONS
    return reasons if more <= 0 else (*reasons[:_MOST_REASONS], f"et {counted(more, 'autre')}")


def reasons_in_full(plan: Plan, choices: Choices, candidate: Candidate) -> str:
    """Return the decision on a demande, and all reasons against it, each on a line of its own."""
    left, how = plan.left_out(candidate), "…"
    if candidate in choices.unticked:
        left, how = None, f"est {UNTICKED}"
    elif left is not None:
        how = f"reste, {left.obstacle.heading}"
    elif candidate in plan.resubmission.going:
        how = "part"
    reasons = _reasons(plan, choices, candidate, left)
    offered = (typeset(_OFFERED),) if candidate in plan.claimed.files else ()
    return "\n".join((f"Ligne {candidate.line} de {plan.path_of(candidate).name} {how}", *reasons, *offered))


def _key(candidate: Candidate) -> str:
    return f"{candidate.source}:{candidate.line}"


def candidate_of(row_key: str) -> Candidate:
    """Return the demande that a row is about."""
    source, _, line = row_key.partition(":")
    return Candidate(int(source), int(line))


def _tick(is_going: bool, is_unticked: bool, left: LeftOut | None) -> Cell:  # noqa: FBT001 (what it shows)
    if is_unticked or (left is not None and left.obstacle.remedy is not Remedy.CORRECTION):
        return Cell(f"○ {UNTICKED}", Tone.MUTED)
    if is_going:
        return Cell("✓ part", Tone.GOOD)
    return Cell("…", Tone.MUTED) if left is None else Cell("✗ reste", Tone.ERROR)
