from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.clock import PARIS, Clock


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the clock that the program reads in this process: what it says of a day of deposit depends on it."""
    clock = Clock(datetime(2026, 11, 24, 12, tzinfo=PARIS))
    clock.install(monkeypatch)
    return clock


@pytest.fixture
def program(tmp_path: Path) -> Program:
    home = tmp_path / "home"
    home.mkdir()
    return Program(home)
