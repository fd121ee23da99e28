"""The reasons, in French, why a database cannot be used: SQLite, the system, damaged values."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segur_tui.application.disk.system import explain
from segur_tui.application.state.folder import StateBusy, StateUnavailable
from segur_tui.application.state.hindered import hindrance
from segur_tui.format.value_type import value_type

_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_HINDERED = ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")
_OF_FILES = {errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOENT, errno.ELOOP, errno.ENXIO}
"""What SQLite and the system refuse for the sake of the files, which are looked at then."""
_DAMAGED, _FOREIGN = "il est abîmé", "ce n’est pas une base de données"


class DamagedValue(sqlite3.DatabaseError):
    """A value that the program cannot have kept: what holds it is damaged."""

    sqlite_errorname = "SQLITE_CORRUPT"


class PartsMissing(DamagedValue):
    """A database that has lost tables or views; the message names them, in French."""


@value_type
class Refusing:
    """The wording and the errors of a database that refuses: its French name, a masculine noun, and two types.

    `remedy` says in French what to do with one that is damaged.
    """

    called: str
    unavailable: type[StateUnavailable] = StateUnavailable
    busy: type[StateBusy] = StateBusy
    remedy: str = "renommez-le, un autre sera créé"

    def newer(self, place: object) -> StateUnavailable:
        """Return the refusal of a database that a newer program has made."""
        return self.unavailable(
            f"{self.called} {place} vient d’une version plus récente de segur-tui : mettez le programme à jour"
        )

    @contextmanager
    def at(self, path: Path) -> Iterator[None]:
        """Turn what SQLite and the system refuse of the database at a path into its errors."""
        cannot = f"{self.called} {path} ne peut pas servir"
        try:
            yield
        except sqlite3.Error as error:
            kind = self.busy if is_busy(error) else self.unavailable
            reason = (_name(error).startswith(_HINDERED) and hindrance(path)) or _reason(error)
            remedy = f" ; {self.remedy}" if reason.startswith((_DAMAGED, _FOREIGN)) else ""
            raise kind(f"{cannot} : {reason}{remedy}") from None
        except UnicodeDecodeError:  # sqlite3 itself stumbles over a name in a damaged schema
            raise self.unavailable(f"{cannot} : {_DAMAGED} ; {self.remedy}") from None
        except OSError as error:
            why = hindrance(path) if error.errno in _OF_FILES else ""
            raise self.unavailable(f"{cannot} : {why or explain(error)}") from None


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
        "SQLITE_NOTADB": _FOREIGN,
        "SQLITE_CORRUPT": _DAMAGED,
        "SQLITE_ERROR": _DAMAGED,  # a table or a column is not there
        "SQLITE_CONSTRAINT": _DAMAGED,
        "SQLITE_IOERR": "le disque ne répond pas comme il faut",
    }
    words = next((words for start, words in reasons.items() if _name(error).startswith(start)), f"{error}")
    return f"{words} : {error}" if isinstance(error, PartsMissing) else words
