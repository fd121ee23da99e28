"""The connection to a PostgreSQL server: nothing that it does not answer is waited for without end."""

from __future__ import annotations

from typing import TypeVar

from psycopg import Connection, errors
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict, make_conninfo

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
    SET lock_timeout = 100;
    SET idle_in_transaction_session_timeout = '10min';
    SET tcp_keepalives_idle = 30;
    SET tcp_keepalives_interval = 10;
    SET tcp_keepalives_count = 3;
    SELECT set_config('synchronous_commit', 'on', FALSE)
    WHERE current_setting('synchronous_commit') IN ('off', 'local')
"""
"""What is committed is on the disk; a host that has vanished keeps others out for a minute."""


class Unanswered(errors.OperationalError):
    """The server took a request, and did not answer in time."""


class Server(Connection[tuple[object, ...]]):
    """A connection that waits for each answer for a limited time."""

    def wait(self, gen: PQGen[_Result], interval: float = 0.1, timeout: float | None = None) -> _Result:
        """Wait for an answer; raises Unanswered, and then the connection is of no more use."""
        try:
            return super().wait(gen, interval, timeout or _TO_ANSWER)
        except errors._WaitTimeout as error:  # noqa: SLF001 (documented with `wait`, and named nowhere else)
            self.close()  # what it would answer later is an answer to something else
            raise Unanswered(str(error)) from None


def connected(address: str) -> Server:
    """Connect to the server at an address; raises psycopg's errors, and RecordUnknown for what is no address."""
    try:
        known = conninfo_to_dict(address)
    except errors.ProgrammingError:  # its words may cite any part of it
        raise RecordUnknown(f"l’adresse du registre {NO_ADDRESS}") from None
    bounds = {name: value for name, value in _CONNECTION.items() if known.get(name) in {None, "0"}}
    server = Server.connect(make_conninfo(address, **bounds), autocommit=True)
    server.prepare_threshold = None  # a statement that is prepared does not see the views that hide rows
    try:
        server.execute(_SESSION)
    except BaseException:
        server.close()
        raise
    return server
