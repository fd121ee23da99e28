"""A crew of forked processes that share a work: each does every so many-th piece, and hands its result on.

Forked ones begin at once and know all that this one knows; the pools of Python bring threads, and their import
takes as long as a dozen files. Each result comes through its own process's pipe, so that the order is kept, and
none gets further ahead than the pipe holds.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import NoReturn

_FAILED = 0xFFFFFFFF
"""In the place of a length: the work failed, and is done again by who asked for it, who then sees why."""
_LENGTH = 4
_COLLECTED = (10_000, 2)
"""New objects, and passes over them, until the collector looks: it has little to look through here."""


class WorkerEnded(Exception):  # noqa: N818 (it says what happened)
    """A process of the crew came to an end before its work did: at which piece, and by which status."""

    def __init__(self, piece: int, status: int) -> None:
        super().__init__(piece, status)
        self.piece, self.status = piece, status


def most_processes() -> int:
    """Return how many processes can share a work here: one where none can be forked, or it would not be safe."""
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def done_in_turn(work: Callable[[int], bytes], pieces: int, processes: int) -> Generator[bytes]:
    """Yield the results of the pieces 0, 1 … of a work; raises WorkerEnded, and what the work raises.

    No process is left behind, however this ends.
    """
    if processes < 2 or pieces < 2:  # noqa: PLR2004 (nothing to share)
        yield from map(work, range(pieces))
        return
    crew = list[_Worker]()
    try:
        try:
            for first in range(processes):
                crew.append(_Worker(work, range(first, pieces, processes), crew))
        except OSError:  # the system has no room for one more
            yield from map(work, range(pieces))
            return
        for piece in range(pieces):
            result = crew[piece % processes].result(piece)
            yield work(piece) if result is None else result
    finally:
        for worker in crew:
            worker.end()


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Have the collector look seldom, and leave what was there before alone: forked processes then share it."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_COLLECTED)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


class _Worker:
    """One process, by its id, and what it hands on."""

    def __init__(self, work: Callable[[int], bytes], pieces: range, others: list[_Worker]) -> None:
        reading, writing = os.pipe()
        # An interruption that comes before the process ignores it would have it do what only this one may do.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
        try:
            self._pid = os.fork()
            if self._pid == 0:
                for known in (reading, *(other.fileno for other in others)):
                    os.close(known)
                _do(work, pieces, writing, before)
        except OSError:
            os.close(reading)
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            os.close(writing)
        self._results: BufferedReader = os.fdopen(reading, "rb")

    @property
    def fileno(self) -> int:
        return self._results.fileno()

    def result(self, piece: int) -> bytes | None:
        """Return the next result, None where the work failed; raises WorkerEnded."""
        head = self._results.read(_LENGTH)
        length = int.from_bytes(head, "big")
        if len(head) == _LENGTH and length == _FAILED:
            return None
        result = self._results.read(length) if len(head) == _LENGTH else b""
        if len(head) < _LENGTH or len(result) < length:
            raise WorkerEnded(piece, self._await())
        return result

    def end(self) -> None:
        """End the process, which has nothing to lose."""
        self._results.close()
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            self._await()

    def _await(self) -> int:
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        return os.waitstatus_to_exitcode(status)


def _do(work: Callable[[int], bytes], pieces: range, writing: int, mask: set[int | signal.Signals]) -> NoReturn:
    """Do pieces of a work in a forked process, which ends with it, without a word."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        with collecting_seldom(), os.fdopen(writing, "wb") as results:
            for result in _tried(work, pieces):
                results.write(
                    _FAILED.to_bytes(_LENGTH, "big") if result is None else len(result).to_bytes(_LENGTH, "big")
                )
                results.write(result or b"")
                results.flush()
    finally:
        os._exit(0)


def _tried(work: Callable[[int], bytes], pieces: range) -> Iterator[bytes | None]:
    for piece in pieces:
        try:
            yield work(piece)
        except Exception:  # noqa: BLE001 (who asked for the work sees what it is)
            yield None
