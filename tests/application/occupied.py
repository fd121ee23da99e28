"""What befalls the state: others occupy its databases or damage them, the disk is full."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from segur_tui.application.record.schema import FILE_NAME as RECORD
from segur_tui.application.record.store import Store
from segur_tui.application.state.database import FILE_NAME as DRAFTS
from segur_tui.application.state.database import open_database
from tests.settings import SETTINGS

__all__ = ("DRAFTS", "RECORD", "changed", "no_file_beyond", "occupied")


@contextmanager
def occupied(
    state: Path, how: Literal["IMMEDIATE", "EXCLUSIVE"] = "EXCLUSIVE", database: str = DRAFTS
) -> Iterator[None]:
    """Keep others from writing in a database, or from reading it too, for the time of a block."""
    open_database(SETTINGS).close()
    with Store.opened(SETTINGS):
        pass
    other = sqlite3.connect(state / database, isolation_level=None)
    other.execute(f"BEGIN {how}")
    try:
        yield
    finally:
        other.close()


def changed(state: Path, statement: str, database: str = DRAFTS) -> None:
    """Change what a database holds behind the program's back."""
    connection = sqlite3.connect(state / database)
    with connection:
        connection.execute(statement)
    connection.close()


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let no file grow beyond a size in bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
