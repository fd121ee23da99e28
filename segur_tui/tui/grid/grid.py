"""The rows on the screen and the cursor among them.

The lines are drawn here rather than by a DataTable: a row that changes repaints one line, the extent is known once
rows are given (an editor may open on them within the same key), and 20,000 rows are not measured one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from rich.style import Style
from textual import events, on
from textual.geometry import Offset, Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from segur_tui.tui.grid.columns import Piece, PlacedColumn, clear_of, draw, place
from segur_tui.tui.grid.model import Cell, Column, Row, Rows, Target, Tone, follow
from segur_tui.tui.grid.room import Room
from segur_tui.tui.terminal.patches import draw_as_it_is, extend, is_shown

_HEADER = 1
"""Lines above the rows, which do not scroll."""
_KEPT_LINES = 200
"""Lines of rows that are kept drawn."""
_AHEAD = 1
"""Rows that a cursor at the edge brings into view beyond its own."""
_MARKER, _FOLLOWER = "▸", "▹"
"""Before the row of the cursor, for eyes that colours do not reach; the second while the keys go elsewhere."""


class Grid(ScrollView, can_focus=False):
    """Rows under a header, with a cursor on one cell of one row; the table that holds it takes the keys."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("grid--header", "grid--cursor", "grid--cell", "grid--waiting"),
        *(f"grid--{tone}" for tone in Tone),
    }
    """The header; the cursor’s row, its cell where Enter edits it, the row while keys go elsewhere; the tones."""
    DEFAULT_CSS = """
    Grid {
        background: $background; color: $foreground; overflow-x: hidden;
        scrollbar-size: 0 1; scrollbar-gutter: stable; scrollbar-background: $background;
        scrollbar-color: $foreground 70%; scrollbar-color-hover: $foreground 70%;
    }
    Grid > .grid--header { background: $foreground 8%; color: $foreground; text-style: bold; }
    Grid > .grid--cursor { background: $foreground 18%; color: $foreground; }
    Grid > .grid--cell { background: $foreground 18%; color: $foreground; text-style: reverse bold; }
    Grid > .grid--waiting { background: $foreground 8%; color: $foreground; }
    Grid > .grid--plain { color: $foreground; }
    Grid > .grid--muted { color: $foreground 70%; }
    Grid > .grid--strong { color: $foreground; text-style: bold; }
    Grid > .grid--good { color: $text-success; }
    Grid > .grid--warning { color: $text-warning; }
    Grid > .grid--error { color: $text-error; }
    """

    ALLOW_SELECT = False

    def __init__(self, columns: Sequence[Column], rearranged: Callable[[], object]) -> None:
        """Show rows in columns; `rearranged` is called when another size has given these other places."""
        super().__init__()
        self.columns, self._rearranged = tuple(columns), rearranged
        self.rows = Rows.of(())
        self.row = 0
        self.wheel_stopped = False
        """True as long as an editor lies over a row, which the wheel would move away."""
        self._active = False
        self.area = Size(0, 0)
        """The cells of the header and the rows, without the scrollbar."""
        self._stop = next((column.key for column in columns if column.editable), columns[0].key)
        self._index: dict[str, int] = {}
        self._drawn: dict[int, tuple[Row, bool] | None] = {}
        self._lines: dict[Row, Strip] = {}
        """The lines of rows drawn before: a row that only moves keeps all that Textual has made of its line."""
        draw_as_it_is(self)
        self._placed: tuple[PlacedColumn, ...] = ()
        self._hidden: tuple[str, Region | None] = ("", None)
        self._freed: tuple[str, int] = ("", 0)

    def set_rows(self, rows: Rows) -> None:
        """Show these rows; the cursor stays on its row, or what takes its place, and on its line of the screen."""
        before, self.rows = self.rows.keys, rows
        if before == rows.keys:
            self.rows = Rows(before, rows.make)  # of equal keys, those that the index holds
        else:
            self._follow(before)
        self._refresh_changed()

    def _follow(self, before: Sequence[str]) -> None:
        """Have the cursor follow its row from among rows of other keys."""
        self._index = {key: index for index, key in enumerate(self.rows.keys)}
        if len(self._index) < len(self.rows):
            raise ValueError("two rows have the same key")
        if not self.area and len(self.rows) + _HEADER >= self.app.size.height:
            is_likely = True  # found out when it has its size, all would be laid out a second time
            self.set_reactive(Grid.show_vertical_scrollbar, is_likely)
        line = self.row - self.scroll_offset.y
        self.row = follow(before, self.row, self._index)
        self._measure()
        self.scroll_to(y=self.row - line, animate=False, force=True)

    @property
    def cursor(self) -> Target | None:
        """The cell of the cursor: none without rows, in the first column when no column is editable."""
        return Target(self.rows.keys[self.row], self._stop) if self.rows else None

    def index_of(self, row_key: str) -> int | None:
        """Return the rank of a row, if it is shown."""
        return self._index.get(row_key)

    def give_way(self, row_key: str, hidden: Region | None) -> None:
        """Draw what is left of a row beside what hides some of it, one blank apart."""
        before, self._hidden = self._hidden, ("" if hidden is None else row_key, hidden)
        for key in {before[0], self._hidden[0]} & self._index.keys() if before != self._hidden else ():
            self._refresh_row(self._index[key])

    def make_room(self, row_key: str, lines: int) -> int:
        """Leave lines free beneath a row: those behind it move down, or it moves up; return how many are free."""
        freed = (row_key, lines) if lines else ("", 0)
        if freed != self._freed:
            before, self._freed = self._opened, freed
            rooms = [room for room in (before, self._opened) if room.lines]
            # The rows over the room stay as they are, unless some leave at the top for it.
            first = min((0 if room.rows_gone else room.line for room in rooms), default=self.page)
            self.refresh(Region(0, first + _HEADER, self.area.width, self.page - first))
        return self._opened.lines

    def activate(self, *, active: bool) -> None:
        """Show that the keys go to this table, or elsewhere."""
        self._active = active
        self._refresh_row(self.row)

    def go_to(self, target: Target) -> None:
        """Move the cursor to a cell; what is not shown, or where no cursor stops, changes nothing."""
        if any(column.editable and column.key == target.column_key for column in self.columns):
            self._stop = target.column_key
            self._refresh_row(self.row)
        if (index := self.index_of(target.row_key)) is not None:
            self.go_to_row(index)

    def go_to_row(self, index: int) -> None:
        """Move the cursor to the row of this rank, or the nearest there is, and bring it into view."""
        before, self.row = self.row, max(0, min(index, len(self.rows) - 1))
        if before != self.row:
            self._refresh_row(before)
            self._refresh_row(self.row)
        self.reveal()

    def step_column(self, steps: int) -> bool:
        """Move the cursor among the columns where it stops; return False at the last one."""
        stops = [column.key for column, *_ in self._placed if column.editable]
        at = stops.index(self._stop) + steps if self._stop in stops else 0
        if not 0 <= at < len(stops):
            return False
        self._stop = stops[at]
        self._refresh_row(self.row)
        return True

    def turn_page(self, pages: int) -> None:
        """Move the cursor by pages; it keeps its line of the screen as long as there is something to scroll."""
        self.scroll_to(y=self.scroll_offset.y + pages * self.page, animate=False, force=True)
        self.go_to_row(self.row + pages * self.page)

    def reveal(self) -> None:
        """Scroll when the row of the cursor is out of view: a row further than it needs, or to its middle."""
        line, near = self.row - self.scroll_offset.y, self.page // 4
        if 0 <= line < self.page:
            return
        # Half a page would be sent at once; each row, again, at the price of the scrollbar and the detail.
        ahead = min(_AHEAD, near)
        if line < 0 and -line <= near:
            top = self.row - ahead
        elif line >= self.page and line - self.page < near:
            top = self.row - self.page + 1 + ahead
        else:
            top = self.row - self.page // 2
        self.scroll_to(y=top, animate=False, force=True)

    @property
    def page(self) -> int:
        """The number of rows in view."""
        return max(self.area.height - _HEADER, 1)

    def region_of(self, target: Target) -> Region | None:
        """Return the region of a cell in this widget, or None when its row is out of view."""
        index = self.index_of(target.row_key)
        if index is None or (line := self._line_of(index)) is None:
            return None
        # A column left out for want of room has no place of its own: the start of the row stands for it.
        places = (placed for placed in self._placed if placed.column.key == target.column_key)
        x, width = next(((placed.x, placed.width) for placed in places), (0, 0))
        return Region(x, line + _HEADER, width, 1)

    def cell_at(self, offset: Offset) -> Target | None:
        """Return the cell drawn at a place of this widget."""
        index = self._index_at(offset.y)
        under = [placed for placed in self._placed if placed.x <= offset.x + 1]
        if offset.y < _HEADER or index is None or not under:
            return None
        return Target(self.rows.keys[index], under[-1].column.key)

    @property
    def _opened(self) -> Room:
        """The room beneath a row, as long as that is in view."""
        under = self._index.get(self._freed[0], -1) - self.scroll_offset.y
        return Room.beneath(under, self._freed[1], self.page)

    def _line_of(self, index: int) -> int | None:
        """Return the line, from 0 under the header, on which a row is seen, if it is."""
        line = self._opened.moved(index - self.scroll_offset.y)
        return line if 0 <= line < self.page else None

    def _index_at(self, y: int) -> int | None:
        """Return the rank of the row on a line of this widget, if there is one."""
        line = self._opened.origin(y - _HEADER)
        index = None if line is None else line + self.scroll_offset.y
        return index if index is not None and index < len(self.rows) else None

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen: the header, a row, or nothing below the last one."""
        if not self._placed:
            self._place_columns()  # the first paint comes before the event that reports the size
        width = self.area.width
        self._drawn[y] = self._on_line(y)
        if y < _HEADER:
            header = self.get_component_rich_style("grid--header")
            return draw((Piece(placed, placed.column.label, header) for placed in self._placed), header, width)
        if (there := self._drawn[y]) is None:
            return Strip.blank(width, self.rich_style)
        row, is_cursors = there
        if is_cursors or row.key == self._hidden[0]:
            return self._cursor_line(row) if is_cursors else self._plain_line(row)
        if (kept := self._lines.get(row)) is None:
            if len(self._lines) >= _KEPT_LINES:
                self._lines.clear()
            kept = self._lines[row] = self._plain_line(row)
        return kept

    def _on_line(self, y: int) -> tuple[Row, bool] | None:
        """Return the row on a line of this widget, and whether it is the cursor's; None where there is none."""
        index = None if y < _HEADER else self._index_at(y)
        return None if index is None else (self.rows[index], index == self.row)

    def _refresh_changed(self) -> None:
        """Draw the lines again on which something else stands than was drawn there; all, once they are seen."""
        if not is_shown(self):
            draw_as_it_is(self)
        elif changed := [y for y, drawn in self._drawn.items() if drawn != self._on_line(y)]:
            self.refresh(*(Region(0, y, self.area.width, 1) for y in changed))

    def notify_style_update(self) -> None:
        """Draw all lines again, in the new styles."""
        super().notify_style_update()
        self._lines.clear()

    def _plain_line(self, row: Row, marker: str = "", chosen: str = "") -> Strip:
        """Return a row in its tones; the cell of the chosen column is where Enter edits."""
        base, cell = self.rich_style, self.get_component_rich_style("grid--cell")
        pieces = (
            Piece(placed, text, cell if placed.column.key == chosen else base + self._foreground(tone), apart)
            for placed, (text, tone, apart) in self._cells(row)
        )
        return draw(pieces, base, self.area.width, marker)

    def _cursor_line(self, row: Row) -> Strip:
        stops = any(placed.column.editable and placed.column.key == self._stop for placed in self._placed)
        if self._active and stops:
            # The cell alone: a background under the whole row is sent twice a move, half of what a key costs.
            return self._plain_line(row, _MARKER, self._stop)
        base = self.get_component_rich_style("grid--cursor" if self._active else "grid--waiting")
        pieces = (Piece(placed, text, base, apart) for placed, (text, _, apart) in self._cells(row))
        return draw(pieces, base, self.area.width, _MARKER if self._active else _FOLLOWER)

    def _cells(self, row: Row) -> Iterator[tuple[PlacedColumn, Cell]]:
        row_key, hidden = self._hidden
        for placed in self._placed:
            cell = row.cells[placed.rank]
            if row.is_title and cell.text:
                yield placed._replace(width=self.area.width - placed.x), cell
                return
            seen = placed if hidden is None or row.key != row_key else clear_of(placed, hidden.x, hidden.right)
            yield seen, cell

    def on_resize(self) -> None:
        """Give the columns their places in the new width, and keep the cursor in view."""
        self._place_columns()
        self._measure()
        self.reveal()
        self.refresh()
        self._rearranged()

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _stop_wheel(self, event: events.MouseEvent) -> None:
        if self.wheel_stopped:
            event.stop()
            event.prevent_default()

    def _place_columns(self) -> None:
        # Kept, since a table that another view hides has no region, and rows may come meanwhile.
        self.area = self.scrollable_content_region.size
        self._placed = place(self.columns, self.area.width)
        self._lines.clear()

    def _measure(self) -> None:
        extend(self, Size(0, len(self.rows) + _HEADER))  # no cell is out of view, whatever the width

    def _refresh_row(self, index: int) -> None:
        if (line := self._line_of(index)) is not None:
            self.refresh(Region(0, line + _HEADER, self.area.width, 1))

    def _foreground(self, tone: Tone) -> Style:
        style = self.get_component_rich_style(f"grid--{tone}")
        return Style(color=style.color, bold=style.bold)
