"""A file of many demandes: shown when the first are checked, whole before anything is changed or written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from textual.pilot import Pilot

from segur_tui.application.files.checking import check_path
from segur_tui.application.files.opening import Opened, open_claim
from segur_tui.application.views.problems import problem_rows
from segur_tui.tui import opening
from segur_tui.tui.app import SegurApp
from segur_tui.tui.screens.dialogs.waiting import WaitingScreen
from segur_tui.tui.screens.file import checking as file_checking
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from tests.claims import claim, demande, save
from tests.tui.file_app import TODAY, Driven, begun, opened

MANY = 1_203
FAULTY = (2, 300, MANY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    lines = [demande(position) for position in range(1, MANY + 1)]
    for line in FAULTY:
        lines[line - 1]["dateFacture"] = "31/02/2023"
    lines[MANY - 1]["numeroEditeur"] = lines[0]["numeroEditeur"]
    return save(tmp_path, claim(lines))


@asynccontextmanager
async def under_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Driven]:
    """Open a file whose check rests from its first slice on."""
    monkeypatch.setattr(file_checking, "_REST", 3600)
    monkeypatch.setattr(file_checking, "_SLICE", 0)
    app = SegurApp([path], TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        yield Driven(pilot, await shown(pilot))


async def shown(pilot: Pilot[None]) -> FileScreen:
    """Wait for the screen of the file, not for its check."""
    async with asyncio.timeout(30):
        while not isinstance(pilot.app.screen, FileScreen):
            await pilot.pause()
    await pilot.pause()
    return pilot.app.screen


def dates(file: Driven) -> list[str]:
    return [line for line, balise in file.problems() if balise == "dateFacture"]


async def test_the_first_problems_are_there_while_the_rest_is_checked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with under_way(path, monkeypatch) as file:
        assert dates(file) == ["2"]
        assert "contrôle : 17 %" in file.text("#counts")
        await file.press("2", "end")
        assert file.screen.state.line == MANY
        assert not file.screen.is_checked


async def test_in_the_end_all_is_shown_that_a_check_in_one_go_finds(path: Path) -> None:
    async with opened(path) as file:
        check = check_path(path, TODAY).check
        assert file.screen.state.draft.check == check
        assert dates(file) == [str(line) for line in FAULTY]
        assert file.screen.state.all_problems == problem_rows(file.screen.state.draft)
        assert "contrôle" not in file.text("#counts")


@pytest.mark.parametrize("key", ["c", "asterisk", "g", "e", "p", "m"])
async def test_what_looks_at_all_demandes_waits_for_the_check(
    key: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with under_way(path, monkeypatch) as file:
        await file.press("space", key)
        assert file.screen.is_checked
        assert [row.line for row in file.screen.state.all_problems if row.finding.balise == "dateFacture"] == [
            str(line) for line in FAULTY
        ]


async def test_a_value_kept_meanwhile_is_checked_against_all_others(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with under_way(path, monkeypatch) as file:
        await file.press("n", "enter")
        await file.type("28/02/2023")
        await file.press("enter")
        assert file.screen.is_checked
        assert file.values(2)["dateFacture"] == "28/02/2023"
        assert dates(file) == ["300", str(MANY)]
        await file.press("u")
        assert dates(file) == [str(line) for line in FAULTY]


async def test_the_check_goes_on_under_what_is_being_typed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with under_way(path, monkeypatch) as file:
        await file.press("n", "enter", "home")
        await file.type("28/0")
        file.screen.finish_check()
        await file.type("2/2023")
        await file.press("ctrl+k", "enter")
        assert file.values(2)["dateFacture"] == "28/02/2023"


async def test_a_draft_that_is_taken_up_is_checked_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(path) as file:
        await file.press("n", "enter")
        await file.type("28/02/2023")
        await file.press("enter")
    async with under_way(path, monkeypatch) as file:
        assert file.screen.is_checked
        assert dates(file) == ["300", str(MANY)]
        assert file.values(2)["dateFacture"] == "28/02/2023"


async def test_a_big_file_of_a_folder_is_read_while_its_screen_waits(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read = Event()

    def read_when_allowed(asked: Path) -> Opened:
        assert current_thread() is not main_thread()
        may_read.wait(30)
        return open_claim(asked)

    app = SegurApp([path.parent], TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        monkeypatch.setattr(opening, "open_claim", read_when_allowed)
        await pilot.press("enter")
        assert isinstance(app.screen, WaitingScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, FolderScreen)
        await pilot.press("enter", "n", "e")
        assert isinstance(app.screen, WaitingScreen)
        may_read.set()
        assert (await shown(pilot)).work.path == path
