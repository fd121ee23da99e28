"""A real terminal for tests: a command in a pseudo-terminal, and its screen as a person sees it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
import pytest

from tests.samples import ROOT

PATIENCE = 20.0
"""Seconds a condition may take on a loaded machine before the test fails."""
QUIET = 0.15
"""Seconds without a byte after which the screen is held to be at rest."""
INTERACTIVE_SHELL = ("bash", "--norc", "--noprofile", "-i")

# Sequences that pyte would draw as text: keyboard protocol, queries of modes.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[(?:[<>=][\d;]*[a-z]|\?[\d;]*\$p)")

_UNFINISHED = re.compile(rb"\x1b(?:\[[^a-zA-Z]*)?\Z")


def environment(**changes: str) -> dict[str, str]:
    """Return a bare environment for a program in a terminal of 256 colours."""
    bare = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    return bare | {"PYTHONPATH": str(ROOT)} | changes


class _Rows(pyte.Screen):
    """pyte's screen, whose cursor outside the rows that scroll stops at the ends of the screen, as a terminal's.

    pyte would bring it among those rows: tmux sends ends of lines there, with the rows that scroll still set.
    """

    def cursor_down(self, count: int | None = None) -> None:
        with self._freed(is_outside=self.margins is not None and self.cursor.y > self.margins.bottom):
            super().cursor_down(count)

    def cursor_up(self, count: int | None = None) -> None:
        with self._freed(is_outside=self.margins is not None and self.cursor.y < self.margins.top):
            super().cursor_up(count)

    @contextlib.contextmanager
    def _freed(self, *, is_outside: bool) -> Iterator[None]:
        margins = self.margins
        if is_outside:
            self.margins = None
        yield
        self.margins = margins


class Drawn:
    """A screen as the bytes that a terminal was sent draw it."""

    def __init__(self, columns: int, rows: int) -> None:
        self._unfinished = b""
        self.drawn: pyte.Screen = _Rows(columns, rows)
        """The screen with the colours and attributes of its cells."""
        self._stream = pyte.ByteStream(self.drawn)

    @property
    def screen(self) -> str:
        """The text on the screen, a line a row."""
        return "\n".join(line.rstrip() for line in self.drawn.display)

    def draw(self, data: bytes) -> None:
        """Draw what the program has sent on the screen."""
        drawn = _UNKNOWN_TO_PYTE.sub(b"", self._unfinished + data)
        cut = _UNFINISHED.search(drawn)
        self._unfinished = cut.group() if cut else b""
        self._stream.feed(drawn.removesuffix(self._unfinished))


class Terminal(Drawn):
    """A command in a pseudo-terminal; `raw` holds every byte it sent, `screen` what they draw."""

    def __init__(
        self,
        command: Sequence[str],
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(columns, rows)
        self.raw = bytearray()
        self._master, tty = pty.openpty()
        self.name = os.ttyname(tty).removeprefix("/dev/")
        self._give_size(columns, rows)
        # setsid makes the pseudo-terminal the controlling one, so that closing it hangs up.
        self.process = subprocess.Popen(
            ["setsid", "--ctty", *command],
            stdin=tty,
            stdout=tty,
            stderr=tty,
            env=dict(env or environment()),
        )
        os.close(tty)

    @classmethod
    def of_module(cls, module: str, columns: int = 80, rows: int = 24, **changes: str) -> Self:
        """Start a module of this Python; keywords change its environment."""
        return cls([sys.executable, "-m", module], columns, rows, environment(**changes))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        self.close()

    def send(self, keys: str | bytes) -> None:
        """Type these keys in one go."""
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, as a person who drags its corner."""
        self.drawn.resize(rows, columns)
        self._give_size(columns, rows)

    def close(self) -> None:
        """Take the terminal away, as a line that breaks."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def read(self) -> None:
        """Take in what the program has sent so far."""
        while self._read(0):
            pass

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Read what the program sends until a condition holds; fail with the screen when it never does."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                raise AssertionError(f"never seen: {what}\n{self.screen}")
            self._read(0.05)

    def wait_for(self, text: str) -> None:
        """Wait until the screen shows a text."""
        self.wait_until(lambda: text in self.screen, text)

    def wait_for_line(self, row: int, text: str) -> None:
        """Wait until a line of the screen shows a text."""
        self.wait_until(lambda: text in self.drawn.display[row], f"{text} on line {row}")

    def wait_gone(self, text: str) -> None:
        """Wait until the screen no longer shows a text."""
        self.wait_until(lambda: text not in self.screen, f"the screen without {text}")

    def wait_quiet(self) -> None:
        """Wait until the program has sent nothing for a moment, and not for want of its turn on the processor."""
        while self._read(QUIET) or self._is_working:
            pass

    def is_quiet_for(self, seconds: float) -> bool:
        """Tell whether the program sends nothing for so long."""
        return not self._read(seconds)

    def wait_exit(self) -> int:
        """Wait for the program's end, reading what it still sends, and return its status."""
        self.wait_until(lambda: self.process.poll() is not None, "the end of the program")
        self.wait_quiet()
        return self.process.returncode

    def bytes_sent_for(self, keys: str | bytes) -> int:
        """Type these keys and return how many bytes the program sends until it rests."""
        self.wait_quiet()
        before = len(self.raw)
        self.send(keys)
        self.wait_quiet()
        return len(self.raw) - before

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    @property
    def echoes(self) -> bool:
        """Whether the terminal is back in the mode in which a shell can use it."""
        modes = termios.tcgetattr(self._master)[3]
        return bool(modes & termios.ECHO) and bool(modes & termios.ICANON)

    @property
    def _is_working(self) -> bool:
        """Whether the program, or what it has started, runs, or waits for its turn or for the disk."""
        to_see = [self.process.pid]
        while to_see:
            for thread in Path(f"/proc/{to_see.pop()}/task").glob("*"):
                with contextlib.suppress(OSError):  # it has ended meanwhile
                    if (thread / "stat").read_text().rpartition(") ")[2][0] in "RD":
                        return True
                    to_see += [int(child) for child in (thread / "children").read_text().split()]
        return False

    def _give_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self, patience: float) -> bool:
        """Read once what the program has sent; return whether there was anything."""
        if self._master < 0 or not select.select([self._master], [], [], patience)[0]:
            return False
        data = b""
        with contextlib.suppress(OSError):  # EIO: the program has closed its side
            data = os.read(self._master, 1 << 16)
        self.raw += data
        self.draw(data)
        return bool(data)


