"""The record on a PostgreSQL server, open."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from psycopg.pq import TransactionStatus

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.postgresql.dialect import row_read, statement_of, values_kept
from segur_tui.application.record.postgresql.refusals import RightMissing, refusing, rights_missing
from segur_tui.application.record.postgresql.server import Server, reached
from segur_tui.application.record.postgresql.tables import begin, commit, ensure_present_version, insist, make
from segur_tui.application.record.rows import copy_rows
from segur_tui.application.record.schema import RECORD, RecordLost, RecordUnknown
from segur_tui.application.record.store import SqliteStore, Store
from segur_tui.application.record.texts import Values, texts_in
from segur_tui.application.state.refusals import decoding
from segur_tui.application.state.sqlite_file import open_empty

_LOCKED = "SELECT pg_try_advisory_xact_lock(?), to_regclass('record')::oid::bigint"


class PostgresqlStore(Store):
    """A record on a PostgreSQL server, given by its address."""

    def __init__(self, server: Server, address: str, patience: Patience) -> None:
        """Wrap an open connection."""
        self._server, self._address, self._patience = server, address, patience

    @classmethod
    @contextmanager
    def at(cls, address: str, patience: Patience, *, as_it_is: bool = False) -> Iterator[Store]:
        """Open the record at an address for the time of a block."""
        with ExitStack() as reaching:
            with refusing(address):
                server = reaching.enter_context(reached(address))
            with refusing(address, server):
                ensure_present_version(server, address, patience, as_it_is=as_it_is)
            yield cls(server, address, patience)

    def rows(self, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        statement, kept = statement_of(query).encode(), values_kept(texts_in(values))

        def fetched() -> list[tuple[Any, ...]]:
            return list(map(row_read, self._server.execute(statement, kept).fetchall()))

        with self._refusing():
            is_alone = self._server.info.transaction_status != TransactionStatus.IDLE
            return fetched() if is_alone else insist(fetched, self._patience)

    def change(self, statement: str, values: Values = ()) -> int:
        """Run a statement."""
        with self._refusing():
            return self._server.execute(statement_of(statement).encode(), values_kept(texts_in(values))).rowcount

    def change_all(self, statement: str, rows: Iterable[Values]) -> None:
        """Run a statement for many values."""
        if all_kept := [values_kept(texts_in(values)) for values in rows]:  # for none, the server is not asked
            with self._refusing(), self._server.cursor() as cursor:
                cursor.executemany(statement_of(statement).encode(), all_kept)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Turn what damaged values lead to into RecordUnknown."""
        with self._refusing(), decoding():
            yield

    @contextmanager
    def copied(self) -> Iterator[SqliteStore]:
        """Copy the record into memory."""
        with closing(open_empty(RECORD)) as memory:
            copy = SqliteStore(memory, Path(self._address), self._patience)
            with self._refusing():
                self._server.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                copy_rows(self, copy)
                copy.change("UPDATE record SET identity = ?", (self.identity(),))
                self.end()
            yield copy

    def hide(self, table: str, column: str, ids: Collection[int]) -> None:
        """Lay a view over a table that hides rows of it."""
        self._server.is_spent = True
        ((schema,),) = self.rows("SELECT quote_ident(current_schema())")
        hidden = ", ".join(map(str, ids))
        which = f"WHERE {column} NOT IN ({hidden})" if hidden else ""
        self.change(f"CREATE TEMP VIEW {table} AS SELECT * FROM {schema}.{table} {which}")  # noqa: S608 (numbers)

    def last_used(self, table: str) -> int:
        """Return the last id of a table's rows, of those that are there for who may only read these."""
        of_table = "pg_get_serial_sequence(?, 'id')"
        may_ask = f"has_sequence_privilege({of_table}, 'SELECT')"
        used = f"CASE WHEN {may_ask} THEN coalesce(pg_sequence_last_value({of_table}::regclass), 0) ELSE 0 END"
        ((last,),) = self.rows(f"SELECT greatest(max(id), {used}, 0) FROM {table}", (table, table))  # noqa: S608 (ours)
        return int(last)

    def go_on_from(self, table: str, last: int) -> None:
        """Let the ids of a table's rows go on from one."""
        if last:
            self.rows("SELECT setval(pg_get_serial_sequence(?, 'id')::regclass, ?)", (table, last))

    def ensure_sound(self) -> None:
        """Leave that to the server, which sees to its pages."""

    def ensure_it_can_keep(self) -> None:
        """Wait for others, and see that all tables can be written."""
        self.begin()
        try:
            with self._refusing():
                if missing := rights_missing(self._server):
                    raise RightMissing(f"le registre {self._address} ne peut pas servir : {missing}")
                self._server.execute("UPDATE record SET identity = identity")
        finally:
            self.take_back()

    def begin(self) -> None:
        """Begin a transaction that keeps others out."""
        with self._refusing():
            begin(self._server, self._patience)

    def end(self) -> None:
        """Keep what was changed; raises RecordLost where it is not known whether it was kept."""
        try:
            with self._refusing():
                commit(self._server)
        except RecordUnknown as why:
            raise RecordLost(str(why)) if self._server.closed else why from None

    def take_back(self) -> None:
        """Take back what was changed; a connection that is lost has done so."""
        if not self._server.closed and self._server.info.transaction_status != TransactionStatus.IDLE:
            with self._refusing():
                self._server.execute("ROLLBACK")

    def is_one_with(self, other: Store) -> bool:
        """Tell whether a lock that nobody else has keeps another out of the tables at the same place."""
        if not isinstance(other, PostgresqlStore):
            return False
        key = int.from_bytes(os.urandom(7), "big")
        ((_, place),), ((is_free, of_other),) = (each.rows(_LOCKED, (key,)) for each in (self, other))
        return place == of_other and not is_free

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        with refusing(self._address, self._server):
            yield


def create(address: str, patience: Patience) -> bool:
    """Make the record at an address where there is none, and tell whether it was made; raises RecordUnknown."""
    with ExitStack() as reaching:
        with refusing(address):
            server = reaching.enter_context(reached(address))
        reaching.enter_context(refusing(address, server))
        is_new = make(server, address, patience)
        ensure_present_version(server, address, patience)
        return is_new
