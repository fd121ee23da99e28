"""A rename that never takes another file's place, which Python does not offer."""

from __future__ import annotations

import errno
import os

_NO_REPLACE = 1
"""RENAME_NOREPLACE of renameat2(2)."""
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM}


def rename_to_free_name(folder: int, before: str, after: str) -> bool:
    """Rename a file of a folder, given by its descriptor, at once; return whether the system can do so.

    Raises FileExistsError where the name is taken, and OSError.
    """
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    old, new = ctypes.c_char_p(os.fsencode(before)), ctypes.c_char_p(os.fsencode(after))
    if call(folder, old, folder, new, ctypes.c_uint(_NO_REPLACE)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), before, None, after)
