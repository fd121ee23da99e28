"""The words on a file's screen: on the cell under the cursor, on a group, on an empty view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.app import App

from segur_tui.application.editing.typed import untyped
from segur_tui.application.history.claimed_before import place_of
from segur_tui.application.history.passage import Passage
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.views.problems import ProblemGroup, doubt_of, in_euros, named_lines, shown_value
from segur_tui.format.answer import AnswerState
from segur_tui.format.check import Check
from segur_tui.format.claim_file import FileKind
from segur_tui.format.finding import Certainty
from segur_tui.format.resubmission import chosen_by_default
from segur_tui.format.settled import WORDS
from segur_tui.format.tree import Absent, value_at
from segur_tui.format.wording import counted, typeset
from segur_tui.format.writing import to_compact
from segur_tui.tui.background import tell_unknown
from segur_tui.tui.grid.model import Target
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.screens.file.state import CellSubject, FileState
from segur_tui.tui.screens.file.subject import FileSubject

_PROPOSED = {Certainty.SAFE: "Correction sûre (c)", Certainty.LIKELY: "Suggestion, à vérifier (S)"}
_SUBMISSION = ("Aucun problème", "le fichier à déposer")


def exported_lines(subject: FileSubject, app: App[Any]) -> Mapping[int, Passage]:
    """Return the lines that the record knows as exported; where it is unknown, that is said."""
    try:
        return subject.exported()
    except RecordUnknown as why:
        tell_unknown(app, why, "les lignes déjà exportées ne sont pas montrées")
        return {}


def nothing_left(state: FileState) -> str:
    """Return the words in place of problems where there is none to show."""
    if state.all_problems and state.only_group is not None and state.is_group_fixed:
        return typeset(f"Groupe corrigé ({state.only_group.title}) : Échap montre les autres groupes.")
    if state.all_problems:
        return typeset("Rien ne répond au filtre ou à la recherche : Échap les retire.")
    claim = state.draft.check.claim
    is_return, exported = claim.kind is FileKind.RETURN, already_exported(state)
    if claim.lines and not chosen_by_default(claim):
        every = (
            " : aucune ligne n’est refusée"
            if claim.count(AnswerState.PENDING)
            else " : toutes les lignes sont acceptées"
        )
        return typeset(f"Plus aucun problème{every}, rien n’est à déposer à nouveau.\n{exported}".rstrip())
    none, going = ("Plus aucun problème", "les lignes à déposer à nouveau") if is_return else _SUBMISSION
    if exported and set(chosen_by_default(claim)) <= state.exported.keys():
        return typeset(f"{none}, et les lignes à déposer sont toutes exportées.\n{exported}")
    if state.standing is not None and not state.draft.done:
        return typeset(f"{none} : fichier {state.standing.words}.")
    return typeset(f"{none} : e écrit {going}.\n{exported}".rstrip())


def already_exported(state: FileState) -> str:
    """Return the number of lines that were exported and the names of the files, nothing where none was."""
    known = [where for line, where in state.exported.items() if not state.draft.check.is_accepted(line)]
    names = ", ".join(dict.fromkeys(where.name for where in known if where is not None))
    where = typeset(f" : {names}") if names else ""
    return f"{counted(len(known), 'ligne')} déjà exportée{'s' if len(known) > 1 else ''}{where}" if known else ""


def whole_detail(state: FileState, target: Target | None, group: ProblemGroup | None) -> str:
    """Return the whole detail of a row of the view in use: its value or problem, its demande."""
    if group is not None:
        return _group_detail(group)
    line, text = state.line_of(state.view, target), detail(state, state.place(state.view, target))
    if line is None:
        return text
    return text + (_answer(state, line) if state.view is View.LINES else "") + _exported(state, line)


def _answer(state: FileState, line: int) -> str:
    """Return the ASP's answer to a line in full, in a line of its own, nothing where there is none."""
    answer = state.draft.check.claim.answers[line - 1]
    code = f" (code {answer.code})" if answer.code else ""
    settled = f" — {WORDS[answer.state]}, {answer.settled}" if answer.settled else ""
    return typeset(f"\nRéponse de l’ASP{code} : ") + answer.label + settled if answer.label or answer.code else ""


_NOUNS = {Certainty.SAFE: "correction sûre", Certainty.LIKELY: "suggestion"}
_MOST_LINES = 9
"""Lines of a group of problems that are named."""


def _exported(state: FileState, line: int) -> str:
    """Return the file that a line was exported to, in a line of its own, nothing where it was not."""
    if line not in state.exported:
        return ""
    where = state.exported[line]
    return typeset("\nDéjà exportée : ") + ("dans cette session" if where is None else place_of(where))


def _group_detail(group: ProblemGroup) -> str:
    """Return the detail of a group of problems, and the effect of Enter on it."""
    count = counted(len(group.rows), "problème")
    lines = list(dict.fromkeys(row.line for row in group.rows if row.line))
    proposed = [(noun, len(group.proposed(each))) for each, noun in _NOUNS.items() if group.proposed(each)]
    then = "Entrée les montre un par un" if not proposed else f"Entrée propose {counted(*proposed[0][::-1])}"
    where = typeset(f"{count} : {named_lines(lines, _MOST_LINES)}") if lines else count
    return f"{where}\n{group.first.message}\n{then}"


def detail(state: FileState, at: CellSubject | None) -> str:
    """Return the detail of a cell: its place, its value, the problem, the correction."""
    if at is None:
        return ""
    parts = [_where(state.draft.check, at)]
    if at.finding is not None:
        parts.append(at.finding.message)
        for certainty, words in _PROPOSED.items():
            edit = certainty.edit(at.finding)
            if edit is not None and not isinstance(edit.after, Absent):
                parts.append(typeset(f"{words} : ") + (untyped(edit.after) or to_compact(edit.after)))
    elif at.balise is not None:
        parts.append(f"{at.balise.label} — " + typeset(f"attendu : {at.balise.expected}"))
    return "\n".join(filter(None, (*parts, doubt_of(state.draft.check, at.pointer))))


def _where(check: Check, at: CellSubject) -> str:
    """Return the line, the balise and its value."""
    line = check.claim.line_of(at.pointer)
    if not at.pointer:
        return "fichier"
    if line is not None and at.pointer == check.claim.line_pointer(line):
        return f"Ligne {line}"
    last = at.pointer[-1]
    item = f" {last + 1}" if isinstance(last, int) else ""
    name = str(last) if at.balise is None else f"{at.balise.name}{item}"
    where = f"Ligne {line} · {name}" if line is not None else name
    euros = in_euros(check, at.pointer)
    return where + typeset(" : ") + _standing(check, at) + (f" ({euros})" if euros else "")


def _standing(check: Check, at: CellSubject) -> str:
    """Return a value, of a bloc only the number of its balises: the problem cites the rest."""
    value = value_at(check.claim.root, at.pointer)
    if isinstance(value, dict) and value:
        return f"bloc de {counted(len(value), 'balise')}"
    if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        return f"liste de {counted(len(value), 'élément')}"
    return shown_value(check, at.pointer)
