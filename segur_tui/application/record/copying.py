"""Copying a record into another, which may be in another kind of database: nothing of it is lost."""

from __future__ import annotations

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.place import record_place
from segur_tui.application.record.schema import RecordUnknown, tables
from segur_tui.application.record.store import Store, create
from segur_tui.application.settings.values import Settings

_COUNTED = "id"


def copy_record(source: Settings, target: Settings, patience: Patience) -> int:
    """Copy a record into one that is made, or holds nothing; return how many rows it has.

    Nobody writes in either meanwhile. The copy has an identity of its own: what somebody read into the other since
    is to be read into it, too, and hidden files that the other knows are none of its own. Raises RecordUnknown.
    """
    with Store.opened(source, patience, to_read=True) as old:
        old.ensure_sound()
        create(target, patience)
        with Store.opened(target, patience) as new:
            if old.identity() == new.identity():
                raise RecordUnknown(f"{record_place(source)} et {record_place(target)} sont le même registre")
            with new.transaction(), old.transaction():
                if any(new.rows(f"SELECT 1 FROM {table} LIMIT 1") for table in tables()):  # noqa: S608 (ours)
                    raise RecordUnknown(f"le registre {record_place(target)} n’est pas vide ; rien n’est copié")
                return copy_rows(old, new)


def copy_rows(source: Store, target: Store) -> int:
    """Copy all rows of a record into one that holds none, but for its identity; return how many."""
    count = 0
    for table, columns in tables().items():
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        rows = source.rows(f"SELECT {names} FROM {table}")  # noqa: S608 (ours)
        target.change_all(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 (ours)
        if _COUNTED in columns:
            target.go_on_from(table, source.last_used(table))
        count += len(rows)
    return count
