"""The main screens as people see them: 80×24 and 140×40, dark and light."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot

from segur_tui.tui.app import SegurApp
from tests.samples import RETURN
from tests.settings import SETTINGS
from tests.tui.file_app import begun

TODAY = date(2026, 11, 24)
SIZES = {"80x24": (80, 24), "140x40": (140, 40)}
VIEWS = {
    "problems": (),
    "lines": ("2",),
    "fields": ("3",),
    "editing": ("enter",),
    "grouped": ("g",),
    "search": ("slash", "0", "4", "1", "1"),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
def test_the_views_of_a_file(view: str, size: str, snap_compare: Any) -> None:
    async def reach(pilot: Pilot[None]) -> None:
        await begun(pilot)
        await pilot.press(*VIEWS[view])
        await pilot.pause()

    assert snap_compare(SegurApp([RETURN], TODAY, SETTINGS), terminal_size=SIZES[size], run_before=reach)


@pytest.mark.parametrize("size", SIZES)
def test_the_light_theme(size: str, snap_compare: Any) -> None:
    async def reach(pilot: Pilot[None]) -> None:
        await begun(pilot)
        await pilot.press("ctrl+t")
        await pilot.pause()

    assert snap_compare(SegurApp([RETURN], TODAY, SETTINGS), terminal_size=SIZES[size], run_before=reach)
