from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal import Terminal

Start = Callable[..., Terminal]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the state and the settings of the program in folders of the test, and return the state's."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "state" / "segur-tui"


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
