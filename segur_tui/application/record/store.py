"""The team's record, open, whichever kind of database holds it, and that in a SQLite file."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

from segur_tui.application.disk.folders import ensure_it_takes_files
from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.division import ensure_divided
from segur_tui.application.record.place import absent, as_unknown, record_path
from segur_tui.application.record.schema import RECORD, RecordUnknown
from segur_tui.application.record.texts import Values, texts_in
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.folder import StateBusy, StateUnavailable, ensure_state_folder
from segur_tui.application.state.refusals import DamagedValue, decoding
from segur_tui.application.state.sqlite_file import (
    begin,
    insist,
    is_there,
    open_empty,
    open_file,
    open_file_to_read,
    open_shared,
    share_journal,
    take_back,
    version_at,
)


class Store(ABC):
    """The record, open; every method raises RecordUnknown when it cannot be read or kept."""

    @staticmethod
    @contextmanager
    def empty(content: bytes = b"") -> Iterator[SqliteStore]:
        """Open a record in memory that holds nothing, or the content of one, for the time of a block."""
        with closing(open_empty(RECORD, content)) as connection:
            yield SqliteStore(connection, Path(":memory:"), Patience(0))

    @abstractmethod
    def rows(self, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query; others are waited for, but in a transaction, which keeps them out."""

    @abstractmethod
    def change(self, statement: str, values: Values = ()) -> int:
        """Run a statement, and return how many rows it has changed."""

    @abstractmethod
    def change_all(self, statement: str, rows: Iterable[Values]) -> None:
        """Run a statement once for each of many values."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[None]:
        """Turn what damaged values lead to in a block into RecordUnknown."""

    @abstractmethod
    def copied(self) -> AbstractContextManager[SqliteStore]:
        """Copy the record into memory for a block: as long as the record itself is read, others cannot write."""

    @abstractmethod
    def hide(self, table: str, column: str, ids: Collection[int]) -> None:
        """Hide the rows of a table that have some ids, from who reads through this connection alone."""

    @abstractmethod
    def last_used(self, table: str) -> int:
        """Return the last id that a row of a table had, and no other is to have."""

    @abstractmethod
    def go_on_from(self, table: str, last: int) -> None:
        """Let the ids of a table's rows go on from one."""

    @abstractmethod
    def ensure_sound(self) -> None:
        """See that no page and no index is damaged: what a damaged index does not find is not unknown to it."""

    @abstractmethod
    def ensure_it_can_keep(self) -> None:
        """Wait until others leave the record, and see that it can be written, or made; nothing is kept."""

    @abstractmethod
    def begin(self) -> None:
        """Keep others out of the record, until `end` or `take_back`."""

    @abstractmethod
    def end(self) -> None:
        """Keep what was changed since `begin`; raises RecordLost where it is not known whether it was kept."""

    @abstractmethod
    def take_back(self) -> None:
        """Take back what was changed since `begin`, if anything is under way."""

    @abstractmethod
    def is_one_with(self, other: Store) -> bool:
        """Tell whether another is this very record, and not a clone of it; asked while others are kept out."""

    def identity(self) -> str:
        """Return what tells this record from another."""
        with self.reading():
            return str(self.rows("SELECT identity FROM record")[0][0])

    def hidden_elsewhere(self) -> set[str]:
        """Return the hidden names that begin as this record's do, and that others know."""
        return set()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep others out for a block, all of which is kept or nothing."""
        self.begin()
        try:
            yield
            self.end()
        except BaseException:
            self.take_back()
            raise


class SqliteStore(Store):
    """A record in a SQLite file."""

    def __init__(self, connection: sqlite3.Connection, path: Path, patience: Patience) -> None:
        """Wrap an open database; `path` is for messages."""
        self._connection, self.path, self._patience = connection, path, patience

    @classmethod
    @contextmanager
    def at_home(cls, settings: Settings, patience: Patience, *, to_read: bool, as_it_is: bool) -> Iterator[Store]:
        """Open the record of a file for the time of a block."""
        with as_unknown():
            version = version_at(path := record_path(settings), RECORD, patience) if as_it_is else 0
            if version > RECORD.newest:
                raise RECORD.refusing.newer(path)
            if version not in {0, RECORD.newest}:
                raise RecordUnknown(f"{RECORD.refusing.called} vient d’une version plus ancienne de segur-tui")
        connection, path = _connected(settings, patience, to_read=to_read)
        with closing(connection):
            yield cls(connection, path, patience)

    def rows(self, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""

        def fetched() -> list[tuple[Any, ...]]:
            return self._connection.execute(query, texts_in(values)).fetchall()

        with RECORD.refusing.at(self.path):
            if self._connection.in_transaction:
                return fetched()
            return insist(fetched, RECORD.refusing.called, self._patience)

    def change(self, statement: str, values: Values = ()) -> int:
        """Run a statement."""
        with RECORD.refusing.at(self.path):
            return self._connection.execute(statement, texts_in(values)).rowcount

    def change_all(self, statement: str, rows: Iterable[Values]) -> None:
        """Run a statement for many values."""
        with RECORD.refusing.at(self.path):
            self._connection.executemany(statement, map(texts_in, rows))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Turn what damaged values lead to into RecordUnknown."""
        with RECORD.refusing.at(self.path), decoding():
            yield

    def content(self) -> bytes:
        """Return the bytes of the file that holds this very record."""
        return self._connection.serialize()

    @contextmanager
    def copied(self) -> Iterator[SqliteStore]:
        """Copy the record into memory."""
        with closing(sqlite3.connect(":memory:")) as copy:
            with RECORD.refusing.at(self.path):
                self._connection.execute("BEGIN")
                self.identity()  # once it is read, a backup waits for nobody; else it would do so without end
                self._connection.backup(copy)
                copy.execute("PRAGMA foreign_keys = ON")  # a copy is added to as the record is
                self.end()
            yield SqliteStore(copy, self.path, self._patience)

    def hide(self, table: str, column: str, ids: Collection[int]) -> None:
        """Lay a view over a table that hides rows of it."""
        hidden = ", ".join(map(str, ids))
        self.change(f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {column} NOT IN ({hidden})")  # noqa: S608 (numbers)

    def last_used(self, table: str) -> int:
        """Return the last id of a table's rows, those that are gone among them where that is kept."""
        kept = f"SELECT seq FROM sqlite_sequence WHERE name = '{table}' UNION SELECT max(id) FROM {table}"  # noqa: S608 (ours)
        return max((int(last or 0) for (last,) in self.rows(kept)), default=0)

    def go_on_from(self, table: str, last: int) -> None:
        """Let the ids of a table's rows go on from one, where that is kept."""
        ((is_kept,),) = self.rows("SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE name = ?", (table,))
        if is_kept:
            self.change("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            self.change("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, last))

    def ensure_sound(self) -> None:
        """See that no page and no index is damaged."""
        with self.reading():
            if (result := self.rows("PRAGMA integrity_check(1)")[0][0]) != "ok":
                raise DamagedValue(result)

    def ensure_it_can_keep(self) -> None:
        """Wait for others, and see that it can be written, or made."""
        with RECORD.refusing.at(self.path):
            if not is_there(self.path):
                ensure_it_takes_files(self.path.parent)
        self.begin()
        try:
            # What may only be read lets one begin, and an update that changes nothing.
            self.change(f"PRAGMA user_version = {RECORD.newest}")
        finally:
            self.take_back()

    def begin(self) -> None:
        """Begin a transaction that keeps others out."""
        with RECORD.refusing.at(self.path):
            begin(self._connection, RECORD.refusing.called, self._patience)
            share_journal(self.path)

    def end(self) -> None:
        """Keep what was changed."""
        self.change("COMMIT")

    def take_back(self) -> None:
        """Take back what was changed."""
        with RECORD.refusing.at(self.path):
            take_back(self._connection)

    def is_one_with(self, other: Store) -> bool:
        """Tell whether another is in the same file."""
        with RECORD.refusing.at(self.path):
            return isinstance(other, SqliteStore) and self.path.samefile(other.path)


def _connected(settings: Settings, patience: Patience, *, to_read: bool) -> tuple[sqlite3.Connection, Path]:
    with as_unknown():
        path = record_path(settings)
        if settings.record is not None:
            with RECORD.refusing.at(path):
                if not is_there(path):
                    raise absent(path)
            return open_shared(path, RECORD, patience), path
        try:
            ensure_divided(settings, patience)
        except StateBusy:
            raise
        except StateUnavailable:
            if version_at(path, RECORD, patience) == 0:
                raise  # what cannot be read may hold the record of an earlier program
        if to_read:
            return open_file_to_read(path, RECORD, patience), path
        ensure_state_folder(settings)
        return open_file(path, RECORD, patience), path
