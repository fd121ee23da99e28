"""The lines left free beneath a row, and where the other rows stand around them."""

from __future__ import annotations

from typing import NamedTuple, Self


class Room(NamedTuple):
    """Free lines from `line` on, and the rows gone from the top for them; lines count from 0 under the header."""

    line: int = 0
    lines: int = 0
    rows_gone: int = 0

    @classmethod
    def beneath(cls, line: int, lines: int, page: int) -> Self:
        """Return the room beneath the row on a line of a page, as large as that takes; none out of view."""
        lines = min(lines, page - 1)
        if lines <= 0 or not 0 <= line < page:
            return cls()
        gone = max(0, line + lines + 1 - page)
        return cls(line - gone + 1, lines, gone)

    def moved(self, line: int) -> int:
        """Return the line to which the row on a line moves for the room."""
        line -= self.rows_gone
        return line + self.lines if line >= self.line else line

    def origin(self, line: int) -> int | None:
        """Return the line from which the row on a line came, or None on a free one."""
        if line < self.line:
            return line + self.rows_gone
        return None if line < self.line + self.lines else line + self.rows_gone - self.lines
