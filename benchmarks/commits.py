"""What keeping an edit costs under each journal of SQLite, and whether a reader keeps the writer out.

`python benchmarks/commits.py [FOLDER]` prints milliseconds for a draft's step on the folder's file system: as the
program does it, opening the database for each, and with a connection that stays open.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

MODES = [("DELETE", "FULL"), ("DELETE", "EXTRA"), ("TRUNCATE", "FULL"), ("PERSIST", "FULL"), ("WAL", "FULL")]
ROUNDS = 200
STEPS = 200
STEP = ("t" * 30, "d" * 20, "e" * 150)


class Commits:
    """One database under one journal, and how long each of its commits took, in seconds."""

    def __init__(self, folder: Path, mode: str, synchronous: str, *, stays_open: bool) -> None:
        self.name = f"{mode} {synchronous}, {'stays open' if stays_open else 'opened for each'}"
        self._path = folder / f"{self.name}.db"
        self._mode, self._synchronous = mode, synchronous
        self.seconds: list[float] = []
        with closing(self.connected()) as connection:
            connection.execute("CREATE TABLE draft (done INTEGER)")
            connection.execute("CREATE TABLE step (position INTEGER PRIMARY KEY, title, demandes, edits)")
            connection.execute("INSERT INTO draft VALUES (0)")
            connection.execute("BEGIN")
            connection.executemany("INSERT INTO step VALUES (?, ?, ?, ?)", [(n, *STEP) for n in range(STEPS)])
            connection.execute("COMMIT")
        self._open = self.connected() if stays_open else None

    def connected(self) -> sqlite3.Connection:
        """Return a connection under the journal."""
        connection = sqlite3.connect(self._path, isolation_level=None, timeout=0)
        connection.execute(f"PRAGMA journal_mode = {self._mode}")
        connection.execute(f"PRAGMA synchronous = {self._synchronous}")
        return connection

    def commit(self, number: int) -> None:
        """Keep one more step, as an edit does."""
        began = time.perf_counter()
        connection = self._open or self.connected()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE draft SET done = ?", (number,))
        connection.execute("INSERT INTO step VALUES (?, ?, ?, ?)", (STEPS + number, *STEP))
        connection.execute("COMMIT")
        if connection is not self._open:
            connection.close()
        self.seconds.append(time.perf_counter() - began)

    def is_locked_out(self) -> bool:
        """Tell whether another connection that reads keeps this one from writing."""
        with closing(self.connected()) as reader, closing(self.connected()) as writer:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM draft").fetchall()
            try:
                writer.execute("UPDATE draft SET done = 0")
            except sqlite3.OperationalError:
                return True
            return False

    def figures(self) -> str:
        """Return the median, the 95th percentile, and what a reader does."""
        in_order = sorted(self.seconds)
        half, most = (1000 * in_order[int(len(in_order) * share)] for share in (0.5, 0.95))
        reader = "a reader locks the writer out" if self.is_locked_out() else "readers lock nobody out"
        return f"{self.name:32} p50 {half:6.2f} ms   p95 {most:6.2f} ms   {reader}"


def main() -> None:
    """Measure all in turn, so that what else the machine does falls on each alike."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as folder:
        measured = [
            Commits(Path(folder), mode, synchronous, stays_open=stays_open)
            for stays_open in (False, True)
            for mode, synchronous in MODES
        ]
        for number in range(ROUNDS):
            for commits in measured:
                commits.commit(number)
        for commits in measured:
            print(commits.figures())


if __name__ == "__main__":
    main()
