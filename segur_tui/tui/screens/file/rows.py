"""The three views of a file as table rows: columns, marks and tones; nothing is decided here."""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum

from segur_tui.application.views.fields import FieldRow, Part
from segur_tui.application.views.lines import LineRow, Standing
from segur_tui.application.views.problems import (
    ProblemGroup,
    ProblemRow,
    doubt_of,
    named_lines,
    said_in_row,
    shown_value,
)
from segur_tui.format.answer import AnswerState
from segur_tui.format.check import Check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import Finding
from segur_tui.format.placing import place
from segur_tui.format.tree import Pointer
from segur_tui.tui.grid.model import Cell, Column, Row, Tone

_LINES_NAMED = 3
"""Lines of a group of problems that its row names."""
VALUE = "value"
MARKED = "•"


class View(StrEnum):
    """The three views of a file."""

    PROBLEMS = "problems"
    LINES = "lines"
    FIELDS = "fields"


_COLUMNS = {
    View.PROBLEMS: (
        Column("mark", "", 4),
        Column("line", "Lg", 3, align="right"),
        Column("number", "N° éd", 5, dispensable=1),
        Column("balise", "Balise", 12, share=2, cut="middle"),
        Column(VALUE, "Valeur", 12, share=2, editable=True),
        Column("problem", "Problème", 20, share=5),
    ),
    View.FIELDS: (
        Column("mark", "", 2),
        Column("title", "Balise", 18, share=1, cut="middle"),
        Column(VALUE, "Valeur", 18, share=2, editable=True),
        Column("problem", "Problème", 14, share=3),
    ),
}


def columns(view: View, claim: ClaimFile) -> tuple[Column, ...]:
    """Return the columns of a view of a file; those of a demande's balises have their names."""
    line = Column("line", "Lg", max(3, len(str(len(claim.lines)))), align="right")
    if view is not View.LINES:
        return tuple(line if column.key == line.key else column for column in _COLUMNS[view])
    profile = claim.profile
    return (
        Column("mark", "", 1),
        line,
        Column(profile.editor_number.name, "N° éd", 5, editable=True),
        Column(profile.dossier.name, "Dossier ASP", 12, editable=True, dispensable=2),
        Column(profile.day.name, "Facture", 10 if claim.turned is None else 12, editable=True),
        Column(profile.amount.name, "Montant", 9, align="right", editable=True, dispensable=1),
        Column("state", "État", 12),
        Column("errors", "Err", 3, align="right"),
        Column("warnings", "Av", 2, align="right"),
        Column("label", "Réponse de l’ASP", 8, share=1),
    )


_STANDINGS = {
    Standing.ACCEPTED: Tone.GOOD,
    Standing.EXPORTED: Tone.GOOD,
    Standing.TO_VERIFY: Tone.WARNING,
    Standing.TO_CORRECT: Tone.ERROR,
    Standing.EXISTS: Tone.ERROR,
    Standing.TO_READ: Tone.ERROR,
    Standing.READY: Tone.STRONG,
    Standing.RIGHT: Tone.PLAIN,
}


def symbol_of(finding: Finding) -> Cell:
    """Return the symbol of a finding: of an error or a warning, and of the place where the ASP would stop."""
    symbol, tone = ("✗", Tone.ERROR) if finding.is_error else ("!", Tone.WARNING)
    return Cell(f"{symbol}{'◀' if finding.first else ''}", tone)


def problem_row(check: Check, row: ProblemRow, marks: Container[int]) -> Row:
    """Return the table row of a problem."""
    symbol = symbol_of(row.finding)
    return Row.of(
        row.key,
        Cell(f"{MARKED if row.finding.line in marks else ' '}{symbol.text}", symbol.tone),
        row.line,
        Cell(row.numero_editeur, Tone.MUTED),
        row.finding.balise or ("ligne" if row.line else "fichier"),
        Cell(row.value, Tone.STRONG),
        said_in_row(check, row.finding),
    )


def group_row(check: Check, group: ProblemGroup, marks: frozenset[int]) -> Row:
    """Return the table row of several problems of one kind."""
    symbol = symbol_of(group.first)
    mark = MARKED if group.lines and group.lines <= marks else " "
    lines = list(dict.fromkeys(row.line for row in group.rows if row.line))
    said = said_in_row(check, group.first)
    return Row.of(
        group.key,
        Cell(f"{mark}{symbol.text.rstrip('◀')}", symbol.tone),
        "",
        "",
        group.subject,
        Cell(f"× {len(group.rows)}", Tone.STRONG),
        f"{said} ({named_lines(lines, _LINES_NAMED)})" if lines else said,
    )


def line_row(check: Check, row: LineRow, marks: Container[int]) -> Row:
    """Return the table row of a demande."""
    demande = check.claim.lines[row.line - 1]
    at = check.claim.line_pointer(row.line)
    profile = check.claim.profile
    placed = place(demande, profile.demande) if isinstance(demande, dict) else None
    paths = [] if placed is None else [(*at, *placed.path(balise.name)) for balise in profile.at_a_glance]
    values = [_with_doubt(check, path) for path in paths] or [Cell("")] * len(profile.at_a_glance)
    said = row.answer.label or ("" if row.answer.state is AnswerState.PENDING else row.answer.state.value)
    return Row.of(
        row.key,
        MARKED if row.line in marks else "",
        str(row.line),
        *values,
        Cell(row.standing.value, _STANDINGS[row.standing]),
        Cell(str(row.errors or ""), Tone.ERROR),
        Cell(str(row.warnings or ""), Tone.WARNING),
        Cell(" — ".join(filter(None, (row.answer.settled and "réglée", said))), Tone.MUTED),
    )


def _with_doubt(check: Check, pointer: Pointer) -> Cell:
    """Return a value as it is shown, with a question mark where it is a date in doubt."""
    shown = shown_value(check, pointer)
    return Cell(f"{shown} ?", Tone.WARNING) if doubt_of(check, pointer) else Cell(shown)


def field_row(check: Check, row: FieldRow) -> Row:
    """Return the table row of a bloc, a balise, or an item."""
    if row.part is Part.BLOC:
        return Row.of(row.key, "", Cell(row.title.upper(), Tone.STRONG), "", "")._replace(is_title=True)
    indent = " " if row.part is Part.BALISE else "   "
    title = "+ ajouter" if row.part is Part.ADD else row.title
    symbol = symbol_of(row.finding) if row.finding else Cell("?", Tone.WARNING) if row.doubt else ""
    problem = " ; ".join(filter(None, (said_in_row(check, row.finding) if row.finding else "", row.doubt)))
    tone = Tone.MUTED if row.part in {Part.ADD, Part.REST} else Tone.PLAIN
    return Row.of(row.key, symbol, Cell(f"{indent}{title}", tone), Cell(row.value, Tone.STRONG), problem)
