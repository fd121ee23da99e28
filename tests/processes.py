"""The processes of this machine, as /proc tells them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.terminal import PATIENCE

_STATE, _PARENT = 0, 1
"""Places in what follows the name in /proc/PID/stat."""


def running(*words: str) -> list[int]:
    """Return the processes whose command begins with these words, and that have not ended."""
    wanted = "".join(f"{word}\0" for word in words).encode()
    return [pid for pid in _all() if _read(pid, "cmdline").startswith(wanted) and not has_ended(pid)]


def descendants(pid: int, name: str = "") -> list[int]:
    """Return the processes of a name that a process, or its descendants of that name, have started."""
    children = [child for child in _all() if _numbers(child)[_PARENT : _PARENT + 1] == [str(pid)]]
    named = [child for child in children if _read(child, "comm").startswith(name.encode())]
    return [*named, *(below for child in named for below in descendants(child, name))]


def has_ended(pid: int) -> bool:
    """Return whether a process is no more, or waits for its parent to hear of its end."""
    return _numbers(pid)[_STATE : _STATE + 1] in ([], ["Z"])


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Wait until a condition holds; fail when it never does."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"never so: {what}"
        time.sleep(0.02)


def _all() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())


def _numbers(pid: int) -> list[str]:
    return _read(pid, "stat").rpartition(b") ")[2].decode().split()


def _read(pid: int, what: str) -> bytes:
    with contextlib.suppress(OSError):  # it has ended meanwhile
        return Path(f"/proc/{pid}/{what}").read_bytes()
    return b""
