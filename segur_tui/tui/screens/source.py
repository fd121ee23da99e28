"""The JSON of one demande, its faults marked."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from segur_tui.format.check import Check
from segur_tui.format.finding import Finding
from segur_tui.format.tree import Pointer
from segur_tui.format.wording import typeset
from segur_tui.format.writing import to_source
from segur_tui.tui.footer import KeyLine
from segur_tui.tui.inert import visible
from segur_tui.tui.screens.pages import Line, Pages


class SourceScreen(Screen[None]):
    """The text of a demande as it would be written; n and N go from fault to fault."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "fault(1)", "faute suivante"),
        Binding("N", "fault(-1)", "précédente"),
        Binding("escape,q,s", "leave", "retour"),
    ]
    DEFAULT_CSS = """
    SourceScreen > .title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    SourceScreen > .detail { height: auto; min-height: 2; max-height: 6; padding: 0 1; background: $surface; }
    """

    def __init__(self, check: Check, line: int, pointer: Pointer | None) -> None:
        """Show a demande, given by its position from 1; the value at the pointer is current at first."""
        super().__init__()
        self._line = line
        depth = len(check.claim.line_pointer(line))
        source = to_source(check.claim.lines[line - 1])
        self._text = source.text.split("\n")
        self._faults: list[tuple[Finding, range]] = []
        for finding in check.of_lines[line - 1]:
            way = finding.pointer[depth:]
            while way and way not in source.spans:
                way = way[:-1]
            start, end = source.spans.get(way, (0, 0))
            first = source.text.count("\n", 0, start)
            last = source.text.count("\n", 0, end)
            self._faults.append((finding, range(first, last + 1)))
        pointers = [finding.pointer for finding, _ in self._faults]
        self._current = pointers.index(pointer) if pointer in pointers else 0

    def compose(self) -> ComposeResult:
        """Lay out the text, the fault in words and the keys."""
        yield Static(
            typeset(f"Ligne {self._line} : le JSON tel qu’il serait écrit"), classes="title", markup=False
        )
        yield Pages(())
        yield Static(classes="detail", markup=False)
        yield KeyLine((("n", "faute suivante"), ("N", "précédente"), ("↑ ↓", "lire"), ("Échap", "retour")))

    def on_mount(self) -> None:
        """Show the current fault."""
        self.query_one(Pages).focus()
        self.call_after_refresh(self._show)

    def action_fault(self, step: int) -> None:
        """Go to the next or previous fault."""
        if self._faults:
            self._current = (self._current + step) % len(self._faults)
            self._show()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

    def _show(self) -> None:
        marked = {number for _, numbers in self._faults for number in numbers}
        current = self._faults[self._current][1] if self._faults else range(0)
        lines = [
            Line(f"{number + 1:>4} {'◀' if number in marked else ' '} {text}", number in marked, number in current)
            for number, text in enumerate(self._text)
        ]
        self.query_one(Pages).show_lines(lines)
        said = self._faults[self._current][0].message if self._faults else "aucune faute dans cette ligne"
        self.query_one(".detail", Static).update(visible(said))
