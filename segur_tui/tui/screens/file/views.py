"""The views of a file, its problems, its lines, the fields of one line: three tables that follow each other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal

from segur_tui.application.drafts.stored import CursorPlace
from segur_tui.application.views.fields import Part
from segur_tui.application.views.problems import ProblemGroup
from segur_tui.format.finding import Certainty
from segur_tui.format.tree import Absent, Pointer, value_at
from segur_tui.format.wording import typeset
from segur_tui.format.writing import to_compact
from segur_tui.tui.background import show_on
from segur_tui.tui.commands import SEARCH_KEYS, Where, commands_of, footer_of
from segur_tui.tui.grid.model import EditorSpec, Target, Then
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.screens.file.detail import nothing_left, whole_detail
from segur_tui.tui.screens.file.rows import VALUE, View
from segur_tui.tui.screens.file.state import CellSubject, FileState
from segur_tui.tui.screens.file.subject import FileSubject
from segur_tui.tui.terminal.clipboard import clipboard_words
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible, visible_lines
from segur_tui.tui.widgets.prose import Caption, Detail

EditorIn = Callable[[View, Target], EditorSpec | None]
"""Returns the editor of a cell of a view."""
KeptIn = Callable[[View, Target, str | None, Then], Target | None]
"""Takes the value kept in a cell of a view, if any, and returns the cell to go to."""

_EDITING_KEYS = (("Entrée", "garder"), ("Tab", "garder, suivant"), ("Échap", "laisser"), ("Ctrl+U", "vider"))
_CHOOSING_KEYS = (("↑ ↓", "choisir"), *_EDITING_KEYS[:3])


class Views(Horizontal):
    """The tables, with the `detail` of the cell under the cursor and the `key_line` of the keys that work there.

    The cursors of two follow that of the third, the view in use; `moved` is called when it came to another cell.
    """

    def __init__(
        self, state: FileState, subject: FileSubject, editor: EditorIn, kept: KeptIn, moved: Callable[[], None]
    ) -> None:
        super().__init__(id="body")
        self._state, self._subject, self._moved = state, subject, moved
        self.commands = commands_of(Where.FILE, subject.settings.keys)
        self._empty, self.detail = Caption(id="empty"), Detail(id="detail")
        self.heading_for: Target | None = None
        """The cell that the cursor is about to go to."""
        self.is_searching: Callable[[], bool] = lambda: False
        """Tells whether the keys go to a search."""
        self.is_opened_line = False
        """True where the fields are those of a line that was opened from the lines."""
        self.tables: dict[View, EditableTable] = {}
        for view in View:
            calls = partial(editor, view), partial(kept, view), partial(self._follow, view)
            self.tables[view] = EditableTable(subject.columns(view), *calls, id=view.value)
            self.tables[view].set_class(view is state.view, "-shown", update=False)  # it has no styles yet
        self.key_line = KeyLine(self._keys())

    def compose(self) -> ComposeResult:
        """Lay out the problems over the lines, the fields beside them."""
        with Container(id="left"):
            yield self._empty
            yield self.tables[View.PROBLEMS]
            yield self.tables[View.LINES]
        yield self.tables[View.FIELDS]

    def on_mount(self) -> None:
        """Look up what is known of the refusals, to say it in the detail."""
        # Behind the first paint, which it would take its time from.
        self.call_after_refresh(self.run_worker, self._look_up, thread=True, group="refusals")

    def _look_up(self) -> None:
        self._subject.look_up_refusals()
        self._state.standing = self._subject.standing()
        show_on(self.screen, self._show_cursor if self._state.standing is None else self.show_rows)

    # The cell under the cursor of the view in use

    @property
    def current(self) -> EditableTable:
        """The table of the view in use."""
        return self.tables[self._state.view]

    @property
    def at(self) -> CellSubject | None:
        """The value that the cell stands for, None where it holds none."""
        return self._state.place(self._state.view, self.current.cursor)

    @property
    def line(self) -> int | None:
        """The demande that the row is about, from 1."""
        return self._state.line_of(self._state.view, self.current.cursor)

    @property
    def settling_words(self) -> str:
        """The key that settles an answer to verify, in French."""
        return self._subject.settling_words

    @property
    def group(self) -> ProblemGroup | None:
        """The group of problems that the row stands for, if it does for one."""
        return self._state.group(self._state.view, self.current.cursor)

    @property
    def left_at(self) -> CursorPlace | None:
        """The place of the cursor, or the one it is about to go to, as a draft notes it."""
        target = self.heading_for or self.current.cursor
        if target is None:
            return None
        return CursorPlace(self._state.view, target.row_key, target.column_key, self._state.line)

    # Going to another place

    def show(self, view: View) -> None:
        """Go to a view, with its rows as they were."""
        self.lead()
        self._state.view, self.is_opened_line = view, False
        self.detail.give_room_back()
        for each, table in self.tables.items():
            table.set_class(each is view, "-shown")
        self.query_one("#left").set_class(view is View.FIELDS, "-hidden")

    def edit(self) -> None:
        """Edit the value under the cursor, in any view."""
        target = self.current.cursor
        if target is None or not self.current.edit(target):
            self.say(typeset("aucune valeur à modifier ici"))

    def copy(self) -> None:
        """Send the value under the cursor to the terminal's clipboard, and say so."""
        if (at := self.at) is None or isinstance(
            value := value_at(self._state.draft.check.claim.root, at.pointer), Absent
        ):
            self.say(typeset("aucune valeur à copier ici"))
            return
        text = visible(value if isinstance(value, str) else to_compact(value))
        self.app.copy_to_clipboard(text)
        self.say(typeset(f"{clipboard_words('envoyé')} : ") + text)

    def take_keys(self) -> None:
        """Have the keys come to the view in use."""
        self.screen.set_focus(self.current, scroll_visible=False)  # at once, unlike focus(): painted together

    def go_to_problem(self, key: str) -> None:
        """Bring the cursor of the problems to one of them."""
        self.tables[View.PROBLEMS].move_to(Target(key, VALUE))

    def go_to_value(self, pointer: Pointer) -> None:
        """Bring the cursor of the problems, where it is used, to those of a value."""
        key = self._state.problem_at(pointer)
        if key is not None and self._state.view is View.PROBLEMS and not self._state.is_grouped:
            self.go_to_problem(key)

    def go_to_field(self, pointer: Pointer) -> None:
        """Bring the cursor of the fields to an item of a list."""
        row = next((row for row in self._state.fields if row.pointer == pointer and row.part is Part.ITEM), None)
        if row is not None:
            self.tables[View.FIELDS].move_to(Target(row.key, VALUE))

    def open_line(self) -> None:
        """Bring the cursor of the fields to the first one in error, if any is, and say how to go back."""
        self.is_opened_line = True
        faulty = (row for row in self._state.fields if row.finding is not None and row.finding.is_error)
        if (row := next(faulty, None)) is not None:
            self.tables[View.FIELDS].move_to(Target(row.key, VALUE))
        self.show_keys()

    def go_beyond_line(self) -> None:
        """Bring the cursor to the next row that is about another demande, or another group."""
        target = self.current.cursor
        if self.group is not None:
            self.current.action_step(1)
        elif target is not None and (further := self._state.next_line_from(self._state.view, target)) is not None:
            self.current.move_to(further)

    # The rows

    def show_rows(self) -> None:
        """Show the present rows of all views; only the changed ones are repainted.

        Fields that are hidden get theirs when they are shown: they are led there.
        """
        for view, table in self.tables.items():
            if view is not View.FIELDS or self._is_wide or self._state.view is view:
                table.set_rows(self._subject.rows(self._state, view))
        problems, is_empty = self.tables[View.PROBLEMS], not self._state.problems
        is_used = self._state.view is View.PROBLEMS
        self._empty.set_class(is_empty and (is_used or self._is_wide), "-shown")
        problems.set_class(is_empty, "-empty")
        problems.set_class(is_used and not is_empty, "-shown")
        groups = self._state.groups if is_used else []
        self.detail.hold([visible_lines(whole_detail(self._state, None, group)) for group in groups])
        self._show_cursor()
        if is_empty:
            self._empty.show(nothing_left(self._state))
        elif self.screen.focused is None:  # a table that is hidden loses the focus
            self.take_keys()

    def _show_cursor(self) -> None:
        """Show the detail and the keys of the place to which the cursor has come."""
        target, line = self.current.cursor, None if self.group is not None else self.line
        text = whole_detail(self._state, target, self.group)
        self.detail.show(visible_lines(text if line is None else text + self._subject.detail(line)))
        self.show_keys()

    @on(EditableTable.EditingTurned)
    def show_keys(self) -> None:
        """Show the keys of the search, of the editor, or else of the commands."""
        if self.is_searching():
            self.key_line.show_keys(SEARCH_KEYS)
        elif self.current.edited is None:
            self.key_line.show_keys(self._keys())
        else:
            self.key_line.show_keys(_CHOOSING_KEYS if self.current.is_choosing else _EDITING_KEYS)

    def _keys(self) -> list[tuple[str, str]]:
        line, group = self.line, self.group
        without: tuple[str, ...] = () if self._state.draft.done else ("turn(-1)",)
        is_held = self._subject.work.holder is not None
        is_read_only = is_held or (group is None and bool(line) and self._state.draft.check.is_accepted(line or 0))
        beside: tuple[tuple[str, str], ...] = (("Échap", "lignes"),) if self.is_opened_line else ()
        if self._state.view is View.LINES:
            opens, beside = "ouvrir", () if is_read_only else (("=", "modifier"),)
        elif group is not None:
            changes = "(lecture seule)" if is_held else "corriger"
            opens = changes if any(map(group.proposed, Certainty)) else "montrer"
        else:
            opens = "(lecture seule)" if is_read_only else "modifier"
        if is_held:
            taking = next(each.key_name for each in self.commands if each.action == "take_over")
            without, beside = ("turn(-1)", "correct"), ((taking, "reprendre la main"), *beside)
        elif group is None and self._state.is_to_verify(self._state.view, self.current.cursor):
            opens, beside = "", ((self._subject.settling_key, "régler"), *beside)
        here = self.current.cursor
        row = self._state.problem(here.row_key) if here is not None and self._state.view is View.PROBLEMS else None
        if here is None or (row is not None and row.is_of_asp and not row.finding.balise):  # nothing can be typed
            opens = ""
        return footer_of(self.commands, opens, without, beside)

    def say(self, sentence: str) -> None:
        """Say a sentence in place of the keys, until the next move."""
        self.key_line.say(sentence)

    # The cursors that follow

    @property
    def _is_wide(self) -> bool:
        return self.screen.has_class("-wide")

    def _follow(self, view: View) -> None:
        """Make the other views follow the one that is used."""
        table = self.tables[view]
        # The view in use may have the focus in a moment only: another view was left with this very key.
        if table.cursor is None or not (self._state.view is view or table.has_focus):
            return
        self._state.view = view
        if (line := self.line) is not None:
            self._state.line = line
        if self._is_wide:  # else when another view is shown: hidden ones cost each key their time
            self.lead()
        self._show_cursor()
        self._moved()

    def lead(self) -> None:
        """Bring the cursors of the other views to the value of the one in use."""
        state, view, tables = self._state, self._state.view, self.tables
        tables[View.FIELDS].set_rows(self._subject.rows(state, View.FIELDS))
        if view is not View.LINES and state.line:
            tables[View.LINES].move_to(Target(str(state.line), state.profile.editor_number.name))
        target, present, at = self.current.cursor, tables[View.PROBLEMS].cursor, self.at
        if view is View.PROBLEMS:
            row = next((row for row in state.fields if at is not None and row.pointer == at.pointer), None)
            if row is not None:
                tables[View.FIELDS].move_to(Target(row.key, VALUE))
            return
        if present is None or target is None or state.is_grouped:
            return
        if (key := state.problem_followed(view, target, present.row_key)) is not None:
            self.go_to_problem(key)
