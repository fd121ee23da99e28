from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from segur_tui.application.disk import patience


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the state and the settings of the program in folders of the test, and return the state's."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "state" / "segur-tui"


@pytest.fixture
def fleeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let half a second pass at each look at the clock, however slow the machine is.

    What is waited for is then said after a few attempts, and before the patience is over.
    """
    looks = count()
    monkeypatch.setattr(patience, "monotonic", lambda: next(looks) / 2)
