"""The rows of a record, told from those of another, and added to it under ids of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from segur_tui.application.record.schema import ids_in, tables
from segur_tui.application.record.store import Store

_COUNTED = "id"
_LINES = """
    (SELECT group_concat(said, ' ') FROM (
        SELECT editor_key || ' ' || dossier_key || ' ' || source_digest || ' ' || meaning || ' ' || source_line
            AS said
        FROM exported_line WHERE file_id = exported_file.id ORDER BY num_ligne
    ) AS lines)
"""
"""The lines of an exported file: clones of one record may write others under one path within one second."""
TOLD_BY = {
    "exported_file": ("path", "numero_ans", "siret", "day", "number", "written_at", "account", "host", _LINES),
    "seen_file": ("digest", "name"),
    "avance_file": ("digest", "name"),
    "settled_answer": ("numero_ans", "code", "label", "digest", "line"),
}
"""The columns that tell a row from others in any record, of tables that others refer to, or that stand alone."""


def copy_rows(source: Store, target: Store) -> int:
    """Copy the rows of a record that another does not hold, but for its identity; return how many."""
    copy = _Copy(source, target)
    return sum(copy.table(table) for table in tables())


class _Copy:
    """A copy under way: the rows of each table that stay, and what the ids of the others grow by."""

    def __init__(self, source: Store, target: Store) -> None:
        self._source, self._target = source, target
        counted = [table for table, columns in tables().items() if _COUNTED in columns]
        self._grows = {table: target.last_used(table) for table in counted}
        self._stays = {table: set(self._known(table)) for table in TOLD_BY}
        self._stays["intent"] = self._done_with()

    def table(self, table: str) -> int:
        """Copy the rows of a table, behind those that it refers to; return how many."""
        columns = tables()[table]
        rows = self._source.rows(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608 (ours)
        for column, other in ids_in(table).items():
            place, stays, grows = columns.index(column), self._stays[other], self._grows[other]
            if stays:
                rows = [row for row in rows if row[place] not in stays]
            if grows:
                rows = [row if row[place] is None else _grown(row, place, grows) for row in rows]
        marks = ", ".join("?" * len(columns))
        self._target.change_all(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608 (ours)
        if _COUNTED in columns:
            self._target.go_on_from(table, self._grows[table] + self._source.last_used(table))
        return len(rows)

    def _known(self, table: str) -> Iterator[int]:
        """Yield the ids of a table's rows that the other record holds."""
        told_by = ", ".join(TOLD_BY[table])
        held = set(self._target.rows(f"SELECT {told_by} FROM {table}"))  # noqa: S608 (ours)
        if held:
            for identity, *row in self._source.rows(f"SELECT id, {told_by} FROM {table}"):  # noqa: S608 (ours)
                if tuple(row) in held:
                    yield identity

    def _done_with(self) -> set[int]:
        """Return the intents whose files all stay: the other record knows what became of them."""
        if not (files := self._stays["exported_file"]):
            return set()
        of_files = self._source.rows("SELECT id, intent_id FROM exported_file WHERE intent_id IS NOT NULL")
        going = {intent for identity, intent in of_files if identity not in files}
        return {intent for _, intent in of_files} - going


def _grown(row: tuple[Any, ...], place: int, by: int) -> tuple[Any, ...]:
    return (*row[:place], row[place] + by, *row[place + 1 :])
