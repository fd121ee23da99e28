"""The editors laid over the rows: which one is open, where it lies, and the words beside it."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.widget import Widget
from textual.widgets import Static

from segur_tui.tui.grid.editors import TEXT_STARTS, UNDECIDED, ChoiceEditor, TextEditor
from segur_tui.tui.grid.model import ChoiceSpec, NotEditable, TextSpec
from segur_tui.tui.widgets.inert import visible
from segur_tui.tui.widgets.prose import Prose

_LEAST_SEEN = 24
"""Cells that a text editor takes at least: it grows over its neighbours."""
_MARGIN = 1
"""Cells on either side of the text in an editor, which stays where it was in its cell."""
_SIDES = 2
"""Blank cells beside the sentence of a hint."""


class Hint(Static):
    """The sentence over the table: the format expected, the fault, or why nothing can be typed."""

    DEFAULT_CSS = """
    Hint { padding: 0 1; background: $panel; color: $foreground; }
    Hint.-wrong { text-style: bold; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._said = Prose("")

    def say(self, sentence: str, *, wrong: bool) -> None:
        """Show a sentence, which starts with a symbol when it is about something wrong."""
        self._said = Prose(visible(sentence))
        self.update(self._said)
        self.set_class(wrong, "-wrong")

    def wanted_size(self, most: int) -> Size:
        """Return the cells and lines in which the sentence is seen whole, at most so many cells wide."""
        width = min(self._said.cell_length, max(most - _SIDES, 1))
        return Size(width + _SIDES, self._said.get_height({}, width))


class Overlay:
    """The editors of a table, of which one at most is open."""

    def __init__(self) -> None:
        self.text = TextEditor()
        self.choice = ChoiceEditor()
        self.hint = Hint()
        self._widgets: tuple[Widget, ...] = (self.text, self.choice, self.hint)
        self._editor: TextEditor | ChoiceEditor | None = None
        self._offered = ""

    def lay_over(self, table: Widget) -> None:
        """Make the editors part of a table, unless they are."""
        if table.is_attached and self.hint.parent is None:
            table.mount(*self._widgets)

    @property
    def draft(self) -> str:
        """The value as edited so far."""
        return "" if self._editor is None else self._editor.draft

    def open(self, spec: TextSpec | ChoiceSpec | NotEditable) -> None:
        """Open the editor of a cell, or say why there is none."""
        self.close()
        match spec:
            case TextSpec():
                self._editor = self.text
                self.text.start(spec)
            case ChoiceSpec():
                self._editor = self.choice
                self.choice.start(spec)
            case NotEditable(reason):
                self._say(f"✗ {reason}", wrong=True)
        self._offered = self.draft
        if self._editor is not None:
            self._editor.display = True
            self._say(*self._editor.hint)

    def close(self) -> None:
        """Take away the editor and the hint."""
        self._editor = None
        for widget in self._widgets:
            widget.display = False  # no class: all rules would be looked through for it

    async def press(self, event: events.Key) -> None:
        """Give a key to the open editor."""
        if self._editor is not None:
            await self._editor.press(event)
            self._say(*self._editor.hint)

    @property
    def is_touched(self) -> bool:
        """True where the value is another than the one offered, which Enter and Tab alone take."""
        return self.draft != self._offered

    @property
    def is_choice(self) -> bool:
        """True where a list to choose from is open."""
        return self._editor is self.choice

    def refuses(self) -> bool:
        """Return True, and say so, where a list is open and nothing is chosen in it: there is nothing to keep."""
        is_undecided = self.is_choice and self.choice.hint[0] == UNDECIDED
        if is_undecided:
            self._say(f"✗ {UNDECIDED}", wrong=True)
        return is_undecided

    def paste(self, pasted: str) -> None:
        """Give a pasted text to the open editor."""
        if self._editor is not None:
            self._editor.paste(pasted)
            self._say(*self._editor.hint)

    def place(self, cell: Region, area: Size) -> Region | None:
        """Lay what is open over a cell, or beside it, inside the area; return the region that a text hides."""
        hint = self.hint.wanted_size(area.width)
        if self.is_choice:
            start = cell.translate((-TEXT_STARTS, 0))
            choices = beside(start, self.choice.wanted_size(cell.width), area)
            _lay(self.choice, choices)
            _lay(self.hint, beside(choices.union(choices.at_offset((choices.x, cell.y))), hint, area), area)
        elif self.hint.display:
            editor = over_cell(cell, area)
            _lay(self.text, editor)
            _lay(self.hint, beside(editor, hint, area), area)
            return editor if self._editor is self.text else None
        return None

    def _say(self, sentence: str, wrong: bool) -> None:  # noqa: FBT001 (as an editor's hint has it)
        self.hint.say(sentence, wrong=wrong)
        self.hint.display = bool(sentence)


def over_cell(cell: Region, area: Size) -> Region:
    """Return the place of a text editor: over its cell, grown to the right, or to the left at the edge."""
    width = min(max(cell.width, _LEAST_SEEN) + 2 * _MARGIN, area.width)
    return Region(cell.x - _MARGIN, cell.y, width, 1).translate_inside(area.region)


def beside(editor: Region, size: Size, area: Size) -> Region:
    """Return the place of what goes with an editor: beneath it, or above where there is no room."""
    height = min(size.height, max(area.height - 1, 1))
    below, above = area.height - editor.bottom, editor.y
    if height > below and above > below:
        height = min(height, above)
        y = editor.y - height
    else:
        height = min(height, max(below, 1))
        y = editor.bottom
    return Region(editor.x, y, min(size.width, area.width), height).translate_inside(area.region)


def _lay(widget: Widget, region: Region, to_edge_of: Size | None = None) -> None:
    """Lay a widget in a region; a hint goes on to the edge: the end of the row behind would read as its end."""
    widget.styles.offset, widget.styles.height = region.offset, region.height
    widget.styles.width = region.width if to_edge_of is None else to_edge_of.width - region.x
