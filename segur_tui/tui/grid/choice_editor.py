"""The list from which a value is picked."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from segur_tui.format.wording import typeset
from segur_tui.tui.grid.model import ChoiceSpec
from segur_tui.tui.widgets.inert import visible

_EDGE = "│"
"""On either side of the list: what lies under it is no choice, and no choice is a value of the rows under it."""
_MARKER = "▸ "
TEXT_STARTS = len(_EDGE + _MARKER)
"""The cell in which each choice starts."""
_STEPS = {"up": -1, "down": 1}
UNDECIDED = typeset("aucune valeur choisie : ↑ ↓ puis Entrée")


class ChoiceEditor(Widget, can_focus=False):
    """A list laid over the table: the arrows or a first letter move in it, a click picks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--marked"}
    DEFAULT_CSS = """
    ChoiceEditor { background: $panel; color: $foreground; }
    ChoiceEditor > .choice--marked { background: $warning; color: auto; text-style: bold; }
    """
    ALLOW_SELECT = False
    _marked: reactive[int | None] = reactive(None)

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[str, ...] = ("",)
        self._value = ""

    def start(self, spec: ChoiceSpec) -> None:
        """Offer these choices, the present value marked when it is one of them."""
        self._choices, self._value = spec.choices, spec.value
        self._marked = spec.choices.index(spec.value) if spec.value in spec.choices else None
        self.refresh()

    @property
    def draft(self) -> str:
        """The choice marked so far, or the value as it was."""
        return self._value if self._marked is None else self._choices[self._marked]

    @property
    def hint(self) -> tuple[str, bool]:
        """The words beside the list where nothing is chosen in it, and False: that is not wrong yet."""
        return UNDECIDED if self._marked is None else "", False

    def wanted_size(self, least: int) -> Size:
        """Return the cells and lines in which every choice is seen whole, and at least so many cells."""
        widest = max(least, *(cell_len(visible(choice)) for choice in self._choices))
        return Size(TEXT_STARTS + widest + len(f" {_EDGE}"), len(self._choices))

    async def press(self, event: events.Key) -> None:
        """Do at once what a key does."""
        if step := _STEPS.get(event.key):
            before_first = -1 if step > 0 else 0
            self._marked = ((before_first if self._marked is None else self._marked) + step) % len(self._choices)
        elif event.key in ("home", "end"):
            self._marked = 0 if event.key == "home" else len(self._choices) - 1
        elif event.is_printable and event.character:
            self._mark_next(event.character)

    def paste(self, pasted: str) -> None:
        """Take nothing of a pasted text."""

    def pick(self, line: int) -> bool:
        """Mark the choice drawn on a line; return False where there is none."""
        if not 0 <= line + self._first < len(self._choices):
            return False
        self._marked = line + self._first
        return True

    def render_line(self, y: int) -> Strip:
        """Return the line of a choice."""
        index = y + self._first
        if index >= len(self._choices):
            return Strip.blank(self.size.width, self.rich_style)
        marked = index == self._marked
        style = self.get_component_rich_style("choice--marked") if marked else self.rich_style
        text = (_MARKER if marked else " " * len(_MARKER)) + visible(self._choices[index])
        width = self.size.width - len(_EDGE * 2)
        edge = Segment(_EDGE, self.rich_style)
        inside = Strip([Segment(visible(text, width), style)]).adjust_cell_length(width, style)
        return Strip([edge, *inside, edge])

    @property
    def _first(self) -> int:
        """The choice on the first line, when there are more than lines."""
        height = max(self.size.height, 1)
        return max(0, min((self._marked or 0) - height // 2, len(self._choices) - height))

    def _mark_next(self, letter: str) -> None:
        after = 0 if self._marked is None else self._marked + 1
        ranks = [*range(after, len(self._choices)), *range(after)]
        starting = (rank for rank in ranks if self._choices[rank].casefold().startswith(letter.casefold()))
        self._marked = next(starting, self._marked)
