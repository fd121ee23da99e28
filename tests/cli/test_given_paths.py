"""Every path that a person can give to a command or the configuration, where nothing is as it is to be."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from segur_tui.application.record.engines import create
from segur_tui.application.record.place import at_place
from segur_tui.application.settings.values import Settings
from tests.claims import REJECTED, returned, save
from tests.cli.program import Outcome, Program

_VERSION, _OF_FILES = 0x20080522, 0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
_LONGEST = 20
"""Seconds that a command may take."""
KINDS = (
    "fermé",
    "fermé/x.json",
    "fermé/d",
    "x" * 300,
    "a/" * 3000 + "x",
    "boucle",
    "boucle/x.json",
    "tube",
    "prise",
    "perdu",
    "perdu/x",
    "fichier.txt/x",
    "tube/x",
    "lecture/x",
    "/dev/zero",
    "/dev/null",
    "/dev/full",
)
"""Paths: closed, too long, loops of links, pipes, sockets, links that lead nowhere, no folders, devices."""
COMMANDS = (
    "check PATH",
    "check GOOD PATH",
    "export PATH",
    "export GOOD PATH",
    "export GOOD --output PATH",
    "export GOOD --output PATH --dry-run",
    "export GOOD --documents PATH",
    "history --open PATH",
    "history --unclaimed PATH",
    "answers PATH",
    "withdraw PATH",
    "record copy PATH RECORD",
    "record copy RECORD PATH",
    "record backup PATH",
)
CONFIGURED = {
    "record": ("record create", "record check", "record backup NEW", "export GOOD", "history 1", "answers"),
    "state": ("export GOOD",),
    "output": ("export GOOD", "export GOOD --dry-run"),
}
"""Commands that cannot do without what the configuration names."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Rights(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inherited", ctypes.c_uint32))


@contextmanager
def bounded() -> Iterator[None]:
    """Let a block be as any account, without the administrator's way into every folder, for a limited time."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    library, header, rights = ctypes.CDLL(None), _Header(_VERSION, 0), (_Rights * 2)()
    assert library.capget(ctypes.byref(header), rights) == 0
    before, rights[0].effective = rights[0].effective, rights[0].effective & ~_OF_FILES
    assert library.capset(ctypes.byref(header), rights) == 0
    former = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(_LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)
        rights[0].effective = before
        assert library.capset(ctypes.byref(header), rights) == 0


@pytest.fixture
def places() -> Iterator[Path]:
    """A folder in which nothing is as it is to be, with a short path, as a socket's is to be."""
    folder = Path(tempfile.mkdtemp())
    save(folder / "fermé", returned([REJECTED])).rename(folder / "fermé" / "x.json")
    (folder / "fermé" / "d").mkdir()
    (folder / "lecture").mkdir()
    (folder / "boucle").symlink_to(folder / "boucle")
    (folder / "perdu").symlink_to(folder / "nulle-part")
    (folder / "fichier.txt").write_text("{}")
    os.mkfifo(folder / "tube")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "prise"))
        (folder / "fermé").chmod(0)
        (folder / "lecture").chmod(0o500)
        yield folder
    (folder / "fermé").chmod(0o700)
    shutil.rmtree(folder)


def run(program: Program, command: str, path: Path | str, **environment: str) -> Outcome:
    good, record = program.home / "retours", program.home / "autre"
    meant = {
        "PATH": str(path),
        "GOOD": str(save(good, returned([REJECTED]))),
        "RECORD": str(record),
        "NEW": str(program.home / "copie.db"),
    }
    record.mkdir(mode=0o700, exist_ok=True)
    create(at_place(str(record), Settings()))
    with bounded():
        outcome = program.run(*(meant.get(each, each) for each in command.split()), **environment)
    assert "erreur du programme" not in outcome.stderr
    return outcome


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind[:20])
def test_a_path_that_cannot_serve_is_refused_in_words(program: Program, places: Path, kind: str) -> None:
    path, left = places / kind, sorted(places.iterdir())
    for command in COMMANDS:
        outcome = run(program, command, path)
        is_held = (command, kind) == ("export GOOD --documents PATH", "fermé")  # its line has no documents
        assert outcome.status == (1 if is_held else 2), command
        assert path.name in outcome.stdout + outcome.stderr, command
    assert sorted(places.iterdir()) == left


@pytest.mark.parametrize("kind", [*KINDS, "a\0b", "~personne-ici/x"], ids=lambda kind: kind[:20])
def test_a_configured_path_that_cannot_serve_is_refused_in_words(
    program: Program, places: Path, kind: str
) -> None:
    path = places / kind if kind[0] != "~" else kind
    file = program.home / ".config" / "segur-tui" / "config.toml"
    file.parent.mkdir(parents=True)
    for key, commands in CONFIGURED.items():
        file.write_text(f"{key} = {json.dumps(str(path))}\n")
        for command in commands:
            outcome = run(program, command, path, **({"XDG_STATE_HOME": ""} if key == "state" else {}))
            assert (outcome.status, outcome.stdout) == (2, ""), (key, command)
            assert outcome.stderr
        for command in ("config", "check GOOD", "history 1"):
            assert run(program, command, path).status in {0, 1, 2}
    file.unlink()
    if kind[0] not in "a~x":
        file.symlink_to(path)
        for command in ("config", "check GOOD", "export GOOD", "record check"):
            assert run(program, command, path).status in {0, 1, 2}


@pytest.mark.parametrize("place", ["", "~personne-ici/x"])
def test_a_place_that_is_none_is_refused_in_words(program: Program, place: str) -> None:
    for places in (("autre", place), (place, "autre")):
        with bounded():
            outcome = program.run("record", "copy", *places)
        assert (outcome.status, outcome.stdout) == (2, "")
        assert "n’est pas possible" in outcome.stderr.replace("'", "’") or "de personne" in outcome.stderr
