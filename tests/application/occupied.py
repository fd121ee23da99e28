"""What befalls the state: others occupy its databases or damage them, the disk is full."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from segur_tui.application.record.engines import open_record
from segur_tui.application.record.schema import FILE_NAME as RECORD
from segur_tui.application.state.database import FILE_NAME as DRAFTS
from segur_tui.application.state.database import open_database
from tests.postgresql import on_server
from tests.settings import SETTINGS

_PAGE, _LEAF_OF_INDEX, _NUMBER = 4096, 10, b"FINMDV000001"

__all__ = ("DRAFTS", "RECORD", "changed", "no_file_beyond", "occupied", "with_an_index_that_does_not_find_it")


@contextmanager
def occupied(
    state: Path, how: Literal["IMMEDIATE", "EXCLUSIVE"] = "EXCLUSIVE", database: str = DRAFTS
) -> Iterator[None]:
    """Keep others from writing in a database, or from reading it too, for the time of a block."""
    if database == RECORD and isinstance(SETTINGS.record, str):
        from segur_tui.application.record.postgresql.tables import LOCK

        with on_server(SETTINGS.record) as connected, connected.transaction():
            connected.execute(LOCK.format(0))
            if how == "EXCLUSIVE":
                connected.execute("LOCK TABLE record, exported_file, seen_file, settled_answer")
            yield
        return
    open_database(SETTINGS).close()
    with open_record(SETTINGS):
        pass
    other = sqlite3.connect(state / database, isolation_level=None)
    other.execute(f"BEGIN {how}")
    try:
        yield
    finally:
        other.close()


def changed(state: Path, statement: str, database: str = DRAFTS) -> None:
    """Change what a database holds behind the program's back."""
    if database == RECORD and isinstance(SETTINGS.record, str):
        with on_server(SETTINGS.record) as connected:
            connected.execute(statement.replace("PRAGMA user_version =", "UPDATE record SET version =").encode())
        return
    connection = sqlite3.connect(state / database)
    with connection:
        connection.execute(statement)
    connection.close()


def with_an_index_that_does_not_find_it(state: Path) -> None:
    """Damage the record so that the first demande is in it, and is not found."""
    content = (state / RECORD).read_bytes()
    starts = [at for at in range(0, len(content), _PAGE) if content[at] == _LEAF_OF_INDEX]
    at = next(found for start in starts if (found := content.find(_NUMBER, start, start + _PAGE)) > 0)
    (state / RECORD).write_bytes(content[:at] + b"X" + content[at + 1 :])


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let no file grow beyond a size in bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
