"""The editor of a cell of a file, the steps of its values, and the next place of the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from segur_tui.application.editing.typed import Entry, FreeText, Nothing, OneOf
from segur_tui.application.views.fields import FieldRow, Part, field_rows
from segur_tui.format.tree import Pointer
from segur_tui.tui.grid.model import ChoiceSpec, EditorSpec, NotEditable, Target, TextSpec, Then
from segur_tui.tui.screens.file.rows import VALUE, View
from segur_tui.tui.screens.file.state import CellSubject, FileState


def editor_of(entry: Entry | None) -> EditorSpec | None:
    """Return the editor of an entry."""
    match entry:
        case FreeText(text, expected, wrong, meant, _, lead, separator):
            return TextSpec(text, wrong, expected, meant, lead, selected=True, separator=separator)
        case OneOf(current, choices, _, said, names):
            return ChoiceSpec(current, choices, said, names)
        case Nothing(reason):
            return NotEditable(reason)
        case None:
            return None


def keep(state: FileState, view: View, target: Target, text: str | None, then: Then) -> Target | None:
    """Take a value that was kept in a cell, if any, and return the cell to go to (None: stay)."""
    entry, at = state.entry(view, target), state.place(view, target)
    if entry is None or at is None or isinstance(entry, Nothing):
        return None
    before = state.keys(view)
    is_changed = state.make(() if text is None else entry.becomes(text), _title(state, at))
    if then != "stay":
        return _beside(state, view, target, before, 1 if then == "next" else -1)
    if view is View.PROBLEMS:
        return _next_problem(state, at.pointer, target, before)
    if not is_changed:
        return None
    return _next_cell(state, at.pointer, target) if view is View.LINES else _next_field(state, at.pointer, target)


def _next_problem(state: FileState, pointer: Pointer, target: Target, before: Sequence[str]) -> Target | None:
    """Return the next problem when the value is right, None when it is not."""
    still = [row for row in state.problems if row.finding.pointer == pointer and row.finding.is_error]
    if still:
        same_rule = any(row.key == target.row_key for row in still)
        return None if same_rule else Target(still[0].key, VALUE)
    key = _inside(state, pointer, before) or state.problem_beside(target.row_key, 1, before)
    return None if key is None else Target(key, VALUE)


def _inside(state: FileState, pointer: Pointer, before: Sequence[str]) -> str | None:
    """Return the first error within a value that was not there before, as a balise that a new bloc lacks."""
    known, depth = set(before), len(pointer)
    new = (row for row in state.problems if row.key not in known and row.finding.is_error)
    return next((row.key for row in new if row.finding.pointer[:depth] == pointer), None)


def _next_cell(state: FileState, pointer: Pointer, target: Target) -> Target | None:
    """Return the next cell of the demandes in error, round and round, when the value is right."""
    wrong = {row.finding.pointer: row.finding for row in state.all_problems if row.finding.is_error}
    if pointer in wrong:
        return None
    ranks = {row.line: rank for rank, row in enumerate(state.lines)}
    columns = [balise.name for balise in state.profile.at_a_glance]
    cells = sorted(
        (ranks[finding.line], columns.index(finding.balise))
        for finding in wrong.values()
        if finding.line in ranks and finding.balise in columns
    )
    here = (ranks.get(int(target.row_key), 0), columns.index(target.column_key))
    for rank, column in sorted(cells, key=lambda cell: cell < here):
        cell = Target(state.lines[rank].key, columns[column])
        at = state.place(View.LINES, cell)
        if at is not None and at.pointer in wrong:
            return cell
    return None


def _next_field(state: FileState, pointer: Pointer, target: Target) -> Target | None:
    """Return the next value in error of the demande, else of the others, when the value is right."""
    rows = state.fields
    kept = next((row for row in rows if row.key == target.row_key), None)
    if kept is None:  # an item that was added has its own row, and the place to add another one has a new key
        kept = next((row for row in rows if row.pointer == pointer and row.part is Part.ITEM), None)
    if kept is None or _is_wrong(kept):
        return None if kept is None else Target(kept.key, VALUE)
    index = rows.index(kept)
    further = next(filter(_is_wrong, (*rows[index:], *rows[:index])), None)
    return Target((further or _first_elsewhere(state) or kept).key, VALUE)


def _first_elsewhere(state: FileState) -> FieldRow | None:
    """Go to the next demande that has a value in error, round and round, and return the row of the first one."""
    here = next((rank for rank, row in enumerate(state.lines) if row.line == state.line), -1)
    for row in (*state.lines[here + 1 :], *state.lines[: max(here, 0)]):
        if not row.errors:
            continue
        found = next(filter(_is_wrong, field_rows(state.draft, row.line)), None)
        if found is not None:
            state.line = row.line
            return found
    return None


def _is_wrong(row: FieldRow) -> bool:
    return row.finding is not None and row.finding.is_error


def _beside(state: FileState, view: View, target: Target, before: Sequence[str], step: int) -> Target | None:
    now = set(state.keys(view))
    columns = [balise.name for balise in state.profile.at_a_glance] if view is View.LINES else [VALUE]
    for candidate in _cells_beside(columns, target, before, step):
        if candidate.row_key in now:
            entry = state.entry(view, candidate)
            if entry is not None and not isinstance(entry, Nothing):
                return candidate
    return None


def _cells_beside(columns: Sequence[str], target: Target, keys: Sequence[str], step: int) -> Iterator[Target]:
    """Yield the cells that the cursor stops at behind or before one, row by row."""
    rank = keys.index(target.row_key) if target.row_key in keys else 0
    at = columns.index(target.column_key) if target.column_key in columns else 0
    rest = columns[at + 1 :] if step > 0 else columns[:at][::-1]
    yield from (Target(target.row_key, column) for column in rest)
    others = range(rank + 1, len(keys)) if step > 0 else range(rank - 1, -1, -1)
    for index in others:
        yield from (Target(keys[index], column) for column in columns[::step])


def _title(state: FileState, at: CellSubject) -> str:
    line = state.draft.check.claim.line_of(at.pointer)
    if at.balise is None and at.pointer == state.draft.check.claim.line_pointer(line or 0):
        return f"ligne {line}"
    name = at.balise.name if at.balise is not None else str(at.pointer[-1])
    return f"ligne {line}, {name}" if line is not None else name
