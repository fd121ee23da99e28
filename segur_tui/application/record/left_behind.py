"""What the record beside the drafts holds and the configured one does not: never passed over."""

from __future__ import annotations

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.copying import TOLD_BY
from segur_tui.application.record.division import ensure_divided
from segur_tui.application.record.place import as_unknown, record_path
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.application.state.folder import has_record
from segur_tui.format.value_type import replace
from segur_tui.format.wording import counted

_MOST_AT_ONCE = 500
_HELD = {"exported_file": "fichier écrit", "seen_file": "fichier lu", "avance_file": "fichier d’avances"}
"""The tables that are looked at, and what each row of them is."""


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
    with Store.opened(own, patience, to_read=True) as mine:
        missing = [(_missing(mine, store, table), name) for table, name in _HELD.items()]
    if not (held := [counted(count, name) for count, name in missing if count]):
        return ""
    return (
        f"le registre {path}, d’avant le réglage record, tient {' et '.join(held)} "
        f"que {settings.record} ne connaît pas : "
        f"« segur-tui record copy {path.parent} {settings.record} » l’y porte ; s’il ne compte plus, renommez-le"
    )


def ensure_nothing_is_left_behind(settings: Settings, store: Store, patience: Patience = PATIENCE) -> None:
    """Raise RecordUnknown where the record that is open does not know what the one beside the drafts holds."""
    if why := left_behind(settings, store, patience):
        raise RecordUnknown(why)


def _missing(mine: Store, other: Store, table: str) -> int:
    key = " || ' ' || ".join(TOLD_BY[table])
    query = f"SELECT DISTINCT {key} FROM {table}"  # noqa: S608 (ours)
    wanted = [value for (value,) in mine.rows(query)]
    known = set[object]()
    for start in range(0, len(wanted), _MOST_AT_ONCE):
        some = wanted[start : start + _MOST_AT_ONCE]
        known.update(
            value for (value,) in other.rows(f"{query} WHERE {key} IN ({', '.join('?' * len(some))})", some)
        )
    return len(set(wanted) - known)
