"""What the record beside the drafts holds and the configured one does not: never passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.copying import word_on, words_of
from segur_tui.application.record.division import ensure_divided
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.place import as_unknown, record_path
from segur_tui.application.record.rows import TOLD_BY
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.application.state.folder import has_record
from segur_tui.format.value_type import replace
from segur_tui.format.wording import counted

_MOST_AT_ONCE = 500
_FILES = {"exported_file": "fichier écrit", "seen_file": "fichier lu", "avance_file": "avance lue"}
"""The tables of files, each of which goes with all that refers to it, and what each row of them is."""
_LINE = "acceptation lue"
_FORBIDDING = {("accepted", ""), ("accepted", "rejected"), ("to-verify", "rejected")}
"""What people have settled answers to, here and there, where a line is held here and not there."""
_HOLDING = """
    (SELECT group_concat(held, ' ') FROM (
        SELECT state || ':' || line AS held FROM seen_line
        WHERE file_id = seen_file.id AND state IN ('accepted', 'to-verify') ORDER BY line
    ) AS lines)
"""
"""The lines of a file seen that hold a demande, as it was read: how it is read, and so what holds, may differ."""


class RecordIncomplete(RecordUnknown):
    """A record that can be read, and does not know all that is to be known: it is not to be done without."""


def left_behind(settings: Settings, store: Store, patience: Patience = PATIENCE) -> str:
    """Return in French what the record beside the drafts holds that a configured one does not; else empty.

    Raises RecordUnknown where either cannot be read.
    """
    if settings.record is None:
        return ""
    own = replace(settings, record=None)
    with as_unknown():
        if not has_record(own):
            ensure_divided(own, patience)  # an earlier program kept its record with the drafts
            if not has_record(own):
                return ""
        path = record_path(own)
    with open_record(own, patience, to_read=True) as mine:
        missing = missing_in(store, mine)
    if not (held := [counted(count, name) for name, count in missing.items() if count]):
        return ""
    *others, last = held
    what = f"{', '.join(others)} et {last}" if others else last
    return (
        f"le registre {path}, d’avant le réglage record, tient {what} "
        f"que {settings.record} ne connaît pas : "
        f"« segur-tui record copy {path.parent} {settings.record} » l’y porte ; s’il ne compte plus, renommez-le"
    )


def ensure_nothing_is_left_behind(settings: Settings, store: Store, patience: Patience = PATIENCE) -> None:
    """Raise RecordIncomplete where the record that is open may not know what the one beside the drafts holds."""
    try:
        why = left_behind(settings, store, patience)
    except RecordUnknown as trouble:
        store.identity()  # where that one can be read, the other cannot
        raise RecordIncomplete(str(trouble)) from None
    if why:
        raise RecordIncomplete(why)


def missing_in(store: Store, mine: Store) -> dict[str, int]:
    """Return by its French name how much a record holds that forbids a line where another does not."""
    missing: dict[str, int] = {}
    for table, name in _FILES.items():
        columns = (*TOLD_BY[table], _HOLDING if table == "seen_file" else "''")
        query = f"SELECT {', '.join(columns)} FROM {table}"  # noqa: S608 (ours)
        own = {tuple(file): held for *file, held in mine.rows(query)}
        known = {tuple(file): held for *file, held in _asked(store, query, columns[0], own)}
        missing[name] = sum(file not in known for file in own)
        missing[_LINE] = missing.get(_LINE, 0) + sum(
            _fewer(held, known[file]) for file, held in own.items() if file in known
        )
    these, those = words_of(mine), words_of(store)
    words = [(word_on(key, these), word_on(key, those)) for key in dict.fromkeys((*these, *those))]
    return missing | {"réponse réglée": sum(each in _FORBIDDING for each in words)}


def _asked(store: Store, query: str, column: str, files: Collection[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query that share the first value of files, which a column has."""
    firsts = list(dict.fromkeys(file[0] for file in files))
    for start in range(0, len(firsts), _MOST_AT_ONCE):
        some = firsts[start : start + _MOST_AT_ONCE]
        yield from store.rows(f"{query} WHERE {column} IN ({', '.join('?' * len(some))})", some)


def _fewer(held: str | None, known: str | None) -> int:
    """Return how many of the lines that one holds are not held by the other."""
    if not held or held == known:
        return 0
    others = {*(known or "").split()}
    return sum(not {line, line.replace("to-verify", "accepted")} & others for line in held.split())
