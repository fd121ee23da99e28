"""The programs that are measured beside each other, and the keys that each one gets."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.watched import Watched
from tests.terminal import environment

DOWN, PAGE_DOWN, END = "\x1b[B", "\x1b[6~", "\x1b[F"
DOWNS, PAGES, NEXTS = 30, 8, 20


@dataclass(frozen=True)
class Program:
    """A command, the texts that tell it is there (the first is the first useful one), and its keys by name.

    The keys are (name, keys that lead there, keys that are measured one by one).
    """

    name: str
    command: tuple[str, ...]
    texts: tuple[str, ...]
    walks: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    edits: int = 0
    settings: dict[str, str] = field(default_factory=dict)

    def started(self, state: Path) -> Watched:
        """Start it in a terminal of 80 × 24; `state` is its folder for what it keeps."""
        return Watched(self.command, env=environment(XDG_STATE_HOME=str(state)) | self.settings)


def segur(path: Path, problems: int | None = None, name: str = "segur-tui") -> Program:
    """Return segur-tui on a file whose first line has a problem, or on a folder when no problems are given."""
    command = (sys.executable, "-m", "segur_tui", str(path))
    if problems is None:
        return Program(name, command, ("20260101",), (("Down", "", (DOWN,) * DOWNS),))
    walks = (
        ("Down, Problèmes", "", (DOWN,) * DOWNS),
        ("Page Down, Problèmes", "", (PAGE_DOWN,) * PAGES),
        ("n", END + "\x1b[H", ("n",) * NEXTS),
        ("Down, Lignes", "2", (DOWN,) * DOWNS),
        ("Page Down, Lignes", "", (PAGE_DOWN,) * PAGES),
        ("Down, Champs", "3", (DOWN,) * DOWNS),
    )
    return Program(name, command, ("00001", f"1 Problèmes {problems}"), walks, edits=20)


def bare_table(path: Path) -> Program:
    """Return the bare table of the same lines, spared the animations as segur-tui is."""
    walks = (("Down", "", (DOWN,) * DOWNS), ("Page Down", "", (PAGE_DOWN,) * PAGES))
    command = (sys.executable, "-m", "benchmarks.bare_table", str(path))
    settings = {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0"}
    return Program("bare table", command, ("00001",), walks, settings=settings)


def hello() -> Program:
    """Return the smallest program of Textual."""
    return Program("bare hello", (sys.executable, "-m", "benchmarks.bare_table"), ("bonjour",))


def visidata(path: Path, command: str) -> Program:
    """Return VisiData on the same lines as a table."""
    walks = (("Down", "", (DOWN,) * DOWNS), ("Page Down", "", (PAGE_DOWN,) * PAGES))
    settings = {"PYTHONPATH": "", "HOME": str(path.parent)}
    return Program("VisiData", (command, str(path)), ("00001",), walks, settings=settings)
