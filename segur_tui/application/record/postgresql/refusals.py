"""The reasons, in French, why a record on a PostgreSQL server cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg import errors

from segur_tui.application.record.postgresql.server import Server, Unanswered
from segur_tui.application.record.schema import RECORD, RecordBusy, RecordUnknown
from segur_tui.application.state.parts import declared, ensure_whole
from segur_tui.application.state.refusals import DamagedValue, PartsMissing

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
_PARTS = declared(RECORD.scripts)
_NAMES = [name for name, kind in _PARTS.items() if kind == "TABLE"]
_MISSING = """
    SELECT t.name, p.name FROM unnest(%s::text[]) WITH ORDINALITY AS t (name, place)
    CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) WITH ORDINALITY AS p (name, place)
    WHERE to_regclass(t.name) IS NOT NULL AND NOT has_table_privilege(to_regclass(t.name)::oid, p.name)
        AND (t.name != 'record' OR p.name IN ('SELECT', 'UPDATE'))
    ORDER BY t.place, p.place
"""
_VIEWS = [name for name, kind in _PARTS.items() if kind == "VIEW"]
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
_STANDING = """
    SELECT name FROM unnest(%s::text[]) AS t (name)
    WHERE to_regclass(quote_ident(current_schema()) || '.' || quote_ident(name)) IS NOT NULL
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
        why_not = "" if why or server is None else _parts_missing(server, error)
        raise (
            RightMissing(f"{cannot} : {why}") if why else RecordUnknown(f"{cannot} : {why_not or _reason(error)}")
        ) from None
    except psycopg.Error as error:
        kind = RecordBusy if isinstance(error, _BUSY) else RecordUnknown
        raise kind(f"{cannot} : {_reason(error)}") from None
    except PartsMissing as lost:
        raise RecordUnknown(f"{cannot} : {_broken(lost)}") from None
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


def parts_standing(server: Server) -> list[str]:
    """Return the tables and views of a record that stand where one would be made; raises psycopg's errors."""
    return [str(name) for (name,) in server.execute(_STANDING, (list(_PARTS),)).fetchall()]


def _parts_missing(server: Server, error: Exception) -> str:
    """Return in French what a record has lost whose table is not found, if others of it stand; else empty."""
    if isinstance(error, errors.UndefinedTable) and not server.closed and (standing := parts_standing(server)):
        try:
            ensure_whole(RECORD.scripts, standing)
        except PartsMissing as lost:
            return _broken(lost)
    return ""


def _broken(lost: PartsMissing) -> str:
    return f"il est abîmé : {lost} ; reprenez une sauvegarde, dans une base vide (« segur-tui record copy »)"


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
