"""A model of the terminal's screen, and the shortest sequences that change it."""

from __future__ import annotations

from itertools import groupby

from segur_tui.tui.terminal.frames import Run
from segur_tui.tui.terminal.screen_lines import Line, Shift, blank_end, differences, drawn_over
from segur_tui.tui.terminal.sgr import PLAIN, Style, change, on_blank

_LONG_BLANK = 6
"""Blanks at the end of a row beyond which erasing them costs less than sending them."""
_UNKNOWN = (" ", PLAIN)
"""Drawn where a frame draws nothing and nobody knows what stands there."""


class Shown:
    """A copy of the terminal's screen, its cursor and its style; each method adds to `sent` what changes them.

    `erases_in_colour` is True where the terminal erases in the background in force, as most do.
    """

    def __init__(self, *, erases_in_colour: bool) -> None:
        self.lines: dict[int, Line] = {}
        self.sent = ""
        self._erases_in_colour = erases_in_colour
        self._place: tuple[int, int] | None = None
        self._style: Style | None = None

    def copy(self) -> Shown:
        """Return a copy that has sent nothing yet, to try one path on."""
        other = Shown(erases_in_colour=self._erases_in_colour)
        other.lines = {row: line.copy() for row, line in self.lines.items()}
        other._place, other._style = self._place, self._style
        return other

    def move_rows(self, move: Shift) -> None:
        """Have the terminal move rows; those that come in are unknown, for terminals differ."""
        rows, up = range(move.top, move.bottom + 1), move.rows
        self.sent += f"\x1b[{move.top + 1};{move.bottom + 1}r\x1b[{move.top + 1}H"
        self.sent += f"\x1b[{up}M\x1b[r" if up > 0 else f"\x1b[{-up}L\x1b[r"
        self._place = None
        self.lines |= {row: self.lines.get(row + up, []) if row + up in rows else [] for row in rows}

    def show_line(self, row: int, wanted: Line) -> None:
        """Have a row show a line."""
        shown, self.lines[row] = self.lines.get(row, []), wanted
        if shown == wanted:
            return
        blank_from = blank_end(wanted)
        _, blank = wanted[-1] or _UNKNOWN
        is_erased = not blank.attributes and (self._erases_in_colour or blank == PLAIN)
        for start, end in differences(shown, wanted):
            erased_from = max(start, blank_from)
            if end - erased_from > _LONG_BLANK and is_erased:
                self._send_cells(row, start, wanted[start:erased_from])
                self.move(row, erased_from)
                self._turn_to(blank, only_blanks=True)
                self.sent += "\x1b[K"
                return
            self._send_cells(row, start, wanted[start:end])

    def _send_cells(self, row: int, column: int, cells: Line) -> None:
        known = (cell or _UNKNOWN for cell in cells)
        for style, same in groupby(known, key=lambda cell: cell[1]):
            text = "".join(character for character, _ in same)
            self._send(row, column, text, style)
            column += len(text)

    def draw(self, run: Run) -> None:
        """Send the cells of a run that differ from the copy; a doubtful one leaves those behind it unknown."""
        line = self.lines.setdefault(run.row, [])
        line.extend([None] * (run.column - len(line)))
        if run.doubtful:
            del line[run.column :]
            self._send(run.row, run.column, run.text, run.style)
            self._place = None
            return
        wanted = drawn_over(line[: run.column], [run])
        end = len(wanted)
        shown, line[run.column : end] = line[run.column : end], wanted[run.column :]
        for start, stop in differences(shown, wanted[run.column :]):
            self._send(run.row, run.column + start, run.text[start:stop], run.style)

    def _send(self, row: int, column: int, text: str, style: Style) -> None:
        self.move(row, column)
        self._turn_to(style, only_blanks=text.isspace())
        self.sent += text
        self._place = (row, column + len(text))

    def _turn_to(self, style: Style, *, only_blanks: bool) -> None:
        """Have the terminal draw in a style, or at least its blanks."""
        if self._style is None:
            self.sent += "\x1b[m"
            self._style = PLAIN
        if not only_blanks or on_blank(self._style) != on_blank(style):
            self.sent += change(self._style, style)
            self._style = style

    def move(self, row: int, column: int) -> None:
        """Bring the cursor to a cell."""
        if self._place == (row, column):
            return
        same_row = self._place is not None and self._place[0] == row
        self.sent += f"\x1b[{column + 1}G" if same_row else f"\x1b[{row + 1};{column + 1}H"
        self._place = (row, column)
