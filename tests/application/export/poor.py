"""File systems that cannot do all: shares of a network, USB keys."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
from collections.abc import Sequence
from typing import Any

import pytest


def poor(monkeypatch: pytest.MonkeyPatch, lacking: Sequence[str]) -> None:
    """Let the system refuse what some file systems do not have."""
    open_, link = os.open, os.link

    def opened(path: Any, flags: int, *mode: int, **where: Any) -> int:
        if "nameless files" in lacking and flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(errno.EOPNOTSUPP, "no nameless file")
        return open_(path, flags, *mode, **where)

    def linked(*names: str, **where: Any) -> None:
        if "links" in lacking:
            raise OSError(errno.EPERM, "no link")
        link(*names, **where)

    def locked(*_: int) -> None:
        raise OSError(errno.ENOLCK, "no lock")

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(os, "link", linked)
    if "locks" in lacking:
        monkeypatch.setattr(fcntl, "flock", locked)
    if "renames to free names" in lacking:
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())


LACKING = [
    ("nameless files",),
    ("links",),
    ("nameless files", "links"),
    ("links", "renames to free names"),
    ("locks",),
    ("nameless files", "links", "renames to free names", "locks"),
]
