"""A model of the terminal's screen, and the shortest sequences that change it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby, zip_longest
from math import inf
from operator import itemgetter
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
_LONG_WAY_BACK = 4
"""Cells to the left from which saying their number costs no more than as many backspaces."""
_WAY_BACK = 6
"""Bytes that coming back to a row costs, where one leaves it before all of it is drawn."""
_FEWEST_ROWS = 4
"""Rows that must be found again for a move to be worth its sequence."""


class Shift(NamedTuple):
    """Rows of the screen, from `top` to `bottom`, that move up (or down, when `rows` is negative)."""

    top: int
    bottom: int
    rows: int


class Stroke(NamedTuple):
    """A text of one style that goes to a place, or the sequence that erases from there to the end of the row."""

    row: int
    column: int
    text: str
    style: Style
    erases: bool = False


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


def texts(line: Line) -> list[tuple[int, str, Style]]:
    """Return the texts of a line, their columns and styles; a blank belongs to a text where it looks the same."""
    found: list[tuple[int, str, Style]] = []
    column = 0
    for style, cells in groupby((cell or _UNKNOWN for cell in line), key=itemgetter(1)):
        text = "".join(character for character, _ in cells)
        start, before, its = found[-1] if found else (0, "", style)
        is_either_blank = text.isspace() or not before.strip()
        if its == style or (is_either_blank and on_blank(its) == on_blank(style)):
            found[-1:] = [(start, before + text, its if text.isspace() else style)]
        else:
            found.append((column, text, style))
        column += len(text)
    return found


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
        self._columns = 0
        self._place: tuple[int, int] | None = None
        self._style: Style | None = None

    def copy(self, columns: int) -> Shown:
        """Return a copy that has sent nothing yet, to try one path on in a terminal of so many columns."""
        other = Shown(erases_in_colour=self._erases_in_colour)
        other._columns = columns
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

    def show_line(self, row: int, wanted: Line) -> Iterator[Stroke]:
        """Have a row show a line; yield the strokes that are to be sent for it."""
        shown, self.lines[row] = self.lines.get(row, []), wanted
        if shown == wanted:
            return
        end = blank_end(wanted)
        _, blank = wanted[-1] or _UNKNOWN
        blanks = sum(stop - start for start, stop in differences(shown[end:], wanted[end:]))
        if blanks > _LONG_BLANK and not blank.attributes and (self._erases_in_colour or blank == PLAIN):
            yield Stroke(row, end, "\x1b[K", blank, erases=True)
            shown, wanted = shown[:end], wanted[:end]
        for column, text, style in texts(wanted):
            part = slice(column, column + len(text))
            for start, stop in differences(shown[part], wanted[part]):
                yield Stroke(row, column + start, text[start:stop], style)

    def draw(self, run: Run) -> None:
        """Send the cells of a run that differ from the copy; a doubtful one leaves those behind it unknown."""
        line = self.lines.setdefault(run.row, [])
        line.extend([None] * (run.column - len(line)))
        if run.doubtful:
            del line[run.column :]
            self._send(Stroke(run.row, run.column, run.text, run.style))
            self._place = None
            return
        wanted = drawn_over(line[: run.column], [run])
        end = len(wanted)
        shown, line[run.column : end] = line[run.column : end], wanted[run.column :]
        for start, stop in differences(shown, wanted[run.column :]):
            self._send(Stroke(run.row, run.column + start, run.text[start:stop], run.style))

    def send(self, strokes: Iterable[Stroke], most: float = inf) -> None:
        """Send strokes, until more than `most` bytes are: each time, of the next one of each style, the cheapest.

        A style costs more than a move: a column of another colour is better drawn down than row by row.
        """

        def cost(those: deque[Stroke]) -> int:
            leaves_row = self._place is not None and those[0].row != self._place[0]
            return len(self._way_to(those[0])) + _WAY_BACK * leaves_row

        waiting: dict[Style, deque[Stroke]] = {}
        for stroke in strokes:
            waiting.setdefault(stroke.style, deque()).append(stroke)
        while waiting and len(self.sent) <= most:
            nearest = min(waiting.values(), key=cost) if len(waiting) > 1 else next(iter(waiting.values()))
            self._send(stroke := nearest.popleft())
            if not nearest:
                del waiting[stroke.style]

    def _send(self, stroke: Stroke) -> None:
        self.sent += self._way_to(stroke) + stroke.text
        if not self._looks_right(stroke):
            self._style = stroke.style
        self._place = (stroke.row, stroke.column + (0 if stroke.erases else len(stroke.text)))

    def _looks_right(self, stroke: Stroke) -> bool:
        """Return True where a stroke would look the same in the style in force."""
        only_blanks = stroke.erases or stroke.text.isspace()
        return self._style is not None and only_blanks and on_blank(self._style) == on_blank(stroke.style)

    def _way_to(self, stroke: Stroke) -> str:
        """Return what brings the cursor to the place of a stroke, and the terminal to its style."""
        way = self._way(stroke.row, stroke.column)
        if self._style is None:
            return f"{way}\x1b[m{change(PLAIN, stroke.style)}"
        return way if self._looks_right(stroke) else way + change(self._style, stroke.style)

    def move(self, row: int, column: int) -> None:
        """Bring the cursor to a cell."""
        self.sent += self._way(row, column)
        self._place = (row, column)

    def _way(self, row: int, column: int) -> str:
        """Return the shortest sequence that brings the cursor to a cell."""
        if self._place is None:
            return _anywhere(row, column)
        at, from_column = self._place
        # Behind the last cell of a row terminals do not agree on where the cursor stands.
        return _shortest(at, from_column, row, column, by_steps=from_column < self._columns)


def _anywhere(row: int, column: int) -> str:
    return f"\x1b[{row + 1};{column + 1}H"


@lru_cache(4096)
def _shortest(at: int, from_column: int, row: int, column: int, *, by_steps: bool) -> str:
    """Return the shortest sequence from a cell to another; `by_steps` allows those that count from the first."""
    if (at, from_column) == (row, column):
        return ""
    ways = [_anywhere(row, column)]
    if at == row:
        ways.append(f"\x1b[{column + 1}G" if column else "\r")
    if at == row - 1:
        ways.append(f"\r\n{_steps(column, 'C')}")
    if by_steps:
        back = from_column - column
        level = _steps(-back, "C") if back <= 0 else "\b" * back if back < _LONG_WAY_BACK else _steps(back, "D")
        ways.append((_steps(row - at, "B") if row >= at else _steps(at - row, "A")) + level)
    # The terminal's driver makes \r\r\n of the end of a line.
    return min(ways, key=lambda way: len(way) + way.count("\n"))


def _steps(count: int, direction: str) -> str:
    """Return the sequence that brings the cursor so many cells in a direction."""
    return f"\x1b[{count if count > 1 else ''}{direction}" if count else ""
