"""Real terminals on a display that nobody sees: their windows, the keys pressed in them, and their pixels."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import pytest

from tests.ssh_server import SshServer
from tests.terminal import PATIENCE, Drawn

SIZE = (80, 24)
_FONT = "DejaVu Sans Mono"
_NEEDED = ("Xvfb", "xdotool", "import", "xclip")
Colour = tuple[int, int, int]


def need(*programs: str) -> None:
    """Skip the test, by the name of the first program that is not installed."""
    for name in programs:
        if not shutil.which(name):
            pytest.skip(f"{name} is not installed: .ci/run installs it")


class Display:
    """An X server without a monitor; windows are placed, and keys go, by no window manager."""

    def __init__(self, folder: Path) -> None:
        need(*_NEEDED)
        self.folder = folder
        reading, writing = os.pipe()
        screen = ("-screen", "0", "1280x800x24", "-nolisten", "tcp")
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), *screen], pass_fds=[writing], stderr=subprocess.DEVNULL
        )
        os.close(writing)
        with os.fdopen(reading) as number:
            name = number.readline().strip()
        self.env = {"PATH": os.environ["PATH"], "HOME": str(folder), "DISPLAY": f":{name}", "LANG": "C.UTF-8"}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.kill()
        self._server.wait()

    def run(self, *command: str) -> bytes:
        """Run a program on the display and return what it prints."""
        return subprocess.run(command, env=self.env, check=True, stdout=subprocess.PIPE, timeout=PATIENCE).stdout

    def copy(self, text: str) -> None:
        """Hold a text for whoever pastes, in both places where terminals look."""
        for place in ("primary", "clipboard"):
            holding = ("xclip", "-in", "-selection", place)  # which goes on behind its end
            subprocess.run(holding, env=self.env, check=True, input=text.encode(), stderr=subprocess.DEVNULL)


class Picture(NamedTuple):
    """The pixels of a window: three bytes each, row by row."""

    width: int
    height: int
    pixels: bytes

    @property
    def grid(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The width of a cell and that of the margins, and the heights the same."""
        return divmod(self.width, SIZE[0]), divmod(self.height, SIZE[1])

    def colours(self, row: int, column: int, columns: int = 1) -> Counter[Colour]:
        """Return how often each colour stands in cells of a row of a terminal of SIZE."""
        (cell, aside), (line, above) = self.grid
        found = Counter[Colour]()
        for y in range(above // 2 + row * line, above // 2 + (row + 1) * line):
            start = 3 * (y * self.width + aside // 2 + column * cell)
            cut = self.pixels[start : start + 3 * columns * cell]
            found.update(zip(cut[::3], cut[1::3], cut[2::3], strict=True))
        return found


class Window(Drawn):
    """A terminal in a window of a display; `screen` is what the bytes that it was sent draw."""

    def __init__(self, display: Display, emulator: str, server: SshServer, remote: Sequence[str]) -> None:
        need(emulator)
        super().__init__(*SIZE)
        self._display = display
        self._log = display.folder / f"{time.monotonic_ns()}.log"
        command = _command(emulator, self._log, server, remote)
        self.process = subprocess.Popen(command, env=display.env, stderr=subprocess.DEVNULL)
        self._sent = 0
        find = ("xdotool", "search", "--sync", "--onlyvisible", "--class", f"^{emulator}$")
        self._id = display.run(*find).decode().split()[0]
        display.run("xdotool", "windowfocus", "--sync", self._id)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the terminal without a word to anybody, as a computer that is switched off."""
        self.process.kill()
        self.process.wait()

    def press(self, *keys: str) -> None:
        """Press keys one right behind the other, by the names that X gives them."""
        self._display.run("xdotool", "key", "--delay", "0", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._display.run("xdotool", "type", "--delay", "1", text)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window the room of so many cells."""
        (cell, aside), (line, above) = self.picture().grid
        self.drawn.resize(rows, columns)
        size = (str(columns * cell + aside), str(rows * line + above))
        self._display.run("xdotool", "windowsize", self._id, *size)

    def picture(self) -> Picture:
        """Return what the window shows."""
        image = self._display.run("import", "-silent", "-window", self._id, "-depth", "8", "ppm:-")
        _, size, _, pixels = image.split(b"\n", 3)
        width, height = map(int, size.split())
        return Picture(width, height, pixels)

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Draw what the terminal was sent until a condition holds; fail with the screen when it never does."""
        deadline = time.monotonic() + PATIENCE
        while not self._holds(holds):
            assert self.process.poll() is None, f"the terminal has ended\n{self.screen}"
            assert time.monotonic() < deadline, f"never seen: {what}\n{self.screen}"
            time.sleep(0.02)

    def wait_for(self, text: str) -> None:
        """Wait until the screen shows a text."""
        self.wait_until(lambda: text in self.screen, text)

    def wait_gone(self, text: str) -> None:
        """Wait until the screen no longer shows a text."""
        self.wait_until(lambda: text not in self.screen, f"the screen without {text}")

    def _holds(self, condition: Callable[[], bool]) -> bool:
        if self._log.exists():
            with self._log.open("rb") as log:
                log.seek(self._sent)
                self.draw(data := log.read())
            self._sent += len(data)
        return condition()


_XFT = f"{_FONT}:size=10"
_CELLS = ("-geometry", f"{SIZE[0]}x{SIZE[1]}")
EMULATORS: dict[str, tuple[str, Sequence[str]]] = {
    "putty": ("xterm", ()),
    "xterm": ("xterm", ("-fa", _FONT, "-fs", "10", "-b", "0", "+sb", "-class", "xterm", *_CELLS, "-e")),
    "urxvt": ("rxvt-unicode-256color", ("-fn", f"xft:{_XFT}", "-b", "0", "+sb", *_CELLS, "-e")),
    "pterm": ("xterm", ("-sb-", "-fn", f"client:{_FONT} 10", *_CELLS, "-e")),
    "st": ("st-256color", ("-f", _XFT, "-c", "st", "-g", _CELLS[1], "-e")),
    "mlterm": ("mlterm", ("--geometry", _CELLS[1], "--sbmod=none", "-e")),
    "kitty": ("xterm-kitty", ("-o", "initial_window_width=80c", "-o", "initial_window_height=24c")),
    "alacritty": ("alacritty", ("-o", "window.dimensions.columns=80", "-o", "window.dimensions.lines=24", "-e")),
    "zutty": ("xterm-256color", (*_CELLS, "-font", "DejaVuSansMono", "-e")),
}
"""The name by which each terminal calls itself (TERM), and its options, the command that it runs behind them."""


def _command(emulator: str, log: Path, server: SshServer, remote: Sequence[str]) -> list[str]:
    """Return the command of a terminal with a session on the server, whose bytes go into a file, too."""
    if emulator == "putty":
        return _putty(log, server, remote)
    term, options = EMULATORS[emulator]
    session = f"{shlex.join(server.command(term, *remote))} | tee {shlex.quote(str(log))}"
    return [emulator, *options, "sh", "-c", session]


def _putty(log: Path, server: SshServer, remote: Sequence[str]) -> list[str]:
    need("puttygen")
    home = log.parent
    subprocess.run(["puttygen", server.identity, "-o", home / "user.ppk", "-O", "private"], check=True)
    session = {
        "HostName": "127.0.0.1",
        "PortNumber": server.port,
        "Protocol": "ssh",
        "UserName": getpass.getuser(),
        "PublicKeyFile": home / "user.ppk",
        "SSHManualHostKeys": server.fingerprint,
        "TryAgent": 0,
        "RemoteCommand": shlex.join(remote),
        "LogFileName": log,
        "LogType": 2,  # all that is received
        "LogFlush": 1,
        "FontName": f"client:{_FONT} 10",
        "LineCodePage": "UTF-8",
        "ScrollBar": 0,
        "WindowBorder": 0,
        "WarnOnClose": 0,
        "CloseOnExit": 2,
    }
    (sessions := home / ".putty" / "sessions").mkdir(parents=True, exist_ok=True)
    (sessions / "test").write_text("".join(f"{name}={value}\n" for name, value in session.items()))
    return ["putty", "-load", "test"]
