"""Bytes and rows that a work keeps for its own time: in memory up to a size, beyond it on the disk."""

from __future__ import annotations

import errno
import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from segur_tui.application.disk.system import explain

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 20_000
"""Rows in memory: 10 MiB of them."""
_MOST_WAITING = 10_000


class SpoolRefused(Exception):  # noqa: N818 (it says what happened)
    """The disk keeps nothing more, or does not give back what it keeps: why, in French."""


class Spool:
    """Pieces of bytes by their number from 0, which processes that are forked later can read."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._held, self._written = most, 0, 0
        self._pieces = list[bytes | range]()
        self._file: FileIO | None = None

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
            piece = os.pread(self._file.fileno(), len(kept), kept.start)
            if len(piece) < len(kept):
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        return piece

    def close(self) -> None:
        """Give all up."""
        if self._file is not None:
            self._file.close()

    def _write(self) -> None:
        from tempfile import TemporaryFile  # few works have so much, and each start of one would load it

        if self._file is None:
            self._file = TemporaryFile(buffering=0)  # noqa: SIM115 (until the spool goes)
        for number, piece in enumerate(self._pieces):
            if isinstance(piece, bytes):
                # Where there is room for a part of it, that part is written, and nothing is raised.
                if os.pwrite(self._file.fileno(), piece, self._written) < len(piece):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                self._pieces[number] = range(self._written, self._written + len(piece))
                self._written, self._held = self._written + len(piece), self._held - len(piece)


class RowSpool:
    """Rows by keys, each key's in the order in which they were added."""

    def __init__(self, most: int = MOST_ROWS) -> None:
        self._most, self._count = most, 0
        self._rows = dict[tuple[str, ...], list[Any]]()
        self._waiting = list[tuple[str, bytes]]()
        self._path: Path | None = None
        self._connections: dict[int, Connection] = {}

    def add(self, key: tuple[str, ...], row: object) -> None:
        """Keep a row; raises SpoolRefused."""
        self._count += 1
        if self._path is not None:
            self._waiting.append((_text(key), pickle.dumps(row)))
            if len(self._waiting) > _MOST_WAITING:
                self._write()
            return
        self._rows.setdefault(key, []).append(row)
        if self._count > self._most:
            self._to_disk()

    def of(self, key: tuple[str, ...]) -> Iterable[Any]:
        """Return the rows of a key; none is added after the first is asked for; raises SpoolRefused."""
        if self._path is None:
            return self._rows.get(key, ())
        if self._waiting:
            self.settle()
        return self._on_disk(key)

    def settle(self) -> None:
        """Make all rows ready, here and for processes that are forked later; raises SpoolRefused."""
        if self._path is None:
            return
        self._write()
        with _refusals():
            self._connection().execute("CREATE INDEX IF NOT EXISTS by_key ON rows (key)")
            self._connections.pop(os.getpid()).close()

    def close(self) -> None:
        """Give all up."""
        for connection in self._connections.values():
            connection.close()
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink()

    def _on_disk(self, key: tuple[str, ...]) -> Iterator[Any]:
        asked = "SELECT row FROM rows WHERE key = ? ORDER BY rowid", (_text(key),)
        with _refusals():
            for (row,) in self._connection().execute(*asked):
                yield pickle.loads(row)  # noqa: S301 (our own)

    def _to_disk(self) -> None:
        from tempfile import mkstemp  # as above

        with _refusals():
            descriptor, name = mkstemp(prefix="segur-tui-")
            os.close(descriptor)
            self._path = Path(name)
            self._connection().execute("CREATE TABLE rows (key TEXT, row BLOB)")
        self._waiting += [(_text(key), pickle.dumps(row)) for key, rows in self._rows.items() for row in rows]
        self._rows.clear()
        self._write()

    def _write(self) -> None:
        with _refusals():
            self._connection().executemany("INSERT INTO rows VALUES (?, ?)", self._waiting)
        self._waiting.clear()

    def _connection(self) -> Connection:
        """Return this process's connection: one that was forked is nobody's."""
        known = self._connections.get(os.getpid())
        if known is None:
            from sqlite3 import connect  # few have so many rows

            known = self._connections[os.getpid()] = connect(str(self._path), isolation_level=None)
            known.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000")
        return known


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the system and SQLite refuse into SpoolRefused."""
    try:
        yield
    except OSError as error:
        raise SpoolRefused(explain(error)) from None
    except Exception as error:
        name = getattr(error, "sqlite_errorname", None)  # sqlite3 is loaded by few works only
        if name is None:
            raise
        full = OSError(errno.ENOSPC if name == "SQLITE_FULL" else errno.EIO, "")
        raise SpoolRefused(explain(full)) from None


def _text(key: tuple[str, ...]) -> str:
    return "\0".join(key)
