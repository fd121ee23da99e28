"""Waiting for what takes long, or for another program: the keys typed meanwhile go nowhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from segur_tui.format.wording import typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.screens.dialogs.dialog import Dialog
from segur_tui.tui.widgets.inert import visible

OCCUPIED = "un autre programme occupe les brouillons ou le registre, attente…"


class WaitingScreen(Dialog[bool]):
    """Say what is waited for, and dismiss with whether the person has waited to the end."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "give_up")]

    def __init__(self, wait: Callable[[Callable[[], bool]], object], what: str = OCCUPIED) -> None:
        """Wait as a function does, off the interface's thread; it is told how to ask whether to give up.

        `what` says in French what is waited for.
        """
        super().__init__(visible(typeset(what)), (("Échap", "ne plus attendre"),))
        self._wait = wait

    def on_mount(self) -> None:
        """Begin to wait."""
        self.run_worker(self._wait_behind, thread=True, exclusive=True)

    def _wait_behind(self) -> None:
        worker = get_current_worker()
        self._wait(lambda: worker.is_cancelled)
        show_on(self, partial(self.action_answer, True))  # noqa: FBT003 (that it was waited for)

    def action_give_up(self) -> None:
        """Close before the wait is over."""
        self.workers.cancel_node(self)
        self.dismiss(False)  # noqa: FBT003 (that it was not waited for)
