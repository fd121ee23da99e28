from __future__ import annotations

from pathlib import Path

import pytest

from tests.kills.__main__ import run


def test_a_few_kills_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))  # given back as it was
    report, faults = run(kills=5, seed=4, folder=tmp_path)
    assert faults == [], report
