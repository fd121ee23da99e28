"""Two hosts that export at once with a record on a PostgreSQL server: kills, and connections that are cut."""

from __future__ import annotations

import ctypes
import os
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from segur_tui.application.record.engines import create
from segur_tui.application.settings.values import Settings
from tests.accounts.playing import Export, Round
from tests.postgresql import Server

_NEW_NETWORK_NAMES = 0x04000000
"""CLONE_NEWUTS of unshare(2): a host name of one's own, which needs root."""
HOSTS = (1, 2)
_CUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'segur-tui' ORDER BY random() LIMIT 1
"""


def can_be_another_host() -> bool:
    """Tell whether a process of this account may have a host name of its own."""
    pid = os.fork()
    if pid == 0:
        try:
            _be("hote")
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def _be(host: str) -> None:
    if ctypes.CDLL(None, use_errno=True).unshare(_NEW_NETWORK_NAMES) != 0:
        raise OSError(ctypes.get_errno())
    socket.sethostname(host)


class ExportOfHost(Export):
    """An export of this account on a host of its own."""

    def become(self) -> None:
        """Become the host."""
        _be(f"hote-{self.user}")


@dataclass
class RoundOfHosts(Round):
    """One round of hosts, whose connections to the server are cut at random while exports may be killed."""

    server: Server | None = None
    next_cut: float = 0.0
    is_calm: bool = True

    def owner(self, user: int) -> int:
        """Return this account: it is the same on all hosts."""
        return 0 * user

    def _prepare(self, exports: int, lines: int) -> None:
        super()._prepare(exports, lines)
        self.is_calm = False

    def _place(self) -> Path | str:
        from psycopg import connect  # where no server is, it is missing too

        assert self.server is not None
        address = self.server.schema()
        create(Settings(record=address))
        self._cutting = connect(self.server.address, autocommit=True)
        return address

    def _export(self, user: int, sources: Sequence[Path], mask: int = 0o022) -> Export:
        return ExportOfHost(user, sources, self.outputs[user], mask)

    def _export_all(self) -> list[Export]:
        self.is_calm = True
        return super()._export_all()

    def interfere(self) -> None:
        """Cut a connection, now and then."""
        if self.is_killed and not self.is_calm and time.monotonic() > self.next_cut:
            self.next_cut = time.monotonic() + self.chance.uniform(0.005, 0.25)
            self.counts["connections cut"] += len(self._cutting.execute(_CUT).fetchall())

    def is_excused(self, export: Export) -> bool:
        """Tell whether an export failed as its connection was cut."""
        is_lost = export.status == 2 and "la connexion" in export.said
        self.counts["lost"] += is_lost
        return is_lost or super().is_excused(export)

    def _look_at_access(self, signed: set[str]) -> None:
        self._cutting.close()
        if signed != {"root"}:
            self.faults.append(f"signed by {signed}")
