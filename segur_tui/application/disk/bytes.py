"""The bytes of an ordinary file of reasonable size: pipes and devices are never waited for."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from segur_tui.application.disk.system import explain
from segur_tui.format.reading import TooMuch, Unreadable
from segur_tui.format.wording import weight

MOST_BYTES = 8_000_000
"""Bytes of a file that is read; 200 demandes take about 200,000."""

_CHUNK = 1_000_000


STANDARD_INPUT = Path("-")
"""Standard input, among paths: this very object, for a file may bear the same name."""


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file, or of standard input, of reasonable size; raises Unreadable."""
    if path is STANDARD_INPUT:
        return _read_standard_input()
    with regular(path) as file:
        # One that grows meanwhile is not waited for; those that the system makes tell no size.
        return file.read(max(os.fstat(file.fileno()).st_size, _CHUNK))


@contextmanager
def regular(path: Path) -> Iterator[BufferedReader]:
    """Open a regular file of reasonable size for the time of a block; raises Unreadable for anything else."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise Unreadable(explain(error) if isinstance(error, OSError) else "nom de fichier impossible") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("ce n’est pas un fichier ordinaire")
        if status.st_size > MOST_BYTES:
            raise _too_much(weight(status.st_size))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            yield file
    except OSError as error:
        raise Unreadable(explain(error)) from None
    finally:
        os.close(descriptor)


def content_mark(path: Path) -> str:
    """Return what changes when a file's content does, empty where it cannot be looked at."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_dev}/{status.st_ino}/{status.st_size}/{status.st_mtime_ns}/{status.st_ctime_ns}"


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise Unreadable("l’entrée standard est fermée")
    try:
        content = sys.stdin.buffer.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unreadable(explain(error)) from None
    if len(content) > MOST_BYTES:
        raise _too_much(f"plus de {weight(MOST_BYTES)}")
    return content


def _too_much(size: str) -> TooMuch:
    from segur_tui.format.profiles import PROFILES  # nobody else here asks for a format

    most = max(profile.most_lines for profile in PROFILES)
    return TooMuch(f"{size} ; l’ASP prend {most} demandes par fichier, soit 0,2\N{NO-BREAK SPACE}Mo : coupez-le")
