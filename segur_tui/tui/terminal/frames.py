"""Frames: the drawing of one write of Textual, read back as texts in their places, and the codes of styles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size

_PIECE = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<codes>[\d;]*)m"
    r"|(?P<line_end>\n)"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
)
_FIRST_DOUBTFUL = "\u2e80"
"""From here on stand the scripts and pictures whose width terminals do not agree on."""

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
"""The code that ends each attribute; what ends bold also ends dim."""
_SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21", "53"})
"""The attributes that a blank cell shows: lines through or around it, and reverse."""
_ARGUMENTS = {"5": 1, "2": 3}
"""The count of numbers behind 38 or 48: an index of the palette, or red, green and blue."""


class Style(NamedTuple):
    """The style in force in the terminal, as codes of `ESC[…m`."""

    attributes: frozenset[str] = frozenset()
    foreground: str = "39"
    background: str = "49"


PLAIN = Style()


@lru_cache(4096)
def after(style: Style, codes: str) -> Style:
    """Return the style in force once the terminal has read `ESC[codes m`."""
    attributes, foreground, background = set(style.attributes), style.foreground, style.background
    numbers = iter((codes or "0").split(";"))
    for number in numbers:
        if number in ("0", ""):
            attributes, foreground, background = set(), PLAIN.foreground, PLAIN.background
        elif number in ("38", "48"):
            kind = next(numbers, "5")
            colour = ";".join([number, kind, *(next(numbers, "0") for _ in range(_ARGUMENTS.get(kind, 0)))])
            foreground, background = (colour, background) if number == "38" else (foreground, colour)
        elif number == "39" or number[:-1] in ("3", "9"):
            foreground = number
        elif number == "49" or number[:-1] in ("4", "10"):
            background = number
        elif number in _OFF.values():
            attributes = {on for on in attributes if _OFF.get(on) != number}
        else:
            attributes.add(number)
    return Style(frozenset(attributes), foreground, background)


@lru_cache(4096)
def on_blank(style: Style) -> Style:
    """Return the part of a style that a blank cell shows."""
    return style if style.attributes & _SEEN_ON_BLANKS else Style(background=style.background)


@lru_cache(4096)
def change(old: Style, new: Style) -> str:
    """Return the shortest sequence that takes the terminal from one style to another."""
    if old == new:
        return ""
    afresh = [*sorted(new.attributes), *_colours(PLAIN, new)]
    sequences = [";".join(["0", *afresh]) if afresh else ""]
    gone = old.attributes - new.attributes
    if gone <= _OFF.keys():
        ends = {_OFF[attribute] for attribute in gone}
        kept = {attribute for attribute in old.attributes if _OFF.get(attribute) not in ends}
        sequences.append(";".join([*sorted(ends), *sorted(new.attributes - kept), *_colours(old, new)]))
    return f"\x1b[{min(sequences, key=len)}m"


def _colours(old: Style, new: Style) -> list[str]:
    pairs = ((old.foreground, new.foreground), (old.background, new.background))
    return [colour for before, colour in pairs if before != colour]


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
        return self._reached == dict.fromkeys(range(rows), columns)

    def whole(self, columns: int) -> set[int]:
        """Return the rows that it draws from their first cell to their last."""
        return {row for row, reached in self._reached.items() if reached == columns}

    @property
    def _reached(self) -> dict[int, int]:
        """The cells of each row up to which it draws all."""
        reached: dict[int, int] = {}
        for run in self.runs:
            if run.column == reached.get(run.row, 0):
                reached[run.row] = run.column + cell_len(run.text)
        return reached


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
