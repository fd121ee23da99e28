"""How one file is shown: three linked views of the same lines, that always agree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.screen import Screen
from textual.widgets import Input

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.editing.typed import FreeText, Nothing, OneOf
from segur_tui.application.views.problems import ProblemGroup
from segur_tui.format.balises import NUMERO_EDITEUR
from segur_tui.format.finding import Finding
from segur_tui.tui.commands import Command, footer_of
from segur_tui.tui.grid.editors import ChoiceSpec, EditorSpec, NotEditable, TextSpec, Then
from segur_tui.tui.grid.model import Column, Rows, Target
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.screens.file.detail import answer_detail, detail, exported_detail, group_detail, nothing_left
from segur_tui.tui.screens.file.heading import Part, counts, fitted, identity, titles
from segur_tui.tui.screens.file.kept import keep
from segur_tui.tui.screens.file.rows import FIELD_COLUMNS, LINE_COLUMNS, PROBLEM_COLUMNS, VALUE
from segur_tui.tui.screens.file.state import FileState, View
from segur_tui.tui.widgets.caption import Caption, Detail
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible_lines
from segur_tui.tui.widgets.prompt import Prompt

WIDE = 120
"""Columns from which the views stand side by side."""
_SIDES = 2
"""Blank cells beside the lines of the heading."""

_COLUMNS = {View.PROBLEMS: PROBLEM_COLUMNS, View.LINES: LINE_COLUMNS, View.FIELDS: FIELD_COLUMNS}
_EDITING_KEYS = (("Entrée", "garder"), ("Tab", "garder, suivant"), ("Échap", "laisser"), ("Ctrl+U", "vider"))
_CHOOSING_KEYS = (("↑ ↓", "choisir"), *_EDITING_KEYS[:3])


class FileDisplay(Screen[None]):
    """The header, the views, the detail and the keys of a file; its commands are in `FileScreen`."""

    AUTO_FOCUS = ""  # without a problem left no table shows, and Textual would turn to the hidden search
    CSS_PATH = "screen.tcss"
    commands: Sequence[Command]

    def __init__(self, path: Path, draft: Draft) -> None:
        """Show a draft of a file."""
        super().__init__()
        self.path, self.today = path, draft.today
        self.state = FileState(draft)
        self.view = View.PROBLEMS

    def compose(self) -> ComposeResult:
        """Lay out the header, the views, the detail and the keys."""
        self._fit(self.app.size.width)  # before anything has its styles: they would all be taken again
        yield Caption(id="identity")
        yield Caption(id="counts")
        with Horizontal(id="tabs"):
            for view in View:
                yield Caption(id=f"tab-{view}", classes="tab")
            yield Caption(id="chosen")
        yield Prompt(placeholder="chercher : n°, valeur, problème…", id="search", select_on_focus=False)
        with Horizontal(id="body"):
            with Container(id="left"):
                yield Caption(id="empty")
                yield self._table(View.PROBLEMS)
                yield self._table(View.LINES)
            yield self._table(View.FIELDS)
        yield Detail(id="detail")
        yield KeyLine(self._command_keys("modifier"))

    def on_mount(self) -> None:
        """Show the rows, unless the end of the program came first: parts of the screen are gone then."""
        if not self.is_attached:
            return
        self.query_one("#search", Input).cursor_blink = False
        self.begin()

    def begin(self) -> None:
        """Begin in the problems."""
        self.show_view(View.PROBLEMS)
        self._lead()

    def on_resize(self, event: events.Resize) -> None:
        """Put the views side by side where there is room."""
        self._fit(event.size.width)
        self._lead()
        self._show_header()
        self._show_tabs()

    def _fit(self, width: int) -> None:
        self.set_class(width >= WIDE, "-wide")
        self.set_class(width < WIDE, "-narrow")

    def on_click(self, event: events.Click) -> None:
        """Go to the view whose title is clicked."""
        name = (event.widget.id or "") if event.widget is not None else ""
        if name.startswith("tab-"):
            self.show_view(View(name.removeprefix("tab-")))

    # What the tables ask and tell

    def _table(self, view: View) -> EditableTable:
        editor, kept = partial(self._editor_for, view), partial(self._kept, view)
        table = EditableTable(self.columns(view), editor, kept, partial(self._follow, view), id=view.value)
        table.add_class("view")
        return table

    def columns(self, view: View) -> tuple[Column, ...]:
        """Return the columns of a view."""
        return _COLUMNS[view]

    def rows(self, view: View) -> Rows:
        """Return the rows of a view as they are now."""
        return self.state.table_rows(view)

    def identity(self) -> Sequence[Part]:
        """Return who and what is shown."""
        return identity(self.state.draft.check.claim)

    def detail_beside(self, line: int) -> str:
        """Return what is to be said of a line beside its detail."""
        del line
        return ""

    def table(self, view: View) -> EditableTable:
        """Return the table of a view."""
        return self.query_one(f"#{view}", EditableTable)

    def _editor_for(self, view: View, row_key: str, column_key: str) -> EditorSpec | None:
        entry = self.state.entry(view, Target(row_key, column_key))
        match entry:
            case FreeText(text, expected, wrong, meant):
                return TextSpec(text, wrong, expected, meant, selected=True)
            case OneOf(current, choices, _):
                return ChoiceSpec(current, choices)
            case Nothing(reason):
                return NotEditable(reason)
            case None:
                return None

    def _kept(self, view: View, row_key: str, column_key: str, value: str, then: Then) -> Target | None:
        target = keep(self.state, view, Target(row_key, column_key), value, then)
        self.refresh_views()
        return target

    def _follow(self, view: View) -> None:
        """Make the other views follow the one that is used."""
        target = self.table(view).cursor
        # The view in use may have the focus in a moment only: another view was left with this very key.
        if target is None or not (self.view is view or self.table(view).has_focus):
            return
        self.view = view
        self._show_command_keys()
        line = self.state.line_of(view, target)
        if line is not None:
            self.state.line = line
        if self.has_class("-wide"):  # else when another view is shown: what is hidden costs each key its time
            self._lead()
        self._show_tabs()
        self._show_detail()

    def _lead(self) -> None:
        """Bring the cursors of the other views to what the one in use is about."""
        self.table(View.FIELDS).set_rows(self.rows(View.FIELDS))
        if self.view is not View.LINES and self.state.line:
            self.table(View.LINES).move_to(Target(str(self.state.line), NUMERO_EDITEUR.name))
        target = self.table(View.PROBLEMS).cursor
        if self.view is not View.PROBLEMS:
            self._lead_problems(target)
            return
        at = None if target is None else self.state.place(self.view, target)
        row = next((row for row in self.state.fields if at is not None and row.pointer == at.pointer), None)
        if row is not None:
            self.table(View.FIELDS).move_to(Target(row.key, VALUE))

    def _lead_problems(self, present: Target | None) -> None:
        target = self.table(self.view).cursor
        if present is None or target is None or self.state.is_grouped:
            return
        key = self.state.problem_followed(self.view, target, present.row_key)
        if key is not None:
            self.table(View.PROBLEMS).move_to(Target(key, VALUE))

    @on(EditableTable.RowOpened)
    def _open_row(self, event: EditableTable.RowOpened) -> None:
        """Correct a group of problems together, or show its problems one by one."""
        group = self.group_at(event.target)
        if group is None:
            return
        if group.fixable:
            self.choose_corrections(group.fixable)
            return
        self.state.is_grouped, self.state.only_group = False, group
        self.state.refresh()
        self.refresh_views()

    @on(EditableTable.EditingStarted)
    def _show_editing_keys(self, event: EditableTable.EditingStarted) -> None:
        self.query_one(KeyLine).show_keys(_CHOOSING_KEYS if event.table.is_choosing else _EDITING_KEYS)

    @on(EditableTable.EditingEnded)
    def _show_command_keys(self) -> None:
        group = self.group_at(self.table(self.view).cursor)
        opens = "modifier" if group is None else "corriger" if group.fixable else "montrer"
        self.query_one(KeyLine).show_keys(self._command_keys(opens))

    def _command_keys(self, opens: str) -> list[tuple[str, str]]:
        return footer_of(self.commands, opens, without=() if self.state.draft.done else ("undo",))

    def group_at(self, target: Target | None) -> ProblemGroup | None:
        """Return the group of problems that a cell of the view in use stands for, if it does for one."""
        if target is None or self.view is not View.PROBLEMS:
            return None
        return next((group for group in self.state.groups if group.key == target.row_key), None)

    def choose_corrections(self, findings: Sequence[Finding]) -> None:
        """Offer corrections; the commands do it."""
        raise NotImplementedError

    # What is shown

    def show_view(self, view: View) -> None:
        """Go to a view."""
        self._lead()
        self.view = view
        self.query_one(Detail).give_room_back()
        for each in View:
            self.table(each).set_class(each is view, "-shown")
        self.query_one("#left").set_class(view is View.FIELDS, "-hidden")
        self.refresh_views()
        self.table(view).focus(scroll_visible=False)

    def refresh_views(self) -> None:
        """Show the present state in all views; only what changed is repainted."""
        for view in View:
            self.table(view).set_rows(self.rows(view))
        self._show_header()
        self._show_tabs()
        self._show_detail()
        self._show_command_keys()
        is_empty = not self.state.problems
        self.query_one("#empty").set_class(is_empty and self._shows(View.PROBLEMS), "-shown")
        self.table(View.PROBLEMS).set_class(is_empty, "-empty")
        self.table(View.PROBLEMS).set_class(self.view is View.PROBLEMS and not is_empty, "-shown")
        if is_empty:
            self.query_one("#empty", Caption).tell(nothing_left(self.state))
        elif self.focused is None:  # a table that is hidden loses the focus
            self.table(self.view).focus(scroll_visible=False)

    def _shows(self, view: View) -> bool:
        return self.view is view or self.has_class("-wide")

    def _show_header(self) -> None:
        width = self.app.size.width - _SIDES
        self.query_one("#identity", Caption).tell(fitted(self.identity(), width))
        self.query_one("#counts", Caption).tell(fitted(counts(self.state), width, from_end=True))

    def _show_tabs(self) -> None:
        shown, beside = titles(self.state, self.app.size.width - _SIDES)
        for view, title in shown.items():
            is_current = view is self.view
            tab = self.query_one(f"#tab-{view}", Caption)
            tab.tell(f"[{title}]" if is_current else f" {title} ")
            tab.set_class(is_current, "-current")
        self.query_one("#chosen", Caption).tell(beside)

    def _show_detail(self) -> None:
        target = self.table(self.view).cursor
        at = None if target is None else self.state.place(self.view, target)
        group = self.group_at(target)
        text = detail(self.state, at) if group is None else group_detail(group)
        if self.view is View.LINES and target is not None:
            text += answer_detail(self.state, int(target.row_key))
        line = None if target is None or group is not None else self.state.line_of(self.view, target)
        if line is not None:
            text += exported_detail(self.state, line) + self.detail_beside(line)
        self.query_one(Detail).tell(visible_lines(text))

    def tell(self, sentence: str) -> None:
        """Say a sentence in place of the keys, until the next move."""
        self.query_one(KeyLine).say(sentence)
