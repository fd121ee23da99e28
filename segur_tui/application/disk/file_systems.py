"""The file systems on which locks do not keep the programs of several hosts, or of one, apart."""

from __future__ import annotations

import os
from pathlib import Path

_LOCKLESS = {
    0x6969: "NFS",
    0x517B: "SMB",
    0xFF534D42: "SMB",
    0xFE534D42: "SMB",
    0x65735546: "FUSE",
    0x564C: "NCP",
    0x01021997: "9P",
    0x5346414F: "AFS",
    0x6B414653: "AFS",
    0x73757245: "Coda",
    0x0BD00BD0: "Lustre",
    0x786F4256: "VirtualBox",
}
"""Their names by the type that statfs(2) tells (linux/magic.h and the sources of the kernel)."""
_LARGEST = 1024
"""Bytes: more than any system's `struct statfs`, which begins with the type."""


def lockless(path: Path) -> str:
    """Return the name of the file system of a path where locks cannot be relied on; else, or if unknown, empty."""
    import ctypes

    told = ctypes.create_string_buffer(_LARGEST)
    statfs = getattr(ctypes.CDLL(None), "statfs", None)
    if statfs is None or statfs(os.fsencode(path), told) != 0:
        return ""
    return _LOCKLESS.get(ctypes.c_long.from_buffer(told).value & 0xFFFFFFFF, "")
