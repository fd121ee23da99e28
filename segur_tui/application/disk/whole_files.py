"""Files that appear in a folder whole, under a free name, several at once or none.

The content is first written without a name; it gets its name by a link, which fails where
the name is taken. File systems that cannot do so get the nearest thing they can.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from operator import methodcaller
from typing import BinaryIO

from segur_tui.format.value_type import value_type

_MODE = 0o666
_CHUNK = 1 << 18
_CANNOT = {errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL, errno.EPERM, errno.EMLINK, errno.ENOSYS}


@value_type
class Staged:
    """A content on disk that has no public name yet: an open file, and its hidden name where it needs one."""

    descriptor: int
    hidden: str | None


def staged(folder: int, contents: Iterable[bytes]) -> AbstractContextManager[list[Staged]]:
    """Write contents into a folder, given by its descriptor, so that none is seen; raises OSError."""
    return staged_by(folder, (methodcaller("write", content) for content in contents))


@contextmanager
def staged_by(folder: int, writers: Iterable[Callable[[BinaryIO], object]]) -> Iterator[list[Staged]]:
    """Let each writer fill a file of a folder that is not seen; raises OSError, and what the writers raise."""
    files: list[Staged] = []
    try:
        for write in writers:
            file = _nameless(folder)
            files.append(file)
            with open(file.descriptor, "w+b", closefd=False) as content:
                write(content)
            os.fsync(file.descriptor)
        yield files
    finally:
        for file in files:
            os.close(file.descriptor)
            if file.hidden is not None:
                with suppress(OSError):
                    os.unlink(file.hidden, dir_fd=folder)


@contextmanager
def hidden(
    folder: int, files: Sequence[Staged], start: str, are_to_stay: Callable[[], bool] = lambda: False
) -> Iterator[list[Staged]]:
    """Give staged files hidden names that begin alike, for the time of a block, or to stay; raises OSError."""
    named: list[Staged] = []
    try:
        for file in files:
            name = f"{start}{os.urandom(8).hex()}.tmp"
            named.append(Staged(file.descriptor, name))
            _hide(folder, file, name)
        yield named
    finally:
        if not are_to_stay():
            withdraw(folder, [str(file.hidden) for file in named])


def _hide(folder: int, file: Staged, name: str) -> None:
    before = file.hidden
    if before is None:
        try:
            _link_nameless(folder, file, name)
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
            before = _copied(folder, file).hidden
        else:
            return
    os.rename(str(before), name, src_dir_fd=folder, dst_dir_fd=folder)


def appear(folder: int, files: Sequence[Staged], names: Sequence[str], *, leave_hidden: bool = False) -> None:
    """Give staged files their names; raises FileExistsError when one is taken, and then none appears.

    With `leave_hidden` each loses its hidden name as it gets its own, so that the one tells of the other.
    """
    done: list[tuple[Staged, str]] = []
    try:
        for file, name in zip(files, names, strict=True):
            _link(folder, file, name)
            done.append((file, name))
            if leave_hidden and file.hidden is not None:
                withdraw(folder, [file.hidden])
    except BaseException:
        take_back(folder, done)
        raise


def take_back(folder: int, appeared: Iterable[tuple[Staged, str]]) -> None:
    """Take their names back from files that have just appeared; those that had hidden ones have them again."""
    for file, name in appeared:
        if file.hidden is not None:
            with suppress(OSError):
                os.rename(name, file.hidden, src_dir_fd=folder, dst_dir_fd=folder)
        withdraw(folder, [name])  # a rename between two names of one file does nothing


def withdraw(folder: int, names: Iterable[str]) -> None:
    """Remove names of files."""
    for name in names:
        with suppress(OSError):
            os.unlink(name, dir_fd=folder)


def _nameless(folder: int) -> Staged:
    try:
        return Staged(os.open(".", os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, _MODE, dir_fd=folder), None)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    return hidden_file(folder)


def hidden_file(folder: int) -> Staged:
    """Stage an empty file under a hidden name, where the file system has no nameless ones."""
    name = f".segur-tui-{os.urandom(8).hex()}.tmp"
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    return Staged(os.open(name, flags, _MODE, dir_fd=folder), name)


def _link(folder: int, file: Staged, name: str) -> None:
    try:
        if file.hidden is None:
            _link_nameless(folder, file, name)
        else:
            os.link(file.hidden, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        claim_name(folder, file, name)


def _link_nameless(folder: int, file: Staged, name: str) -> None:
    os.link(f"/proc/self/fd/{file.descriptor}", name, dst_dir_fd=folder, follow_symlinks=True)


def claim_name(folder: int, file: Staged, name: str) -> None:
    """Give a file its name where links are impossible: by a rename that takes nobody's place.

    Where the system has no such rename either, the name is taken by an empty file first. That one is
    seen for a moment, and stays where the program is killed right then: there, this cannot be promised.
    """
    hidden = file.hidden
    # It may have had a name already, and lost it again.
    if hidden is None or not os.access(hidden, os.F_OK, dir_fd=folder, follow_symlinks=False):
        hidden = str(_copied(folder, file).hidden)
    try:
        if not rename_to_free_name(folder, hidden, name):
            _put_over_empty(folder, hidden, name)
    except BaseException:
        if hidden != file.hidden:
            withdraw(folder, [hidden])
        raise


def _put_over_empty(folder: int, hidden: str, name: str) -> None:
    os.close(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _MODE, dir_fd=folder))
    try:
        os.replace(hidden, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        withdraw(folder, [name])
        raise


def _copied(folder: int, file: Staged) -> Staged:
    copy = hidden_file(folder)
    try:
        with open(copy.descriptor, "w+b", closefd=False) as content:
            while chunk := os.pread(file.descriptor, _CHUNK, content.tell()):
                content.write(chunk)
        os.fsync(copy.descriptor)
    except BaseException:
        withdraw(folder, [str(copy.hidden)])
        raise
    finally:
        os.close(copy.descriptor)
    return copy


_NO_REPLACE = 1
"""RENAME_NOREPLACE of renameat2(2)."""
_CANNOT_RENAME = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM}


def rename_to_free_name(folder: int, before: str, after: str) -> bool:
    """Rename a file at once, if the system can, and return whether; raises FileExistsError and OSError."""
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    old, new = ctypes.c_char_p(os.fsencode(before)), ctypes.c_char_p(os.fsencode(after))
    if call(folder, old, folder, new, ctypes.c_uint(_NO_REPLACE)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT_RENAME:
        return False
    raise OSError(code, os.strerror(code), before, None, after)
