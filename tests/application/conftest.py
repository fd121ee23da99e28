from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from segur_tui.application.disk import patience
from segur_tui.application.record.engines import create
from tests.postgresql import Server
from tests.settings import SETTINGS


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the state and the settings of the program in folders of the test, and return the state's."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "state" / "segur-tui"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let the tests of what the record keeps run with each kind of database, but those of a SQLite file alone."""
    room = metafunc.module.__name__.split(".")[2]
    kinds = ["sqlite", "postgresql"]
    alone = [kind for kind in kinds if any(metafunc.definition.iter_markers(kind))]
    if room in {"record", "history", "export"} and alone != ["sqlite"]:
        metafunc.parametrize("engine", alone or kinds, indirect=True)


@pytest.fixture(autouse=True)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Keep the record beside the drafts, or on a server, in a schema of the test; return which."""
    kind: str = getattr(request, "param", "sqlite")
    if kind == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        monkeypatch.setattr(SETTINGS, "record", server.schema())
        create(SETTINGS)
    return kind


@pytest.fixture
def fleeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let half a second pass at each look at the clock, however slow the machine is.

    What is waited for is then said after a few attempts, and before the patience is over.
    """
    looks = count()
    monkeypatch.setattr(patience, "monotonic", lambda: next(looks) / 2)
