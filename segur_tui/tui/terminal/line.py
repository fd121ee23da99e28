"""The terminal before and around the interface, and the program as a job of its shell; this loads no Textual."""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import os
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from segur_tui.application.disk.patience import APPEARING

if TYPE_CHECKING:
    from textual.app import App

_SETTINGS = {
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    # A paint waits for the next tick: where a key takes a second one, that is what the person waits for.
    "TEXTUAL_FPS": "1000",
    # Milliseconds in which the rest of an arrow key may follow its Escape: slow lines cut between the two.
    "ESCDELAY": "200",
}
_OF_256_COLOURS = {"alacritty", "contour", "direct", "foot", "ghostty", "gnome", "hterm", "iterm2", "kitty"}
_OF_256_COLOURS |= {"konsole", "mintty", "mlterm", "ms", "nsterm", "putty", "rio", "st", "terminology", "vte"}
_OF_256_COLOURS |= {"wezterm", "zutty"}
"""The parts of names (TERM) of terminals with at least 256 colours, which Rich takes for ones of 16."""
_FEWER = {"16color", "88color", "mono", "m"}
"""Those that say that there are fewer all the same."""
_WITHOUT_A_SCREEN = frozenset({"dumb", "unknown"})
AS_BEFORE = (
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    b"\x1b[<u\x1b[m\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""The sequences that undo all that Textual asks of a terminal."""
_MANY_COLOURS = 256
_PATIENCE = 0.5
"""Seconds in which tmux and the terminal's description answer, some hundredths by rule."""
LAST_WORDS = 2.0
"""Seconds left to end properly when the line has broken."""
_PARENT = 1
"""Place, in what follows the name in /proc/PID/stat, of the process that started it."""


def prepare_environment() -> None:
    """Set the variables that Textual reads when it is imported; those that the person has set stay."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    parts = frozenset(os.environ.get("TERM", "").split("-"))
    has_256 = _is_in_tmux() or bool(parts & _OF_256_COLOURS)
    if "COLORTERM" not in os.environ and has_256 and not parts & (_FEWER | _WITHOUT_A_SCREEN):
        os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "256")


def refuse_unusable_terminal() -> str | None:
    """Return the reason, a sentence in French, why the interface cannot be shown here, or None when it can."""
    # Textual reads the keys on standard input and draws on standard error.
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        return (
            "l’interface a besoin d’un terminal, et l’entrée ou la sortie d’erreur est redirigée ; "
            "« check » et « export » s’en passent."
        )
    if is_in_background(sys.stdin.fileno()) and not can_be_continued():
        return "le terminal est à un autre programme, et aucun shell ne pourrait ramener celui-ci au premier plan."
    if os.environ.get("TERM") in _WITHOUT_A_SCREEN:
        return f"le terminal annoncé (TERM={os.environ['TERM']}) ne sait pas afficher un écran."
    if not codecs.lookup(sys.stderr.encoding).name.startswith("utf-8"):  # with its signs, or those of ASCII alone
        return f"le terminal doit être en UTF-8, et Python y écrit en {sys.stderr.encoding}."
    return None


def erases_in_colour() -> bool:
    """Return True where the terminal's description says that it erases in the background in force (`bce`)."""
    import curses

    try:
        curses.setupterm()
        return curses.tigetflag("bce") > 0
    except curses.error:
        return False


def is_in_screen() -> bool:
    """Return True under GNU screen.

    It keeps each Escape until the next byte while the mouse is on, and passes no clipboard on (seen in 4.9).
    """
    return "STY" in os.environ or (not _is_in_tmux() and os.environ.get("TERM", "").startswith("screen"))


def _is_in_tmux() -> bool:
    """Return True where tmux is the terminal, which may call itself screen, too, and takes 256 colours always."""
    return "TMUX" in os.environ and "STY" not in os.environ


def has_few_colours_behind_tmux() -> bool:
    """Return True in tmux where the terminal behind it has so few colours that tmux would change ours."""
    if not _is_in_tmux():
        return False
    name, _, features = _said_by("tmux", "display-message", "-p", "#{client_termname} #{client_termfeatures}")
    if not name or not {"256", "RGB"}.isdisjoint(features.split(",")):
        return False
    colours = _said_by("tput", "-T", name, "colors")[0]
    return colours.lstrip("-").isdecimal() and int(colours) < _MANY_COLOURS


def _said_by(*command: str) -> tuple[str, str, str]:
    """Return the first word of what a program prints, a blank, and the rest; nothing where it fails."""
    import subprocess

    try:
        ran = subprocess.run(  # noqa: S603 (words of ours, and a name that tmux gives)
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_PATIENCE, check=True
        )
        said = ran.stdout
    except (OSError, subprocess.SubprocessError):
        said = ""
    return said.strip().partition(" ")


def leave(
    app: App[Any], loop: asyncio.AbstractEventLoop, number: signal.Signals, give_back: Callable[[], None]
) -> None:
    """End the application as a signal ends a program, from any thread and even if its loop is stuck.

    `give_back` then gives the terminal back, in a moment at most; files that appear meanwhile are waited for.
    """
    status = 128 + number
    # When the terminal no longer reads, the loop may be stuck writing to it for ever.
    watchdog = threading.Timer(LAST_WORDS, _cease, [give_back, status])
    watchdog.daemon = True
    watchdog.start()
    with contextlib.suppress(RuntimeError):  # the loop has ended by itself meanwhile
        loop.call_soon_threadsafe(app.exit, None, status)


def _cease(give_back: Callable[[], None], status: int) -> None:
    try:
        give_back()
    finally:
        if not APPEARING.acquire(blocking=False):
            APPEARING.acquire()  # what has begun to appear is not left half way
            time.sleep(LAST_WORDS)  # an interface that waited for it ends by itself, and tells what stands
        os._exit(status)


def leave_on_hang_up(app: App[Any], give_back: Callable[[], None]) -> None:
    """End the application when the line breaks or a signal asks; to be called in its loop.

    From here on the terminal is given back, by the application or else by `give_back`.
    """
    loop = asyncio.get_running_loop()

    def asked(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)
        leave(app, loop, signal.Signals(number), give_back)

    # Not loop.add_signal_handler: a stalled loop loses the signal.
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)


