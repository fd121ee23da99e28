"""Ctrl+C during an export: it stops all while all can be taken back, and what was written is reported."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class Interruption:
    """The present effect of Ctrl+C: KeyboardInterrupt, once; or a note, while files become final."""

    def __init__(self) -> None:
        self.came = False
        self._is_held = self._has_raised = False
        self._written: tuple[Path, ...] = ()

    def hold(self) -> None:
        """Only note Ctrl+C from now on: what is under way is not to be stopped half way."""
        self._is_held = True

    def note_written(self, paths: Sequence[Path]) -> None:
        """Note what stands for good, and let Ctrl+C stop the rest."""
        self._written = tuple(paths)
        self._is_held = False

    @property
    def sentence(self) -> str:
        """Return the sentence on the interruption, in French."""
        if not self._written:
            return "interrompu : rien n’est écrit"
        return f"interrompu, mais écrit : {', '.join(map(str, self._written))}"

    def handle(self, _number: int, _frame: object) -> None:
        """Do what Ctrl+C does now."""
        self.came = True
        if not self._is_held and not self._has_raised:
            self._has_raised = True
            raise KeyboardInterrupt


@contextmanager
def interruption() -> Iterator[Interruption]:
    """Follow Ctrl+C for the time of a block, unless who called has it ignored."""
    stop = Interruption()
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        yield stop
        return
    signal.signal(signal.SIGINT, stop.handle)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
