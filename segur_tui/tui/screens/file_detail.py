"""What is said in words of a file's screen: its figures, what is under the cursor, a group, an empty view."""

from __future__ import annotations

from segur_tui.application.editing import untyped
from segur_tui.application.views.problems import ProblemGroup, in_euros, shown_value
from segur_tui.format.answer import State
from segur_tui.format.claim_file import FileKind
from segur_tui.format.finding import Severity
from segur_tui.format.tree import Absent
from segur_tui.format.wording import counted, typeset
from segur_tui.format.writing import to_compact
from segur_tui.tui.screens.file_state import FileState, Place


def counts(state: FileState, progress: str) -> str:
    """Return the figures of a file; `progress` tells how far it is checked, empty once it is."""
    claim = state.draft.check.claim
    errors = sum(row.finding.severity is Severity.ERROR for row in state.all_problems)
    warnings = len(state.all_problems) - errors
    is_return = claim.kind is FileKind.RETURN
    answered = [(State.ACCEPTED, "acceptée"), (State.REJECTED, "refusée")] if is_return else []
    parts = [counted(len(claim.lines), "ligne"), *filter(None, [progress])]
    parts += [counted(claim.count(answer), word) for answer, word in answered]
    parts.append(f"✗ {counted(errors, 'erreur')}")
    if changed := state.changed:
        parts.append(counted(changed, "valeur changée"))
    if state.marks:
        parts.append(counted(len(state.marks), "marquée"))
    if warnings:
        parts.append(f"! {counted(warnings, 'avertissement')}")
    return " · ".join(parts)


def nothing_left(state: FileState) -> str:
    """Return what is said where there is no problem to show."""
    if state.all_problems:
        return typeset("Rien ne répond au filtre ou à la recherche : Échap les retire.")
    if state.draft.check.claim.kind is FileKind.RETURN:
        return typeset("Plus aucun problème : e écrit les lignes à déposer à nouveau.")
    return typeset("Aucun problème : e écrit le fichier à déposer.")


def group_detail(group: ProblemGroup) -> str:
    """Return the whole of what a group of problems says, and what Enter does with it."""
    count = counted(len(group.rows), "problème")
    lines = ", ".join(dict.fromkeys(row.line for row in group.rows if row.line))
    fixable = counted(len(group.fixable), "correction sûre")
    then = f"Entrée propose {fixable}" if group.fixable else "Entrée les montre un par un"
    where = typeset(f"{count} : lignes {lines}") if lines else count
    return f"{where}\n{group.first.message}\n{then}"


def detail(state: FileState, at: Place | None) -> str:
    """Return the whole of what stands under the cursor: where, the value, what is wrong, the correction."""
    if at is None:
        return ""
    check = state.draft.check
    line = check.claim.line_of(at.pointer)
    name = at.balise.name if at.balise is not None else str(at.pointer[-1]) if at.pointer else "fichier"
    where = f"Ligne {line} · {name}" if line is not None else name
    euros = in_euros(check, at.pointer)
    value = shown_value(check, at.pointer) + (f" ({euros})" if euros else "")
    parts = [where + typeset(" : ") + value if at.pointer else where]
    if at.finding is not None:
        parts.append(at.finding.message)
        fix = at.finding.fix
        if fix is not None and not isinstance(fix.after, Absent):
            parts.append(typeset("Correction sûre (c) : ") + (untyped(fix.after) or to_compact(fix.after)))
    elif at.balise is not None:
        parts.append(f"{at.balise.label} — " + typeset(f"attendu : {at.balise.expected}"))
    return "\n".join(parts)
