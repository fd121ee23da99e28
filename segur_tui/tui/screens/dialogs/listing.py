"""A screen that is one table under a title, with a detail and the keys, as most dialogs are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from segur_tui.format.wording import typeset
from segur_tui.tui.commands import REST, SEARCH_KEYS
from segur_tui.tui.grid.model import Column, Row, Rows
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible_lines
from segur_tui.tui.widgets.prompt import Search
from segur_tui.tui.widgets.prose import Caption, Detail

Outcome = TypeVar("Outcome")

_TABLE_AT_LEAST = 5
"""Lines that the table keeps in the lowest terminal: its header and four rows."""
_OTHER_LINES = 2
"""The keys, and what may be typed."""
_LOW = 10
"""Lines under which these are shown first: there is no detail, which v shows, and little of the title."""
_NO_TICK = "rien à cocher ici"


class ListingScreen(Screen[Outcome]):
    """A title, a table that edits nothing, the selected row in full, and the keys.

    `nothing` is said where the table has no row, unless `why_nothing` says more. `search` are the words in the
    line in which one searches, where `action_search` opens one.
    """

    AUTO_FOCUS = ""  # Textual would turn to a hidden line for typing where the table is empty
    TITLE_AT_MOST: ClassVar[int] = 6
    """Lines of the title, where the terminal is high enough."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "retour"), Binding("v", "read", "voir")]
    DEFAULT_CSS = """
    ListingScreen > .title { height: auto; padding: 0 1; background: $panel; text-style: bold; }
    ListingScreen > .detail { height: auto; min-height: 3; padding: 0 1; background: $surface; }
    ListingScreen.-low > .detail { display: none; }
    ListingScreen > .empty { height: 1fr; padding: 1 2; display: none; }
    ListingScreen.-nothing > .empty { display: block; }
    ListingScreen.-nothing > EditableTable { display: none; }
    """

    def __init__(
        self, columns: Sequence[Column], keys: Sequence[tuple[str, str]], nothing: str, search: str = ""
    ) -> None:
        super().__init__()
        self.ticked: set[str] = set()
        self.table = EditableTable(columns, moved=self.follow)
        self.search = Search(search, lambda _: self.refresh_rows(), self.show_keys, self.table.focus)
        self._nothing, self._empty = nothing, Caption(classes="empty")
        self._keys, self._key_line = keys, KeyLine((*keys, REST))
        self._caption, self._detail = Caption(classes="title"), Detail(classes="detail")
        self._caption.cut = self._detail.cut = typeset("… (v : tout lire)")

    def compose(self) -> ComposeResult:
        """Lay out the title, the table, the detail and the keys."""
        yield self._caption
        if self.search.placeholder:
            yield self.search
        yield self._empty
        yield self.table
        yield self._detail
        yield self._key_line
        self._fit(self.app.size.height)

    def on_mount(self) -> None:
        """Show the rows, unless the end of the program came first: parts of the screen are gone then."""
        if self.is_attached:
            self.refresh_rows()
            self.table.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Leave the table its rows in another height."""
        self._fit(event.size.height)

    def _fit(self, height: int) -> None:
        """Give the title and the detail what the table can spare."""
        self.set_class(height < _LOW, "-low")
        room = max(height - _TABLE_AT_LEAST - _OTHER_LINES, 1 if height < _LOW else Detail.AT_LEAST + 1)
        self._caption.styles.max_height = most = min(self.TITLE_AT_MOST, max(room // 2, room - Detail.AT_MOST))
        self._detail.fit(room - most)

    def title_text(self) -> str:
        """Return the words of the title; by itself none."""
        return ""

    def table_rows(self) -> Sequence[Row] | Rows:
        """Return the rows as they are now; by itself none."""
        return ()

    def detail_text(self, row_key: str) -> str:
        """Return a row in full; by itself its key."""
        return row_key

    def why_nothing(self) -> str:
        """Return the words in place of rows where there are none."""
        return self._nothing

    def refresh_rows(self) -> None:
        """Show the present rows, or say why there are none, title and detail."""
        self._empty.show(visible_lines(self.why_nothing()))
        rows = self.table_rows()
        self.set_class(not rows, "-nothing")
        self.table.set_rows(rows)
        self._caption.show(visible_lines(self.title_text()))
        self.show_detail()

    def show_detail(self) -> None:
        """Show the selected row in full."""
        self._detail.show(visible_lines(self._selected_text))

    @property
    def selected(self) -> str | None:
        """The key of the selected row, None without rows."""
        return None if self.table.cursor is None else self.table.cursor.row_key

    @property
    def _selected_text(self) -> str:
        return "" if self.selected is None else self.detail_text(self.selected)

    def follow(self) -> None:
        """Follow the cursor with the detail."""
        self.show_detail()

    def say(self, sentence: str) -> None:
        """Say a sentence in place of the keys."""
        self._key_line.say(sentence)

    def show_keys(self) -> None:
        """Show the keys again, those of the search while it is open."""
        self._key_line.show_keys(SEARCH_KEYS if self.search.display else (*self._keys, REST))

    def back_to_rows(self) -> None:
        """Have the keys come to the table again, and show them."""
        self.show_keys()
        self.table.focus()

    def turn_ticks(self, keys: set[str]) -> None:
        """Tick rows, or take their ticks away when all are ticked."""
        self.ticked = self.ticked - keys if keys <= self.ticked else self.ticked | keys
        self.refresh_rows()
        if not keys:
            self.say(_NO_TICK)

    def tick(self, row_key: str) -> bool:  # noqa: ARG002 (what its heirs tick)
        """Tick a row, or take its tick away; return False where that is not done, as by itself."""
        return False

    def action_tick(self) -> None:
        """Tick the selected row, or take its tick away, and go down."""
        if self.selected is None:
            self.say(_NO_TICK)
        elif self.tick(self.selected):
            self.table.action_step(1)

    def on_editable_table_row_ticked(self, event: EditableTable.RowTicked) -> None:
        """Tick the row that the mouse points at, or take its tick away."""
        self.tick(event.row_key)

    def action_read(self) -> None:
        """Show the title and the detail in full."""
        self.app.push_screen(WholeTextScreen(f"{self.title_text()}\n\n{self._selected_text}".strip()))

    def action_search(self) -> None:
        """Search as one types."""
        self.search.open()

    def action_leave(self) -> None:
        """Leave the search, else close without an answer."""
        if not self.search.leave():
            self.dismiss(None)


class WholeTextScreen(Screen[None]):
    """A text of several lines, in full; the arrows scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,q,v", "dismiss", "retour")]
    DEFAULT_CSS = """
    WholeTextScreen VerticalScroll { padding: 1 2; scrollbar-size: 0 1; }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the text over the keys."""
        with VerticalScroll():
            yield Static(visible_lines(self._text), markup=False)
        yield KeyLine((("↑ ↓", "défiler"), ("q", "retour")))
