"""A model of the terminal's screen, and the shortest sequences that change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, zip_longest
from typing import NamedTuple

from segur_tui.tui.terminal.frames import PLAIN, Run, Style, change, on_blank

Cell = tuple[str, Style]
"""A character of one cell, and how it looks; a blank has only the part of the style that a blank shows."""
Line = list[Cell | None]
"""A row of the screen from its first cell; None where nobody knows what the terminal shows."""

_LONG_BLANK = 6
"""Blanks at the end of a row beyond which erasing them costs less than sending them."""
_UNKNOWN = (" ", PLAIN)
"""Drawn where a frame draws nothing and nobody knows what stands there."""
_SHORT_GAP = 4
"""Equal cells up to which sending them again costs less than jumping over them."""
_FEWEST_ROWS = 4
"""Rows that must be found again for a move to be worth its sequence."""


class Shift(NamedTuple):
    """Rows of the screen, from `top` to `bottom`, that move up (or down, when `rows` is negative)."""

    top: int
    bottom: int
    rows: int


def drawn_over(line: Line, runs: Iterable[Run]) -> Line:
    """Return a line with texts drawn over it."""
    drawn = line.copy()
    for run in runs:
        drawn.extend([None] * (run.column - len(drawn)))
        blank = (" ", on_blank(run.style))
        drawn[run.column : run.column + len(run.text)] = [
            blank if character == " " else (character, run.style) for character in run.text
        ]
    return drawn


def blank_end(line: Line) -> int:
    """Return the column, from 0, from which a line holds nothing but one kind of blank."""
    last = line[-1] if line else None
    end = len(line)
    if last is None or last[0] != " ":
        return end
    while end and line[end - 1] == last:
        end -= 1
    return end


def differences(shown: Line, wanted: Line) -> Iterator[tuple[int, int]]:
    """Yield where the cells differ, as starts and ends; differences a short gap apart are one."""
    start = end = -1
    for index, (had, wants) in enumerate(zip_longest(shown, wanted)):
        if had == wants:
            continue
        if start >= 0 and index - end > _SHORT_GAP:
            yield start, end
            start = index
        elif start < 0:
            start = index
        end = index + 1
    if start >= 0:
        yield start, end


def shifts(shown: Mapping[int, Line], wanted: Mapping[int, Line]) -> Iterator[Shift]:
    """Yield moves worth trying: the best, and that with the row at its end that the cursor has left."""
    if (best := shift(shown, wanted)) is not None:
        yield best
        wider = best._replace(bottom=best.bottom + 1) if best.rows > 0 else best._replace(top=best.top - 1)
        if {wider.top, wider.bottom} <= wanted.keys():
            yield wider


def shift(shown: Mapping[int, Line], wanted: Mapping[int, Line]) -> Shift | None:
    """Return the move that brings most of the changed rows where they are wanted, if it brings enough of them.

    The last cell of a row does not count: the thumb of a scrollbar stands there, which moves by itself.
    """
    changed = [row for row, line in wanted.items() if shown.get(row) != line]
    if len(changed) < _FEWEST_ROWS:
        return None
    before = {row: line[:-1] for row, line in shown.items() if None not in line}
    after = {row: line[:-1] for row, line in wanted.items()}
    at_rest = sum(before.get(row) == after[row] for row in changed)
    best, most = None, at_rest + _FEWEST_ROWS - 1
    for rows in range(1, len(changed)):
        for up in (rows, -rows):
            found = [row for row in changed if row + up in before and before[row + up] == after[row]]
            ends = [*found, *(row + up for row in found)]
            # Rows between that the frame does not draw would move too, and nothing would put them back.
            if len(found) > most and all(row in wanted for row in range(min(ends), max(ends) + 1)):
                best, most = Shift(min(ends), max(ends), up), len(found)
    return best


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
        at = self._place[0] if self._place else None
        in_row = f"\x1b[{column + 1}G" if column else "\r"
        next_row = "\r\n" + (in_row if column else "")
        anywhere = f"\x1b[{row + 1};{column + 1}H"
        self.sent += in_row if at == row else min(anywhere, next_row, key=len) if at == row - 1 else anywhere
        self._place = (row, column)
