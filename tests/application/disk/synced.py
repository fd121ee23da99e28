"""What is brought to the disk itself, in order: a power cut loses what only the memory has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest


class Synced(NamedTuple):
    """A file or folder that was brought to the disk: its bytes then, and the names that could be seen then."""

    inode: int
    size: int
    seen: frozenset[str]


@contextmanager
def synced(folder: Path) -> Iterator[list[Synced]]:
    """Note what is brought to the disk in the time of a block, and what could be seen in a folder meanwhile."""
    done: list[Synced] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        status = os.fstat(descriptor)
        seen = frozenset(path.name for path in folder.iterdir() if not path.name.startswith("."))
        done.append(Synced(status.st_ino, status.st_size, seen))
        fsync(descriptor)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", noted)
        yield done


def assert_whole_before_seen(done: list[Synced], *paths: Path) -> None:
    """Assert that every byte of these files was on the disk before the first of them could be seen."""
    names = {path.name for path in paths}
    for path in paths:
        status = path.stat()
        assert status.st_size in {each.size for each in done if each.inode == status.st_ino}, path.name
        assert not any(names & each.seen for each in done if each.inode == status.st_ino), path.name


def assert_named_at_last(done: list[Synced], *paths: Path) -> None:
    """Assert that the names of these files were brought to the disk when all of them stood."""
    assert done[-1].inode == paths[0].parent.stat().st_ino
    assert done[-1].seen >= {path.name for path in paths}
