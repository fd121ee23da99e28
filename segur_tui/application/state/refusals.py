"""Why the database cannot serve, in French: what SQLite, the system and damaged values refuse."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segur_tui.application.disk.system import explain
from segur_tui.application.state.folder import StateBusy, StateUnavailable

_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_DAMAGED = "il est abîmé ; renommez-le, un registre neuf sera créé"


class DamagedValue(sqlite3.DatabaseError):
    """A value that the program cannot have kept: what holds it is damaged."""

    sqlite_errorname = "SQLITE_CORRUPT"


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system refuse into StateUnavailable."""
    try:
        yield
    except sqlite3.Error as error:
        kind = StateBusy if is_busy(error) else StateUnavailable
        raise kind(f"le registre {path} ne peut pas servir : {_reason(error)}") from None
    except UnicodeDecodeError:  # sqlite3 itself stumbles over a name in a damaged schema
        raise StateUnavailable(f"le registre {path} ne peut pas servir : {_DAMAGED}") from None
    except OSError as error:
        raise StateUnavailable(f"le registre {path} ne peut pas servir : {explain(error)}") from None


@contextmanager
def decoding() -> Iterator[None]:
    """Turn what a damaged value leads to while rows are read into DamagedValue."""
    try:
        yield
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError) as error:
        raise DamagedValue(str(error)) from None


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether SQLite refuses because others occupy the database."""
    return _name(error).startswith(_BUSY)


def _name(error: sqlite3.Error) -> str:
    """Return SQLite's name of an error; what sqlite3 itself finds has none, as a text that is none."""
    return getattr(error, "sqlite_errorname", "SQLITE_CORRUPT")


def _reason(error: sqlite3.Error) -> str:
    occupied = "un autre programme l’occupe"
    reasons = {
        **dict.fromkeys(_BUSY, occupied),
        "SQLITE_FULL": "le disque est plein",
        "SQLITE_READONLY": "il est en lecture seule",
        "SQLITE_CANTOPEN": "il ne peut pas être ouvert",
        "SQLITE_NOTADB": "ce n’est pas une base de données ; renommez-le, un registre neuf sera créé",
        "SQLITE_CORRUPT": _DAMAGED,
        "SQLITE_ERROR": _DAMAGED,  # a table or a column is not there
        "SQLITE_CONSTRAINT": _DAMAGED,
        "SQLITE_IOERR": "le disque ne répond pas comme il faut",
    }
    return next((words for start, words in reasons.items() if _name(error).startswith(start)), f"{error}")
