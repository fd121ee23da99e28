"""A signal that ends the interface while it writes: what has begun to appear stands, is recorded, and is told."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from segur_tui.application.record.engines import open_record
from segur_tui.application.record.intents import Intents
from segur_tui.tui.terminal.line import AS_BEFORE
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS
from tests.terminal import Terminal, environment

LINES = 2
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@contextmanager
def writing(source: Path, number: signal.Signals, link: int, **changes: str) -> Iterator[Terminal]:
    """Let a person export, and the program get a signal at a link."""
    command = [sys.executable, "-m", "tests.tui.run_cut", number.name, str(link), str(source)]
    state = {"XDG_STATE_HOME": os.environ["XDG_STATE_HOME"]}
    with Terminal(command, env=environment(**state, **changes)) as terminal:
        terminal.wait_for("Problèmes")
        terminal.send("e")
        terminal.wait_for(f"{LINES} partent")
        terminal.wait_for("-00")
        terminal.send("\r")
        yield terminal


def recorded() -> tuple[set[str], int]:
    """Return the names of the files that the record holds, and how many exports are open in it."""
    with open_record(SETTINGS, to_read=True) as store:
        paths = store.rows("SELECT path FROM exported_file")
        return {Path(path).name for (path,) in paths}, len(Intents(store).under_way())


def said(terminal: Terminal) -> str:
    return bytes(terminal.raw).decode(errors="replace").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("link", [0, 1])
def test_a_signal_while_a_file_appears_ends_the_interface_once_it_stands(
    tmp_path: Path, number: signal.Signals, link: int
) -> None:
    source = save(tmp_path / "retours", returned([REJECTED] * LINES))
    with writing(source, number, link) as terminal:
        assert terminal.wait_exit() == 128 + number
        assert terminal.echoes
        text = said(terminal)
    (written,) = {*source.parent.iterdir()} - {source}
    assert recorded() == ({written.name}, 0)
    assert f"interrompu après l’écriture : {written} est écrit" in text.replace("\r\n", " ")
    assert "Traceback" not in text


def test_an_interface_that_is_given_no_more_time_still_waits_for_its_file(tmp_path: Path) -> None:
    source, gate = save(tmp_path / "retours", returned([REJECTED] * LINES)), tmp_path / "gate"
    os.mkfifo(gate)
    with writing(source, signal.SIGTERM, 1, GATE=str(gate), LAST_WORDS="0.1") as terminal:
        terminal.wait_until(lambda: AS_BEFORE in terminal.raw, "the terminal given back by force")
        with pytest.raises(subprocess.TimeoutExpired):
            terminal.process.wait(1)
        with gate.open("wb") as opened:
            opened.write(b".")
        assert terminal.wait_exit() == 128 + signal.SIGTERM
    (written,) = {*source.parent.iterdir()} - {source}
    assert recorded() == ({written.name}, 0)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_before_anything_appears_ends_the_interface_with_nothing_written(
    tmp_path: Path, number: signal.Signals
) -> None:
    source = save(tmp_path / "retours", returned([REJECTED] * LINES))
    folder = os.open(source.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        with writing(source, number, 999) as terminal:
            terminal.wait_for("le dossier est occupé")
            terminal.signal(number)
            assert terminal.wait_exit() == 128 + number
            text = said(terminal)
    finally:
        os.close(folder)
    assert list(source.parent.iterdir()) == [source]
    assert recorded() == (set(), 0)
    assert "interrompu : rien n’est écrit" in text
