"""A PostgreSQL server of the tests' own, on a socket in a temporary folder, and records on it."""

from __future__ import annotations

import os
import pwd
import select
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from psycopg import Connection

_HOMES = ("/usr/lib/postgresql", "/usr/pgsql")
_QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=16MB", "jit=off")
"""Settings of a server that need not outlive the machine it runs on."""
_ACCOUNT = "postgres"
_A_WHILE = 0.5
_SOCKET = ".s.PGSQL.5432"


def on_server(address: str) -> closing[Connection[tuple[object, ...]]]:
    """Connect to a database behind the program's back."""
    from psycopg import connect  # where no server is, it is missing too

    return closing(connect(address, autocommit=True))


def programs() -> Path | None:
    """Return the folder of the newest server's programs, None where none is installed, or no library to ask it."""
    if find_spec("psycopg") is None:
        return None
    found = sorted(path.parent for home in _HOMES for path in Path(home).glob("*/bin/initdb"))
    return found[-1] if found else None


@dataclass(frozen=True)
class Server:
    """A server that runs, with its data, in a folder."""

    folder: Path

    @property
    def address(self) -> str:
        """Return the address of its first database."""
        return self.of("postgres")

    def of(self, database: str, account: str = "root") -> str:
        """Return the address of a database for an account."""
        return f"postgresql://{account}@/{database}?host={self.folder}"

    def run(self, *statements: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run statements as who may do anything, and return the rows of the last."""
        with on_server(self.of(database)) as connection:
            cursor = connection.cursor()
            for statement in statements:
                cursor.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def schema(self) -> str:
        """Make a schema that holds nothing, and return the address at which a record is made in it."""
        name = f"t{uuid4().hex}"
        self.run(f"CREATE SCHEMA {name}")
        return f"{self.address}&options=-csearch_path%3D{name}"


@contextmanager
def server(*settings: str) -> Iterator[Server]:
    """Start a server for the time of a block, with settings of its own, else one that is quick."""
    bin_folder = programs()
    assert bin_folder is not None
    memory = Path("/dev/shm")  # noqa: S108 (a folder of its own is made in it)
    in_memory = memory if memory.is_dir() and not settings else None
    folder = Path(tempfile.mkdtemp(prefix="segur-pg-", dir=in_memory))
    as_account: list[str] = []
    if os.geteuid() == 0:  # a server refuses to run as root
        shutil.chown(folder, _ACCOUNT)
        group = pwd.getpwnam(_ACCOUNT).pw_gid
        as_account = ["setpriv", f"--reuid={_ACCOUNT}", f"--regid={group}", "--clear-groups"]
    options = [each for setting in settings or _QUICK for each in ("-c", setting)]
    own = ["-k", str(folder), "-p", "5432", "-c", "listen_addresses=", "-c", "max_connections=60", *options]
    control = [*as_account, str(bin_folder / "pg_ctl"), "-D", str(folder / "data"), "-s", "-w"]
    initdb = [
        *as_account,
        str(bin_folder / "initdb"),
        "-D",
        str(folder / "data"),
        "-A",
        "trust",
        "-U",
        "root",
        "--wal-segsize=1",
    ]
    try:
        _run([*initdb, "--no-sync", "-E", "UTF8", "--locale=C"], folder)
        _run([*control, "-l", str(folder / "log"), "-o", " ".join(own), "start"], folder)
        try:
            yield Server(folder)
        finally:
            _run([*control, "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: Sequence[str], folder: Path) -> None:
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


class Wire:
    """A line to a server that is cut at a moment: when something is asked for, before or once it is done."""

    def __init__(self, folder: Path, server: Server) -> None:
        self._to = str(server.folder / _SOCKET)
        self._line = socket.socket(socket.AF_UNIX)
        self._line.bind(str(folder / _SOCKET))
        self._line.listen()
        self._asked, self._left, self._is_done, self._is_mute = b"", 0, False, False
        Thread(target=self._accept, daemon=True).start()

    def cut_at(self, asked: str, time: int = 1, *, once_done: bool = False, is_mute: bool = False) -> None:
        """Cut the line when something is asked for as many times, before the server hears of it or once it has.

        One that is mute is not cut: nothing goes over it any more.
        """
        self._asked, self._left, self._is_done, self._is_mute = asked.encode(), time, once_done, is_mute

    def _accept(self) -> None:
        while True:
            client, server = self._line.accept()[0], socket.socket(socket.AF_UNIX)
            server.connect(self._to)
            Thread(target=self._carry, args=(client, server), daemon=True).start()

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        with client, server:
            while True:
                for end in select.select([client, server], [], [])[0]:
                    content = end.recv(1 << 16)
                    if end is client and self._asked and self._asked in content:
                        self._left -= 1
                        if self._left == 0:
                            while self._is_mute and client.recv(1 << 16):
                                pass
                            if self._is_done:
                                server.sendall(content)
                                select.select(
                                    [server], [], [], _A_WHILE
                                )  # the end of what is asked may be to come
                            return
                    if not content:
                        return
                    (server if end is client else client).sendall(content)
