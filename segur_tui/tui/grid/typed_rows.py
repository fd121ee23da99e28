"""The rows of a table among which one is chosen by its first letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events

from segur_tui.tui.grid.choosing import Choosing, names_of
from segur_tui.tui.grid.model import Target
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.widgets.footer import KeyLine, Keys


class TypedRows:
    """Rows by their keys, with the names by which each is found, and the line that says what was typed, or keys.

    The key `again` takes the next row, unless it goes on with what was typed.
    """

    def __init__(
        self, table: EditableTable, names: Mapping[str, Sequence[str]], line: KeyLine, keys: Keys, again: str = ""
    ) -> None:
        self._table, self._line, self._again = table, line, again
        self._rows, self._keys = list(names), keys
        of_rows = names_of([first for first, *_ in names.values()], [rest for _, *rest in names.values()])
        self._choosing = Choosing(of_rows)

    def press(self, event: events.Key) -> None:
        """Do what a key does that the table has left, if that is anything."""
        is_again, character = event.key == self._again, event.character if event.is_printable else None
        is_command = is_again or event.key in self._table.screen.active_bindings
        after = self._choosing.pressed(event.key, character, is_command=is_command)
        if after is None and is_again:
            after = self._choosing.pressed("down")
        if after is not None:
            event.stop()
            event.prevent_default()
            self._take(after)

    def paste(self, event: events.Paste) -> None:
        """Go to the row that begins with a pasted text, or say that there is none."""
        if event.text.strip():
            event.stop()
            self._take(self._choosing.pasted(event.text))

    def follow(self) -> None:
        """Begin at the row to which the cursor has come; what was typed is over."""
        if self._table.cursor is not None:
            self._choosing = self._choosing.gone_to(self._rows.index(self._table.cursor.row_key))
            self._line.show_keys(self._keys)

    def refuses(self) -> bool:
        """Return True, and say why, where no row begins with what was typed: Enter opens none."""
        if self._choosing.is_lost:
            self._take(self._choosing)
        return self._choosing.is_lost

    def _take(self, choosing: Choosing) -> None:
        if choosing.marked is not None:
            self._table.move_to(Target(self._rows[choosing.marked], ""))
        self._choosing = choosing  # the cursor that moved has forgotten what was typed
        if choosing.typed:
            self._line.say(choosing.said)
        else:
            self._line.show_keys(self._keys)
