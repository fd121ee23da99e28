"""Sessions of the interface: whether the one that has a file open is still there."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from segur_tui.application.disk.system import explain
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.access import Access
from segur_tui.application.state.folder import StateUnavailable, ensure_state_folder, state_folder
from segur_tui.application.state.writer import account
from segur_tui.format.value_type import value_type

_FOLDER, _SUFFIX = "sessions", ".lock"


@value_type
class Holder:
    """Another session that has a file open: who and from where, in French, and since when.

    One that `has_left` has closed the file again; `since` is then when it changed the draft last.
    """

    whence: str
    since: datetime
    has_left: bool = False


class Session:
    """One run of the interface, alive to others from when its identity is first asked for until it ends.

    `given` are the files and folders that it was begun with.
    """

    def __init__(self, settings: Settings, given: Sequence[Path] = ()) -> None:
        self.settings, self.given = settings, tuple(given)
        self.whence = _whence()
        self._identity = ""
        self._lock = -1

    @property
    def identity(self) -> str:
        """Return the identity of the session; raises StateUnavailable when none can be had."""
        if not self._identity:
            self._begin(uuid4().hex)
        return self._identity

    def end(self) -> None:
        """End the session, if it has begun."""
        if self._identity:
            with suppress(OSError, StateUnavailable):
                _lock_of(self._identity, self.settings).unlink()
            os.close(self._lock)
            self._identity = ""

    def _begin(self, identity: str) -> None:
        ensure_state_folder(self.settings)
        path = _lock_of(identity, self.settings)
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            Access(0o700).ensure(path.parent)
            self._lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        except OSError as error:
            raise StateUnavailable(
                f"le dossier d’état {path.parent} ne peut pas servir : {explain(error)}"
            ) from None
        self._identity = identity


def is_live(identity: str, settings: Settings) -> bool:
    """Tell whether a session still runs: the system frees its lock when it ends, however it ends."""
    path = _lock_of(identity, settings)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)  # also where nothing can be written
    except (OSError, ValueError):
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        with suppress(OSError):
            path.unlink()  # what a killed session has left
        return False
    finally:
        os.close(descriptor)


def _lock_of(identity: str, settings: Settings) -> Path:
    return state_folder(settings) / _FOLDER / f"{Path(identity).name}{_SUFFIX}"


def _whence() -> str:
    """Return the account, its terminal, and the address that SSH names, in French."""
    address = (os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_CLIENT") or "").partition(" ")[0]
    terminal = _terminal()
    parts = (account(), f"terminal {terminal}" if terminal else "", f"depuis {address}" if address else "")
    return ", ".join(filter(None, parts))


def _terminal() -> str:
    """Return the name of the terminal, by the descriptors: an interface puts other streams over them."""
    for descriptor in (2, 0, 1):
        with suppress(OSError):
            return os.ttyname(descriptor).removeprefix("/dev/")
    return ""
