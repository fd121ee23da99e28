"""Between the interface and the terminal: a frame diff, and keys handed on one at a time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from segur_tui.tui.terminal.diff import FrameDiff
from segur_tui.tui.terminal.key_order import KeyOrder
from segur_tui.tui.terminal.line import (
    can_be_continued,
    erases_in_colour,
    give_back,
    is_in_background,
    leave,
    leave_on_hang_up,
    wait_for_turn,
)
from segur_tui.tui.terminal.patches import LineHasBrokenError, is_reading, writer_of

_DIGITS_OF_KEYPAD = "\x1b>"
"""Has the keypad send its digits, and Enter: a program before may have left it sending sequences (DECKPNM)."""
_REPORTS_OF_FOCUS = "\x1b[?1004h"
"""Asks for a report when the person turns to another window, and back: Textual then takes the cursor away."""


class Driver(LinuxDriver):
    """The terminal as the interface sees it."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        self._program, self._running = app, asyncio.get_running_loop()
        self._diff = FrameDiff(self._terminal_size, erases_in_colour=erases_in_colour())
        self._order = KeyOrder(app, self._running)
        self._is_guarded = False
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        signal.signal(signal.SIGTSTP, self._stopped)
        signal.signal(signal.SIGCONT, lambda *_: self.redraw())

    def process_message(self, message: Message) -> None:
        """Hand on a message read from the terminal; a key or a paste, until all it does is done."""
        if isinstance(message, (events.AppBlur, events.AppFocus)):
            return
        super().process_message(message)
        if isinstance(message, (events.Key, events.Paste)):
            self._order.wait_until_handled(self.exit_event.is_set)

    def run_input_thread(self) -> None:
        """Read the terminal until the end of the program, which its own end is too."""
        try:
            super().run_input_thread()
        except LineHasBrokenError:
            leave(self._program, self._running, signal.SIGHUP, self._give_back)

    def write(self, data: str) -> None:
        """Send the least that makes the terminal show what is drawn."""
        if data == _REPORTS_OF_FOCUS:
            return
        changes = self._diff.of(data)
        if changes and writer_of(self) is not None:  # else there is no terminal, and the end has come
            super().write(changes)

    def start_application_mode(self) -> None:
        """Take the terminal when it is ours, and learn of each change of its size before Textual does."""
        if not self._is_guarded:
            leave_on_hang_up(self._program, self._give_back)
            self._is_guarded = True
        before = writer_of(self)
        while writer_of(self) is before:  # Textual gives up where the terminal is taken away meanwhile
            wait_for_turn(self.fileno)
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if writer_of(self) is before and not can_be_continued():
                leave(self._program, self._running, signal.SIGHUP, self._give_back)
                return
        super().write(_DIGITS_OF_KEYPAD)
        tell_textual = signal.getsignal(signal.SIGWINCH)

        def resized(number: int, frame: FrameType | None) -> None:
            self._diff.forget()
            if callable(tell_textual):
                tell_textual(number, frame)

        signal.signal(signal.SIGWINCH, resized)

    def _give_back(self) -> None:
        give_back(self.fileno, self.attrs_before)

    def stop_for_the_shell(self) -> bool:
        """Give the terminal back, stop until the shell goes on with the program, and take it again.

        Returns False where no shell could do that; the program then has not stopped.
        """
        # All that the shell started as one: it would not see us stop alone.
        return self._stop(lambda: os.killpg(0, signal.SIGTSTP))

    def _stopped(self, *_: object) -> None:
        with contextlib.suppress(RuntimeError):  # the end has come first
            # Not here and now: the signal may have come amid a write.
            self._running.call_soon_threadsafe(self._stop, lambda: signal.raise_signal(signal.SIGTSTP))

    def _stop(self, stop: Callable[[], None]) -> bool:
        if not (is_reading(self) and can_be_continued()):
            return False
        self.suspend_application_mode()
        # The system's own handler: if the shell ends just now, it does not stop what nobody could continue.
        ours = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        stop()
        while is_in_background(self.fileno) and can_be_continued():
            stop()
        signal.signal(signal.SIGTSTP, ours)
        self.resume_application_mode()
        self.redraw()
        return True

    def redraw(self) -> None:
        """Draw the whole screen again, whatever something else may have written on it."""
        self._diff.forget()
        # This may run in the handler of a signal, amid anything, even after the end.
        with contextlib.suppress(RuntimeError):
            self._running.call_soon_threadsafe(self._program.call_later, self._program.refresh)

    def _terminal_size(self) -> tuple[int, int]:
        try:
            return os.get_terminal_size(self.fileno)
        except OSError:  # the line has broken: nothing is left to be sent
            return 0, 0
