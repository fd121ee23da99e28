"""The model of a table: columns, rows with stable keys, cells with tones and editors, the meaning of a click."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import Literal, NamedTuple

from segur_tui.format.value_type import value_type


@value_type
class Column:
    """A column: its place on the screen, and its part in editing and ticking."""

    key: str
    label: str
    width: int
    """Its cells; the fewest of them when the column is flexible."""
    share: int = 0
    """Its part of the cells left over; 0: the width is fixed."""
    align: Literal["left", "right"] = "left"
    cut: Literal["end", "middle", "name"] = "end"
    """The place where a long text is cut; names of files differ at their ends, before the extension."""
    editable: bool = False
    """True where the cursor stops in this column."""
    ticks: bool = False
    """True where it holds the ticks of rows, which a click changes."""
    dispensable: int = 0
    """Its rank among those hidden when the screen is too narrow, the highest first; 0: never hidden."""


class Tone(StrEnum):
    """The tone of a cell; it only stresses what the words or symbols of the cell say by themselves."""

    PLAIN = "plain"
    MUTED = "muted"
    STRONG = "strong"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


class Cell(NamedTuple):
    """A text as it came from the file, its tone, and the places of what tells a name from those alike."""

    text: str
    tone: Tone = Tone.PLAIN
    apart: tuple[int, ...] = ()


class Row(NamedTuple):
    """A row: a key that stays the same whatever the order and the values, and one cell a column.

    The one text of a title goes on over the columns behind its own.
    """

    key: str
    cells: tuple[Cell, ...]
    is_title: bool = False

    @classmethod
    def of(cls, key: str, *cells: str | Cell) -> Row:
        """Return a row of cells, or of their texts where the tone is plain."""
        return cls(key, tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells))


@value_type
class Rows:
    """Rows that are made when they are looked at: of many, a screen shows a few.

    `keys` are those of all rows, in order; `make` gives the row of a rank from 0.
    """

    keys: Sequence[str]
    make: Callable[[int], Row]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Rows:
        """Return rows that are there already."""
        return cls([row.key for row in rows], rows.__getitem__)

    def each(self, change: Callable[[Row], Row]) -> Rows:
        """Return the same rows, each changed when it is looked at; the keys stay."""
        return Rows(self.keys, lambda index: change(self.make(index)))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.keys)

    def __getitem__(self, index: int) -> Row:
        """Return the row of a rank from 0."""
        return self.make(index)

    def __iter__(self) -> Iterator[Row]:
        """Make all rows, one after the other."""
        return map(self.make, range(len(self.keys)))


class Target(NamedTuple):
    """A cell, named by what does not move."""

    row_key: str
    column_key: str


@value_type
class TextSpec:
    """A free text, checked at each key."""

    value: str
    check: Callable[[str], str | None]
    """Returns the sentence on a text that is wrong, or None."""
    expected: str
    """The format in a few words, shown beside the value."""
    meant: Callable[[str], str] = lambda _: ""
    """Returns a right text as it is kept, where that is written otherwise, or nothing."""
    lead: str = "Attendu"
    """The word before what is expected."""
    selected: bool = False
    """True where the value starts selected, so that typing replaces it and an arrow keeps it."""
    separator: str = ""
    """What stands between the items of a list, of which several may be pasted; empty for one value."""


@value_type
class ChoiceSpec:
    """One of a few values; the one in the file may be none of them. `said` tells why it is proposed, if it is.

    `names` are the other words for each of the choices, or empty.
    """

    value: str
    choices: tuple[str, ...]
    said: str = ""
    names: tuple[tuple[str, ...], ...] = ()


@value_type
class NotEditable:
    """A cell where nothing can be typed, and the sentence that says why."""

    reason: str


EditorSpec = TextSpec | ChoiceSpec | NotEditable
Then = Literal["stay", "next", "previous"]
"""The cell that the cursor goes to after a kept value."""
ENDS: dict[str, Then] = {"enter": "stay", "tab": "next", "shift+tab": "previous"}
"""The keys that keep a value."""

EditorFor = Callable[[Target], EditorSpec | None]
"""Returns the editor of a cell; None when Enter opens the row instead."""
Commit = Callable[[Target, str | None, Then], Target | None]
"""Takes the value kept for a cell, None where it stays, and returns the cell to go to, or None to stay."""

Meaning = Literal["moves", "opens", "ticks"]


def meaning(columns: Sequence[Column], target: Target, cursor: Target | None, clicks: int) -> Meaning:
    """Return the effect of the last of some clicks on a cell, besides bringing the cursor there.

    The cell that the cursor was on opens, or its row where no cell can be edited. Where rows are ticked, a click
    on the tick does that, as a double click anywhere: what opens there applies or writes all rows, which only a
    key does.
    """
    if any(column.ticks for column in columns):
        is_on_tick = any(column.ticks and column.key == target.column_key for column in columns)
        return "ticks" if is_on_tick or clicks % 2 == 0 else "moves"
    stops = any(column.editable for column in columns)
    is_there = target == cursor if stops else cursor is not None and target.row_key == cursor.row_key
    return "opens" if is_there or clicks > 1 else "moves"


def follow(before: Sequence[str], at: int, now: Mapping[str, int]) -> int:
    """Return the new rank of a row, or that of the first one after it that is left, or else before it.

    `before` are the keys of the rows as they were, `now` the ranks of those that there are.
    """
    for index in chain(range(at, len(before)), range(at - 1, -1, -1)):
        if before[index] in now:
            return now[before[index]]
    return 0
