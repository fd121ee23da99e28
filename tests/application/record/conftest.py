from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.record.place import at_place
from segur_tui.application.settings.values import Settings
from tests.application.record.places import Place
from tests.settings import SETTINGS


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """A place for a record of a kind."""

    def given_kind(kind: str) -> Settings:
        if kind == "postgresql":
            return at_place(request.getfixturevalue("postgresql").schema(), SETTINGS)
        folder = tmp_path / f"registre{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        return at_place(str(folder), SETTINGS)

    return given_kind
