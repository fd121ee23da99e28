"""Waiting for what takes long, or for another program: the keys typed meanwhile go nowhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

from segur_tui.format.wording import typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible

OCCUPIED = "un autre programme occupe les brouillons ou le registre, attente…"


class WaitingScreen(ModalScreen[bool]):
    """Say what is waited for, and dismiss with whether the person has waited to the end."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "end(False)")]
    DEFAULT_CSS = """
    WaitingScreen { align: center middle; }
    WaitingScreen > Vertical {
        width: 64; max-width: 90%; height: auto; border: solid $warning; background: $surface;
    }
    WaitingScreen Static { padding: 1 2; }
    WaitingScreen KeyLine { padding: 0 1; }
    """

    def __init__(self, wait: Callable[[Callable[[], bool]], object], what: str = OCCUPIED) -> None:
        """Wait as a function does, off the interface's thread; it is told how to ask whether to give up.

        `what` says in French what is waited for.
        """
        super().__init__()
        self._wait, self._what = wait, what

    def compose(self) -> ComposeResult:
        """Say what is waited for, and how to leave."""
        with Vertical():
            yield Static(visible(typeset(self._what)), markup=False)
            yield KeyLine((("Échap", "ne plus attendre"),))

    def on_mount(self) -> None:
        """Begin to wait."""
        self.run_worker(self._wait_behind, thread=True, exclusive=True)

    def _wait_behind(self) -> None:
        worker = get_current_worker()
        self._wait(lambda: worker.is_cancelled)
        show_on(self, partial(self.action_end, has_waited=True))

    def action_end(self, has_waited: bool) -> None:  # noqa: FBT001 (actions take their arguments by position)
        """Close; where the wait is not over, it is given up."""
        if not has_waited:
            self.workers.cancel_node(self)
        self.dismiss(has_waited)
