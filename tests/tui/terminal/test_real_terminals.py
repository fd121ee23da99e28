"""Real terminals, each in a window of its own and logged in over SSH: what they send, and what they show."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.display import Colour, Display, Window, need
from tests.processes import running, wait_until
from tests.samples import RETURN, ROOT
from tests.ssh_server import SSHD, SshServer
from tests.tui.looks import LEAST, contrast

DESKS = ("xterm", "urxvt", "putty", "putty screen", "putty tmux")
"""Terminals, and the multiplexer that runs in one on the server."""
AROUND = {
    "": ((), ()),
    "screen": (("screen", "-c", "/dev/null", "-S", "real"), ("screen", "-S", "real", "-X", "quit")),
    "tmux": (("tmux", "-f", "/dev/null", "new-session"), ("tmux", "kill-server")),
}
AGAIN = {"screen": ("screen", "-d", "-r", "real"), "tmux": ("tmux", "attach", "-d")}
VALUE = "2026-08-22"
HOME = "Home"
JOB = (
    ("c", "cochées"),
    ("\n", "1 Problèmes 18"),
    ("S", "cochées"),
    ("\n", "1 Problèmes 15"),
    ("\n10000099993\n", "1 Problèmes 13"),
    ("\n\n", "1 Problèmes 12"),  # what is proposed
    ("\nm\n", "1 Problèmes 11"),
    ("\nFINMDV020415\n", "1 Problèmes 9"),
    ("\n\n", "1 Problèmes 7"),
    ("n", "▸ ✗◀   20"),
    ("\n04120\n", "04120"),
    ("\n\n", "1 Problèmes 5"),
    ("\n\n", "1 Problèmes 4"),
    ("\n30/09/2026\n", "1 Problèmes 2"),
    ("\n", "ajouter"),
    (HOME, "▸ ajouter"),
    ("\n", "1 Problèmes 1"),
    ("e", "8 partent, 2 restent"),
    ("\n", "À faire sur le portail"),
)
"""The keys that correct the sample and write the new file, each lot with what the screen then shows."""
MADE: dict[str, dict[str, object]] = {
    "04103": {"dateFacture": "22/08/2026", "montantSegurHTFacture": 1075.0},
    "04108": {"identDMP": ["10000099993"]},
    "04115": {"numeroASP": "FINMDV020415"},
    "04123": {"dateFacture": "30/09/2026"},
}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    if not (SSHD.exists() and shutil.which("ssh")):
        pytest.skip("no sshd or no ssh here: .ci/run installs them")
    with SshServer(tmp_path_factory.mktemp("ssh")) as started:
        yield started


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    with Display(tmp_path_factory.mktemp("display")) as started:
        yield started


class Desk:
    """A person's terminal, the multiplexer in it if any, and the program that runs on the server."""

    def __init__(self, display: Display, server: SshServer, name: str, path: Path, sockets: str) -> None:
        self._display, self._server = display, server
        self.emulator, _, self.around = name.partition(" ")
        need(*filter(None, [self.around]))
        self.program = [sys.executable, "-m", "segur_tui", str(path)]
        home = str(path.parent)
        where = {"HOME": home, "XDG_STATE_HOME": f"{home}/state", "SCREENDIR": sockets, "TMUX_TMPDIR": sockets}
        where |= {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        self._settings = [f"{name}={value}" for name, value in where.items()]

    def open(self, command: Sequence[str] | None = None) -> Window:
        """Log in and run a command, the program by default."""
        remote = [*AROUND[self.around][0], *self.program] if command is None else command
        return Window(self._display, self.emulator, self._server, ["env", *self._settings, *remote])

    def end(self) -> None:
        """End the multiplexer."""
        if end := AROUND[self.around][1]:
            subprocess.run(["env", *self._settings, *end], check=False, capture_output=True)


@contextmanager
def desk_of(display: Display, server: SshServer, name: str, path: Path) -> Iterator[Desk]:
    with ExitStack() as stack:
        sockets = stack.enter_context(TemporaryDirectory())  # the path of a socket must be short
        Path(sockets).chmod(0o700)
        desk = Desk(display, server, name, path, sockets)
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
        max(contrast(hexed(each), hexed(background)) for each in cell) >= LEAST
        for cell in cells[1:]
        for background in backgrounds
    )
    return len(backgrounds) == 1 and beside not in backgrounds and read


def hexed(colour: Colour) -> str:
    return "{:02x}{:02x}{:02x}".format(*colour)


@pytest.mark.parametrize("name", DESKS)
def test_a_person_works_in_it(display: Display, server: SshServer, name: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(RETURN, tmp_path))
    with desk_of(display, server, name, path) as desk, desk.open() as window:
        window.wait_for("1 Problèmes 33")
        window.press("Return")
        window.wait_for("laisser")
        row, column = row_of(window, VALUE)
        window.wait_until(lambda: editor_is_read(window, row=row, column=column, text=VALUE), "a field to read")

        window.press("Escape", "n")
        window.wait_gone("laisser")
        assert window.screen.count(VALUE) >= 2
        window.press("N", "Return")
        window.wait_for("laisser")
        assert row_of(window, VALUE) == (row, column)

        display.copy("23/08/2026\n24/08/2026\n")
        window.press("shift+Insert")
        if name == "urxvt":  # it asks whether lines are to be pasted
            window.press("y")
        window.wait_for("1 autre ligne")
        window.press("Return")
        window.wait_for("1 Problèmes 31")
        window.press("Return")
        window.wait_for("laisser")
        window.type("7777.7")
        window.resize(100, 30)
        last = 28 if desk.around == "tmux" else 29  # it has a line of its own
        window.wait_until(lambda: "laisser" in window.drawn.display[last], "the keys on the last line")
        window.wait_for("7777.7")

        window.close()
        if desk.around:
            assert running(*desk.program)
        else:
            wait_until(lambda: not running(*desk.program), "the program ended with its terminal")
        with desk.open(AGAIN.get(desk.around)) as again:
            again.wait_for("1 Problèmes 31")
            again.wait_for("7777.7" if desk.around else "repris")
            assert ("7777.7" in again.screen) == bool(desk.around)


@pytest.mark.parametrize("name", ["putty", "putty screen", "putty tmux"])
def test_the_whole_job_is_done_by_the_same_keys(
    display: Display, server: SshServer, name: str, tmp_path: Path
) -> None:
    path = Path(shutil.copy(RETURN, tmp_path))
    with desk_of(display, server, name, path) as desk, desk.open() as window:
        window.wait_for("1 Problèmes 33")
        for keys, shows in JOB:
            (window.press if keys == HOME else window.type)(keys)
            window.wait_for(shows)
    (written,) = set(path.parent.glob("*.json")) - {path}
    lines = {line["numeroEditeur"]: line for line in json.loads(written.read_bytes())["lignesImport"]}
    assert len(lines) == 8
    assert {number: {name: lines[number][name] for name in values} for number, values in MADE.items()} == MADE
