from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from tests.clock import PARIS, Clock
from tests.terminal import Terminal

Start = Callable[..., Terminal]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the state and the settings of the program in folders of the test, and return the state's."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "state" / "segur-tui"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let it be the day of the tests in this process: no midnight is near."""
    shown = Clock(datetime(2026, 11, 24, 9, 30, tzinfo=PARIS))
    shown.install(monkeypatch)
    return shown


@pytest.fixture
def start() -> Iterator[Start]:
    """Start the demonstration in a terminal and wait until its rows are there."""
    with ExitStack() as stack:

        def started(columns: int = 80, rows: int = 24, **changes: str) -> Terminal:
            terminal = Terminal.of_module("tests.tui.run_demo", columns=columns, rows=rows, **changes)
            stack.enter_context(terminal)
            terminal.wait_for("▸")
            terminal.wait_for("Ouvrir")
            return terminal

        yield started
