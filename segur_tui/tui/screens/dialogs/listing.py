"""A screen that is one table under a title, with a detail and the keys: what most dialogs are."""

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
from segur_tui.tui.grid.editors import EditorSpec, Then
from segur_tui.tui.grid.model import Column, Row, Rows, Target
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.widgets.caption import Caption, Detail
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible_lines

Outcome = TypeVar("Outcome")

_TABLE_AT_LEAST = 5
"""Lines that the table keeps in the lowest terminal: its header and four rows."""
_OTHER_LINES = 2
"""The keys, and what may be typed."""
_TEXT_AT_LEAST = 3
"""Lines that the detail keeps, and the title with it one less."""
_DETAIL_AT_MOST = 9


class ListingScreen(Screen[Outcome]):
    """A title, a table that edits nothing, the selected row in full, and the keys."""

    AUTO_FOCUS = ""  # Textual would turn to a hidden line for typing where the table is empty
    TITLE_AT_MOST: ClassVar[int] = 6
    """Lines of the title, where the terminal is high enough."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "retour"), Binding("v", "read", "voir")]
    DEFAULT_CSS = """
    ListingScreen > .title { height: auto; padding: 0 1; background: $panel; text-style: bold; }
    ListingScreen > .detail { height: auto; min-height: 3; padding: 0 1; background: $surface; }
    ListingScreen > .empty { height: 1fr; padding: 1 2; display: none; }
    ListingScreen.-nothing > .empty { display: block; }
    ListingScreen.-nothing > EditableTable { display: none; }
    """

    def __init__(self, columns: Sequence[Column], keys: Sequence[tuple[str, str]], nothing: str) -> None:
        """Lay out a table of these columns; `nothing` is said when it has no row."""
        super().__init__()
        self._columns, self._keys, self._nothing = columns, keys, nothing

    def compose(self) -> ComposeResult:
        """Lay out the title, the table, the detail and the keys."""
        title, detail = Caption(classes="title"), Detail(classes="detail")
        title.cut = detail.cut = typeset("… (v : tout lire)")
        yield title
        yield Caption(self._nothing, classes="empty")
        yield EditableTable(self._columns, self._nothing_to_type, self._nothing_kept, self.follow)
        yield detail
        yield KeyLine(self._keys)
        self._fit(title, detail, self.app.size.height)

    def on_mount(self) -> None:
        """Show the rows, unless the end of the program came first: parts of the screen are gone then."""
        if self.is_attached:
            self.refresh_rows()
            self.table.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Leave the table its rows in another height."""
        self._fit(self.query_one(".title", Caption), self.query_one(Detail), event.size.height)

    def _fit(self, title: Caption, detail: Detail, height: int) -> None:
        """Give the title and the detail what the table can spare."""
        room = max(height - _TABLE_AT_LEAST - _OTHER_LINES, _TEXT_AT_LEAST + 1)
        title.styles.max_height = most = min(self.TITLE_AT_MOST, max(room // 2, room - _DETAIL_AT_MOST))
        detail.styles.max_height = min(_DETAIL_AT_MOST, max(room - most, _TEXT_AT_LEAST))

    @property
    def table(self) -> EditableTable:
        """Return the table."""
        return self.query_one(EditableTable)

    def title_text(self) -> str:
        """Return what the title says; by itself nothing."""
        return ""

    def table_rows(self) -> Sequence[Row] | Rows:
        """Return the rows as they are now; by itself none."""
        return ()

    def detail_text(self, row_key: str) -> str:
        """Return a row in full; by itself its key."""
        return row_key

    def refresh_rows(self) -> None:
        """Show the present rows, title and detail."""
        rows = self.table_rows()
        self.set_class(not rows, "-nothing")
        self.table.set_rows(rows)
        self.show_lines(".title", self.title_text())
        self.show_detail()

    def show_detail(self) -> None:
        """Show the selected row in full."""
        target = self.table.cursor
        self.show_lines(".detail", "" if target is None else self.detail_text(target.row_key))

    def show_lines(self, selector: str, text: str) -> None:
        """Put a text of several lines in a part of the screen, each line made harmless."""
        self.query_one(selector, Caption).tell(visible_lines(text))

    def follow(self) -> None:
        """Follow the cursor with the detail."""
        self.show_detail()

    def action_read(self) -> None:
        """Show the title and the detail in full."""
        target = self.table.cursor
        detail = "" if target is None else self.detail_text(target.row_key)
        self.app.push_screen(WholeTextScreen(f"{self.title_text()}\n\n{detail}".strip()))

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    @staticmethod
    def _nothing_to_type(_row: str, _column: str) -> EditorSpec | None:
        return None

    @staticmethod
    def _nothing_kept(_row: str, _column: str, _value: str, _then: Then) -> Target | None:
        return None


class WholeTextScreen(Screen[None]):
    """A text of several lines, in full; the arrows scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,q,v", "dismiss", "retour")]
    DEFAULT_CSS = """
    WholeTextScreen VerticalScroll { padding: 1 2; scrollbar-size: 0 1; }
    """

    def __init__(self, text: str) -> None:
        """Show a text."""
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the text over the keys."""
        with VerticalScroll():
            yield Static(visible_lines(self._text), markup=False)
        yield KeyLine((("↑ ↓", "défiler"), ("q", "retour")))
