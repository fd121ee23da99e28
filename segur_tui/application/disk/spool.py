"""Bytes and rows that a work keeps for its own time: in memory up to a size, beyond it on the disk."""

from __future__ import annotations

import errno
import marshal
import os
import pickle
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Any

from segur_tui.application.disk.system import explain

MOST_BYTES = 1024 * 1024
MOST_ROWS = 2_000
"""Rows in memory: 1 MiB of them."""
_MOST_WAITING = 2_000
_BLOCK = 64
"""Rows that are written, and read, at once."""
_MOST_SEEN = 16
"""Blocks that are held: the numbers of a file's demandes, which are asked for in turn, mostly stand in a few."""


class SpoolRefused(Exception):  # noqa: N818 (it says what happened)
    """The disk keeps nothing more, or does not give back what it keeps: why, in French."""


class _NamelessFile:
    """A file that has no name, and so goes with the last process that has it, whatever ends that."""

    def __init__(self) -> None:
        from tempfile import TemporaryFile  # few works have so much, and each start of one would load it

        self._file, self._end = TemporaryFile(buffering=0), 0  # noqa: SIM115 (until the spool goes)

    def add(self, piece: bytes) -> range:
        """Write bytes behind all others and return their place; raises OSError."""
        # Where there is room for a part of it, that part is written, and nothing is raised.
        if os.pwrite(self._file.fileno(), piece, self._end) < len(piece):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._end += len(piece)
        return range(self._end - len(piece), self._end)

    def read(self, place: range) -> bytes:
        """Return the bytes of a place; raises OSError."""
        piece = os.pread(self._file.fileno(), len(place), place.start)
        if len(piece) < len(place):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return piece

    def close(self) -> None:
        self._file.close()


class Spool:
    """Pieces of bytes by their number from 0, which processes that are forked later can read."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._held = most, 0
        self._pieces = list[bytes | range]()
        self._file: _NamelessFile | None = None

    def __len__(self) -> int:
        """Return how many pieces there are."""
        return len(self._pieces)

    def add(self, piece: bytes) -> None:
        """Keep a piece; where the disk takes nothing, it stays in memory."""
        self._pieces.append(piece)
        self._held += len(piece)
        if self._held > self._most:
            try:
                self._write()
            except OSError:
                self._most = sys.maxsize

    def piece(self, number: int) -> bytes:
        """Return a piece; raises SpoolRefused."""
        kept = self._pieces[number]
        if isinstance(kept, bytes) or self._file is None:
            return bytes(kept)
        with _refusals():
            return self._file.read(kept)

    def close(self) -> None:
        """Give all up."""
        if self._file is not None:
            self._file.close()

    def _write(self) -> None:
        self._file = self._file or _NamelessFile()
        for number, piece in enumerate(self._pieces):
            if isinstance(piece, bytes):
                self._pieces[number] = self._file.add(piece)
                self._held -= len(piece)


class RowSpool:
    """Rows by keys, each key's in the order in which they were added."""

    def __init__(self, most: int = MOST_ROWS) -> None:
        self._most, self._count = most, 0
        self._rows = dict[tuple[str, ...], list[Any]]()
        self._disk: _SortedRows | None = None

    def add(self, key: tuple[str, ...], row: object) -> None:
        """Keep a row; raises SpoolRefused."""
        if self._disk is not None:
            self._disk.add(key, row)
            return
        self._count += 1
        self._rows.setdefault(key, []).append(row)
        if self._count > self._most:
            with _refusals():
                self._disk = _SortedRows()
            for known, rows in self._rows.items():
                for each in rows:
                    self._disk.add(known, each)
            self._rows.clear()

    def of(self, key: tuple[str, ...]) -> Iterable[Any]:
        """Return the rows of a key; none is added after the first is asked for; raises SpoolRefused."""
        if self._disk is None:
            return self._rows.get(key, ())
        self._disk.settle()
        return self._disk.of(key)

    def settle(self) -> None:
        """Make all rows ready, here and for processes that are forked later; raises SpoolRefused."""
        if self._disk is not None:
            self._disk.settle()

    def close(self) -> None:
        """Give all up."""
        if self._disk is not None:
            self._disk.file.close()


class _SortedRows:
    """Rows on the disk in runs, one once they are settled: blocks in the order of keys, by their first ones."""

    def __init__(self) -> None:
        self.file = _NamelessFile()
        self._waiting = list[tuple[str, bytes]]()
        self._runs = list[list[tuple[str, range]]]()
        self._seen = dict[int, tuple[list[str], list[bytes]]]()

    def add(self, key: tuple[str, ...], row: object) -> None:
        self._waiting.append((_text(key), pickle.dumps(row)))
        if len(self._waiting) > _MOST_WAITING:
            self._write()

    def settle(self) -> None:
        if self._waiting:
            self._write()
        if len(self._runs) > 1:
            with _refusals():
                self._runs = [self._written(merge(*map(self._rows_of, self._runs), key=itemgetter(0)))]

    def of(self, key: tuple[str, ...]) -> Iterator[Any]:
        (run,), text = self._runs, _text(key)
        for number in range(max(bisect_left(run, text, key=itemgetter(0)) - 1, 0), len(run)):
            start, place = run[number]
            if start > text:
                return
            if number not in self._seen:
                if len(self._seen) == _MOST_SEEN:
                    self._seen.clear()
                with _refusals():
                    self._seen[number] = self._block(place)
            keys, contents = self._seen[number]
            for at in range(bisect_left(keys, text), bisect_right(keys, text)):
                yield pickle.loads(contents[at])  # noqa: S301 (our own)

    def _write(self) -> None:
        with _refusals():
            self._runs.append(self._written(iter(sorted(self._waiting, key=itemgetter(0)))))
        self._waiting.clear()

    def _written(self, rows: Iterator[tuple[str, bytes]]) -> list[tuple[str, range]]:
        """Write rows that are in order, and return the first key and the place of each block."""
        blocks = []
        while block := list(islice(rows, _BLOCK)):
            keys, contents = map(list, zip(*block, strict=True))
            blocks.append((keys[0], self.file.add(marshal.dumps((keys, contents)))))
        return blocks

    def _block(self, place: range) -> tuple[list[str], list[bytes]]:
        keys, contents = marshal.loads(self.file.read(place))  # noqa: S302 (our own)
        return keys, contents

    def _rows_of(self, run: list[tuple[str, range]]) -> Iterator[tuple[str, bytes]]:
        for _, place in run:
            yield from zip(*self._block(place), strict=True)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the system refuses into SpoolRefused."""
    try:
        yield
    except OSError as error:
        raise SpoolRefused(explain(error)) from None


def _text(key: tuple[str, ...]) -> str:
    return "\0".join(key)
