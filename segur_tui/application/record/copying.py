"""Copying a record into another, which may be in another kind of database: nothing of it is lost."""

from __future__ import annotations

from segur_tui.application.record.schema import tables
from segur_tui.application.record.store import Store

_COUNTED = "id"


def copy_rows(source: Store, target: Store) -> None:
    """Copy all rows of a record into one that holds none, which keeps its own identity; raises RecordUnknown."""
    for table, columns in tables().items():
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        rows = source.rows(f"SELECT {names} FROM {table}")  # noqa: S608 (ours)
        target.change_all(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 (ours)
        if _COUNTED in columns:
            target.go_on_from(table, source.last_used(table))
