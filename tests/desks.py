"""A person's desk: a real terminal, a multiplexer in it or none, and the work that is done there step by step."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.display import Colour, Display, Window, need
from tests.processes import running, wait_until
from tests.samples import RETURN, ROOT
from tests.ssh_server import SshServer
from tests.tui.looks import LEAST, contrast

AROUND = {
    "": ((), ()),
    "screen": (("screen", "-c", "/dev/null", "-S", "real"), ("screen", "-S", "real", "-X", "quit")),
    "tmux": (("tmux", "-f", "/dev/null", "new-session"), ("tmux", "kill-server")),
}
AGAIN = {"screen": ("screen", "-d", "-r", "real"), "tmux": ("tmux", "attach", "-d")}
VALUE = "2026-08-22"


class Desk:
    """A person's terminal, the multiplexer in it if any, and the program that runs on the server."""

    def __init__(self, display: Display, server: SshServer, name: str, folder: Path, sockets: str) -> None:
        self.display, self._server = display, server
        self.emulator, _, self.around = name.partition(" ")
        need(*filter(None, [self.around]))
        self.path = Path(shutil.copy(RETURN, folder))
        self.program = [sys.executable, "-m", "segur_tui", str(self.path)]
        where = {
            "HOME": str(folder),
            "XDG_STATE_HOME": f"{folder}/state",
            "SCREENDIR": sockets,
            "TMUX_TMPDIR": sockets,
        }
        where |= {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        self._settings = [f"{name}={value}" for name, value in where.items()]

    def open(self, command: Sequence[str] | None = None) -> Window:
        """Log in and run a command, the program by default."""
        remote = [*AROUND[self.around][0], *self.program] if command is None else command
        return Window(self.display, self.emulator, self._server, ["env", *self._settings, *remote])

    def end(self) -> None:
        """End the multiplexer."""
        if end := AROUND[self.around][1]:
            subprocess.run(["env", *self._settings, *end], check=False, capture_output=True)


@contextmanager
def desk_of(display: Display, server: SshServer, name: str, folder: Path) -> Iterator[Desk]:
    """Sit down at a desk, by the names of its terminal and its multiplexer; `folder` gets a returned file."""
    with ExitStack() as stack:
        sockets = stack.enter_context(TemporaryDirectory())  # the path of a socket must be short
        Path(sockets).chmod(0o700)
        desk = Desk(display, server, name, folder, sockets)
        stack.callback(desk.end)
        yield desk


def row_of(window: Window, text: str) -> tuple[int, int]:
    """Return the row and the column of a text on the screen."""
    rows = window.drawn.display
    row = next(number for number, line in enumerate(rows) if text in line)
    return row, rows[row].index(text)


def editor_is_read(window: Window, *, row: int, column: int, text: str) -> bool:
    """Return whether the field is one even background that stands out, and each character of it can be read."""
    picture = window.picture()
    beside = picture.colours(row, 0, 4).most_common(1)[0][0]
    cells = [picture.colours(row, column + at) for at in range(-1, len(text))]
    backgrounds = {cell.most_common(1)[0][0] for cell in cells}
    read = all(
        max(contrast(_hexed(each), _hexed(background)) for each in cell) >= LEAST
        for cell in cells[1:]
        for background in backgrounds
    )
    return len(backgrounds) == 1 and beside not in backgrounds and read


def _hexed(colour: Colour) -> str:
    return "{:02x}{:02x}{:02x}".format(*colour)


def starts(_: Desk, window: Window) -> None:
    """The file is shown."""
    window.wait_for("1 Problèmes 33")


def can_be_read(_: Desk, window: Window) -> None:
    """An opened editor is one even field, and its value can be read."""
    window.press("Return")
    window.wait_for("laisser")
    row, column = row_of(window, VALUE)
    window.wait_until(lambda: editor_is_read(window, row=row, column=column, text=VALUE), "a field to read")


def escapes(_: Desk, window: Window) -> None:
    """Escape leaves the value as it was, and the key right behind it is a command."""
    at = row_of(window, VALUE)
    window.press("Escape", "n")
    window.wait_gone("laisser")
    assert window.screen.count(VALUE) >= 2
    window.press("N", "Return")
    window.wait_for("laisser")
    assert row_of(window, VALUE) == at


def takes_a_paste(desk: Desk, window: Window) -> None:
    """Of several pasted lines the first is taken, and the others fire nothing."""
    desk.display.copy("23/08/2026\n24/08/2026\n")
    window.press("shift+Insert")
    if desk.emulator == "urxvt":  # it asks whether lines are to be pasted
        window.press("y")
    window.wait_for("1 autre ligne")
    window.press("Return")
    window.wait_for("1 Problèmes 31")


def edits(_: Desk, window: Window) -> None:
    """Home, Delete and Backspace edit what is typed."""
    window.press("Return")
    window.wait_for("laisser")
    window.type("57777.70")
    window.press("Home", "Delete", "End", "BackSpace")
    window.wait_for(" 7777.7 ")


def grows(desk: Desk, window: Window) -> None:
    """A larger window is filled, and what was typed stays."""
    window.resize(100, 30)
    last = 28 if desk.around == "tmux" else 29  # it has a line of its own
    window.wait_until(lambda: "laisser" in window.drawn.display[last], "the keys on the last line")
    window.wait_for(" 7777.7 ")


def comes_back(desk: Desk, window: Window) -> None:
    """The terminal ends, and what was kept is there again; in a multiplexer, what was typed too."""
    window.close()
    if desk.around:
        assert running(*desk.program)
    else:
        wait_until(lambda: not running(*desk.program), "the program ended with its terminal")
    with desk.open(AGAIN.get(desk.around)) as again:
        again.wait_for("1 Problèmes 31")
        again.wait_for(" 7777.7 " if desk.around else "repris")
        assert (" 7777.7 " in again.screen) == bool(desk.around)


STEPS = (starts, can_be_read, escapes, takes_a_paste, edits, grows, comes_back)
