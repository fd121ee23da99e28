"""The life of demandes on the screen, and what it keeps from being exported unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from segur_tui.application.checking import check_path
from segur_tui.application.history import remember
from segur_tui.tui.app import SegurApp
from segur_tui.tui.screens.confirm import ConfirmScreen
from segur_tui.tui.screens.export import ExportScreen
from segur_tui.tui.screens.file import FileScreen
from segur_tui.tui.screens.folder import FolderScreen
from segur_tui.tui.screens.history import HistoryScreen
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.tui.file_app import TODAY, Driven, begun, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    later = save(tmp_path / "plus-tard", returned([ACCEPTED]), "20261012")
    remember([check_path(later, TODAY)])
    return save(tmp_path / "retours", returned([REJECTED, REJECTED, ACCEPTED]))


async def settle(file: Driven) -> None:
    await file.pilot.app.workers.wait_for_complete()
    await file.pilot.pause()


def shown_question(question: ConfirmScreen) -> str:
    return str(question.query_one(Static).render())


def shown(screen: object) -> list[list[str]]:
    assert isinstance(screen, HistoryScreen)
    return [[cell.text for cell in row.cells] for row in screen.table.rows]


async def test_h_tells_the_life_of_the_demande_under_the_cursor(path: Path) -> None:
    async with opened(path) as file:
        await settle(file)
        await file.press("h")
        await settle(file)
        app = file.pilot.app
        assert [row[2:4] for row in shown(app.screen)] == [
            ["05/10/2026 n° 001", "refusée"],
            ["12/10/2026 n° 001", "acceptée"],
        ]
        await file.press("slash", *"FINMDV000003", "enter")
        await settle(file)
        assert [row[0] for row in shown(app.screen)] == ["00003"]
        await file.press("slash", *"999", "escape", "escape")
        await settle(file)
        assert [row[0] for row in shown(app.screen)] == ["00001", "00001"]
        await file.press("escape")
        assert isinstance(app.screen, FileScreen)


async def test_an_unknown_number_is_said(path: Path) -> None:
    async with opened(path) as file:
        await file.press("h", "slash", "enter")
        assert isinstance(file.pilot.app.screen, HistoryScreen)
        await file.press(*"99", "enter")
        await settle(file)
        assert shown(file.pilot.app.screen) == []
        empty = file.pilot.app.screen.query_one(".empty").render()
        assert str(empty).startswith("Rien n’est connu")


async def test_a_folder_lists_the_rejections_that_nothing_followed(path: Path) -> None:
    remember([check_path(path, TODAY)])
    app = SegurApp([path.parent], TODAY)
    async with app.run_test() as pilot:
        await begun(pilot)
        assert isinstance(app.screen, FolderScreen)
        await pilot.press("h")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert [row[:1] for row in shown(app.screen)] == [["00002"]]
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, HistoryScreen)
        assert "Histoire de 00002" in app.screen.title_text().replace("\N{NO-BREAK SPACE}", " ")


async def test_what_another_return_accepts_is_unticked_with_the_reason_until_it_is_confirmed(path: Path) -> None:
    async with opened(path) as file:
        await file.press("e")
        await settle(file)
        screen = file.pilot.app.screen
        assert isinstance(screen, ExportScreen)
        first, second = screen.table.rows
        assert [first.cells[0].text, second.cells[0].text] == ["○ décochée", "✓ part"]
        assert "déjà acceptée" in first.cells[-1].text
        for answer, sign in (("n", "○ décochée"), ("o", "✓ part")):
            await file.press("home", "space")
            await settle(file)
            question = file.pilot.app.screen
            assert isinstance(question, ConfirmScreen)
            assert "demander deux fois" in shown_question(question)
            await file.press(answer)
            await settle(file)
            assert screen.table.rows[0].cells[0].text == sign
            assert "déjà acceptée dans" in screen.table.rows[0].cells[-1].text
            assert "déjà acceptée dans" in screen.detail_text("0:1")
        await file.press("home", "space")
        await settle(file)
        assert screen.table.rows[0].cells[0].text == "○ décochée"
        await file.press("enter")
        await settle(file)
    (written,) = set(path.parent.glob("*.json")) - {path}
    assert "FINMDV000001" not in written.read_text()
    async with opened(path) as file:
        await file.press("e")
        await settle(file)
        screen = file.pilot.app.screen
        assert isinstance(screen, ExportScreen)
        assert "déjà exportée depuis" in screen.table.rows[1].cells[-1].text
        await file.press("end", "space")
        await settle(file)
        assert screen.table.rows[1].cells[0].text == "✓ part"
        assert "déjà exportée depuis" in screen.table.rows[1].cells[-1].text
