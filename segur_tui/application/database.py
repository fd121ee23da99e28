"""The database in the state folder: opening it, its version, and its transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segur_tui.application.state import StateUnavailable, ensure_state_folder
from segur_tui.application.system import explain

FILE_NAME = "segur-tui.db"
PATIENCE = 10.0
"""Seconds that a command waits for others to leave the database."""

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE exported_file (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL,
        numero_ans TEXT NOT NULL,
        siret TEXT NOT NULL,
        day TEXT NOT NULL,
        number INTEGER NOT NULL,
        written_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
    ) STRICT;
    CREATE INDEX exported_file_of_day ON exported_file (numero_ans, day);
    CREATE TABLE exported_line (
        file_id INTEGER NOT NULL REFERENCES exported_file (id),
        num_ligne INTEGER NOT NULL,
        source TEXT NOT NULL,
        source_line INTEGER NOT NULL,
        numero_editeur TEXT NOT NULL,
        numero_asp TEXT NOT NULL,
        PRIMARY KEY (file_id, num_ligne)
    ) STRICT;
    CREATE INDEX exported_line_of_editor ON exported_line (numero_editeur);
    """,
    """
    CREATE TABLE opened_file (
        path TEXT PRIMARY KEY,
        session TEXT NOT NULL,
        whence TEXT NOT NULL,
        since TEXT NOT NULL
    ) STRICT;
    CREATE TABLE draft (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL,
        digest TEXT NOT NULL,
        done INTEGER NOT NULL,
        place TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        ended TEXT NOT NULL DEFAULT '' CHECK (ended IN ('', 'exported', 'dropped'))
    ) STRICT;
    CREATE UNIQUE INDEX draft_in_progress ON draft (path) WHERE ended = '';
    CREATE INDEX draft_of_content ON draft (digest);
    CREATE TABLE draft_step (
        draft_id INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        title TEXT NOT NULL,
        demandes TEXT NOT NULL,
        edits TEXT NOT NULL,
        PRIMARY KEY (draft_id, position)
    ) STRICT;
    """,
    """
    CREATE TABLE seen_file (
        id INTEGER PRIMARY KEY,
        digest TEXT NOT NULL,
        path TEXT NOT NULL,
        name TEXT NOT NULL,
        deposit TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('submission', 'return')),
        numero_ans TEXT NOT NULL,
        UNIQUE (digest, name)
    ) STRICT;
    CREATE INDEX seen_file_of_path ON seen_file (path);
    CREATE TABLE seen_line (
        file_id INTEGER NOT NULL REFERENCES seen_file (id) ON DELETE CASCADE,
        line INTEGER NOT NULL,
        numero_editeur TEXT NOT NULL,
        numero_asp TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected', 'pending')),
        code TEXT NOT NULL,
        label TEXT NOT NULL,
        PRIMARY KEY (file_id, line)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX seen_line_of_editor ON seen_line (numero_editeur);
    CREATE INDEX seen_line_of_asp ON seen_line (numero_asp);
    CREATE INDEX exported_line_of_asp ON exported_line (numero_asp);
    CREATE VIEW passage AS
        SELECT f.deposit, f.name, f.path, f.numero_ans, l.line, l.numero_editeur, l.numero_asp,
            CASE f.kind WHEN 'submission' THEN 'deposited' ELSE l.state END AS what, l.code, l.label, '' AS source,
            0 AS source_line
        FROM seen_line l JOIN seen_file f ON f.id = l.file_id
        UNION ALL
        SELECT replace(f.day, '-', '') || '-' || printf('%03d', f.number), '', f.path, f.numero_ans, l.num_ligne,
            l.numero_editeur, l.numero_asp, 'exported', '', '', l.source, l.source_line
        FROM exported_line l JOIN exported_file f ON f.id = l.file_id;
    """,
    """
    CREATE TABLE listed_file (
        path TEXT PRIMARY KEY,
        mark TEXT NOT NULL,
        checked TEXT NOT NULL,
        kind TEXT NOT NULL,
        numero_ans TEXT NOT NULL,
        siret TEXT NOT NULL,
        lines INTEGER NOT NULL,
        accepted INTEGER NOT NULL,
        rejected INTEGER NOT NULL,
        pending INTEGER NOT NULL,
        errors INTEGER NOT NULL,
        warnings INTEGER NOT NULL,
        failure TEXT NOT NULL
    ) STRICT;
    """,
)
"""The steps from an empty database to the present one; a version is the number of steps taken."""


def open_database(path: Path | None = None, patience: float = PATIENCE) -> sqlite3.Connection:
    """Open the database, creating or migrating it; raises StateUnavailable, also for a newer version.

    `patience` is how long it waits for others, in seconds.
    """
    path = ensure_state_folder() / FILE_NAME if path is None else path
    with refusals(path):
        _create_private(path)
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            _migrate(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def open_to_read(path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """Open the database without making one: where there is none, it is an empty one in memory.

    It may be where nothing can be written. Raises StateUnavailable.
    """
    with refusals(path):
        # Not `mode=ro`: what a killed program has left half written must be taken back before one reads.
        where = f"{path.as_uri()}?mode=rw" if path.exists() else ":memory:"
        connection = sqlite3.connect(where, uri=True, timeout=patience, isolation_level=None)
        try:
            _migrate(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block as one immediate transaction: others wait, and all of it is kept or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system refuse into StateUnavailable."""
    try:
        yield
    except sqlite3.Error as error:
        raise StateUnavailable(f"le registre {path} ne peut pas servir : {_reason(error)}") from None
    except OSError as error:
        raise StateUnavailable(f"le registre {path} ne peut pas servir : {explain(error)}") from None


def _create_private(path: Path) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) == len(MIGRATIONS):
        return
    with transaction(connection):
        version = _version(connection)
        if version > len(MIGRATIONS):
            raise StateUnavailable(
                f"le registre {path} vient d’une version plus récente de segur-tui : mettez le programme à jour"
            )
        for script in MIGRATIONS[version:]:
            for statement in script.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _reason(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    reasons = {
        "SQLITE_BUSY": "un autre programme l’occupe depuis trop longtemps",
        "SQLITE_LOCKED": "un autre programme l’occupe depuis trop longtemps",
        "SQLITE_FULL": "le disque est plein",
        "SQLITE_READONLY": "il est en lecture seule",
        "SQLITE_CANTOPEN": "il ne peut pas être ouvert",
        "SQLITE_NOTADB": "ce n’est pas une base de données ; renommez-le, un registre neuf sera créé",
        "SQLITE_CORRUPT": "il est abîmé ; renommez-le, un registre neuf sera créé",
        "SQLITE_IOERR": "le disque ne répond pas comme il faut",
    }
    return next((words for start, words in reasons.items() if name.startswith(start)), f"{error}")


def path_as_text(path: Path) -> str:
    """Return a path as the database can keep it, whatever bytes it is made of, links followed."""
    return os.fsencode(path.resolve()).decode("utf-8", "backslashreplace")
