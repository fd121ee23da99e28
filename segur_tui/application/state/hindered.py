"""What keeps the files of a database from serving: what lies at their paths, and the rights that are missing."""

from __future__ import annotations

import errno
import os
import shlex
import stat
from contextlib import suppress
from pathlib import Path

from segur_tui.application.disk.whose import account_called, group_called

_OF_SQLITE = ("", "-journal", "-wal", "-shm")
"""What the names of the files of a database end in: its own, and those that SQLite puts beside it."""
_OF_GROUP = stat.S_IRGRP | stat.S_IWGRP


def hindrance(database: Path) -> str:
    """Return in French what keeps the files of a database, its folder included, from serving; else empty."""
    if not database.is_absolute():
        return ""  # in memory, or on a server
    who = account_called(os.geteuid())
    for folder in reversed(database.parents):
        if os.path.lexists(folder) and not os.access(folder, os.X_OK, effective_ids=True):
            return f"il manque à {who} le droit d’entrer dans le dossier {folder}"
    with suppress(OSError):
        for end in _OF_SQLITE:
            if why := _wrong_at(database.with_name(f"{database.name}{end}")):
                return why
        if not os.path.lexists(database.with_name(f"{database.name}-journal")) and not _may(folder, os.W_OK):
            return f"il manque à {who} le droit d’écrire dans le dossier {folder}"
    return ""


def ensure_none_is_waited_for(database: Path) -> None:
    """Raise OSError where a file of a database is a pipe or the like: SQLite would wait for it without end."""
    for end in _OF_SQLITE:
        with suppress(FileNotFoundError, NotADirectoryError):
            mode = database.with_name(f"{database.name}{end}").stat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))


def _wrong_at(path: Path) -> str:
    """Return in French what is wrong with what is at a path, if anything; raises OSError."""
    if not os.path.lexists(path):
        return ""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        target, todo = path.parent / path.readlink(), "rétablissez ce fichier, ou retirez le lien"
        return f"{path.name} est un lien vers {target}, qui n’est pas là ; {todo}"
    if stat.S_ISDIR(mode):
        return f"{path.name} est un dossier, et un fichier est attendu ; renommez ce dossier"
    if not stat.S_ISREG(mode):
        return f"{path.name} n’est pas un fichier ordinaire ; renommez-le"
    rights = ((os.R_OK, "de lire"), (os.W_OK, "d’écrire dans"))
    if missing := [words for right, words in rights if not _may(path, right)]:
        return (
            f"il manque à {account_called(os.geteuid())} le droit {' et '.join(missing)} {path.name}{_given(path)}"
        )
    return ""


def _may(path: Path, right: int) -> bool:
    """Tell whether one has a right on a path, or nobody has it, as the disk is read-only."""
    return os.access(path, right, effective_ids=True) or bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def _given(path: Path) -> str:
    """Return in French who gives the rights on a file, and by which commands: as its folder is shared, or not."""
    file, folder, name = path.stat(), path.parent.stat(), shlex.quote(str(path))
    if file.st_uid == os.geteuid():
        return f" ; « chmod u+rw {name} » le donne"
    if not folder.st_mode & stat.S_IRWXG:
        return f" ; root le donne par « chown {account_called(os.geteuid())} {name} »"
    group = [f"chgrp {group_called(folder.st_gid)} {name}"] if file.st_gid != folder.st_gid else []
    mode = [] if file.st_mode & _OF_GROUP == _OF_GROUP else [f"chmod g+rw {name}"]
    if not folder.st_mode & stat.S_IWGRP:
        mode.append(f"chmod g+w {shlex.quote(str(path.parent))}")
    owner = dict.fromkeys((account_called(file.st_uid), "root"))
    return f" ; {' ou '.join(owner)} le donne par « {' && '.join((*group, *mode))} »" if group or mode else ""
