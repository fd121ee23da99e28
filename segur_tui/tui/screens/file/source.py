"""The JSON of one demande, its faults marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from segur_tui.format.check import Check
from segur_tui.format.tree import Pointer
from segur_tui.format.wording import typeset
from segur_tui.format.writing import SourceText, to_source
from segur_tui.tui.screens.dialogs.pages import Pages
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible
from segur_tui.tui.widgets.prose import Title


class SourceScreen(Screen[None]):
    """The text of a demande, given by its position from 1, as it would be written; n and N go from fault to fault.

    The fault of the value at `pointer` is current at first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "fault(1)", "faute suivante"),
        Binding("N", "fault(-1)", "précédente"),
        Binding("escape,q,s", "dismiss", "retour"),
    ]
    DEFAULT_CSS = """
    SourceScreen > .detail { height: auto; min-height: 2; max-height: 6; padding: 0 1; background: $surface; }
    """

    def __init__(self, check: Check, line: int, pointer: Pointer | None) -> None:
        super().__init__()
        self._line = line
        depth = len(check.claim.line_pointer(line))
        findings = check.of_lines[line - 1]
        paths = [finding.pointer[depth:] for finding in findings]
        source = to_source(
            check.claim.lines[line - 1], {path[:end] for path in paths for end in range(1, len(path) + 1)}
        )
        text = source.text.split("\n")
        ends = list(accumulate(len(each) + 1 for each in text))
        self._faults = [
            (finding, _lines_of(source, path, ends)) for finding, path in zip(findings, paths, strict=True)
        ]
        self._marked = {number for _, numbers in self._faults for number in numbers}
        self._lines = [
            f"{number + 1:>4} {'◀' if number in self._marked else ' '} {each}" for number, each in enumerate(text)
        ]
        pointers = [finding.pointer for finding in findings]
        self._current = pointers.index(pointer) if pointer in pointers else 0

    def compose(self) -> ComposeResult:
        """Lay out the text, the fault in words and the keys."""
        yield Title(typeset(f"Ligne {self._line} : le JSON tel qu’il serait écrit"))
        yield Pages()
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

    def _show(self) -> None:
        current = self._faults[self._current][1] if self._faults else range(0)
        self.query_one(Pages).show_lines(self._lines, self._marked, current)
        said = self._faults[self._current][0].message if self._faults else "aucune faute dans cette ligne"
        self.query_one(".detail", Static).update(visible(said))


def _lines_of(source: SourceText, path: Pointer, ends: Sequence[int]) -> range:
    """Return the lines of the value at a path, or of the bloc around it; `ends` are the ends of the lines."""
    while path and path not in source.spans:
        path = path[:-1]
    start, end = source.spans.get(path, (0, 0))
    return range(bisect_right(ends, start), bisect_right(ends, end) + 1)
