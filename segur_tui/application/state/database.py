"""The database in the state folder: opening it, its version, and its transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from segur_tui.application.disk.patience import Patience
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.folder import (
    StateBusy,
    StateUnavailable,
    ensure_state_folder,
    state_folder,
    tighten,
)
from segur_tui.application.state.refusals import DamagedValue, is_busy, refusals

FILE_NAME = "segur-tui.db"
PATIENCE = Patience(10)
"""How long a command waits for others to leave the database."""
WAITED_FOR = "le registre est occupé par un autre programme, attente…"
_AT_ONCE = 100
"""Milliseconds that SQLite waits by itself, where it is asked again and again."""

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
    """
    CREATE TABLE grouped_file (
        grouped TEXT NOT NULL,
        path TEXT NOT NULL,
        PRIMARY KEY (grouped, path)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE documents_folder (
        numero_ans TEXT PRIMARY KEY,
        path TEXT NOT NULL
    ) STRICT;
    """,
)
"""The steps from an empty database to the present one; a version is the number of steps taken."""


def open_database(settings: Settings, patience: Patience = PATIENCE) -> sqlite3.Connection:
    """Open the database, creating or migrating it; raises StateUnavailable, also for a newer version."""
    path = ensure_state_folder(settings) / FILE_NAME
    with refusals(path):
        _create_private(path)
        return _opened(str(path), path, patience)


def open_to_read(path: Path, patience: Patience = PATIENCE) -> sqlite3.Connection:
    """Open the database without making one: where there is none, it is an empty one in memory.

    It may be where nothing can be written. Raises StateUnavailable.
    """
    with refusals(path):
        is_there = path.exists()
        if is_there:
            with suppress(OSError):
                tighten(path, 0o600)
        # Not `mode=ro`: what a killed program has left half written must be taken back before one reads.
        connection = _opened(f"{path.as_uri()}?mode=rw" if is_there else ":memory:", path, patience)
        _let_wait(connection, round(1000 * patience.seconds))
    return connection


@contextmanager
def database(
    settings: Settings, patience: Patience = PATIENCE, *, to_read: bool = False
) -> Iterator[sqlite3.Connection]:
    """Open the database for the time of a block, all of which is kept or nothing; `to_read` writes nothing.

    Raises StateUnavailable.
    """
    path = state_folder(settings) / FILE_NAME
    connection = open_to_read(path, patience) if to_read else open_database(settings, patience)
    try:
        with refusals(path), nullcontext() if to_read else transaction(connection, patience):
            yield connection
    finally:
        connection.close()


def is_occupied(settings: Settings, patience: Patience) -> bool:
    """Tell whether others still occupy the database at the end of the patience; one that cannot serve is free."""
    try:
        with database(settings, patience):
            return False
    except StateBusy:
        return True
    except StateUnavailable:
        return False


@contextmanager
def transaction(connection: sqlite3.Connection, patience: Patience = PATIENCE) -> Iterator[None]:
    """Run a block as one immediate transaction: others wait, and all of it is kept or nothing."""
    begin(connection, patience)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        take_back(connection)
        raise


def begin(connection: sqlite3.Connection, patience: Patience) -> None:
    """Begin a transaction that keeps others out."""
    _let_wait(connection, _AT_ONCE)
    _insist(lambda: connection.execute("BEGIN IMMEDIATE"), patience)
    _let_wait(connection, round(1000 * patience.seconds))


def take_back(connection: sqlite3.Connection) -> None:
    """Take back what a transaction has done, if it is still under way."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _create_private(path: Path) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    tighten(path, 0o600)


def _opened(where: str, path: Path, patience: Patience) -> sqlite3.Connection:
    connection = sqlite3.connect(
        where, uri=where.startswith("file:"), timeout=_AT_ONCE / 1000, isolation_level=None
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        _insist(lambda: _version(connection), patience)
        _migrate(connection, path, patience)
    except BaseException:
        connection.close()
        raise
    return connection


def _insist(do: Callable[[], object], patience: Patience) -> None:
    """Do something, again and again while others occupy the database."""
    refusal: sqlite3.Error | None = None

    def is_done() -> bool:
        nonlocal refusal
        try:
            do()
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            refusal = error
            return False
        return True

    if not patience.lasts_until(is_done, WAITED_FOR) and refusal is not None:
        raise refusal


def _let_wait(connection: sqlite3.Connection, milliseconds: int) -> None:
    connection.execute(f"PRAGMA busy_timeout = {milliseconds}")


def _migrate(connection: sqlite3.Connection, path: Path, patience: Patience) -> None:
    if _version(connection) == len(MIGRATIONS):
        return
    with transaction(connection, patience):
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
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version < 0:
        raise DamagedValue(f"version {version}")
    return version


Mark = tuple[int, int, int] | None
"""What another mark of the database tells that somebody has written in it."""


def database_mark(settings: Settings) -> Mark:
    """Return the mark of the database as it is now, None where there is none."""
    try:
        status = (state_folder(settings) / FILE_NAME).stat()
    except (OSError, StateUnavailable):
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def path_as_text(path: Path) -> str:
    """Return a path as the database can keep it, whatever bytes it is made of, links followed."""
    return os.fsencode(path.resolve()).decode("utf-8", "backslashreplace")
