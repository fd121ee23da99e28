"""A file of many demandes: all its problems are there as soon as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from textual.pilot import Pilot

from segur_tui.application.files.beside import check_beside
from segur_tui.application.files.checking import FileReport, check_path
from segur_tui.application.settings.values import Settings
from segur_tui.application.views.problems import Problems
from segur_tui.tui import opening
from segur_tui.tui.app import SegurApp
from segur_tui.tui.screens.dialogs.dialog import WaitingScreen
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from tests.claims import claim, demande, save
from tests.settings import SETTINGS
from tests.terminal import PATIENCE
from tests.tui.file_app import TODAY, Driven, begun, opened, until

MANY = 1_203
FAULTY = (2, 300, MANY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    lines = [demande(position) for position in range(1, MANY + 1)]
    for line in FAULTY:
        lines[line - 1]["dateFacture"] = "31/02/2023"
    lines[MANY - 1]["numeroEditeur"] = lines[0]["numeroEditeur"]
    return save(tmp_path, claim(lines))


async def shown(pilot: Pilot[None]) -> FileScreen:
    """Wait for the screen of the file."""
    await until(pilot, lambda: isinstance(pilot.app.screen, FileScreen))
    assert isinstance(pilot.app.screen, FileScreen)
    return pilot.app.screen


def dates(file: Driven) -> list[str]:
    return [line for line, balise in file.problems() if balise == "dateFacture"]


async def test_all_is_shown_that_a_check_finds(path: Path) -> None:
    async with opened(path) as file:
        check = check_path(path, TODAY, SETTINGS).check
        assert file.screen.state.draft.check == check
        assert dates(file) == [str(line) for line in FAULTY]
        assert file.screen.state.all_problems == Problems.of(file.screen.state.draft).rows


async def test_a_big_file_of_a_folder_is_read_while_its_screen_waits(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read = Event()

    def read_when_allowed(
        asked: list[Path], today: date, settings: Settings, given: Sequence[Path], *, is_rewritten: bool
    ) -> list[FileReport]:
        assert current_thread() is not main_thread()
        may_read.wait(PATIENCE)
        return check_beside(asked, today, settings, given, is_rewritten=is_rewritten)

    app = SegurApp([path.parent], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        monkeypatch.setattr(opening, "check_beside", read_when_allowed)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WaitingScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, FolderScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WaitingScreen))
        await pilot.press("n", "e")
        assert isinstance(app.screen, WaitingScreen)
        may_read.set()
        assert (await shown(pilot)).subject.work.path == path
