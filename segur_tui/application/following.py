"""What follows a long piece of work while it goes on."""

from __future__ import annotations

from collections.abc import Callable

from segur_tui.format.frozen import frozen


@frozen
class Following:
    """What an export asks and tells while it writes.

    `progress` is told how many bytes of documents are packed, of how many. While `is_cancelled` says no and
    until `past_recall` is called, the export can be stopped, and takes back what it has written. `waiting`
    is told in French what others hold that is waited for, and nothing once it is had.
    """

    is_cancelled: Callable[[], bool] = lambda: False
    progress: Callable[[int, int], object] = lambda _done, _total: None
    past_recall: Callable[[], object] = lambda: None
    waiting: Callable[[str], object] = lambda _sentence: None
