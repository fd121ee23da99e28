"""The editors laid over the rows: which one is open, where it lies, and the words beside it."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.widget import Widget
from textual.widgets import Static

from segur_tui.tui.grid.editors import TEXT_STARTS, ChoiceEditor, TextEditor
from segur_tui.tui.grid.model import ChoiceSpec, NotEditable, TextSpec
from segur_tui.tui.terminal.patches import take_away
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
        self._offered, self._lines = "", 0
        self.close()

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
        self._editor, self._lines = None, 0
        for widget in self._widgets:
            take_away(widget)

    async def press(self, event: events.Key) -> None:
        """Give a key to the open editor."""
        if self._editor is not None:
            await self._editor.press(event)
            self._say(*self._editor.hint)

    @property
    def is_open(self) -> bool:
        """True where an editor is open, or a sentence says why there is none."""
        return self._editor is not None or self.hint.display

    @property
    def is_touched(self) -> bool:
        """True where the value is another than the one offered, which Enter and Tab alone take."""
        return self.draft != self._offered

    @property
    def is_choice(self) -> bool:
        """True where a list to choose from is open."""
        return self._editor is self.choice

    def refuses(self, *, is_passing: bool) -> bool:
        """Return True, and say why, where a list is open and there is no choice in it to keep."""
        refusal = self.choice.refusal(is_passing=is_passing) if self.is_choice else ""
        if refusal:
            self._say(f"✗ {refusal}", wrong=True)
        return bool(refusal)

    def paste(self, pasted: str) -> None:
        """Give a pasted text to the open editor."""
        if self._editor is not None:
            self._editor.paste(pasted)
            self._say(*self._editor.hint)

    def wanted_lines(self, width: int) -> int:
        """Return the lines wanted beneath the row of what is open, which are never fewer while it is."""
        wanted = self.choice.wanted_size(0).height if self.is_choice else 0
        wanted += self.hint.wanted_size(width).height if self.hint.display else 0
        self._lines = max(self._lines, wanted)
        return self._lines

    def place(self, cell: Region, area: Size, lines: int) -> Region | None:
        """Lay what is open over a cell and on the lines beneath it; return the region that a text hides."""
        hint, editor, beneath = self.hint.wanted_size(area.width), over_cell(cell, area), cell.y + 1
        if self.is_choice:
            wanted = self.choice.wanted_size(cell.width)
            height = min(wanted.height, max(lines - hint.height * self.hint.display, lines // 2, 1))
            start = cell.x - TEXT_STARTS
            # Over the row itself where there is no line but its own.
            editor = _within(Region(start, beneath if lines else cell.y, wanted.width, height), area)
            _lay(self.choice, editor)
            beneath = editor.bottom
        else:
            _lay(self.text, editor)
        _lay(self.hint, _within(Region(editor.x, beneath, hint.width, cell.y + 1 + lines - beneath), area))
        return editor if self._editor is self.text else None

    def _say(self, sentence: str, wrong: bool) -> None:  # noqa: FBT001 (as an editor's hint has it)
        self.hint.say(sentence, wrong=wrong)
        self.hint.display = bool(sentence)


def over_cell(cell: Region, area: Size) -> Region:
    """Return the place of a text editor: over its cell, grown to the right, or to the left at the edge."""
    width = min(max(cell.width, _LEAST_SEEN) + 2 * _MARGIN, area.width)
    return Region(cell.x - _MARGIN, cell.y, width, 1).translate_inside(area.region)


def _within(region: Region, area: Size) -> Region:
    """Return a region moved to the left where it would go over the edge, and cut where that is not enough."""
    width = min(region.width, area.width)
    return Region(max(0, min(region.x, area.width - width)), region.y, width, region.height)


def _lay(widget: Widget, region: Region) -> None:
    widget.styles.offset = region.offset
    widget.styles.width, widget.styles.height = region.size
