"""The ownership of folders and files: who besides their owner and root could have put something into them."""

from __future__ import annotations

import grp
import os
import pwd
import shlex
import stat
from contextlib import suppress
from functools import cache
from pathlib import Path

_ROOT = 0


def distrusted(path: Path) -> str:
    """Return in French why what is at a path is not to be used: others could have written it; else empty.

    It must be one's own or root's, and writable by nobody else; what a group of its owner alone may write is fine,
    and all is where the file system keeps no modes. The folders above do not matter: who may put another in its
    place cannot make it one's own. Raises OSError.
    """
    status = path.stat()
    if status.st_uid not in {os.geteuid(), _ROOT}:
        return f"appartient à un autre compte ({account_called(status.st_uid)})"
    if status.st_mode & stat.S_IWOTH:
        who = "tous les comptes"
    elif status.st_mode & stat.S_IWGRP and not is_own_group(status.st_gid, status.st_uid):
        who = f"le groupe {group_called(status.st_gid)}"
    else:
        return ""
    if not keeps_modes(path if stat.S_ISDIR(status.st_mode) else path.resolve().parent):
        return ""
    return f"est ouvert en écriture à d’autres ({who}) ; « chmod go-w {shlex.quote(str(path))} » le ferme"


def distrusted_by_team(folder: Path) -> str:
    """Return in French why a folder is not to be used by those who share it; else empty.

    It must not be writable by all, and be one's own, root's, or of a group that one is in. Raises OSError.
    """
    status = folder.stat()
    if status.st_mode & stat.S_IWOTH:
        return (
            "est ouvert en écriture à d’autres (tous les comptes) ; "
            f"« chmod o-w {shlex.quote(str(folder))} » le ferme"
        )
    is_member = status.st_gid in {os.getegid(), *os.getgroups()} or os.geteuid() == _ROOT
    if status.st_uid in {os.geteuid(), _ROOT} or is_member:
        return ""
    group, account = group_called(status.st_gid), account_called(status.st_uid)
    return f"appartient à un autre compte ({account}), et vous n’êtes pas de son groupe ({group})"


@cache
def is_own_group(group: int, account: int) -> bool:
    """Tell whether a group is an account's own: its primary one, of which nobody else is a member."""
    try:
        known = pwd.getpwuid(account)
    except KeyError:
        return False
    members = {each.pw_name for each in pwd.getpwall() if each.pw_gid == group}
    with suppress(KeyError):
        members.update(grp.getgrgid(group).gr_mem)
    return known.pw_gid == group and members <= {known.pw_name}


def keeps_modes(folder: Path) -> bool:
    """Tell whether files of a folder keep the modes that they are given: on exFAT and NTFS they do not.

    It is tried; where nothing can be written, they are taken to be kept.
    """
    from tempfile import TemporaryFile  # only where it is asked for: it takes long to load

    with suppress(OSError), TemporaryFile(dir=folder) as tried:
        return not os.fstat(tried.fileno()).st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    return True


def account_called(number: int) -> str:
    """Return the name of an account, or its number where it has none."""
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def group_called(number: int) -> str:
    """Return the name of a group, or its number where it has none."""
    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)
