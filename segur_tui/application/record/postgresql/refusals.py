"""The reasons, in French, why a record on a PostgreSQL server cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import errors

from segur_tui.application.record.postgresql.server import Server, Unanswered
from segur_tui.application.record.schema import RECORD, RecordBusy, RecordUnknown
from segur_tui.application.state.refusals import DamagedValue

_BUSY = (errors.LockNotAvailable, errors.DeadlockDetected)
_ABSENT = "il n’y est pas ; « segur-tui record create » le crée, une fois pour toutes"
_LOST = "la connexion au serveur est coupée"
_DAMAGED = "il est abîmé, ou n’est pas celui de segur-tui"
_REASONS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    ((errors.ConnectionTimeout, Unanswered), "le serveur ne répond pas"),
    (errors.UndefinedTable, _ABSENT),
    (
        (
            errors.AdminShutdown,
            errors.CrashShutdown,
            errors.CannotConnectNow,
            errors.IdleInTransactionSessionTimeout,
        ),
        _LOST,
    ),
    ((errors.DiskFull, errors.OutOfMemory), "le serveur n’a plus de place"),
    (errors.ReadOnlySqlTransaction, "le serveur n’accepte aucune écriture"),
    (errors.TooManyConnections, "le serveur a trop de connexions"),
    (_BUSY, "un autre programme l’occupe"),
    ((errors.UndefinedColumn, errors.IntegrityError, errors.DataError, errors.DataCorrupted), _DAMAGED),
)
_NAMES = [*dict.fromkeys(re.findall(r"CREATE TABLE (\w+)", "".join(RECORD.scripts)))]
"""The record's tables, and what some were called before: SQLite would be asked for longer than the server."""
_MISSING = """
    SELECT t.name, p.name FROM unnest(%s::text[]) WITH ORDINALITY AS t (name, place)
    CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) WITH ORDINALITY AS p (name, place)
    WHERE to_regclass(t.name) IS NOT NULL AND NOT has_table_privilege(to_regclass(t.name)::oid, p.name)
        AND (t.name != 'record' OR p.name IN ('SELECT', 'UPDATE'))
    ORDER BY t.place, p.place
"""
_VIEWS = [*dict.fromkeys(re.findall(r"CREATE VIEW (\w+)", "".join(RECORD.scripts)))]
_UNSEEN = """
    SELECT name FROM unnest(%s::text[]) AS t (name)
    WHERE to_regclass(name) IS NOT NULL AND NOT has_table_privilege(to_regclass(name)::oid, 'SELECT')
"""
_SEQUENCES = """
    SELECT relname, p.name FROM pg_class
    CROSS JOIN unnest(ARRAY['SELECT', 'UPDATE']) WITH ORDINALITY AS p (name, place)
    WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace
        AND relname = ANY (SELECT t.name || '_id_seq' FROM unnest(%s::text[]) AS t (name))
        AND NOT has_sequence_privilege(pg_class.oid, p.name)
    ORDER BY relname, p.place
"""
_MAY_HIDE = "SELECT has_database_privilege(current_database(), 'TEMPORARY')"
_WHO = "SELECT current_user, current_database(), current_schema(), current_setting('search_path')"


class RightMissing(RecordUnknown):
    """An account of the server that has not all rights that the record asks for; the message names them."""


@contextmanager
def refusing(address: str, server: Server | None = None) -> Iterator[None]:
    """Turn what a server refuses in a block of the record at an address into RecordUnknown."""
    cannot = f"le registre {address} ne peut pas servir"
    try:
        yield
    except (errors.InsufficientPrivilege, errors.UndefinedTable) as error:
        why = "" if server is None else rights_missing(server, error)
        raise RightMissing(f"{cannot} : {why}") if why else RecordUnknown(f"{cannot} : {_reason(error)}") from None
    except psycopg.Error as error:
        kind = RecordBusy if isinstance(error, _BUSY) else RecordUnknown
        raise kind(f"{cannot} : {_reason(error)}") from None
    except DamagedValue:
        raise RecordUnknown(f"{cannot} : {_DAMAGED}") from None


def rights_missing(server: Server, error: Exception | None = None) -> str:
    """Return in French which rights an account misses on the record; empty where it has all.

    Asked after an `error`, the transaction under way is taken back first.
    """
    if server.closed:
        return ""
    if error is not None and server.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
        server.execute("ROLLBACK")
    account, database, schema, path = server.execute(_WHO).fetchone() or ("", "", "", "")
    if schema is None:
        return f"il manque à {account} le droit USAGE sur le schéma {path} de la base {database}"
    rights = _by_place("la table", server.execute(_MISSING, (_NAMES,)).fetchall())
    rights |= _by_place("la vue", [(view, "SELECT") for (view,) in server.execute(_UNSEEN, (_VIEWS,)).fetchall()])
    if not rights and isinstance(error, errors.InsufficientPrivilege):  # what few commands ask for
        rights = _by_place("la séquence", server.execute(_SEQUENCES, (_NAMES,)).fetchall())
        if server.execute(_MAY_HIDE).fetchone() == (False,):
            rights |= {f"la base {database}": ["TEMPORARY"]}
    if rights:
        named = " ; ".join(f"{', '.join(each)} sur {place}" for place, each in rights.items())
        return f"il manque à {account} des droits : {named}"
    if isinstance(error, errors.InsufficientPrivilege):
        return f"il manque à {account} un droit sur la base {database}, schéma {schema} ({_said(error)})"
    return ""


def _by_place(kind: str, missing: Sequence[Sequence[object]]) -> dict[str, list[str]]:
    """Return rights that are missing by what they are on, of a kind."""
    rights: dict[str, list[str]] = {}
    for name, right in missing:
        rights.setdefault(f"{kind} {name}", []).append(str(right))
    return rights


def _reason(error: psycopg.Error) -> str:
    words = next((words for kinds, words in _REASONS if isinstance(error, kinds)), "")
    if words:
        return words
    if error.sqlstate is None:
        said = _said(error)
        if "no password supplied" in said:
            return (
                "le serveur demande un mot de passe : gardez-le dans ~/.pgpass, que vous seul pouvez lire, "
                "ou dans un fichier de services"
            )
        is_refused = said.startswith(("connection failed", "connection is bad", "failed to resolve"))
        return f"la connexion au serveur n’est pas possible ({said})" if is_refused else _LOST
    return _said(error)


def _said(error: psycopg.Error) -> str:
    """Return what the server, or its library, said: neither ever cites a password."""
    return " ".join((error.diag.message_primary or str(error)).split())
