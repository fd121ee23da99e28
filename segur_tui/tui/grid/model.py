"""What a table shows: columns declared once, rows with stable keys, cells with a tone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place on the screen and what may be done in it."""

    key: str
    label: str
    width: int
    """Its cells; the fewest of them when the column is flexible."""
    share: int = 0
    """Its part of the cells left over; 0: the width is fixed."""
    align: Literal["left", "right"] = "left"
    editable: bool = False
    """Whether the cursor stops in this column."""
    dispensable: int = 0
    """Its rank among those hidden when the screen is too narrow, the highest first; 0: never hidden."""


class Tone(StrEnum):
    """How a cell is said; each tone only underlines what the words or signs of the cell say by themselves."""

    PLAIN = "plain"
    MUTED = "muted"
    STRONG = "strong"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


class Cell(NamedTuple):
    """A text as it came from the file, and its tone."""

    text: str
    tone: Tone = Tone.PLAIN


class Row(NamedTuple):
    """A row: a key that stays the same whatever the order and the values, and one cell a column."""

    key: str
    cells: tuple[Cell, ...]


class Target(NamedTuple):
    """A cell, named by what does not move."""

    row_key: str
    column_key: str
