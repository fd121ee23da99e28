"""The record of what was exported: files get moved after the deposit, their numbers stay used."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path

from segur_tui.application.disk.folders import is_folder
from segur_tui.application.disk.patience import Patience
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import (
    FILE_NAME,
    PATIENCE,
    begin,
    open_database,
    open_to_read,
    path_as_text,
    take_back,
)
from segur_tui.application.state.folder import StateUnavailable, state_folder
from segur_tui.application.state.refusals import decoding, refusals
from segur_tui.format.value_type import value_type

_AT_ONCE = Patience(0.1)
"""How long the record is waited for where a key waits for it."""


@value_type
class ExportedLine:
    """A demande that was written, and where it came from; lines count from 1."""

    num_ligne: int
    source: str
    source_line: int
    numero_editeur: str
    numero_asp: str


@value_type
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

    def __init__(self, connection: sqlite3.Connection, path: Path, patience: Patience) -> None:
        """Wrap an open database; `path` is for messages."""
        self._connection, self._path, self._patience = connection, path, patience

    @classmethod
    @contextmanager
    def opened(
        cls, settings: Settings, patience: Patience = PATIENCE, *, to_read: bool = False
    ) -> Iterator[Record]:
        """Open the record of the state folder for the time of a block; `to_read` makes none where none is."""
        path = state_folder(settings) / FILE_NAME
        connection = open_to_read(path, patience) if to_read else open_database(settings, patience)
        try:
            yield cls(connection, path, patience)
        finally:
            connection.close()

    def begin(self) -> None:
        """Keep others out of the record, while a number is chosen and used, until `end` or `take_back`."""
        with refusals(self._path):
            begin(self._connection, self._patience)

    def end(self) -> None:
        """Keep what was added since `begin`."""
        with refusals(self._path):
            self._connection.execute("COMMIT")

    def take_back(self) -> None:
        """Take back what was added since `begin`."""
        with refusals(self._path):
            take_back(self._connection)

    def numbers_used(self, numero_ans: str, day: date) -> set[int]:
        """Return the daily numbers that were written for an ANS number."""
        query = "SELECT number FROM exported_file WHERE numero_ans = ? AND day = ?"
        with refusals(self._path), decoding():
            rows = self._connection.execute(query, (numero_ans, day.isoformat()))
            return {int(number) for (number,) in rows}

    def documents_of(self, numero_ans: str) -> str | None:
        """Return the folder of the documents at the last export for an ANS number that had one."""
        query = "SELECT path FROM documents_folder WHERE numero_ans = ?"
        with refusals(self._path), decoding():
            row = self._connection.execute(query, (numero_ans,)).fetchone()
            return None if row is None else str(row[0])

    def add(self, files: Sequence[ExportedFile], documents: Path | None = None) -> None:
        """Note that files were written, with their documents out of a folder."""
        with refusals(self._path):
            for file in files:
                if documents is not None:
                    self._connection.execute(
                        "INSERT OR REPLACE INTO documents_folder (numero_ans, path) VALUES (?, ?)",
                        (file.numero_ans, path_as_text(documents)),
                    )
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


def documents_before(numero_ans: str, settings: Settings) -> Path | None:
    """Return the folder of the documents at the last export for an ANS number, if it is still there."""
    with suppress(StateUnavailable), Record.opened(settings, _AT_ONCE, to_read=True) as record:
        known = record.documents_of(numero_ans)
        return Path(known) if known is not None and is_folder(Path(known)) else None
    return None


class RecordInReach:
    """The record as far as it can be reached: what it refuses becomes the trouble, and the work goes on without.

    Numbers are then those of the folders alone, unless the record can still be read.
    """

    def __init__(self, record: Record | None, trouble: str = "") -> None:
        """Wrap an open record, or none."""
        self._record, self.trouble = record, trouble

    @classmethod
    @contextmanager
    def opened(
        cls, settings: Settings, patience: Patience = PATIENCE, *, to_read: bool = False
    ) -> Iterator[RecordInReach]:
        """Open the record of the state folder for the time of a block; raises nothing."""
        with ExitStack() as stack:
            record, trouble = None, ""
            try:
                record = stack.enter_context(Record.opened(settings, patience, to_read=to_read))
            except StateUnavailable as refusal:
                trouble = str(refusal)
            yield cls(record, trouble)

    def numbers_used(self, numero_ans: str, day: date) -> set[int]:
        """Return the daily numbers that were written for an ANS number, as far as they are known."""
        try:
            return set() if self._record is None else self._record.numbers_used(numero_ans, day)
        except StateUnavailable as refusal:
            self._record, self.trouble = None, str(refusal)
            return set()

    def wait(self) -> None:
        """Wait until others leave the record, while nobody waits for what is held here."""
        if self._does(Record.begin):
            self._does(Record.take_back)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep others out while a number is chosen and used; all that is added is kept or nothing."""
        is_begun, record = self._does(Record.begin), self._record
        try:
            yield
        except BaseException:
            self._take_back(record)
            raise
        if is_begun and not self._does(Record.end):
            self._take_back(record)

    def add(self, files: Sequence[ExportedFile], documents: Path | None = None) -> None:
        """Note that files were written, with their documents out of a folder."""
        self._does(lambda record: record.add(files, documents))

    def _does(self, what: Callable[[Record], object]) -> bool:
        """Do something with the record unless it has refused something; return whether it was done."""
        if self._record is None or self.trouble:
            return False
        try:
            what(self._record)
        except StateUnavailable as refusal:
            self.trouble = str(refusal)
        return not self.trouble

    def _take_back(self, record: Record | None) -> None:
        with suppress(StateUnavailable):
            if record is not None:
                record.take_back()
