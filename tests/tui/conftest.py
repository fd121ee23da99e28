from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.terminal import Terminal

Start = Callable[..., Terminal]


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
