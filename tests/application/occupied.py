"""What befalls the state: others occupy its database or damage it, the disk is full."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from segur_tui.application.state.database import FILE_NAME, open_database
from tests.settings import SETTINGS


@contextmanager
def occupied(state: Path, how: Literal["IMMEDIATE", "EXCLUSIVE"] = "EXCLUSIVE") -> Iterator[None]:
    """Keep others from writing in the database, or from reading it too, for the time of a block."""
    open_database(SETTINGS).close()
    other = sqlite3.connect(state / FILE_NAME, isolation_level=None)
    other.execute(f"BEGIN {how}")
    try:
        yield
    finally:
        other.close()


def changed(state: Path, statement: str) -> None:
    """Change what the database holds behind the program's back."""
    connection = sqlite3.connect(state / FILE_NAME)
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
