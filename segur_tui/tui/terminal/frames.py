"""Frames: the drawing of one write of Textual, read back as texts in their places and styles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size

from segur_tui.tui.terminal.sgr import PLAIN, Style, after

_PIECE = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<codes>[\d;]*)m"
    r"|(?P<line_end>\n)"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
)
_FIRST_DOUBTFUL = "\u2e80"
"""From here on stand the scripts and pictures whose width terminals do not agree on."""


class Run(NamedTuple):
    """A text of one style that a frame draws at a place."""

    row: int
    column: int
    text: str
    style: Style
    doubtful: bool
    """True where the terminal may give it another width than we do."""


class Frame(NamedTuple):
    """The texts that one write draws, and the place, row and column from 0, where it leaves the cursor."""

    runs: list[Run]
    cursor: tuple[int, int]

    def covers(self, columns: int, rows: int) -> bool:
        """Return True where it draws each line of a screen from its first cell to its last."""
        reached: dict[int, int] = {}
        for run in self.runs:
            if run.column == reached.get(run.row, 0):
                reached[run.row] = run.column + cell_len(run.text)
        return reached == dict.fromkeys(range(rows), columns)


def read_frame(data: str) -> Frame | None:
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
            doubtful = doubtful or not (text.isascii() or all(map(_is_one_cell, text)))
            runs.append(Run(row, column, text, style, doubtful))
            column += cell_len(text)
        else:
            row, column = (int(piece["row"]) - 1, int(piece["column"]) - 1) if piece["row"] else (row + 1, 0)
            doubtful, placed = False, True
        if not placed:
            return None
    return Frame(runs, (row, column))


@lru_cache(1024)
def _is_one_cell(character: str) -> bool:
    return character < _FIRST_DOUBTFUL and get_character_cell_size(character) == 1
