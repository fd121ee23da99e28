"""A file whose list of demandes has lost its brackets: it is shown, corrected and exported as any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.file.source import SourceScreen
from tests.claims import REJECTED, demande, returned, save
from tests.tui.file_app import opened

_LINES = [demande(1, answer=REJECTED), demande(2, answer=REJECTED) | {"dateFacture": "2023-02-01"}]


def _exported(folder: Path, source: Path) -> list[int]:
    """Return how many demandes each file holds that stands beside a source."""
    written = (each for each in folder.glob("*.json") if each != source)
    return [len(json.loads(each.read_bytes())["lignesImport"]) for each in written]


@pytest.mark.parametrize("value", [{"1": _LINES[0], "4": _LINES[1]}, _LINES[1]], ids=["numbered", "alone"])
async def test_it_is_corrected_and_its_lines_are_exported(value: Any, tmp_path: Path) -> None:
    path = save(tmp_path, returned([]) | {"lignesImport": value})
    async with opened(path) as file:
        claim = file.screen.state.draft.check.claim
        count = len(claim.lines)
        assert count == (2 if "1" in value else 1)
        assert claim.editor_number(count) == "00002"
        for view in ("3", "2", "1"):
            await file.press(view, "end", "home")
        await file.press("s")
        assert isinstance(file.pilot.app.screen, SourceScreen)
        await file.press("escape", "c", "enter")
        corrected = file.screen.state.draft.check.claim
        assert isinstance(corrected.root["lignesImport"], list)
        assert file.values(count)["dateFacture"] == "01/02/2023"
        await file.press("u", "U", "e")
        assert isinstance(file.pilot.app.screen, ExportScreen)
        await file.press("enter", "enter")
    assert _exported(tmp_path, path) == [count]