class Tmux:
    """A command in a terminal multiplexer of its own."""

    def __init__(self, command: Sequence[str], columns: int = 80, rows: int = 24, **changes: str) -> None:
        self._socket = f"test-{os.getpid()}-{time.monotonic_ns()}"
        inside = {name: value for name, value in environment(**changes).items() if name != "TERM"}
        if shutil.which("tmux") is None:
            pytest.skip("tmux is not installed: .ci/run installs it")
        self._tmux(
            *("-f", os.devnull, "new-session", "-d", "-x", str(columns), "-y", str(rows)),
            shlex.join(["env", *(f"{name}={value}" for name, value in inside.items()), *command]),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tmux("kill-server", check=False)

    @property
    def screen(self) -> str:
        """The text on the screen, a line a row."""
        return self._tmux("capture-pane", "-p")

    def send(self, *keys: str) -> None:
        """Press keys, by the names that tmux gives them; other words are typed as they are."""
        self._tmux("send-keys", *keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def wait_for(self, text: str) -> None:
        """Wait until the screen shows a text."""
        deadline = time.monotonic() + PATIENCE
        while text not in (screen := self.screen):
            if time.monotonic() > deadline:
                raise AssertionError(f"never seen: {text}\n{screen}")
            time.sleep(0.02)

    def _tmux(self, *arguments: str, check: bool = True) -> str:
        command = ["tmux", "-L", self._socket, *arguments]
        return subprocess.run(command, check=check, capture_output=True, text=True, env=environment()).stdout
