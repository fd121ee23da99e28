"""The writer of an export: its account, host and process, which a later one of the same number is not."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from segur_tui.format.value_type import value_type

_UNKNOWN = "-"
_ENDED = {"Z", "X"}
"""States, in /proc/PID/stat, of a process that does nothing any more."""


@value_type
class Writer:
    """A process that writes: its account, its host, and what tells it from every other one there.

    `process` is the boot of the system, the namespace of its numbers, its number, and when it began.
    """

    account: str
    host: str
    process: str

    @classmethod
    def present(cls) -> Writer:
        """Return this process."""
        return cls(*account_and_host(), f"{_boot()} {_namespace()} {os.getpid()} {_began(os.getpid())}")

    @property
    def words(self) -> str:
        """Return whose it is, in French."""
        return f"{self.account} sur {self.host}"

    @property
    def is_own(self) -> bool:
        """Tell whether it is of this account and this host: nobody else can tell whether it still runs."""
        return (self.account, self.host) == account_and_host()

    @property
    def is_gone(self) -> bool:
        """Tell whether it has certainly ended; it is to be one's own."""
        boot, namespace, number, began = self.process.split(" ")
        if boot != _boot():
            return True
        return namespace == _namespace() and _began(int(number)) != began


def account_and_host() -> tuple[str, str]:
    """Return the names of this account and this host."""
    return account(), os.uname().nodename


def is_here(host: str) -> bool:
    """Tell whether a host that wrote a file is this one, as that of an earlier program is, which noted none.

    Whether a file of another host is gone is not known here.
    """
    return host in {"", os.uname().nodename}


def whose_here() -> str:
    """Return this account and this host, in French."""
    return " sur ".join(account_and_host())


def by_others(whose: str) -> str:
    """Return in French who did something, to be put behind it; nothing of this account here, or of nobody."""
    return f", par {whose}" if whose not in {"", whose_here()} else ""


def account() -> str:
    """Return the name of this account."""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"compte {os.getuid()}"


def _boot() -> str:
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return _UNKNOWN


def _namespace() -> str:
    with suppress(OSError):
        return str(Path("/proc/self/ns/pid").readlink())
    return _UNKNOWN


def _began(number: int) -> str:
    """Return when a process began, in ticks since the boot; nothing is known of one that has ended."""
    with suppress(OSError):
        # Its name stands between brackets, and may hold anything.
        state, *numbers = Path(f"/proc/{number}/stat").read_text(errors="replace").rpartition(") ")[2].split()
        return _UNKNOWN if state in _ENDED else numbers[18]
    return _UNKNOWN
