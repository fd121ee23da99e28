"""The export screen by itself, on a small host, driven by keys."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from segur_tui.application.export.deciding import chosen
from segur_tui.application.export.looking import taken_by_nobody
from segur_tui.application.export.plan import Plan, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.settings.values import Settings
from segur_tui.tui.screens.export.choices import Offer, Origin
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.widgets.footer import KeyLine
from tests.claims import save
from tests.settings import SETTINGS
from tests.tui.file_app import settled

TODAY = date(2026, 11, 24)


class Host(App[None]):
    """A program that only exports."""

    def __init__(self, sources: tuple[SourceFile, ...], settings: Settings) -> None:
        super().__init__()
        self.sources, self.settings = sources, settings
        self.answers: list[Plan | None] = []

    def on_mount(self) -> None:
        offer = Offer(self.sources, chosen(self.sources))
        screen = ExportScreen(offer, Origin(lambda: offer, taken_by_nobody, lambda _: None), self.settings)
        self.push_screen(screen, self.answers.append)


class Person:
    """Someone at the export screen."""

    def __init__(self, host: Host, pilot: Pilot[None], screen: ExportScreen) -> None:
        self.host, self.pilot, self.screen = host, pilot, screen

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        await settled(self.pilot)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def answer(self, key: str, text: str) -> None:
        """Change what a key asks for."""
        await self.press(key, "ctrl+u", *text)
        await self.press("enter")

    @property
    def symbols(self) -> dict[str, str]:
        return {row.cells[1].text: row.cells[0].text for row in self.screen.table.rows}

    @property
    def said(self) -> str:
        """All that the screen says around its table."""
        bottom = str(self.screen.query_one(KeyLine).render())
        return f"{self.screen.title_text()}\n{bottom}".replace("\N{NO-BREAK SPACE}", " ")


@asynccontextmanager
async def exporting(
    *paths: Path, size: tuple[int, int] = (80, 24), settings: Settings = SETTINGS, notifications: bool = False
) -> AsyncIterator[Person]:
    """Open the export screen on files."""
    checks = [(path, check_path(path, TODAY, settings).check) for path in paths]
    host = Host(tuple(SourceFile(path, check) for path, check in checks if check is not None), settings)
    async with host.run_test(size=size, notifications=notifications) as pilot:
        await host.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(host.screen, ExportScreen)
        yield Person(host, pilot, host.screen)


def saved(tmp_path: Path, tree: dict[str, Any], number: int = 1) -> Path:
    return save(tmp_path / "retours", tree, number=number)


def editor_numbers(path: Path) -> list[str]:
    return [line["numeroEditeur"] for line in json.loads(path.read_bytes())["lignesImport"]]


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*-20261124-*.json"))
