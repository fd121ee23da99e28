"""The single database of earlier programs, divided: drafts stay, what is the team's goes into the record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from segur_tui.application.disk.folders import sync_folder
from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.schema import (
    DOSSIER_KEY,
    EDITOR_KEY,
    FILE_NAME,
    READ_AGAIN,
    RECORD,
    SOLDES_WRITTEN_HERE,
)
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import (
    DIVIDED,
    MINE,
    PATIENCE,
    database_path,
    open_database,
)
from segur_tui.application.state.sqlite_file import (
    EarlierVersion,
    bring_up,
    connected,
    create_private,
    insist,
    run,
    transaction,
    version_at,
    version_of,
)

_FILE = "path, numero_ans, siret, day, number, written_at"
_LINE = "num_ligne, source, source_line, numero_editeur, numero_asp"
_TAKE_EXPORTED = f"""
INSERT INTO exported_file ({_FILE})
    SELECT {_FILE} FROM earlier.exported_file
    WHERE ({_FILE}) NOT IN (SELECT {_FILE} FROM main.exported_file) ORDER BY id;
INSERT OR IGNORE INTO exported_line (file_id, {_LINE}, editor_key, dossier_key)
    SELECT there.id, {_LINE}, {EDITOR_KEY}, {DOSSIER_KEY}
    FROM earlier.exported_line JOIN earlier.exported_file AS here ON here.id = file_id
    JOIN main.exported_file AS there USING ({_FILE});
DROP TABLE earlier.exported_line;
DROP TABLE earlier.exported_file
"""  # noqa: S608 (names of ours, no value)
_SEEN = "digest, path, name, deposit, kind, numero_ans"
_ANSWER = "line, numero_editeur, numero_asp, state, code, label"
_TAKE_SEEN = f"""
INSERT OR IGNORE INTO seen_file ({_SEEN}) SELECT {_SEEN} FROM earlier.seen_file ORDER BY id;
INSERT OR IGNORE INTO seen_line (file_id, {_ANSWER}, editor_key, dossier_key)
    SELECT there.id, {_ANSWER}, {EDITOR_KEY}, {DOSSIER_KEY}
    FROM earlier.seen_line JOIN earlier.seen_file AS here ON here.id = file_id
    JOIN main.seen_file AS there USING (digest, name);
{SOLDES_WRITTEN_HERE};
{READ_AGAIN};
DROP VIEW earlier.passage;
DROP TABLE earlier.seen_line;
DROP TABLE earlier.seen_file
"""  # noqa: S608 (names of ours, no value)
_FIRST_WITH_SEEN = 3
"""The version from which lines that were read were remembered."""


@contextmanager
def mine(
    settings: Settings, patience: Patience = PATIENCE, *, to_read: bool = False
) -> Iterator[sqlite3.Connection]:
    """Open the person's own database for the time of a block, all of which is kept or nothing.

    `to_read` does without writing anything. Raises StateUnavailable.
    """
    with (
        closing(_opened(settings, patience, to_read=to_read)) as connection,
        MINE.refusing.at(database_path(settings)),
        nullcontext() if to_read else transaction(connection, MINE.refusing.called, patience),
    ):
        yield connection


def ensure_divided(settings: Settings, patience: Patience) -> None:
    """Divide the database where it is an earlier program's; raises StateUnavailable."""
    if MINE.is_earlier(version_at(database_path(settings), MINE, patience)):
        _divide(settings, patience)


def _opened(settings: Settings, patience: Patience, *, to_read: bool) -> sqlite3.Connection:
    try:
        return open_database(settings, patience, to_read=to_read)
    except EarlierVersion:
        _divide(settings, patience)
        return open_database(settings, patience, to_read=to_read)


def _divide(settings: Settings, patience: Patience) -> None:
    """Divide the database in one transaction over both files, unless another process was faster."""
    path, called = database_path(settings), MINE.refusing.called
    record = path.with_name(FILE_NAME)
    with MINE.refusing.at(path):
        create_private(record)
        with closing(connected(str(record), called, patience)) as connection:
            insist(lambda: connection.execute("ATTACH ? AS earlier", (str(path),)), called, patience)
            with transaction(connection, called, patience):
                version = version_of(connection, "earlier")
                if not MINE.is_earlier(version):
                    return
                _copy(path, path.with_name(f"{path.name}.v{version}"))
                bring_up(connection, record, RECORD)
                run(connection, _TAKE_EXPORTED)
                if version >= _FIRST_WITH_SEEN:
                    run(connection, _TAKE_SEEN)
                connection.execute(f"PRAGMA earlier.user_version = {DIVIDED}")


def _copy(path: Path, copy: Path) -> None:
    """Leave a copy of the earlier database, in which nobody can write meanwhile; it appears whole."""
    unfinished = copy.with_name(f"{copy.name}.tmp")
    unfinished.unlink(missing_ok=True)
    create_private(unfinished)
    # From a connection of its own: a backup waits for ever for a connection that is to write.
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as target:
        source.backup(target)
    unfinished.replace(copy)
    sync_folder(copy.parent)
