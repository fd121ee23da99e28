"""A real sshd on loopback for tests, with keys of its own; the account that runs the tests logs in."""

from __future__ import annotations

import contextlib
import getpass
import os
import shlex
import signal
import socket
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.processes import descendants, running, wait_until

SSHD = Path("/usr/sbin/sshd")
_PRIVILEGE_SEPARATION = Path("/run/sshd")
"""Where sshd locks its unprivileged part in; it must exist when root starts one without the system's service."""
_ATTEMPTS = 5
"""Another process may take the free port before sshd does."""

_SERVER = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile {folder}/sshd.pid
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AcceptEnv LANG
UseDNS no
PrintMotd no
PrintLastLog no
"""
_CLIENT = """\
Host here
  HostName 127.0.0.1
  Port {port}
  User {user}
  IdentityFile {folder}/user
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile {folder}/known
  StrictHostKeyChecking yes
  BatchMode yes
  SendEnv LANG
"""


class SshServer:
    """A server that accepts connections from the moment it is made until its end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        if os.geteuid() == 0:
            _PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
        self._process = self._started()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        whole = descendants(self._process.pid)
        self._process.kill()
        self._process.wait()
        _send(signal.SIGKILL, whole)

    def command(self, term: str, *remote: str) -> list[str]:
        """Return the command that runs another one on a terminal of the server; LANG goes with it."""
        return ["env", f"TERM={term}", "ssh", "-F", str(self._client), "-tt", "here", shlex.join(remote)]

    @property
    def identity(self) -> Path:
        """The private key of the account, as OpenSSH writes it."""
        return self._folder / "user"

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the server's own key, by which a client knows it."""
        shown = subprocess.run(
            ["ssh-keygen", "-l", "-f", self._folder / "host.pub"], check=True, capture_output=True, text=True
        )
        return shown.stdout.split()[1]

    def cut(self) -> None:
        """End each connection from this side, as a machine on the way that drops it; what runs is left to hear."""
        _send(signal.SIGKILL, descendants(self._process.pid, "sshd"))

    def cut_client(self) -> None:
        """End each client, as a laptop that is closed."""
        _send(signal.SIGKILL, self._clients())

    def freeze_client(self) -> None:
        """Keep each client from answering, as a network that swallows what is sent."""
        _send(signal.SIGSTOP, self._clients())

    def _clients(self) -> list[int]:
        return running("ssh", "-F", str(self._client))

    @property
    def _client(self) -> Path:
        return self._folder / "client"

    def _started(self) -> subprocess.Popen[bytes]:
        for _ in range(_ATTEMPTS):
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            self._configure(port)
            self.port = port
            log = (self._folder / "sshd.log").open("wb")
            with log:
                process = subprocess.Popen([SSHD, "-D", "-e", "-f", self._folder / "server"], stderr=log)
            wait_until(lambda: process.poll() is not None or _accepts(port), "sshd accepts connections")  # noqa: B023
            if process.poll() is None:
                return process
        raise AssertionError((self._folder / "sshd.log").read_text())

    def _configure(self, port: int) -> None:
        values = {"port": port, "folder": self._folder, "user": getpass.getuser()}
        (self._folder / "server").write_text(_SERVER.format(**values))
        self._client.write_text(_CLIENT.format(**values))
        host = (self._folder / "host.pub").read_text()
        (self._folder / "known").write_text(f"[127.0.0.1]:{port} {host}")


def _accepts(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port)):
            return True
    except OSError:
        return False


def _send(number: signal.Signals, pids: list[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
