"""The editable table: the rows, the editors laid over them, and the keys of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.geometry import Offset
from textual.message import Message

from segur_tui.tui.grid.grid import Grid
from segur_tui.tui.grid.model import ENDS, Column, Commit, EditorFor, NotEditable, Row, Rows, Target, Then, meaning
from segur_tui.tui.grid.overlay import Overlay


class EditableTable(Container, can_focus=True):
    """A table whose values are edited in place.

    It alone has the focus and receives the keys; the editors only show. It speaks to its caller by callbacks, not
    by messages: keys typed ahead may already wait behind Enter, and they belong to the editor or the row that this
    very Enter leads to. A message would be answered after them. What follows the cursor is also painted with it,
    at half the cost of two paints.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Ouvrir"),
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home,ctrl+home", "row(0)", show=False),
        Binding("end,ctrl+end", "row(-1)", show=False),
        Binding("left", "column(-1)", show=False),
        Binding("right", "column(1)", show=False),
    ]
    """While a value is edited, enter keeps it, tab and shift+tab keep it and go on, escape leaves it.

    What tab has opened is kept by the next tab only where something was done in it: a person may go past it.
    """
    DEFAULT_CSS = """
    EditableTable { layers: rows edition; height: 1fr; }
    EditableTable > * { layer: edition; position: absolute; display: none; }
    EditableTable > Grid { layer: rows; position: relative; display: block; height: 1fr; }
    """

    class RowOpened(Message):
        """Enter was pressed, or the row clicked, where there is nothing to edit."""

    class RowTicked(Message):
        """The mouse ticks a row, or takes its tick away."""

        def __init__(self, row_key: str) -> None:
            super().__init__()
            self.row_key = row_key

    class EditingTurned(Message):
        """An editor opened over a cell or closed, its value kept or not."""

    def __init__(
        self,
        columns: Sequence[Column],
        editor_for: EditorFor = lambda _: None,
        commit: Commit = lambda *_: None,
        moved: Callable[[], object] = lambda: None,
        *,
        id: str | None = None,  # noqa: A002 - the name that Textual gives it
    ) -> None:
        super().__init__(id=id)
        self._editor_for, self._commit, self._moved = editor_for, commit, moved
        self.opens: Callable[[], object] | None = None
        """The effect of Enter on a row, where it edits no value; another key does that then."""
        self._edited: Target | None = None
        self._is_passed = False
        """True where the editor was opened by tab, and nothing was done in it."""
        self._reported: Target | None = None
        self._grid = Grid(columns, self._place)
        self._overlay = Overlay()

    def compose(self) -> ComposeResult:
        """Show the rows; what lies over them comes when the keys do."""
        yield self._grid

    def on_mount(self) -> None:
        """Keep the editor over its cell when the rows scroll under it."""
        self.watch(self._grid, "scroll_y", self._place, init=False)

    # What a screen does with the table

    def set_rows(self, rows: Rows | Sequence[Row]) -> None:
        """Show these rows; the cursor and the editor stay on their row as long as it is there."""
        self._grid.set_rows(rows if isinstance(rows, Rows) else Rows.of(rows))
        if self._edited is not None and self._grid.index_of(self._edited.row_key) is None:
            self._close()
        self._place()
        self._report_cursor()

    @property
    def rows(self) -> Rows:
        """The rows shown."""
        return self._grid.rows

    @property
    def cursor(self) -> Target | None:
        """The cell of the cursor, or None without rows."""
        return self._grid.cursor

    @property
    def edited(self) -> Target | None:
        """The cell that is being edited, if any."""
        return self._edited

    @property
    def is_choosing(self) -> bool:
        """True while a value is edited by choosing it from a list."""
        return self._overlay.is_choice

    def move_to(self, target: Target) -> None:
        """Bring the cursor to a cell, which closes an editor without keeping its value."""
        self._close()
        self._grid.go_to(target)
        self._report_cursor()

    def edit(self, target: Target) -> bool:
        """Open the editor of a cell, or say why it has none; return False where neither can be done."""
        self.move_to(target)
        spec = self._editor_for(target) if self._grid.index_of(target.row_key) is not None else None
        if spec is None:
            return False
        if not self.has_focus:
            self.screen.set_focus(self, scroll_visible=False)  # at once, unlike focus()
        self._overlay.lay_over(self)
        self._overlay.open(spec)
        self._is_passed = False
        if not isinstance(spec, NotEditable):
            self._edited = target
            self._grid.wheel_stopped = True
            self.post_message(self.EditingTurned())
        self._place()
        return True

    # Keys, pastes and clicks

    async def on_key(self, event: events.Key) -> None:
        """Do at once what a key does, so that none typed behind it can overtake it."""
        if self._edited is None:
            self._close()
            if (action := _ACTIONS.get(event.key)) is None or not await self.app.run_action(action, self):
                return
        elif then := ENDS.get(event.key):
            if self._overlay.refuses(is_passing=then != "stay"):
                self._place()
            else:
                self._keep(then)
        elif event.key == "escape":
            self._close()
        elif event.key.startswith("f") and event.key[1:].isdecimal():  # it can neither type nor edit
            return
        else:
            self._is_passed = False
            await self._overlay.press(event)
            self._place()
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Put a pasted text in the value that is edited; without one, leave it to the screen."""
        if self._edited is None:
            return
        event.stop()
        self._is_passed = False
        self._overlay.paste(event.text)
        self._place()

    def on_click(self, event: events.Click) -> None:
        """Bring the cursor where the mouse points, and do what a click means there."""
        if event.widget is self._overlay.choice:
            if self._overlay.choice.pick(event.y):
                self._keep("stay")
        elif event.widget is self._grid and (target := self._grid.cell_at(Offset(event.x, event.y))):
            means = meaning(self._grid.columns, target, self.cursor, event.chain)
            if self._edited is not None:
                means = "moves"
                self._turn_away()
            self.move_to(target)
            if means == "ticks":
                self.post_message(self.RowTicked(target.row_key))
            elif means == "opens":
                self.action_open()

    def on_focus(self) -> None:
        """Show that the keys come here, and have the editors at hand once this is painted."""
        self._grid.activate(active=True)
        self.call_after_refresh(self._overlay.lay_over, self)

    def on_blur(self) -> None:
        """Keep what was typed when the person goes to another part of the screen."""
        self._grid.activate(active=False)
        elsewhere = self.screen.is_current and self.screen.focused is not self
        if elsewhere and self._edited is not None:
            self._turn_away()

    # Actions

    def action_open(self) -> None:
        """Edit the value under the cursor, or open its row; without rows, leave the key to the screen."""
        if (target := self.cursor) is None:
            raise SkipAction
        if self.opens is not None:
            self.opens()
        elif not self.edit(target):
            self.post_message(self.RowOpened())

    def action_step(self, rows: int) -> None:
        """Move the cursor by rows."""
        self._grid.go_to_row(self._grid.row + rows)
        self._report_cursor(is_key=True)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self._grid.turn_page(pages)
        self._report_cursor(is_key=True)

    def action_row(self, index: int) -> None:
        """Move the cursor to the row of a rank from 0; -1 is the last."""
        self._grid.go_to_row(index % max(len(self.rows), 1))
        self._report_cursor(is_key=True)

    def action_column(self, steps: int) -> None:
        """Move the cursor among the editable columns; at the last one, leave the key to the screen."""
        if not self._grid.step_column(steps):
            raise SkipAction
        self._report_cursor(is_key=True)

    # The editor

    def _keep(self, then: Then) -> None:
        if self._edited is None:
            return
        edited, value = self._edited, self._overlay.draft
        is_left = then != "stay" and self._is_passed
        # Closed first: the caller brings the new rows while it takes the value.
        self._close()
        target = self._commit(edited, None if is_left else value, then)
        if target is not None and then == "stay":
            self.move_to(target)
        elif target is not None:
            self.edit(target)
            self._is_passed = True

    def _turn_away(self) -> None:
        """Keep what was typed or chosen; what the editor offered by itself was not."""
        if self._overlay.is_touched:
            self._keep("stay")
        else:
            self._close()

    def _close(self) -> None:
        self._overlay.close()
        self._grid.give_way("", None)
        self._grid.make_room("", 0)
        self._grid.wheel_stopped = False
        if self._edited is not None:
            self._edited = None
            self.post_message(self.EditingTurned())

    def _place(self) -> None:
        """Lay the editor and the hint where the cell of the cursor is seen, over no other row."""
        target, grid, overlay = self._edited or self.cursor, self._grid, self._overlay
        if not overlay.is_open or target is None:
            grid.make_room("", 0)
            return
        lines = grid.make_room(target.row_key, overlay.wanted_lines(grid.area.width))
        if cell := grid.region_of(target):
            grid.give_way(target.row_key, overlay.place(cell, grid.area, lines))
        elif self._edited is None:
            self._close()

    def _report_cursor(self, *, is_key: bool = False) -> None:
        if (target := self.cursor) != self._reported or is_key:  # what was said is over, even at the last row
            self._reported = target
            if target is not None:
                self._moved()


_BOUND = [binding for binding in EditableTable.BINDINGS if isinstance(binding, Binding)]
_ACTIONS = {key: binding.action for binding in _BOUND for key in binding.key.split(",")}
