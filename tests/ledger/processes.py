"""The program in processes of its own: forked from this one, which has imported it, with the play's clock."""

from __future__ import annotations

import gc
import json
import mmap
import os
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
PATIENCE = 40.0
"""Seconds that a process may take before it counts as hung."""
_POLL = 0.002


class Hang(Exception):  # noqa: N818 (it names what happened)
    """A process did not end."""


class Clock:
    """The play's time, which all processes share: it stands still but where it is set."""

    def __init__(self, begins: datetime) -> None:
        self._memory = mmap.mmap(-1, 8)
        self.set(begins)

    def set(self, moment: datetime) -> None:
        self._memory[:] = struct.pack("d", moment.timestamp())

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(struct.unpack("d", self._memory[:])[0], PARIS)

    @property
    def today(self) -> date:
        return self.now.date()

    def install(self) -> None:
        """Let the program of this process read this clock."""
        from segur_tui.application.settings import values

        clock = self

        class Played(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Self:
                return cls.fromtimestamp(clock.now.timestamp(), tz)

        values.datetime = Played  # type: ignore[attr-defined]  # the clock on the wall, for this process


@dataclass(frozen=True)
class Mishap:
    """A signal that a process gets at its k-th link of a file, before it or after."""

    number: signal.Signals
    at: int
    is_before: bool

    def __str__(self) -> str:
        return f"{self.number.name} {'before' if self.is_before else 'after'} link {self.at}"

    def install(self) -> None:
        """Let it come in this process."""
        link, made = os.link, 0

        def struck(*arguments: Any, **options: Any) -> None:
            nonlocal made
            made += 1
            if made == self.at and self.is_before:
                os.kill(os.getpid(), self.number)
            link(*arguments, **options)
            if made == self.at and not self.is_before:
                os.kill(os.getpid(), self.number)

        os.link = struck


@dataclass(frozen=True)
class Outcome:
    """What came of a process: its status as the system has it (negative: the signal), and what it printed."""

    status: int
    stdout: str
    stderr: str

    @property
    def report(self) -> Any:
        """The JSON report, None where it is not whole."""
        try:
            return json.loads(self.stdout)
        except ValueError:
            return None


class Process:
    """A forked process and its streams."""

    def __init__(self, folder: Path, do: Callable[[], int], environment: Mapping[str, str]) -> None:
        """Start; the streams go to files of a folder."""
        sys.stdout.flush()
        self._streams = [folder / f"{time.monotonic_ns()}.{kind}" for kind in ("out", "err")]
        self.pid = os.fork()
        self.status: int | None = None
        if self.pid == 0:
            status = 70
            try:
                self._become_program(environment)
                status = do()
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else int(end.code is not None)
            except BaseException:  # noqa: BLE001 (the child must never go on as the play)
                traceback.print_exc()
            finally:
                _end(status)

    def _become_program(self, environment: Mapping[str, str]) -> None:
        signal.alarm(0)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ.clear()
        os.environ.update(environment)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for descriptor, path in enumerate(self._streams, 1):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), descriptor)

    def has_ended(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def send(self, number: signal.Signals) -> None:
        if not self.has_ended():
            os.kill(self.pid, number)

    def wait(self, patience: float = PATIENCE) -> Outcome:
        """Wait for the end; raises Hang."""
        until = time.monotonic() + patience
        while not self.has_ended():
            if time.monotonic() > until:
                self.send(signal.SIGKILL)
                os.waitpid(self.pid, 0)
                self.status = -signal.SIGKILL
                raise Hang(f"a process ran for more than {patience:.0f} s")
            time.sleep(_POLL)
        assert self.status is not None
        return Outcome(self.status, *(path.read_text(errors="replace") for path in self._streams))


def _end(status: int) -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            status = status or 70
    os._exit(status)


def run_program(arguments: Sequence[str], clock: Clock, mishap: Mishap | None = None) -> int:
    """Be the program, in a forked process."""
    from segur_tui.__main__ import main

    clock.install()
    if mishap is not None:
        mishap.install()
    return main(list(arguments))


def warm_up() -> None:
    """Import what the forked processes need, once."""
    import segur_tui.cli.check
    import segur_tui.cli.export
    import segur_tui.cli.history
    import segur_tui.tui.app
    import segur_tui.tui.opening  # noqa: F401 (loaded for the processes to come)

    gc.collect()
    gc.freeze()
