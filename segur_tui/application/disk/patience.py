"""Waiting for what others hold: how long, who hears what is waited for, and when a person gives up."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic, sleep

from segur_tui.format.value_type import value_type

APPEARING = Lock()
"""Held by who gives several files their names, until all have them: only a kill ends the program meanwhile."""
_STEP = 0.02
_SILENT = 1.0
"""Seconds of waiting that are not reported."""


@value_type
class Patience:
    """Seconds to wait for others, a reader of French sentences on the wait, and whether a person gives up."""

    seconds: float
    tell: Callable[[str], object] = lambda _sentence: None
    is_given_up: Callable[[], bool] = lambda: False

    def lasts_until(self, attempt: Callable[[], bool], what: str) -> bool:
        """Attempt something until it succeeds; return whether it did before the patience was at its end."""
        began, is_reported = monotonic(), False
        try:
            while not attempt():
                waited = monotonic() - began
                if waited >= self.seconds or self.is_given_up():
                    return False
                if waited >= _SILENT and not is_reported:
                    is_reported = True
                    self.tell(what)
                sleep(_STEP)
        finally:
            if is_reported:
                self.tell("")
        return True


@value_type
class Following:
    """The progress of an export: what it reports, and what it asks, while it writes.

    `progress` is given how many bytes of documents are packed, of how many. While `is_cancelled` says no and
    until `past_recall` is called, right before the first file appears, the export can be stopped. `waiting` is
    given in French what others hold that is waited for, and nothing once it is had.
    """

    is_cancelled: Callable[[], bool] = lambda: False
    progress: Callable[[int, int], object] = lambda _done, _total: None
    past_recall: Callable[[], object] = lambda: None
    waiting: Callable[[str], object] = lambda _sentence: None

    def patience(self, seconds: float) -> Patience:
        """Return the patience of who follows the export, for so many seconds."""
        return Patience(seconds, self.waiting, self.is_cancelled)
