"""Between the interface and the terminal: thin output, and keys handed on one at a time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from types import FrameType
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from segur_tui.tui.key_order import KeyOrder
from segur_tui.tui.thin import Thinner


class Driver(LinuxDriver):
    """The terminal as the interface sees it."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._thinner = Thinner(self._terminal_size)
        self._order = KeyOrder(app, asyncio.get_running_loop())
        self._suspended = False

    def process_message(self, message: Message) -> None:
        """Hand on what was read from the terminal; a key or a paste, until all it does is done."""
        super().process_message(message)
        if isinstance(message, (events.Key, events.Paste)):
            self._order.wait_until_handled(self.exit_event.is_set)

    def write(self, data: str) -> None:
        """Send what is enough for the terminal to show what is drawn."""
        thinned = self._thinner.thin(data)
        if thinned:
            super().write(thinned)

    def start_application_mode(self) -> None:
        """Take the terminal, and learn of each change of its size before Textual does."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        tell_textual = signal.getsignal(signal.SIGWINCH)

        def resized(number: int, frame: FrameType | None) -> None:
            self._thinner.forget()
            if callable(tell_textual):
                tell_textual(number, frame)

        signal.signal(signal.SIGWINCH, resized)

    def suspend_application_mode(self) -> None:
        """Give the terminal back for a while, to the shell or another program."""
        self._suspended = True
        super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        """Take the terminal again, once, and draw it whole: Textual trusts it to have kept its screen."""
        if self._suspended:
            self._suspended = False
            super().resume_application_mode()
        self.redraw()

    def redraw(self) -> None:
        """Draw the whole screen again, whatever something else may have written on it."""
        self._thinner.forget()
        # This may run in the handler of a signal, amid anything, even after the end.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._app.call_later, self._app.refresh)

    def _terminal_size(self) -> tuple[int, int]:
        try:
            return os.get_terminal_size(self.fileno)
        except OSError:  # the line has broken: nothing is left to be thin for
            return 0, 0


def redraw(app: App[Any]) -> None:
    """Draw the whole screen again, for the person whose terminal shows something else."""
    driver = app._driver  # noqa: SLF001 - Textual gives no other way to it
    if isinstance(driver, Driver):
        driver.redraw()
