"""Copying a record into another, which may be in another kind of database: nothing of either is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.columns import WORD
from segur_tui.application.record.doubled import Doubled, doubled
from segur_tui.application.record.place import record_place
from segur_tui.application.record.schema import RecordUnknown, ids_in, tables
from segur_tui.application.record.store import Store, create
from segur_tui.application.settings.values import Settings
from segur_tui.format.value_type import value_type

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
_HELD = """
    UPDATE seen_line SET state = ?, code = ?, label = ?
    WHERE line = ? AND state NOT IN ('accepted', ?) AND file_id IN (SELECT id FROM seen_file WHERE digest = ?)
"""
_HOLDING = """
    SELECT l.state, l.code, l.label, l.line, l.state, f.digest
    FROM seen_line l JOIN seen_file f ON f.id = l.file_id WHERE l.state IN ('accepted', 'to-verify')
"""
_FROM_NOW_ON, _TO_VERIFY = ("", 0), "to-verify"
_Words = Mapping[tuple[Any, ...], str]
"""The states that answers are settled to, by the columns that tell them."""


@value_type
class Copied:
    """What a copy added: its rows, and how many answers went back to verify, as they were settled in two ways.

    Of the files that are `doubled` since, one is to be deposited at most.
    """

    rows: int
    contradicted: int = 0
    doubled: tuple[Doubled, ...] = ()


def copy_record(source: Settings, target: Settings, patience: Patience) -> Copied:
    """Add to a record, which is made if need be, what another holds and it does not.

    Nobody writes in either meanwhile. The copy has an identity of its own: what somebody read into the other since
    is to be read into it, too, and hidden files that the other knows are none of its own. Raises RecordUnknown.
    """
    with Store.opened(source, patience, to_read=True) as old:
        old.ensure_sound()
        create(target, patience)
        with Store.opened(target, patience) as new, new.transaction():
            if new.is_one_with(old):
                raise RecordUnknown(f"{record_place(source)} et {record_place(target)} sont le même registre")
            with old.transaction():
                of_both, known = (words_of(old), words_of(new)), set(doubled(new))
                added = copy_rows(old, new)
                new.change_all(_HELD, old.rows(_HOLDING))
                contradicted = _leave_to_verify(new, *of_both)
                return Copied(added, contradicted, tuple(each for each in doubled(new) if each not in known))


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


def _leave_to_verify(store: Store, these: _Words, those: _Words) -> int:
    """Leave to verify, in a record, what two that were put together settle in two ways; return how many answers.

    It stays so whatever further record says either: what was said of a line, or of its code and label from now on.
    """
    against = [
        key
        for key in dict.fromkeys((*these, *those))
        if len({word_on(key, these), word_on(key, those)} - {""}) > 1
    ]
    marks = " AND ".join(f"{column} = ?" for column in TOLD_BY["settled_answer"])
    store.change_all(f"UPDATE settled_answer SET contradicted = 1 WHERE {marks}", against)  # noqa: S608 (ours)
    return sum(those.get(key) != _TO_VERIFY for key in against)


def word_on(key: tuple[Any, ...], words: _Words) -> str:
    """Return the state that an answer is settled to: that of its line, else that of its code and label."""
    return words.get(key) or words.get((*key[: -len(_FROM_NOW_ON)], *_FROM_NOW_ON), "")


def words_of(store: Store) -> _Words:
    """Return what people have settled answers to, by the columns that tell these; raises RecordUnknown."""
    told_by = ", ".join(TOLD_BY["settled_answer"])
    return {tuple(key): state for *key, state in store.rows(f"SELECT {told_by}, {WORD} FROM settled_answer")}  # noqa: S608 (ours)
