"""Signals that end a program, during an export: they stop all while nothing is written, else wait until all is."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from segur_tui.application.export.publication import interrupted

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_BEYOND = 128
"""The number that shells add to a signal's in the status of a program that it ended."""


class Interruption:
    """The present effect of such signals: KeyboardInterrupt, once; or a note, while files appear."""

    def __init__(self) -> None:
        """Begin where nothing is written yet."""
        self.came = False
        self._number: int = signal.SIGINT
        self._is_held = self._has_raised = False
        self._written: tuple[Path, ...] = ()

    def hold(self) -> None:
        """Only note signals from now on: the present work is not to be stopped."""
        self._is_held = True

    def note_written(self, paths: Sequence[Path]) -> None:
        """Note what stands for good, and let signals stop the rest."""
        self._written = tuple(paths)
        self._is_held = False

    @property
    def status(self) -> int:
        """Return the exit status, which tells the signal."""
        return _BEYOND + self._number

    @property
    def sentence(self) -> str:
        """Return what was interrupted, in French."""
        return interrupted(self._written)

    def handle(self, number: int, _frame: object) -> None:
        """Do what a signal does now."""
        if not self.came:
            self.came, self._number = True, number
        if not self._is_held and not self._has_raised:
            self._has_raised = True
            raise KeyboardInterrupt


@contextmanager
def interruption() -> Iterator[Interruption]:
    """Follow the signals that end a program for the time of a block, but for those that who called has ignored."""
    stop = Interruption()
    before = {number: signal.getsignal(number) for number in _ENDING}
    followed = [number for number, do in before.items() if do in {signal.SIG_DFL, signal.default_int_handler}]
    for number in followed:
        signal.signal(number, stop.handle)
    try:
        yield stop
    finally:
        for number in followed:
            signal.signal(number, before[number])
