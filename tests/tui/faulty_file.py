"""A file with faults to correct, opened by a person, in this session or beside another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from segur_tui.tui.app import SegurApp
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, Driven, begun


def two_faults(folder: Path) -> Path:
    """Write a return whose first two demandes have a fault each, and give its path."""
    tree = returned([REJECTED, REJECTED, ACCEPTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    tree["lignesImport"][1]["numeroASP"] = "FINMDV1"
    return save(folder / "retours", tree)


async def correct_the_date(file: Driven, day: str = "28/02/2023") -> None:
    """Correct the first fault."""
    await file.press("1", "home", "enter")
    await file.type(day)
    await file.press("enter")


@asynccontextmanager
async def asked(path: Path) -> AsyncIterator[tuple[Pilot[None], SegurApp]]:
    """Open a file that asks something first."""
    app = SegurApp([path], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        yield pilot, app
