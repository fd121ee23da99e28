"""The life of demandes on the screen, and what it keeps from being exported unasked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static

from segur_tui.application.export.deciding import decide
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.readings import remember
from segur_tui.application.record.schema import FILE_NAME
from segur_tui.format.candidate import Candidate
from segur_tui.tui.app import SegurApp
from segur_tui.tui.grid.columns import place
from segur_tui.tui.grid.grid import Grid
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from segur_tui.tui.screens.history import HistoryScreen
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, Driven, begun, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    later = save(tmp_path / "plus-tard", returned([ACCEPTED]), "20261012")
    remember([check_path(later, TODAY, SETTINGS)], SETTINGS)
    return save(tmp_path / "retours", returned([REJECTED, REJECTED, ACCEPTED]))


async def settle(file: Driven) -> None:
    await file.pilot.app.workers.wait_for_complete()
    await file.pilot.pause()


def shown_question(question: ConfirmScreen) -> str:
    return str(question.query(Static).first().render())


async def look(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, and wait after each for what is looked up."""
    for key in keys or ("",):
        await pilot.press(*filter(None, [key]))
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def title(app: App[None]) -> str:
    assert isinstance(app.screen, HistoryScreen)
    return app.screen.title_text().replace("\N{NO-BREAK SPACE}", " ")


def shown(screen: object) -> list[list[str]]:
    assert isinstance(screen, HistoryScreen)
    return [[cell.text for cell in row.cells] for row in screen.table.rows]


async def test_h_tells_the_life_of_the_demande_under_the_cursor(path: Path) -> None:
    async with opened(path) as file:
        await settle(file)
        await file.press("h")
        await settle(file)
        app = file.pilot.app
        assert [(row[3], row[5]) for row in shown(app.screen)] == [
            ("05/10/2026 n° 001", "refusée"),
            ("12/10/2026 n° 001", "acceptée"),
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
    remember([check_path(path, TODAY, SETTINGS)], SETTINGS)
    app = SegurApp([path.parent], TODAY, SETTINGS)
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


async def test_the_demandes_of_two_suppliers_are_not_one_story(path: Path) -> None:
    save(path.parent, returned([ACCEPTED, ACCEPTED], numero_ans="LGCTEST002"), "20261019")
    app = SegurApp([path.parent], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        await look(pilot, "h", "enter")
        assert title(app).endswith("00002 · FINMDV000002 · ANS LGCTEST001 : 1 passage")
        assert [row[5] for row in shown(app.screen)] == ["refusée"]
        await look(pilot, "slash", *"00002", "enter")
        assert title(app) == "Histoire de 00002 : 2 demandes, 2 passages"
        assert [(row[2], row[5]) for row in shown(app.screen)] == [
            ("LGCTEST001", "refusée"),
            ("", ""),
            ("LGCTEST002", "acceptée"),
        ]
        await look(pilot, "down", "enter")
        assert title(app) == "Histoire de 00002 : 2 demandes, 2 passages"
        await look(pilot, "end", "enter")
        assert [row[2] for row in shown(app.screen)] == ["LGCTEST002"]
        await pilot.press("escape")
        assert len(shown(app.screen)) == 3
        assert app.screen.query_one(EditableTable).cursor is not None
        await look(pilot, "enter")
        assert [row[2] for row in shown(app.screen)] == ["LGCTEST002"]


async def test_the_story_opened_from_a_file_is_its_suppliers(path: Path) -> None:
    theirs = save(path.parent, returned([REJECTED, ACCEPTED], numero_ans="LGCTEST002"), "20261019")
    remember([check_path(theirs, TODAY, SETTINGS)], SETTINGS)
    async with opened(path) as file:
        await settle(file)
        await look(file.pilot, "h")
        assert {row[2] for row in shown(file.pilot.app.screen)} == {"LGCTEST001"}


@pytest.mark.parametrize("columns", [80, 140])
async def test_what_matters_is_not_cut(path: Path, columns: int) -> None:
    async with opened(path, (columns, 24)) as file:
        await settle(file)
        await look(file.pilot, "end", "h")
        screen = file.pilot.app.screen
        await look(file.pilot, "slash", *"00001", "enter")
        placed = {each.column.key: each.width for each in place(screen.query_one(Grid).columns, columns - 1)}
        for row in shown(screen):
            for column, text in zip(screen.query_one(Grid).columns, row, strict=True):
                assert column.key in {"dossier", "beside"} or len(text) <= placed[column.key]
        assert len("fichier à déposer") <= placed["what"]
        assert columns == 80 or len("Date de facture invalide") <= placed["beside"]


async def test_until_the_answer_is_there_the_search_is_said(path: Path, state: Path) -> None:
    remember([check_path(path, TODAY, SETTINGS)], SETTINGS)
    app = SegurApp([path.parent], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        with closing(sqlite3.connect(state / FILE_NAME, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await pilot.press("h")
            await pilot.pause()
            assert title(app) == "Refusées jamais exportées : recherche…"
            assert str(app.screen.query_one(".empty").render()) == "Recherche…"
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert title(app) == "Refusées jamais exportées : 1 ligne"


async def test_while_files_are_read_the_number_is_that_of_what_is_read() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        await app.push_screen(HistoryScreen(SETTINGS, so_far=lambda: "2 fichiers lus sur 9"))
        await look(pilot)
        assert title(app) == "Refusées jamais exportées : 0 ligne jusqu’ici (2 fichiers lus sur 9)"
        assert "Toutes les lignes" not in str(app.screen.query_one(".empty").render())


async def test_without_any_known_file_it_is_said(tmp_path: Path) -> None:
    app = SegurApp([tmp_path], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        await look(pilot, "h")
        assert str(app.screen.query_one(".empty").render()).startswith("Aucun fichier n’est encore connu")


async def test_what_another_return_accepts_is_unticked_with_the_reason_until_it_is_confirmed(path: Path) -> None:
    async with opened(path) as file:
        await file.press("e")
        await settle(file)
        screen = file.pilot.app.screen
        assert isinstance(screen, ExportScreen)
        first, second = screen.table.rows
        assert [first.cells[0].text, second.cells[0].text] == ["○ décochée", "✓ part"]
        assert "déjà acceptée" in first.cells[-1].text
        for answer, symbol in (("n", "○ décochée"), ("o", "✓ part")):
            await file.press("home", "space")
            await settle(file)
            question = file.pilot.app.screen
            assert isinstance(question, ConfirmScreen)
            assert "demander deux fois" in shown_question(question)
            await file.press(answer)
            await settle(file)
            assert screen.table.rows[0].cells[0].text == symbol
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
        assert "déjà exportée dans" in screen.table.rows[1].cells[-1].text
        await file.press("end", "space")
        await settle(file)
        assert screen.table.rows[1].cells[0].text == "✓ part"
        assert "déjà exportée dans" in screen.table.rows[1].cells[-1].text


async def test_the_file_of_an_exported_line_can_be_withdrawn_from_its_story(path: Path) -> None:
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    plan = decide([SourceFile(path, report.check, report.digest)], ExportChoice([Candidate(0, 2)], TODAY), TODAY)
    export(plan, path.parent, SETTINGS)
    async with opened(path) as file:
        await settle(file)
        await look(file.pilot, "end", "h")
        screen = file.pilot.app.screen
        await look(file.pilot, "slash", *"00002", "enter")
        reported = [row[5] for row in shown(screen)]
        assert "exportée" in reported
        await look(file.pilot, *["home", *["down"] * reported.index("exportée")], "w", "o")
        assert "exportée" not in [row[5] for row in shown(screen)]
