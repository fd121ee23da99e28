"""The person's own database in the state folder: drafts, open files, figures of lists, folders of documents."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from segur_tui.application.disk.folders import resolved
from segur_tui.application.disk.patience import Patience
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.folder import StateUnavailable, ensure_state_folder, state_folder
from segur_tui.application.state.refusals import Refusing
from segur_tui.application.state.sqlite_file import Schema, open_file, open_file_to_read

FILE_NAME = "segur-tui.db"
PATIENCE = Patience(10)
"""Seconds that a command waits for others to leave a database."""

TABLES = """
CREATE TABLE IF NOT EXISTS opened_file (
    path TEXT PRIMARY KEY,
    session TEXT NOT NULL,
    whence TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS draft (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    digest TEXT NOT NULL,
    done INTEGER NOT NULL,
    place TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    ended TEXT NOT NULL DEFAULT '' CHECK (ended IN ('', 'exported', 'dropped'))
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS draft_in_progress ON draft (path) WHERE ended = '';
CREATE INDEX IF NOT EXISTS draft_of_content ON draft (digest);
CREATE TABLE IF NOT EXISTS draft_step (
    draft_id INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    demandes TEXT NOT NULL,
    edits TEXT NOT NULL,
    PRIMARY KEY (draft_id, position)
) STRICT;
CREATE TABLE IF NOT EXISTS listed_file (
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
CREATE TABLE IF NOT EXISTS grouped_file (
    grouped TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (grouped, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents_folder (
    numero_ans TEXT PRIMARY KEY,
    path TEXT NOT NULL
) STRICT;
"""
"""The tables as they are made, where an earlier program has not made them already."""
TO_VERIFY = "ALTER TABLE listed_file ADD COLUMN to_verify INTEGER NOT NULL DEFAULT 0"
NUMBERS = "ALTER TABLE grouped_file ADD COLUMN numbers TEXT NOT NULL DEFAULT ''"
RETOLD = "ALTER TABLE listed_file ADD COLUMN retold INTEGER NOT NULL DEFAULT 0"

DIVIDED = 6
"""The version of an earlier program's single database from which the team's tables were taken out."""
MINE = Schema(Refusing("le fichier des brouillons"), (TABLES, TO_VERIFY, RETOLD, NUMBERS), DIVIDED)


def database_path(settings: Settings) -> Path:
    """Return the path of the database; raises StateUnavailable."""
    return state_folder(settings) / FILE_NAME


def open_database(
    settings: Settings, patience: Patience = PATIENCE, *, to_read: bool = False
) -> sqlite3.Connection:
    """Open the database to read, or in its present version; raises EarlierVersion and StateUnavailable."""
    if to_read:
        return open_file_to_read(database_path(settings), MINE, patience)
    return open_file(ensure_state_folder(settings) / FILE_NAME, MINE, patience)


Mark = tuple[int, int, int] | None
"""A mark of the database; it differs once somebody has written in it."""


def database_mark(settings: Settings) -> Mark:
    """Return the mark of the database as it is now, None where there is none."""
    try:
        status = database_path(settings).stat()
    except (OSError, StateUnavailable):
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def path_as_text(path: Path) -> str:
    """Return a path as the database can keep it, whatever bytes it is made of, links followed."""
    return os.fsencode(resolved(path)).decode("utf-8", "backslashreplace")


def paths_as_texts(paths: Iterable[Path]) -> dict[Path, str]:
    """Return paths as the database can keep them; the links that lead to a folder are followed once."""
    folders, found = dict[Path, str](), dict[Path, str]()
    for path in paths:
        if path.name in {"", ".."} or os.path.islink(path):  # noqa: PTH114 (Path.is_symlink raises where the system refuses)
            found[path] = path_as_text(path)
            continue
        if (folder := path.parent) not in folders:
            folders[folder] = path_as_text(folder).rstrip("/")
        found[path] = f"{folders[folder]}/{os.fsencode(path.name).decode('utf-8', 'backslashreplace')}"
    return found


def is_path_there(text: str) -> bool:
    """Tell whether there is something at a path that was kept as a text, also where its bytes are none.

    Where that cannot be seen, as in a folder that is closed to this account, there may be.
    """
    return any(_may_be_there(meant) for meant in _meant(text))


def path_of(text: str) -> Path:
    """Return a path that was kept as a text: the one where there is something, if any."""
    return Path(os.fsdecode(next((meant for meant in _meant(text) if os.path.lexists(meant)), text)))


def _may_be_there(path: str | bytes) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def _meant(text: str) -> tuple[str, bytes]:
    return text, re.sub(rb"\\x([0-9a-f]{2})", lambda byte: bytes.fromhex(byte[1].decode()), text.encode())
