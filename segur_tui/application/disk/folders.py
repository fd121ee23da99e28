"""Folders that are there, that are to come, or that cannot be."""

from __future__ import annotations

import os
from contextlib import suppress
from errno import EACCES, ENOTDIR
from itertools import takewhile
from pathlib import Path

from segur_tui.application.disk.system import explain
from segur_tui.format.value_type import value_type


def is_folder(path: Path) -> bool:
    """Return whether a folder is there; one that the system does not let be looked at is not."""
    return os.path.isdir(path)  # noqa: PTH112 (Path.is_dir raises where the system refuses)


def no_folder(path: Path) -> str:
    """Return in French what a path is that is not that of a folder which can be listed."""
    try:
        if is_folder(path):
            os.scandir(path).close()
        else:
            path.stat()
    except FileNotFoundError:
        return "n’existe pas"
    except OSError as error:
        return f"ne s’ouvre pas : {explain(error)}"
    return "n’est pas un dossier"


def in_the_way(folder: Path) -> Path | None:
    """Return the path that is no folder where one is to be, itself or above it; None when there is none."""
    there = next((path for path in (folder, *folder.parents) if os.path.exists(path)), None)  # noqa: PTH110 (as above)
    return None if there is None or is_folder(there) else there


def folder_to_come(folder: Path) -> str:
    """Return a folder in words before anything is written there: to be created, or impossible."""
    if is_folder(folder):
        return str(folder)
    blocking = in_the_way(folder)
    if blocking is None:
        return f"{folder} (ce dossier sera créé)"
    return f"{folder} ({'ce' if blocking == folder else blocking} n’est pas un dossier)"


def resolved(path: Path) -> Path:
    """Return a path with its links followed, as far as they lead somewhere: a loop of links stays as it is."""
    return Path(os.path.realpath(path))  # Path.resolve raises there


def ensure_it_takes_files(folder: Path) -> None:
    """See that a file can be made in a folder, which may be to come; raises OSError."""
    with suppress(FileNotFoundError):
        folder.lstat()
    present = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    if not is_folder(present):
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR))
    if not os.access(present, os.W_OK | os.X_OK, effective_ids=True):
        raise PermissionError(EACCES, os.strerror(EACCES))


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Create a folder that is not there, and those above it, to outlive a power cut; raises OSError."""
    if is_folder(folder):
        return
    with suppress(FileNotFoundError):
        folder.lstat()  # where it cannot be, nothing is made above it
    to_come = takewhile(lambda path: not os.path.lexists(path), folder.parents)
    for each in (*reversed([*to_come]), folder):
        each.mkdir(mode=mode if each == folder else 0o777, exist_ok=True)
        sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """Let what changed among the names of a folder outlive a power cut, where its file system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@value_type
class Completion:
    """A folder's path as far as it goes on without a choice, and the names of the folders that it may mean."""

    text: str
    names: tuple[str, ...] = ()


def completed(typed: str) -> Completion:
    """Return the completion of a folder's path as it is typed, `~` included: as shells do, by folders alone.

    Hidden ones count once their dot is typed; names that a terminal cannot show as they are never do.
    """
    head, slash, start = typed.rpartition("/")
    if not slash and typed.startswith("~"):
        return Completion(typed if _folders_in(typed) is None else f"{typed}/")
    names = sorted(
        name
        for name in _folders_in(head + slash, start) or ()
        if name.isprintable() and (start or not name.startswith("."))
    )
    if not names:
        return Completion(typed)
    end = "/" if len(names) == 1 else ""
    start = os.path.commonprefix(names)  # noqa: RUF071 (of names, not of paths)
    return Completion(f"{head}{slash}{start}{end}", tuple(names))


def _folders_in(folder: str, start: str = "") -> list[str] | None:
    """Return the names of the folders in one, which is given as it is typed; None where it cannot be read."""
    with suppress(OSError, RuntimeError, ValueError), os.scandir(Path(folder).expanduser()) as entries:
        return [entry.name for entry in entries if entry.name.startswith(start) and is_folder(Path(entry.path))]
    return None
