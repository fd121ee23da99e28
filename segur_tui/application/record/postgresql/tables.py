"""The tables of a record on a PostgreSQL server: made on purpose, and brought to the present version."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from typing import TypeVar, cast

from psycopg import sql
from psycopg.errors import LockNotAvailable

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.postgresql.dialect import definition_of, definitions
from segur_tui.application.record.postgresql.refusals import RightMissing, parts_standing
from segur_tui.application.record.postgresql.server import Server
from segur_tui.application.record.schema import RECORD, RecordUnknown
from segur_tui.application.state.parts import declared, ensure_whole
from segur_tui.application.state.refusals import DamagedValue
from segur_tui.application.state.sqlite_file import open_empty

_Result = TypeVar("_Result")
LOCK = """
    SELECT pg_try_advisory_xact_lock(1936025970::bigint << 32 | coalesce(to_regclass('record'), 0)::oid::bigint)
    FROM set_config('lock_timeout', '{}', TRUE)
"""
"""The lock of who writes in a record, by its place in the server, and how long other locks are waited for, in ms.

It goes with the transaction.
"""
_VERSION = """
    SELECT version, ARRAY(SELECT name FROM unnest(%s::text[]) AS t (name) WHERE to_regclass(name) IS NOT NULL)
    FROM record
"""
"""The version of a record, and which of its parts stand, in one trip."""
_OWNER_OF_DATABASE = """
    SELECT pg_get_userbyid(datdba), TRUE FROM pg_database
    WHERE datname = current_database() AND pg_has_role(datdba, 'MEMBER')
"""
_OWNER_OF_TABLES = """
    SELECT pg_get_userbyid(relowner), pg_has_role(relowner, 'MEMBER') FROM pg_class
    WHERE oid = to_regclass('record')
"""


def begin(server: Server, patience: Patience) -> None:
    """Begin a transaction that keeps others out; raises psycopg's errors."""

    def hold() -> None:
        begun = server.execute(f"BEGIN; {LOCK.format(round(1000 * patience.seconds))}".encode())  # in one trip
        begun.nextset()
        if begun.fetchone() != (True,):
            server.execute("ROLLBACK")
            raise LockNotAvailable

    insist(hold, patience)


def insist(do: Callable[[], _Result], patience: Patience) -> _Result:
    """Do something, again and again while others occupy the record, and return what it returns."""
    results: list[_Result] = []
    refusals: list[LockNotAvailable] = []

    def is_done() -> bool:
        try:
            results.append(do())
        except LockNotAvailable as refusal:
            refusals.append(refusal)
            return False
        return True

    if not patience.lasts_until(is_done, f"{RECORD.refusing.called} est occupé par un autre programme, attente…"):
        raise refusals[-1]
    return results[0]


def commit(server: Server) -> None:
    """Keep what a transaction has changed; raises psycopg's errors."""
    if server.execute("COMMIT").statusmessage != "COMMIT":
        raise DamagedValue("a statement failed before")


def is_made(server: Server) -> bool:
    """Tell whether the record's tables stand in the database."""
    return server.execute("SELECT to_regclass('record') IS NOT NULL").fetchone() == (True,)


def make(server: Server, address: str, patience: Patience) -> bool:
    """Make the tables where there are none, for all members of the database's owner; tell whether that was so."""
    begin(server, patience)
    if is_made(server):
        server.execute("ROLLBACK")
        return False
    if standing := parts_standing(server):
        ensure_whole(RECORD.scripts, standing)
    if server.execute("SHOW server_encoding").fetchone() != ("UTF8",):
        raise RecordUnknown(
            f"le registre {address} ne peut pas être créé : la base n’est pas en UTF-8 (createdb --encoding=UTF8)"
        )
    _act_as_owner(server, _OWNER_OF_DATABASE)
    with closing(open_empty(RECORD)) as model:
        for statement in definitions(model):
            server.execute(statement.encode())
    server.execute("ALTER TABLE record ADD COLUMN version BIGINT NOT NULL")
    server.execute("INSERT INTO record VALUES (%s, %s)", (os.urandom(16).hex(), RECORD.newest))
    commit(server)
    return True


def ensure_present_version(server: Server, address: str, patience: Patience, *, as_it_is: bool = False) -> None:
    """Bring the tables to the version of this program, unless they are to stay as they are.

    Raises psycopg's errors and RecordUnknown.
    """
    if insist(lambda: _version(server, address), patience) == RECORD.newest:
        return
    if as_it_is:
        raise RecordUnknown(f"le registre {address} vient d’une version plus ancienne de segur-tui")
    begin(server, patience)
    version = _version(server, address)
    _act_as_owner(server, _OWNER_OF_TABLES, address)
    for script in RECORD.scripts[version - RECORD.base :]:
        for statement in script.split(";"):
            if statement.strip():
                server.execute(definition_of(statement).encode())
    server.execute("UPDATE record SET version = %s", (RECORD.newest,))
    commit(server)


def _version(server: Server, address: str) -> int:
    rows = server.execute(_VERSION, (list(declared(RECORD.scripts)),)).fetchall()
    if len(rows) != 1 or not isinstance(rows[0][0], int) or rows[0][0] < 1:
        raise DamagedValue(f"versions {rows}")
    version = rows[0][0]
    if version > RECORD.newest:
        raise RECORD.refusing.newer(address)
    ensure_whole(RECORD.scripts_of(version), cast("list[str]", rows[0][1]))
    return version


def _act_as_owner(server: Server, query: str, address: str = "") -> None:
    """Act as who owns what is changed, until the end of the transaction: its members share what is made."""
    for owner, is_member in server.execute(query).fetchall():
        if not is_member:
            raise RightMissing(
                f"le registre {address} ne peut pas servir : il vient d’une version plus ancienne de "
                f"segur-tui, et seul un membre de {owner} peut le mettre à jour, par « segur-tui record create »"
            )
        server.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(str(owner))))
