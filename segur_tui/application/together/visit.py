"""A visit of a list: its files are read and kept some at a time, many of them by a process of its own.

The process that reads shares no lock with the screen, and forks others to help it, which no process with threads
may. It ends with who asked for it: a pipe that is closed tells it so.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import chain, islice, takewhile
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from typing import TypeAlias

from segur_tui.application.history.listed_files import Known, known_files, record_files
from segur_tui.application.history.listing import Listing
from segur_tui.application.settings.values import Settings
from segur_tui.application.together.drafted_files import with_drafts
from segur_tui.application.views.folder import FileRow

MANY = 100
"""Files from which a process of its own reads them: it takes as long to begin as some fifty small ones."""
_FIRST, _MOST = 20, 160
"""Files that are kept and shown together: few at first, as a person waits; each keeping syncs the disk."""
_LENGTH = 4
_STEP = 0.05
"""Seconds after which who waits for a reading sees whether it was stopped, and that it has to end once it was."""
_NICE = 10
"""How far the processes that read step back: the keys are answered first where there are few processors."""
_BEGIN = "import sys; sys.path[:] = sys.argv[1:]; from segur_tui.application.together.visit import serve; serve()"
"""The program of the process; its modules are those of this one, never those of the folder that it is begun in."""

Batch: TypeAlias = tuple[list[FileRow], str]
"""Files that were read, as rows, and in French what keeps them from being kept."""


class _Ended(Exception):  # noqa: N818 (it says what happened)
    """The process that reads came to an end before its work did."""


def read_all(
    paths: Collection[Path],
    known: Mapping[Path, Known],
    today: date,
    settings: Settings,
    is_stopped: Callable[[], bool],
) -> Iterator[Batch]:
    """Yield the files that are not known, or of another day, as they are read, until it is stopped."""
    if len(_to_read(paths, known)) >= MANY:
        try:
            yield from _read_elsewhere((paths, known, today, settings), is_stopped)
        except (_Ended, OSError):
            known = known_files(list(paths), today, settings)
        else:
            return
    yield from _read_here(is_stopped, paths, known, today, settings)


def _to_read(paths: Collection[Path], known: Mapping[Path, Known]) -> list[Path]:
    """Return the files to read: first those of which nothing is known, then those checked on another day."""
    unknown = [path for path in paths if path not in known]
    return unknown + [path for path, file in known.items() if not file.is_of_today]


def _read_here(
    is_stopped: Callable[[], bool],
    paths: Collection[Path],
    known: Mapping[Path, Known],
    today: date,
    settings: Settings,
) -> Iterator[Batch]:
    listing, most = Listing(known, today, settings, is_stopped), _FIRST
    for files in chain(listing.readings(_to_read(paths, known)), map(Listing.weighed, [listing])):
        while batch := list(islice(takewhile(lambda _: not is_stopped(), files), most)):
            if is_stopped():
                return
            trouble = record_files(batch, today, settings)
            yield with_drafts([FileRow(file.path, file.summary) for file in batch], settings), trouble
            most = min(2 * most, _MOST)


def _read_elsewhere(asked: tuple[object, ...], is_stopped: Callable[[], bool]) -> Iterator[Batch]:
    """Yield what a process of its own reads; raises _Ended, and OSError where none can begin."""
    command = [sys.executable or "", "-c", _BEGIN, *sys.path]
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as process:  # noqa: S603 (ourselves)
        if process.stdin is None or process.stdout is None:
            raise _Ended
        try:
            process.stdin.write(pickle.dumps(asked))
            process.stdin.flush()
            while not is_stopped():
                if select.select([process.stdout], [], [], _STEP)[0]:
                    if (batch := _received(process.stdout.fileno())) is None:
                        return
                    yield batch
        finally:
            with suppress(OSError):
                process.stdin.close()
            try:
                process.wait(_STEP)
            except TimeoutExpired:
                process.kill()  # it has nothing to lose: what it was keeping is taken back


def _received(pipe: int) -> Batch | None:
    """Return what comes next through a pipe, None at its end; raises _Ended."""
    content = _bytes(pipe, int.from_bytes(_bytes(pipe, _LENGTH), "big"))
    batch: Batch | None = pickle.loads(content)  # noqa: S301 (our own)
    return batch


def _bytes(pipe: int, length: int) -> bytes:
    found = b""
    while len(found) < length:
        if not (some := os.read(pipe, length - len(found))):
            raise _Ended
        found += some
    return found


def serve() -> None:
    """Read the files that are asked for through standard input, and hand them on; it ends with who asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a key of the terminal is for who asked
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.nice(_NICE)
    gc.set_threshold(50_000)
    asking, results = sys.stdin.buffer, sys.stdout.buffer
    asked = pickle.load(asking)  # noqa: S301 (our own)

    def is_left() -> bool:
        return bool(select.select([asking], [], [], 0)[0])

    for each in chain(_read_here(is_left, *asked), [None]):
        content = pickle.dumps(each)
        results.write(len(content).to_bytes(_LENGTH, "big") + content)
        results.flush()
