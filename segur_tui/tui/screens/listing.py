"""A screen that is one table under a title, with a detail and the keys: what most dialogs are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from segur_tui.tui.caption import Caption, Detail
from segur_tui.tui.footer import KeyLine
from segur_tui.tui.grid.editors import EditorSpec, Then
from segur_tui.tui.grid.model import Column, Row, Rows, Target
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.inert import visible_lines

Answer = TypeVar("Answer")


class ListingScreen(Screen[Answer]):
    """A title, a table that edits nothing, the selected row in full, and the keys."""

    AUTO_FOCUS = ""  # Textual would turn to a hidden line for typing where the table is empty
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "retour")]
    DEFAULT_CSS = """
    ListingScreen > .title { height: auto; max-height: 6; padding: 0 1; background: $panel; text-style: bold; }
    ListingScreen > .detail { height: auto; min-height: 3; max-height: 9; padding: 0 1; background: $surface; }
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
        yield Caption(classes="title")
        yield Caption(self._nothing, classes="empty")
        yield EditableTable(self._columns, self._nothing_to_type, self._nothing_kept, self.follow)
        yield Detail(classes="detail")
        yield KeyLine(self._keys)

    def on_mount(self) -> None:
        """Show the rows."""
        self.refresh_rows()
        self.table.focus()

    @property
    def table(self) -> EditableTable:
        """Return the table."""
        return self.query_one(EditableTable)

    def title_text(self) -> str:
        """Return what the title says."""
        raise NotImplementedError

    def table_rows(self) -> Sequence[Row] | Rows:
        """Return the rows as they are now."""
        raise NotImplementedError

    def detail_text(self, row_key: str) -> str:
        """Return a row in full."""
        raise NotImplementedError

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

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    @staticmethod
    def _nothing_to_type(_row: str, _column: str) -> EditorSpec | None:
        return None

    @staticmethod
    def _nothing_kept(_row: str, _column: str, _value: str, _then: Then) -> Target | None:
        return None
