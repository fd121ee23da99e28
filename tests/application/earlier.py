"""The single database of earlier versions of the program, made as each of them made it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from segur_tui.application.record.schema import FILE_NAME as RECORD
from segur_tui.application.state.database import FILE_NAME, open_database
from tests.settings import SETTINGS

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
"""The steps from an empty database to that of the last such version; a version is the number of steps taken."""


def made_earlier(state: Path, version: int) -> Path:
    """Make the two databases of a state folder the single one of an earlier version, and return its path."""
    open_database(SETTINGS).close()
    path, present = state / FILE_NAME, state / "present.db"
    path.rename(present)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{''.join(MIGRATIONS[:version])}; PRAGMA user_version = {version};")
        connection.execute("ATTACH ? AS drafts", (str(present),))
        connection.execute("ATTACH ? AS record", (str(state / RECORD),))
        tables = [row[0] for row in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")]
        for table in tables:
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            where = connection.execute("SELECT 1 FROM record.sqlite_schema WHERE name = ?", (table,)).fetchone()
            database = "record" if where else "drafts"
            with connection:
                connection.execute(
                    f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM {database}.{table}"  # noqa: S608
                )
    path.chmod(0o600)
    for file in (present, state / RECORD):
        file.unlink()
        file.with_name(f"{file.name}-journal").unlink(missing_ok=True)
    return path
