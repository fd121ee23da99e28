"""A text in a frame over the screen, and the keys that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible_lines

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """What is said or asked; dismissed with the answer."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical { width: 64; max-width: 90%; height: auto; border: solid $warning; background: $surface; }
    Dialog.-wide > Vertical { width: 72; max-width: 96%; }
    Dialog VerticalScroll { height: auto; max-height: 75vh; scrollbar-size: 0 1; }
    Dialog Static { padding: 1 2; }
    Dialog KeyLine { padding: 0 1; }
    """

    def __init__(self, text: str, keys: Sequence[tuple[str, str]], *, is_wide: bool = False) -> None:
        """Say a text of several lines, and the keys that answer."""
        super().__init__(classes="-wide" if is_wide else None)
        self._text, self._keys = text, keys

    def compose(self) -> ComposeResult:
        """Show the text and the keys."""
        with Vertical():
            with VerticalScroll():
                yield Static(visible_lines(self._text), markup=False)
            yield KeyLine(self._keys)

    def action_answer(self, answer: Answer) -> None:
        """Close with an answer."""
        self.dismiss(answer)
