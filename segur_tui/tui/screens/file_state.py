"""What the screen of a file shows at this moment: the draft, the rows of its views, the marks and the filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from segur_tui.application.draft import Draft, Step
from segur_tui.application.editing import Entry, Nothing, entry_for, untyped
from segur_tui.application.views.fields import FieldRow, Part, field_rows
from segur_tui.application.views.filtering import Filter, lines_shown
from segur_tui.application.views.lines import LineRow, line_rows
from segur_tui.application.views.ordering import Order, lines_in, problems_in
from segur_tui.application.views.problems import (
    ProblemGroup,
    ProblemRow,
    grouped,
    in_euros,
    problem_rows,
    shown_value,
)
from segur_tui.format.balise import Balise
from segur_tui.format.balises import BY_NAME, NOM_FICHIER
from segur_tui.format.claim_file import FileKind
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding
from segur_tui.format.placing import place
from segur_tui.format.tree import Absent, Pointer, same
from segur_tui.format.wording import counted, typeset
from segur_tui.format.writing import to_compact
from segur_tui.tui.grid.editors import Then
from segur_tui.tui.grid.model import Row, Target
from segur_tui.tui.screens.file_rows import LINE_BALISES, VALUE, field_row, group_row, line_row, problem_row


class View(StrEnum):
    """The three views of a file."""

    PROBLEMS = "problems"
    LINES = "lines"
    FIELDS = "fields"


@dataclass(frozen=True, slots=True)
class Place:
    """What a cell of a view stands for."""

    pointer: Pointer
    balise: Balise | None
    finding: Finding | None = None


@dataclass
class FileState:
    """The state of the screen; `line` is the demande that the views follow, from 1 (0: none)."""

    draft: Draft
    line: int = 0
    filter: Filter = Filter.ALL
    searched: str = ""
    order: Order = Order.FILE
    is_grouped: bool = False
    only_group: str = ""
    marks: set[int] = field(default_factory=set)
    all_problems: list[ProblemRow] = field(default_factory=list)
    problems: list[ProblemRow] = field(default_factory=list)
    groups: list[ProblemGroup] = field(default_factory=list)
    lines: list[LineRow] = field(default_factory=list)
    _fields: tuple[Draft, int, list[FieldRow]] | None = None

    def __post_init__(self) -> None:
        """Compute the rows."""
        self.refresh()

    def refresh(self) -> None:
        """Compute the rows of all views from the draft, the filter and the search."""
        check = self.draft.check
        every_line = line_rows(check)
        shown = lines_shown(check, every_line, self.filter, self.searched)
        is_whole = self.filter is Filter.ALL and not self.searched
        self.lines = lines_in(self.order, (row for row in every_line if row.line in shown))
        self.all_problems = problem_rows(self.draft)
        wanted = (
            row
            for row in self.all_problems
            if (row.finding.line in shown or (row.finding.line is None and is_whole))
        )
        self.problems = problems_in(self.order, wanted)
        self.groups = grouped(self.problems) if self.is_grouped else []
        if self.only_group:
            chosen = [group for group in grouped(self.problems) if group.key == self.only_group]
            self.problems = list(chosen[0].rows) if chosen else []
        if not self.line and self.lines:
            self.line = next((row.finding.line for row in self.problems if row.finding.line), self.lines[0].line)
        self.line = min(self.line, len(every_line))

    @property
    def fields(self) -> list[FieldRow]:
        """Return the rows of the demande that the views follow."""
        if self._fields is None or self._fields[0] is not self.draft or self._fields[1] != self.line:
            self._fields = (self.draft, self.line, field_rows(self.draft, self.line) if self.line else [])
        return self._fields[2]

    def table_rows(self, view: View) -> list[Row]:
        """Return a view's rows as its table shows them."""
        match view:
            case View.PROBLEMS if self.is_grouped:
                return [group_row(group) for group in self.groups]
            case View.PROBLEMS:
                return [problem_row(row, self.marks) for row in self.problems]
            case View.LINES:
                return [line_row(self.draft.check, row, self.marks) for row in self.lines]
            case View.FIELDS:
                return [field_row(row) for row in self.fields]

    def place(self, view: View, target: Target) -> Place | None:
        """Return what a cell stands for, or None where it holds no value."""
        check = self.draft.check
        match view:
            case View.PROBLEMS:
                row = next((row for row in self.problems if row.key == target.row_key), None)
                if row is None or self.is_grouped:
                    return None
                finding = row.finding
                return Place(finding.pointer, BY_NAME.get(finding.balise or ""), finding)
            case View.LINES:
                line = int(target.row_key)
                demande = check.claim.lines[line - 1]
                balise = LINE_BALISES.get(target.column_key)
                if balise is None or not isinstance(demande, dict):
                    return None
                way = place(demande, balise.level).way(balise.name)
                return Place((*check.claim.line_pointer(line), *way), balise)
            case View.FIELDS:
                chosen = next((row for row in self.fields if row.key == target.row_key), None)
                if chosen is None or chosen.part is Part.BLOC:
                    return None
                return Place(chosen.pointer, chosen.balise, chosen.finding)

    def entry(self, view: View, target: Target) -> Entry | None:
        """Return what may be entered in a cell, or None where it holds no value."""
        at = self.place(view, target)
        if at is None:
            return None
        # In the fields, a key's problem is solved only where there is no value to edit.
        is_about_key = view is View.PROBLEMS or at.balise is None
        finding = at.finding if is_about_key or at.balise is NOM_FICHIER else None
        return entry_for(self.draft.check, at.pointer, at.balise, finding)

    def line_of(self, view: View, target: Target) -> int | None:
        """Return the demande that a row is about, from 1."""
        match view:
            case View.PROBLEMS:
                rows = (row for row in self.problems if row.key == target.row_key)
                return next((row.finding.line for row in rows), None)
            case View.LINES:
                return int(target.row_key)
            case View.FIELDS:
                return self.line

    def kept(self, view: View, target: Target, text: str, then: Then) -> Target | None:
        """Take a value that was kept in a cell, and return the cell to go to (None: stay)."""
        entry, at = self.entry(view, target), self.place(view, target)
        if entry is None or at is None or isinstance(entry, Nothing):
            return None
        before = self._keys(view)
        self.make(entry.becomes(text), self._title(at))
        if then == "stay":
            return self._after(view, at.pointer, target, before)
        return self._beside(view, target, before, 1 if then == "next" else -1)

    def make(self, edits: Sequence[Edit], title: str) -> bool:
        """Make edits as one step, unless they change nothing; return whether they do."""
        changes = tuple(edit for edit in edits if edit.key is not None or not same(edit.before, edit.after))
        if not changes:
            return False
        self.draft = self.draft.with_step(Step(title, changes))
        self.refresh()
        return True

    def problem_beside(self, key: str | None, step: int, before: Sequence[str] = ()) -> str | None:
        """Return the key of the next problem to look at, behind or before a row, round and round."""
        order = list(before) or [row.key for row in self.problems]
        ours = {row.finding.pointer for row in self.problems if not row.is_of_asp}
        # What the ASP says of a value that our own controls speak of too is passed over.
        worth = {row.key for row in self.problems if not row.is_of_asp or row.finding.pointer not in ours}
        if not worth:
            return None
        start = order.index(key) if key in order else -1 if step > 0 else 0
        turned = [order[(start + step * i) % len(order)] for i in range(1, len(order) + 1)]
        return next((key for key in turned if key in worth), next(iter(worth)))

    def _after(self, view: View, pointer: Pointer, target: Target, before: Sequence[str]) -> Target | None:
        """Return where Enter goes: on to the next problem when the value is right, nowhere when it is not."""
        if view is View.PROBLEMS:
            still = [row for row in self.problems if row.finding.pointer == pointer and row.finding.is_error]
            if still:
                same_rule = any(row.key == target.row_key for row in still)
                return None if same_rule else Target(still[0].key, VALUE)
            key = self.problem_beside(target.row_key, 1, before)
            return None if key is None else Target(key, VALUE)
        if view is View.FIELDS:
            row = next((row for row in self.fields if row.key == target.row_key), None)
            if row is not None and row.finding is None:
                index = self.fields.index(row)
                turned = [*self.fields[index:], *self.fields[:index]]
                key = next((row.key for row in turned if row.finding and row.finding.is_error), None)
                return None if key is None else Target(key, VALUE)
        return None

    def _beside(self, view: View, target: Target, before: Sequence[str], step: int) -> Target | None:
        """Return the next or previous cell that can be edited."""
        now = self._keys(view)
        columns = list(LINE_BALISES) if view is View.LINES else [VALUE]
        order = [Target(key, column) for key in before for column in columns]
        start = order.index(target) if target in order else 0
        candidates = order[start + 1 :] if step > 0 else order[:start][::-1]
        for candidate in candidates:
            if candidate.row_key in now:
                entry = self.entry(view, candidate)
                if entry is not None and not isinstance(entry, Nothing):
                    return candidate
        return None

    def _keys(self, view: View) -> list[str]:
        match view:
            case View.PROBLEMS:
                return [row.key for row in self.problems]
            case View.LINES:
                return [row.key for row in self.lines]
            case View.FIELDS:
                return [row.key for row in self.fields]

    def _title(self, at: Place) -> str:
        line = self.draft.check.claim.line_of(at.pointer)
        name = at.balise.name if at.balise is not None else str(at.pointer[-1])
        return f"ligne {line}, {name}" if line is not None else name


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