def give_back(terminal: int, modes: list[Any] | None) -> None:
    """Leave a terminal as a shell can use it, in the `modes` it had before if known, and wait for nothing."""
    with contextlib.suppress(OSError):
        # A description of our own, which alone does not wait where the terminal reads no more.
        writing = os.open(os.ttyname(terminal), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        os.write(writing, AS_BEFORE)
    if modes is not None:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(terminal, termios.TCSANOW, modes)


def can_be_continued() -> bool:
    """Return True where a shell waits for the job: a process of the same session that is not the job itself."""
    try:
        ancestor = os.getppid()
        while ancestor > 0 and os.getpgid(ancestor) == os.getpgrp():
            ancestor = _parent_of(ancestor)
        return ancestor > 0 and os.getsid(ancestor) == os.getsid(0)
    except OSError:  # it has ended meanwhile, or is hidden
        return False


def is_in_background(terminal: int) -> bool:
    """Return True where a terminal belongs to another job; one that is no more belongs to none."""
    try:
        return os.tcgetpgrp(terminal) != os.getpgrp()
    except OSError:
        return False


def wait_for_turn(terminal: int) -> None:
    """Stop, with all that the shell started as one, until the terminal belongs to this job.

    Where no shell could give it the terminal, it is not waited for.
    """
    while is_in_background(terminal) and can_be_continued():
        os.killpg(0, signal.SIGTTOU)


def _parent_of(pid: int) -> int:
    after_name = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b") ")[2]
    return int(after_name.split()[_PARENT])
