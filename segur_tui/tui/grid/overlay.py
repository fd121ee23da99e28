"""The editors laid over the rows: which one is open, where it lies, and the line of hints beside it."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.widget import Widget

from segur_tui.format.wording import typeset
from segur_tui.tui.grid.choice_editor import TEXT_STARTS, ChoiceEditor
from segur_tui.tui.grid.editors import ChoiceSpec, NotEditable, TextSpec
from segur_tui.tui.grid.hint import Hint
from segur_tui.tui.grid.placing import beside, over_cell
from segur_tui.tui.grid.text_editor import TextEditor

_OPEN = "-open"
_UNDECIDED = typeset("aucune valeur choisie : ↑ ↓ puis Entrée")


class Overlay:
    """Drives the editors of a table, of which one at most is open."""

    def __init__(self) -> None:
        self.text = TextEditor()
        self.choice = ChoiceEditor()
        self.hint = Hint()
        self._widgets: tuple[Widget, ...] = (self.text, self.choice, self.hint)
        self._editor: TextEditor | ChoiceEditor | None = None

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
                self._hint_on_text()
            case ChoiceSpec():
                self._editor = self.choice
                self.choice.start(spec)
                self._hint_on_choice()
            case NotEditable(reason):
                self.hint.say(f"✗ {reason}", wrong=True)
                self.hint.add_class(_OPEN)
        if self._editor is not None:
            self._editor.add_class(_OPEN)

    def close(self) -> None:
        """Take away the editor and the hint."""
        self._editor = None
        for widget in self._widgets:
            widget.remove_class(_OPEN)

    async def press(self, event: events.Key) -> None:
        """Give a key to the open editor."""
        if self._editor is self.text:
            await self.text.press(event)
            self._hint_on_text()
        elif self._editor is self.choice:
            self.choice.press(event)
            self._hint_on_choice()

    @property
    def is_choice(self) -> bool:
        """Whether a list to choose from is open."""
        return self._editor is self.choice

    def refuses(self) -> bool:
        """Tell whether there is nothing to keep, and say so: a list is open, and nothing is chosen in it."""
        if not (self.is_choice and self.choice.is_undecided):
            return False
        self.hint.say(f"✗ {_UNDECIDED}", wrong=True)
        return True

    def paste(self, pasted: str) -> None:
        """Give a pasted text to the open editor."""
        if self._editor is self.text:
            self.text.paste(pasted)
            self._hint_on_text()

    def place(self, cell: Region, area: Size) -> Region | None:
        """Lay what is open over a cell, or beside it, inside the area; return what a text hides of its row."""
        hint = self.hint.wanted_size(area.width)
        if self.is_choice:
            start = cell.translate((-TEXT_STARTS, 0))
            choices = beside(start, self.choice.wanted_size(cell.width), area)
            _lay(self.choice, choices)
            _lay(
                self.hint,
                _to_edge(beside(choices.union(choices.at_offset((choices.x, cell.y))), hint, area), area),
            )
        elif self.hint.has_class(_OPEN):
            editor = over_cell(cell, area)
            _lay(self.text, editor)
            _lay(self.hint, _to_edge(beside(editor, hint, area), area))
            return editor if self._editor is self.text else None
        return None

    def _hint_on_choice(self) -> None:
        self.hint.say(_UNDECIDED, wrong=False)
        self.hint.set_class(self.choice.is_undecided, _OPEN)

    def _hint_on_text(self) -> None:
        sentence, wrong = self.text.hint
        self.hint.say(sentence, wrong=wrong)
        self.hint.add_class(_OPEN)


def _to_edge(hint: Region, area: Size) -> Region:
    """Return the place of the hint up to the edge: the end of the row behind would read as its end."""
    return Region(hint.x, hint.y, area.width - hint.x, hint.height)


def _lay(widget: Widget, region: Region) -> None:
    widget.styles.offset = region.offset
    widget.styles.width, widget.styles.height = region.size
