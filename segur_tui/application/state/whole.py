"""Files of the program's own that are made whole, with their access, and what is left where that was cut off."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from segur_tui.application.disk.whole_files import Staged, appear, withdraw
from segur_tui.application.state.access import Access

_UNFINISHED = re.compile(r"\.(?P<name>.+?)-(?:(?P<process>\d+)-)?[0-9a-f]{16}\.tmp")


def write_whole(path: Path, content: bytes, access: Access) -> None:
    """Make a file, whole and with its access from its first moment on.

    Raises FileExistsError where there is one, and OSError.
    """
    with _written(path, content, access) as (folder, unfinished):
        appear(folder, [Staged(-1, unfinished)], [path.name])


def write_over(path: Path, content: bytes, access: Access) -> None:
    """Make a file, whole and with its access, in the place of one that may be there; raises OSError."""
    with _written(path, content, access) as (folder, unfinished):
        os.rename(unfinished, path.name, src_dir_fd=folder, dst_dir_fd=folder)


def unfinished_in(folder: Path, name: str = "") -> list[Path]:
    """Return what is left in a folder of files of a name, or any, that were being made; raises OSError.

    That of programs which still run is not left.
    """
    return [
        path
        for path in sorted(folder.iterdir())
        if (parts := _UNFINISHED.fullmatch(path.name))
        and name in {"", parts["name"]}
        and not (parts["process"] and _runs(int(parts["process"])))
    ]


def remove_unfinished(folder: Path, name: str = "") -> None:
    """Remove what is left of this account's, where it is certain that nobody goes on with it."""
    with suppress(OSError):
        for path in unfinished_in(folder, name):
            parts = _UNFINISHED.fullmatch(path.name)
            if parts and parts["process"] and path.lstat().st_uid == os.getuid():
                path.unlink()


@contextmanager
def folder_of(path: Path) -> Iterator[int]:
    """Open the folder of a file for the time of a block; raises OSError."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield folder
    finally:
        os.close(folder)


@contextmanager
def _written(path: Path, content: bytes, access: Access) -> Iterator[tuple[int, str]]:
    """Write a file under a hidden name for the time of a block, by the end of which it has its own."""
    remove_unfinished(path.parent, path.name)
    unfinished = f".{path.name}-{os.getpid()}-{os.urandom(8).hex()}.tmp"
    with folder_of(path) as folder:
        try:
            with open(path.with_name(unfinished), "xb", opener=partial(os.open, mode=Access().mode)) as file:
                file.write(content)
                access.give(file.fileno())
                file.flush()
                os.fsync(file.fileno())
            # No descriptor is open by then: when one is closed, all locks that this process has on it are gone.
            yield folder, unfinished
            os.fsync(folder)
        finally:
            withdraw(folder, [unfinished])


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
