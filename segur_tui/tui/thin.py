"""Output made thin: of each frame, only the cells that differ from what the terminal shows are sent.

Textual repaints whole widgets and opens and closes the colours of every piece of text; over a slow line that is
most of the traffic. A copy of the screen is kept here, cell by cell, and each frame is compared with it. Where
there is a doubt about what the terminal shows, the cells are sent: a frame may cost too much, it never lies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size

from segur_tui.tui.sgr import PLAIN, Style, after, change, on_blank

_PIECE = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<codes>[\d;]*)m"
    r"|(?P<line_end>\n)"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
)
_DRAWS_NOTHING = re.compile(
    r"(?:\x1b\[\?(?!1049|1047|47)[\d;]*\$?[a-z]"  # modes, but for the switch of screens
    r"|\x1b\[[<>=][\d;]*u"  # the keyboard's protocol
    r"|\x1b\](?!8;)[^\x07\x1b]*(?:\x07|\x1b\\)"  # title, clipboard, pointer, but for links
    r"|\x07)*"
)
_FIRST_DOUBTFUL = "\u2e80"
"""From here on stand the scripts and pictures whose width terminals do not agree on."""
_SHORT_GAP = 4
"""Equal cells up to which sending them again costs less than jumping over them."""


class Run(NamedTuple):
    """A text of one style that a frame draws at a place."""

    row: int
    column: int
    text: str
    style: Style
    doubtful: bool
    """Whether the terminal may give it another width than we do."""


class Frame(NamedTuple):
    """What one write draws, and where it leaves the cursor."""

    runs: list[Run]
    cursor: tuple[int, int]

    def covers(self, columns: int, rows: int) -> bool:
        """Return whether it draws each line of a screen from its first cell to its last."""
        reached: dict[int, int] = {}
        for run in self.runs:
            if run.column == reached.get(run.row, 0):
                reached[run.row] = run.column + cell_len(run.text)
        return reached == dict.fromkeys(range(rows), columns)


class Thinner:
    """Rewrites what is meant for a terminal whose `size`, columns and rows, may change at any time."""

    def __init__(self, size: Callable[[], tuple[int, int]]) -> None:
        self._size = size
        self._lines: dict[int, list[tuple[str, Style] | None]] = {}
        self._doubts = 0
        self._doubts_settled: int | None = None
        self._place: tuple[int, int] | None = None
        self._style: Style | None = None
        self._sent: list[str] = []

    def forget(self) -> None:
        """Trust the copy no more: the terminal changed its size, or something else drew on it."""
        # A count and no more, since a signal may bring it in the middle of a frame.
        self._doubts += 1

    def thin(self, data: str) -> str:
        """Return what is enough to send for the terminal to show what `data` draws."""
        if _DRAWS_NOTHING.fullmatch(data):
            return data
        doubts, size = self._doubts, self._size()
        if self._doubts_settled != doubts:
            self._lines.clear()
            self._place = self._style = None
        frame = _read(data)
        if frame is None:
            # Whatever this is, a shell coming back perhaps, it does not start in our colours.
            self._doubts_settled = None
            return f"\x1b[m{data}"
        for run in frame.runs:
            self._draw(run)
        self._move(*frame.cursor)
        # A frame laid out for an earlier size would leave the copy wrong: only one that fits settles the doubt.
        if self._doubts_settled != doubts and frame.covers(*size):
            self._doubts_settled = doubts
        sent, self._sent = "".join(self._sent), []
        return sent

    def _draw(self, run: Run) -> None:
        """Send the cells of a run that differ from the copy."""
        line = self._lines.setdefault(run.row, [])
        line.extend([None] * (run.column - len(line)))
        if run.doubtful:
            del line[run.column :]
            self._send(run.row, run.column, run.text, run.style)
            self._place = None
            return
        blank = (" ", on_blank(run.style))
        cells = [blank if character == " " else (character, run.style) for character in run.text]
        shown = line[run.column : run.column + len(cells)]
        if shown == cells:
            return
        line[run.column : run.column + len(cells)] = cells
        for start, end in _differences(shown, cells):
            self._send(run.row, run.column + start, run.text[start:end], run.style)

    def _send(self, row: int, column: int, text: str, style: Style) -> None:
        self._move(row, column)
        if self._style is None:
            self._sent.append("\x1b[m")
            self._style = PLAIN
        if not text.isspace() or on_blank(self._style) != on_blank(style):
            self._sent.append(change(self._style, style))
            self._style = style
        self._sent.append(text)
        self._place = (row, column + len(text))

    def _move(self, row: int, column: int) -> None:
        if self._place == (row, column):
            return
        same_row = self._place is not None and self._place[0] == row
        self._sent.append(f"\x1b[{column + 1}G" if same_row else f"\x1b[{row + 1};{column + 1}H")
        self._place = (row, column)


def _read(data: str) -> Frame | None:
    """Return the frame that a write draws, or None when it does anything else."""
    runs: list[Run] = []
    row = column = at = 0
    style, doubtful, placed = PLAIN, False, False
    while at < len(data):
        piece = _PIECE.match(data, at)
        if piece is None:
            return None
        at = piece.end()
        if (codes := piece["codes"]) is not None:
            style = after(style, codes)
        elif text := piece["text"]:
            doubtful = doubtful or not _certain(text)
            runs.append(Run(row, column, text, style, doubtful))
            column += cell_len(text)
        else:
            row, column = (int(piece["row"]) - 1, int(piece["column"]) - 1) if piece["row"] else (row + 1, 0)
            doubtful, placed = False, True
        if not placed:
            return None
    return Frame(runs, (row, column))


def _differences(
    shown: list[tuple[str, Style] | None], wanted: list[tuple[str, Style]]
) -> Iterator[tuple[int, int]]:
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
    yield start, end


def _certain(text: str) -> bool:
    """Return whether every terminal gives each character of a text one cell."""
    return text.isascii() or all(map(_is_one_cell, text))


@lru_cache(1024)
def _is_one_cell(character: str) -> bool:
    return character < _FIRST_DOUBTFUL and get_character_cell_size(character) == 1
