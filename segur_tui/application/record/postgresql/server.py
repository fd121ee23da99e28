"""The connection to a PostgreSQL server: nothing that it does not answer is waited for without end."""

from __future__ import annotations

import atexit
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from select import select
from threading import Lock
from time import monotonic
from typing import TypeVar

from psycopg import Connection, errors
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus

from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.settings.address import NO_ADDRESS

_Result = TypeVar("_Result")
_CONNECTION: dict[str, str | int | None] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
    "client_encoding": "utf8",
    "application_name": "segur-tui",
}
"""Seconds in which a server, at each address that its name has, answers who connects; when it counts as gone."""
_TO_ANSWER = 60
"""Seconds in which it is to do what it is asked."""
_SESSION = """
    SET default_transaction_isolation = 'read committed';
    SET lock_timeout = 100;
    SET idle_in_transaction_session_timeout = '10min';
    SET tcp_keepalives_idle = 30;
    SET tcp_keepalives_interval = 10;
    SET tcp_keepalives_count = 3;
    SELECT set_config('idle_session_timeout', '1h', FALSE)
    WHERE current_setting('idle_session_timeout', TRUE) IS NOT NULL;
    SELECT set_config('synchronous_commit', 'on', FALSE)
    WHERE current_setting('synchronous_commit') IN ('off', 'local')
"""
"""What is committed is on the disk; a host that has vanished keeps others out for a minute.

Who has the lock of the record sees all that was kept until then, whatever the server gives by default.
An idle session lasts for an hour: an export asks nothing while it packs its documents.
"""


_AT_HAND = 5
"""Seconds in which a connection is taken up again: one that is silent for longer may be lost, and not tell."""
_SILENT = 5
"""Seconds in which a server that did not answer is not asked again: many look-ups come one after the other."""
_silent_since: dict[str, float] = {}
logging.getLogger("psycopg").addHandler(logging.NullHandler())  # what it cannot do is reported by its errors alone
_KEEPING = Lock()
_kept: list[tuple[str, int, float, Server]] = []


class Unanswered(errors.OperationalError):
    """The server took a request, and did not answer in time."""


class Server(Connection[tuple[object, ...]]):
    """A connection that waits for each answer for a limited time; one that is spent serves nobody else."""

    is_spent = False

    def wait(self, gen: PQGen[_Result], interval: float = 0.1, timeout: float | None = None) -> _Result:
        """Wait for an answer; raises Unanswered, and then the connection is of no more use."""
        most, began = timeout or _TO_ANSWER, monotonic()
        try:
            return super().wait(gen, interval, most)
        except errors.OperationalError as error:
            if monotonic() - began < most:
                raise
            self.close()  # what it would answer later is an answer to something else
            raise Unanswered(str(error)) from None


@contextmanager
def reached(address: str) -> Iterator[Server]:
    """Reach the server at an address for the time of a block, by the last connection where it is at hand.

    Raises psycopg's errors, and RecordUnknown for what is no address.
    """
    server = _at_hand(address) or _connected(address)
    is_kept = False
    try:
        yield server
        is_kept = not server.is_spent and server.info.transaction_status == TransactionStatus.IDLE
    finally:
        if is_kept:
            with _KEEPING:
                _kept.append((address, os.getpid(), monotonic(), server))
                former = _kept[:-1]
                del _kept[:-1]
            for *_, each in former:
                each.close()
        else:
            server.close()


def _at_hand(address: str) -> Server | None:
    """Return the last connection, if it is of this process and a moment old, and the server said nothing since."""
    with _KEEPING:
        found = [each for each in _kept if each[:2] == (address, os.getpid())]
        _kept[:] = [each for each in _kept if each not in found]
    for *_, since, server in found:
        if monotonic() - since < _AT_HAND and not select([server], [], [], 0)[0]:
            return server
        server.close()
    return None


@atexit.register
def _close() -> None:
    for _, process, _, server in _kept:
        if process == os.getpid():
            server.close()


def _open_to_others(passfile: object) -> str:
    """Return the path of the file of passwords if others may look into it, else empty."""
    place = os.path.expanduser(str(passfile or os.environ.get("PGPASSFILE") or "~/.pgpass"))  # noqa: PTH111 (a text)
    try:
        return place if os.stat(place).st_mode & 0o077 else ""  # noqa: PTH116 (as above)
    except OSError:
        return ""


def _connected(address: str) -> Server:
    """Connect to the server at an address; raises psycopg's errors, and RecordUnknown for what is no address."""
    try:
        known = conninfo_to_dict(address)
    except errors.ProgrammingError:  # its words may cite any part of it
        raise RecordUnknown(f"l’adresse du registre {NO_ADDRESS}") from None
    bounds = {name: value for name, value in _CONNECTION.items() if known.get(name) in {None, "0"}}
    if place := _open_to_others(known.get("passfile")):
        bounds["passfile"] = f"{place}/none"  # it is not used, and libpq would write so into the terminal
    if monotonic() - _silent_since.get(address, -_SILENT) < _SILENT:
        raise errors.ConnectionTimeout
    try:
        server = Server.connect(make_conninfo(address, **bounds), autocommit=True)
    except errors.ConnectionTimeout:
        _silent_since[address] = monotonic()
        raise
    server.prepare_threshold = None  # a statement that is prepared does not see the views that hide rows
    try:
        server.execute(_SESSION)
    except BaseException:
        server.close()
        raise
    return server
