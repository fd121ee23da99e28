"""The kind of database that holds the record, which the settings name: nothing else knows it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib import import_module
from types import ModuleType

from segur_tui.application.disk.event_loop import load_asyncio
from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.division import mine
from segur_tui.application.record.place import as_unknown, record_path
from segur_tui.application.record.schema import RECORD, RecordUnknown
from segur_tui.application.record.store import SqliteStore, Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.access import Access
from segur_tui.application.state.database import PATIENCE
from segur_tui.application.state.folder import StateBusy, StateUnavailable
from segur_tui.application.state.sqlite_file import is_there, make_file


def open_record(
    settings: Settings, patience: Patience = PATIENCE, *, to_read: bool = False, as_it_is: bool = False
) -> AbstractContextManager[Store]:
    """Open the record for the time of a block; `to_read` makes none: one that was never made is empty.

    A configured one is made by `create` alone: where it is not there, it is unknown. So is one that an earlier
    program has made, where it is to stay `as_it_is`; it is brought to the present version else.
    """
    if isinstance(settings.record, str):
        at: Callable[..., AbstractContextManager[Store]] = _on_server().PostgresqlStore.at
        return at(settings.record, patience, as_it_is=as_it_is)
    return SqliteStore.at_home(settings, patience, to_read=to_read, as_it_is=as_it_is)


def create(settings: Settings, patience: Patience = PATIENCE) -> bool:
    """Make the record where there is none, and tell whether it was made; raises RecordUnknown."""
    if isinstance(settings.record, str):
        return bool(_on_server().create(settings.record, patience))
    with as_unknown():
        path = record_path(settings)
        with RECORD.refusing.at(path):
            is_new = not is_there(path)
            if is_new and settings.record is not None:
                make_file(path, RECORD, Access.of(path.parent))
        with open_record(settings, patience) as store:
            store.identity()
        return is_new


def _on_server() -> ModuleType:
    """Return the module of records on PostgreSQL servers; raises RecordUnknown where its library is missing."""
    try:
        load_asyncio()
        return import_module("segur_tui.application.record.postgresql.store")
    except ImportError:
        raise RecordUnknown(
            f"{RECORD.refusing.called} est sur un serveur PostgreSQL, et psycopg n’est pas installé : "
            "pip install 'segur-tui[postgresql]'"
        ) from None


def is_occupied(settings: Settings, patience: Patience) -> bool:
    """Tell whether others still occupy the drafts or the record when the patience is over.

    What cannot serve for another reason is not occupied, nor is a record on a server: it lets all read.
    """
    try:
        with mine(settings, patience):
            pass
        if isinstance(settings.record, str):
            return False
        with open_record(settings, patience, to_read=True) as store:
            store.identity()
    except StateBusy:
        return True
    except StateUnavailable:
        return False
    return False
