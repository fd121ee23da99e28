"""A file opened beside returns that prove what it does (format.md §8)."""

from __future__ import annotations

from pathlib import Path

from tests.claims import ACCEPTED, claim, demande, save
from tests.tui.file_app import opened


async def test_a_file_is_opened_beside_what_proves_it(tmp_path: Path) -> None:
    save(tmp_path, claim([demande(1, 3, ACCEPTED) | {"typeAction": "M"}]), number=2)
    async with opened(save(tmp_path, claim([demande(1) | {"typeAction": "M"}]))) as file:
        (finding,) = file.screen.state.draft.check.findings
        assert (finding.rule, finding.alike) == ("choice", 1)
