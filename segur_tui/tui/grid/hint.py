"""One line beside a value: what is expected, what is wrong, or why nothing can be typed."""

from __future__ import annotations

from rich.cells import cell_len
from textual.geometry import Size
from textual.widgets import Static

from segur_tui.tui.inert import visible


class Hint(Static):
    """A line laid over the table."""

    DEFAULT_CSS = """
    Hint { height: 1; padding: 0 1; background: $panel; color: $foreground; }
    Hint { text-wrap: nowrap; text-overflow: ellipsis; }
    Hint.-wrong { background: $error-muted; text-style: bold; }
    Hint:ansi { background: ansi_blue; color: ansi_bright_white; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._said = ""

    def say(self, sentence: str, *, wrong: bool) -> None:
        """Show a sentence, which starts with a sign when it is about something wrong."""
        self._said = visible(sentence)
        self.update(self._said)
        self.set_class(wrong, "-wrong")

    @property
    def wanted_size(self) -> Size:
        """The room in which the sentence is seen whole."""
        return Size(cell_len(self._said) + 2, 1)
