"""The program opened on a file, driven by keys."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from segur_tui.application.settings.values import Settings
from segur_tui.tui.app import SegurApp
from segur_tui.tui.screens.dialogs.dialog import WaitingScreen
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.screens.file.screen import FileScreen
from tests.settings import SETTINGS
from tests.terminal import PATIENCE

TODAY = date(2026, 11, 24)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until a condition holds; fail when it never does."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await pilot.pause(0.01)
    await pilot.pause()


async def begun(pilot: Pilot[None]) -> None:
    """Wait until the program has opened its files: its worker begins after the first words are shown."""
    await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
    await pilot.pause()  # a screen begins its own workers when it is mounted
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way, finished or replaced by something later, or others are waited for."""
    while under_way := [worker for worker in pilot.app.workers if not worker.is_finished]:
        if isinstance(pilot.app.screen, WaitingScreen):
            break
        for worker in under_way:
            with suppress(WorkerCancelled):
                await worker.wait()
        await pilot.pause()
    await pilot.pause()


class Driven:
    """The screen of a file, and the keys that a person presses."""

    def __init__(self, pilot: Pilot[None], screen: FileScreen) -> None:
        self.pilot, self.screen = pilot, screen

    async def press(self, *keys: str) -> None:
        """Press keys one by one and wait until all they do is done."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*text)

    def values(self, line: int) -> dict[str, object]:
        """Return a demande as it stands now."""
        demande = self.screen.state.draft.check.claim.lines[line - 1]
        assert isinstance(demande, dict)
        return dict(demande)

    def problems(self) -> list[tuple[str, str]]:
        """Return the line and the balise of each problem shown."""
        rows = self.screen.views.tables[View.PROBLEMS].rows
        return [(row.cells[1].text, row.cells[3].text) for row in rows]

    @property
    def at(self) -> tuple[str, str]:
        """Return the line and the balise under the cursor of the problems."""
        table = self.screen.views.tables[View.PROBLEMS]
        assert table.cursor is not None
        row = next(row for row in table.rows if row.key == table.cursor.row_key)
        return row.cells[1].text, row.cells[3].text

    def text(self, selector: str) -> str:
        """Return what a line of the screen says."""
        return _text(self.screen, selector)

    def text_over(self, selector: str) -> str:
        """Return what a line of the screen or the dialog over it says."""
        return _text(self.pilot.app.screen, selector)


def _text(screen: Screen[Any], selector: str) -> str:
    return str(screen.query_one(selector).render()).replace("\N{NO-BREAK SPACE}", " ")


@asynccontextmanager
async def opened(
    path: Path, size: tuple[int, int] = (80, 24), *, notifications: bool = False, settings: Settings = SETTINGS
) -> AsyncIterator[Driven]:
    """Open a file in the program."""
    app = SegurApp([path], TODAY, settings)
    async with app.run_test(size=size, notifications=notifications) as pilot:
        await begun(pilot)
        assert isinstance(app.screen, FileScreen)
        yield Driven(pilot, app.screen)
