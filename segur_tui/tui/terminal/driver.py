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
from segur_tui.tui.terminal.job import can_be_continued, is_in_background, wait_for_turn
from segur_tui.tui.terminal.key_order import KeyOrder
from segur_tui.tui.terminal.line import LineHasBrokenError, erases_in_colour, give_back, leave, leave_on_hang_up


class Driver(LinuxDriver):
    """The terminal as the interface sees it."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._diff = FrameDiff(self._terminal_size, erases_in_colour=erases_in_colour())
        self._order = KeyOrder(app, asyncio.get_running_loop())
        self._is_guarded = False

    def process_message(self, message: Message) -> None:
        """Hand on what was read from the terminal; a key or a paste, until all it does is done."""
        super().process_message(message)
        if isinstance(message, (events.Key, events.Paste)):
            self._order.wait_until_handled(self.exit_event.is_set)

    def run_input_thread(self) -> None:
        """Read the terminal until the end of the program, which its own end is too."""
        try:
            super().run_input_thread()
        except LineHasBrokenError:
            leave(self._app, self._loop, signal.SIGHUP, self._give_back)

    def write(self, data: str) -> None:
        """Send what is enough for the terminal to show what is drawn."""
        changes = self._diff.of(data)
        if changes and self._writer_thread is not None:  # else there is no terminal, and the end has come
            super().write(changes)

    def start_application_mode(self) -> None:
        """Take the terminal when it is ours, and learn of each change of its size before Textual does."""
        if not self._is_guarded:
            leave_on_hang_up(self._app, self._give_back)
            self._is_guarded = True
        before = self._writer_thread
        while self._writer_thread is before:  # Textual gives up where the terminal is taken away meanwhile
            wait_for_turn(self.fileno)
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if self._writer_thread is before and not can_be_continued():
                leave(self._app, self._loop, signal.SIGHUP, self._give_back)
                return
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

    def _sigtstp_application(self, *_: object) -> None:
        with contextlib.suppress(RuntimeError):  # the end has come first
            # Not here and now: the signal may have come amid a write.
            self._loop.call_soon_threadsafe(self._stop, lambda: signal.raise_signal(signal.SIGTSTP))

    def _sigcont_application(self, *_: object) -> None:
        self.redraw()

    def _stop(self, stop: Callable[[], None]) -> bool:
        is_reading = self._key_thread is not None and self._key_thread.is_alive()
        if not (is_reading and can_be_continued()):
            return False
        self.suspend_application_mode()
        # The system's own way: if the shell ends just now, it does not stop what nobody could continue.
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
            self._loop.call_soon_threadsafe(self._app.call_later, self._app.refresh)

    def _terminal_size(self) -> tuple[int, int]:
        try:
            return os.get_terminal_size(self.fileno)
        except OSError:  # the line has broken: nothing is left to be sent
            return 0, 0


def stop_for_the_shell(app: App[Any]) -> bool:
    """Stop until the shell goes on with the program; return False where no shell could do that."""
    driver = app._driver  # noqa: SLF001 - Textual gives no other way to it
    return isinstance(driver, Driver) and driver.stop_for_the_shell()


def redraw(app: App[Any]) -> None:
    """Draw the whole screen again, for the person whose terminal shows something else."""
    driver = app._driver  # noqa: SLF001 - Textual gives no other way to it
    if isinstance(driver, Driver):
        driver.redraw()
