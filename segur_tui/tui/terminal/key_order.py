"""Keys typed ahead, kept in order: each one has done all that it does before the next is handed on.

Textual gives a key to the widget that has the focus when it arrives, and runs its binding only once it has
bubbled from queue to queue up to the application. When a slow line brings several keys at once, letters then
overtake Enter, and land in the wrong cell or fire a command meant as text.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

from textual.app import App, ScreenStackError
from textual.dom import DOMNode

_LONGEST_WAIT = 5.0
"""Seconds after which a key is handed on all the same: a widget may vanish with its queue."""
_MOST_ROUNDS = 4
"""A key may open a screen, which gives the focus to a field: each change of focus is followed."""


class KeyOrder:
    """The path of each key through the queues of the application, seen from the thread that reads the terminal."""

    def __init__(self, app: App[Any], loop: asyncio.AbstractEventLoop) -> None:
        self._app, self._loop = app, loop

    def wait_until_handled(self, ending: Callable[[], bool]) -> None:
        """Block the calling thread until the last key posted has had its effect, or the program ends."""
        handled = threading.Event()
        # Scheduled as the driver posts a key, and so behind it.
        asyncio.run_coroutine_threadsafe(self._follow(handled), self._loop)
        deadline = time.monotonic() + _LONGEST_WAIT
        while not handled.wait(0.05) and not ending() and time.monotonic() < deadline:
            pass

    async def _follow(self, handled: threading.Event) -> None:
        if not self._app.call_later(self._rise_from_focus, handled, _MOST_ROUNDS):
            handled.set()  # the application is ending

    def _rise_from_focus(self, handled: threading.Event, rounds: int) -> None:
        focus = self._focus
        holding = iter(focus.ancestors_with_self)

        def rise() -> None:
            """Pass behind the key through the queues of the focus and of what holds it."""
            # Without an argument: Textual looks at the signature of a call with arguments, each time anew.
            if not any(node.call_later(rise) for node in holding):  # one that is closing reads its queue no more
                arrived()

        def arrived() -> None:
            if self._focus is focus or rounds == 1:
                handled.set()
            else:
                self._rise_from_focus(handled, rounds - 1)

        rise()

    @property
    def _focus(self) -> DOMNode:
        """The target of the next key: the application itself while it has no screen."""
        try:
            return self._app.focused or self._app.screen
        except ScreenStackError:
            return self._app
