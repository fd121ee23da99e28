"""The state of the screen of a file: the draft, the rows of its views, the marks and the filter."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.editing.typed import Entry, entry_for
from segur_tui.application.files.summary import Faults
from segur_tui.application.history.passage import Passage
from segur_tui.application.history.standing import FileStanding
from segur_tui.application.views.fields import FieldRow, Part, field_rows
from segur_tui.application.views.lines import Filter, LineRow, Order, line_rows, lines_in, passes, problems_in
from segur_tui.application.views.problems import ProblemGroup, ProblemRow, Problems, grouped
from segur_tui.application.views.searching import SearchTexts
from segur_tui.format.balise import Balise
from segur_tui.format.check import Check
from segur_tui.format.edit import Edit, Step
from segur_tui.format.finding import Finding
from segur_tui.format.placing import place
from segur_tui.format.profile import Profile
from segur_tui.format.rules.demande import AspToVerify
from segur_tui.format.tree import Pointer, same
from segur_tui.format.value_type import field, mutable_type, value_type
from segur_tui.tui.grid.model import Rows, Target
from segur_tui.tui.screens.file.rows import View, field_row, group_row, line_row, problem_row

_KEY, _WARNINGS = attrgetter("key"), attrgetter("warnings")
_NUMBER, _RETOLD = attrgetter("left.number"), attrgetter("left.retold")


@value_type
class CellSubject:
    """The value, and the finding, that a cell of a view stands for."""

    pointer: Pointer
    balise: Balise | None
    finding: Finding | None = None


@mutable_type
class FileState:
    """The state of the screen: `view` is in use, `line` the demande that the views follow, from 1 (0: none).

    `exported` are the lines that a file to deposit holds since, each with its passage if the record knows it.
    """

    draft: Draft
    view: View = View.PROBLEMS
    line: int = 0
    filter: Filter = Filter.ALL
    searched: str = ""
    order: Order = Order.FILE
    is_grouped: bool = False
    only_group: ProblemGroup | None = None
    """The group whose problems alone are shown, as it was when it was entered."""
    marks: set[int] = field(default_factory=set)
    exported: Mapping[int, Passage | None] = field(default_factory=dict)
    standing: FileStanding | None = None  # of a file that this program wrote
    all_problems: list[ProblemRow] = field(default_factory=list)
    problems: list[ProblemRow] = field(default_factory=list)
    groups: list[ProblemGroup] = field(default_factory=list)
    lines: list[LineRow] = field(default_factory=list)
    _all: Problems | None = None
    _all_lines: list[LineRow] = field(default_factory=list)
    _texts: SearchTexts | None = None
    _by_key: dict[str, ProblemRow] = field(default_factory=dict)
    _keys: dict[View, list[str]] = field(default_factory=dict)
    _fields: tuple[Draft, int, list[FieldRow]] | None = None

    def __post_init__(self) -> None:
        """Compute the rows."""
        self.refresh()

    def take(self, draft: Draft) -> None:
        """Hold another state of the draft."""
        self.draft = draft
        self.refresh()

    def refresh(self) -> None:
        """Compute the rows of all views from the draft, the filter and the search."""
        before, self._all = self._all, Problems.of(self.draft, self._all)
        self._all_lines = line_rows(self._all, self.exported, before, self._all_lines)
        self.lines, self.problems = self._all_lines, self._all.rows
        self.all_problems = self.problems
        if self.filter is not Filter.ALL or self.searched:
            shown = self._shown()
            self.lines = [row for row in self.lines if row.line in shown]
            self.problems = [row for row in self.problems if row.finding.line in shown]
        self.lines = lines_in(self.order, self.lines)
        self.problems = problems_in(self.order, self.problems, self.profile)
        self.groups = grouped(self.problems) if self.is_grouped else []
        if self.only_group is not None:
            chosen = self.only_group.among(self.problems)
            self.problems = [] if chosen is None else list(chosen.rows)
        if not self.line and self.lines:
            self.line = next((row.finding.line for row in self.problems if row.finding.line), self.lines[0].line)
        self.line = min(self.line, len(self._all_lines))
        self._keys = {View.PROBLEMS: list(map(_KEY, self.problems)), View.LINES: list(map(_KEY, self.lines))}
        self._by_key = dict(zip(self._keys[View.PROBLEMS], self.problems, strict=True))

    @property
    def profile(self) -> Profile:
        """The format of the file."""
        return self.draft.check.claim.profile

    @property
    def is_group_fixed(self) -> bool:
        """True where no problem is left of the group whose problems alone are shown."""
        return self.only_group is not None and self.only_group.among(self.all_problems) is None

    @property
    def faults(self) -> Faults:
        """The faults to correct in the whole file."""
        of_file = Faults.of(row.finding for row in self._of_file)
        numbers, retold = map(_NUMBER, self._all_lines), map(_RETOLD, self._all_lines)
        return of_file + Faults(sum(numbers), sum(retold))

    @property
    def warnings(self) -> int:
        """The warnings in the whole file."""
        of_lines: int = sum(map(_WARNINGS, self._all_lines))
        return of_lines + sum(not row.finding.is_error for row in self._of_file)

    @property
    def _of_file(self) -> Sequence[ProblemRow]:
        return () if self._all is None else self._all.of_file

    def count(self, chosen: Filter) -> int:
        """Return how many demandes a filter leaves."""
        return sum(passes(row, chosen) for row in self._all_lines)

    def _shown(self) -> set[int]:
        """Return the demandes, from 1, that the filter and the search leave."""
        shown = {row.line for row in self._all_lines if passes(row, self.filter)}
        if self.searched:
            self._texts = SearchTexts.of(self.draft.check, self._texts)
            shown &= self._texts.holding(self.searched)
        return shown

    @property
    def fields(self) -> list[FieldRow]:
        """The rows of the demande that the views follow."""
        if self._fields is None or self._fields[0] is not self.draft or self._fields[1] != self.line:
            self._fields = (self.draft, self.line, field_rows(self.draft, self.line) if self.line else [])
        return self._fields[2]

    def table_rows(self, view: View) -> Rows:
        """Return a view's rows as its table shows them."""
        check, marks, keys = self.draft.check, frozenset(self.marks), self.keys(view)
        match view:
            case View.PROBLEMS if self.is_grouped:
                return Rows.of([group_row(check, group, marks) for group in self.groups])
            case View.PROBLEMS:
                problems = self.problems
                return Rows(keys, lambda rank: problem_row(check, problems[rank], marks))
            case View.LINES:
                lines = self.lines
                return Rows(keys, lambda rank: line_row(check, lines[rank], marks))
            case View.FIELDS:
                fields = self.fields
                return Rows(keys, lambda rank: field_row(check, fields[rank]))

    def problem(self, key: str) -> ProblemRow | None:
        """Return a problem that is shown, by the key of its row."""
        return self._by_key.get(key)

    def group(self, view: View, target: Target | None) -> ProblemGroup | None:
        """Return the group of problems that a row stands for, if it does for one."""
        if target is None or view is not View.PROBLEMS:
            return None
        return next((group for group in self.groups if group.key == target.row_key), None)

    def place(self, view: View, target: Target | None) -> CellSubject | None:
        """Return the value that a cell stands for, or None where it holds none."""
        check = self.draft.check
        if target is None:
            return None
        match view:
            case View.PROBLEMS:
                row = self.problem(target.row_key)
                if row is None or self.is_grouped:
                    return None
                finding = row.finding
                return CellSubject(finding.pointer, self.profile.by_name.get(finding.balise or ""), finding)
            case View.LINES:
                line = int(target.row_key)
                demande = check.claim.lines[line - 1]
                shown = self.profile.at_a_glance
                balise = next((each for each in shown if each.name == target.column_key), None)
                if balise is None or not isinstance(demande, dict):
                    return None
                path = place(demande, balise.level).path(balise.name)
                return CellSubject((*check.claim.line_pointer(line), *path), balise)
            case View.FIELDS:
                values = (row for row in self.fields if row.part not in {Part.BLOC, Part.REST})
                chosen = next((row for row in values if row.key == target.row_key), None)
                return None if chosen is None else CellSubject(chosen.pointer, chosen.balise, chosen.finding)

    def is_to_verify(self, view: View, target: Target | None) -> bool:
        """Return True where a problem is an answer to verify: it is settled, there is nothing to type."""
        row = self.problem(target.row_key) if view is View.PROBLEMS and target is not None else None
        return row is not None and row.finding.rule == AspToVerify.id and not row.finding.balise

    def entry(self, view: View, target: Target) -> Entry | None:
        """Return the entry of a cell, or None where it holds no value."""
        at = self.place(view, target)
        if at is None:
            return None
        # In the fields, a key's problem is solved only where there is no value to edit.
        is_about_key = view is View.PROBLEMS or at.balise is None
        finding = at.finding if is_about_key or at.balise is self.profile.document_name else None
        return entry_for(self.draft.check, at.pointer, at.balise, finding)

    def line_of(self, view: View, target: Target | None) -> int | None:
        """Return the demande that a row is about, from 1."""
        if target is None:
            return None
        match view:
            case View.PROBLEMS:
                row = self.problem(target.row_key)
                return None if row is None else row.finding.line
            case View.LINES:
                return int(target.row_key)
            case View.FIELDS:
                return self.line

    def make(self, edits: Sequence[Edit], title: str, present: Check | None = None) -> bool:
        """Make edits as one step, which leads to `present` where that is known; return False for no change."""
        changes = tuple(edit for edit in edits if edit.key is not None or not same(edit.before, edit.after))
        if not changes:
            return False
        self.take(self.draft.with_step(Step(title, changes), present))
        return True

    def turn(self, step: int) -> Step | None:
        """Take the latest step back (-1), or make again the one that was taken back last (1); return it."""
        before, after = self.draft, self.draft.undo() if step < 0 else self.draft.redo()
        if after is before:
            return None
        self.take(after)
        return (before if step < 0 else after).done[-1]

    def turn_marks(self, lines: set[int] | None = None) -> None:
        """Mark demandes, all that are shown by default, or take their marks away when all are marked."""
        if lines is None:
            of_problems = self.problems if self.view is View.PROBLEMS else []
            lines = {row.finding.line for row in of_problems if row.finding.line} or {
                row.line for row in self.lines
            }
        self.marks = self.marks - lines if lines <= self.marks else self.marks | lines

    def to_export(self, usual: Collection[int]) -> tuple[list[int], list[int]]:
        """Return the demandes that are to go, and those of the usual ones that stay because others are marked."""
        if not self.marks:
            return sorted(usual), []
        return sorted(self.marks), sorted(set(usual) - self.marks)

    def problem_beside(self, key: str | None, step: int, before: Sequence[str] = ()) -> str | None:
        """Return the key of the next problem to look at, behind or before a row, round and round."""
        order = before or [row.key for row in self.problems]
        start = order.index(key) if key in order else -1 if step > 0 else 0
        turned = (order[(start + step * i) % len(order)] for i in range(1, len(order) + 1))
        chosen = next(filter(self._is_worth_a_look, turned), None)
        # None of the rows there were may be left, and others have come.
        return chosen or next((row.key for row in self.problems if self._is_worth_a_look(row.key)), None)

    def problem_from(self, view: View, target: Target | None, step: int) -> str | None:
        """Return the key of the next problem to look at, behind or before a cell of any view."""
        if target is None or view is View.PROBLEMS:
            return self.problem_beside(None if target is None else target.row_key, step)
        at, line = self.place(view, target), self.line_of(view, target) or 0
        if at is not None and (key := self.problem_at(at.pointer)) is not None:
            return self.problem_beside(key, step)
        rows = [row for row in self.problems if self._is_worth_a_look(row.key)]
        if step > 0:
            beyond = (row for row in rows if (row.finding.line or 0) >= line)
        else:
            beyond = (row for row in reversed(rows) if (row.finding.line or 0) < line)
        found = next(beyond, None)
        return self.problem_beside(None, step) if found is None else found.key

    def problem_followed(self, view: View, target: Target, present: str) -> str | None:
        """Return the key of the problem that goes with a cell of another view, of its value or else of its line.

        A problem that goes with it at `present` stays.
        """
        at, line, here = self.place(view, target), self.line_of(view, target), self.problem(present)
        if at is not None and (key := self.problem_at(at.pointer)) is not None:
            return present if here is not None and here.finding.pointer == at.pointer else key
        if here is not None and here.finding.line == line:
            return present
        return next((row.key for row in self.problems if row.finding.line == line), None)

    def problem_at(self, pointer: Pointer) -> str | None:
        """Return the key of the first problem of a value, where it has any."""
        return next((row.key for row in self.problems if row.finding.pointer == pointer), None)

    def next_line_from(self, view: View, target: Target) -> Target | None:
        """Return the same cell in the first row behind it that is about another demande, if there is one."""
        keys, line = self.keys(view), self.line_of(view, target)
        behind = (Target(key, target.column_key) for key in keys[keys.index(target.row_key) + 1 :])
        return next((other for other in behind if self.line_of(view, other) != line), None)

    def _is_worth_a_look(self, key: str) -> bool:
        """Return True where a problem is shown, and is not the ASP's on a value that our own controls name too."""
        row = self.problem(key)
        if row is None or not row.is_of_asp or self._all is None:
            return row is not None
        at, beside = row.finding.pointer, self._all.beside(row)
        return not any(
            own.finding.pointer == at and not own.is_of_asp and own.key in self._by_key for own in beside
        )

    def keys(self, view: View) -> list[str]:
        """Return the keys of a view's rows, in order."""
        if view is View.FIELDS:
            return [row.key for row in self.fields]
        return self._keys[view]
