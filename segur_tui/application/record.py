"""The record of what was exported: files get moved after the deposit, their numbers stay used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from segur_tui.application.database import FILE_NAME, open_database, open_to_read, refusals, transaction
from segur_tui.application.state import state_folder


@dataclass(frozen=True, slots=True)
class ExportedLine:
    """A demande that was written, and where it came from; lines count from 1."""

    num_ligne: int
    source: str
    source_line: int
    numero_editeur: str
    numero_asp: str


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file that was written; `number` is its daily number."""

    path: str
    numero_ans: str
    siret: str
    day: date
    number: int
    lines: tuple[ExportedLine, ...]


class Record:
    """The record, open; every method raises StateUnavailable when it cannot be read or kept."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Wrap an open database; `path` is for messages."""
        self._connection, self._path = connection, path

    @classmethod
    @contextmanager
    def opened(cls, *, to_read: bool = False) -> Iterator[Record]:
        """Open the record of the state folder for the time of a block; `to_read` makes none where none is."""
        connection = open_to_read(state_folder() / FILE_NAME) if to_read else open_database()
        try:
            yield cls(connection, Path(str(connection.execute("PRAGMA database_list").fetchone()[2])))
        finally:
            connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep others out of the record while a number is chosen and used."""
        with refusals(self._path), transaction(self._connection):
            yield

    def numbers_used(self, numero_ans: str, day: date) -> set[int]:
        """Return the daily numbers that were written for an ANS number."""
        query = "SELECT number FROM exported_file WHERE numero_ans = ? AND day = ?"
        with refusals(self._path):
            return {number for (number,) in self._connection.execute(query, (numero_ans, day.isoformat()))}

    def add(self, files: Sequence[ExportedFile]) -> None:
        """Note that files were written."""
        with refusals(self._path):
            for file in files:
                identity = self._connection.execute(
                    "INSERT INTO exported_file (path, numero_ans, siret, day, number) VALUES (?, ?, ?, ?, ?)",
                    (file.path, file.numero_ans, file.siret, file.day.isoformat(), file.number),
                ).lastrowid
                self._connection.executemany(
                    "INSERT INTO exported_line VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        (
                            identity,
                            line.num_ligne,
                            line.source,
                            line.source_line,
                            line.numero_editeur,
                            line.numero_asp,
                        )
                        for line in file.lines
                    ],
                )
