"""Something is otherwise when Enter is pressed on the export screen: it comes back, and says and marks it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from segur_tui.application.export.deciding import chosen, decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.readings import remember
from segur_tui.tui.screens.export.result import ExportResultScreen
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from tests.application.working import HERE, dated, work_on
from tests.claims import ACCEPTED, ANS, REJECTED, returned, save
from tests.clock import PARIS, Clock
from tests.settings import SETTINGS
from tests.tui.faulty_file import asked
from tests.tui.file_app import TODAY, Driven, opened, settled

UNCHANGED = "refusée, et inchangée"
FIRST = f"JSON-{ANS}-20261124-001.json"


async def on_export(file: Driven) -> ExportScreen:
    await file.press("e")
    return await here(file)


async def here(file: Driven) -> ExportScreen:
    await settled(file.pilot)
    screen = file.pilot.app.screen
    assert isinstance(screen, ExportScreen)
    return screen


def rows(screen: ExportScreen) -> dict[str, tuple[str, str]]:
    """The sign of each line, and the first reason beside it."""
    cells = [[cell.text for cell in row.cells] for row in screen.table.rows]
    return {row[1]: (row[0], row[-1].partition(" ; ")[0]) for row in cells}


def said(screen: ExportScreen) -> str:
    return screen.title_text().replace("\N{NO-BREAK SPACE}", " ")


def written(folder: Path, day: str = "20261124") -> list[list[str]]:
    """The n° éditeur of each file that was written on a day."""
    files = sorted(folder.glob(f"JSON-*-{day}-*.json"))
    return [[line["numeroEditeur"] for line in json.loads(path.read_bytes())["lignesImport"]] for path in files]


def moved(path: Path, name: str) -> None:
    path.rename(path.with_name(name))


def export_in_another_session(path: Path, *, leaves: bool) -> None:
    """Take a file over, correct its first line, and export all of it."""
    other = work_on(path)
    other.take_over()
    other.keep(dated(other.draft, "27/02/2023"), HERE)
    of = SourceFile(path, other.draft.check, other.digest, other.draft.done)
    export(decide([of], ExportChoice(chosen([of])), TODAY, known_of([of], SETTINGS)), path.parent, SETTINGS)
    other.note_export([1, 2, 3])
    if leaves:
        other.leave(HERE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(tmp_path / "retours", returned([REJECTED, REJECTED]))


@pytest.mark.parametrize(("leaves", "why"), [(True, "depuis : 2 déjà exportées"), (False, "est ouvert ailleurs")])
async def test_lines_that_another_session_has_exported_go_only_when_they_are_ticked(
    path: Path, why: str, *, leaves: bool
) -> None:
    async with opened(path) as file:
        await on_export(file)
        export_in_another_session(path, leaves=leaves)
        await file.press("enter")
        screen = await here(file)
        assert written(path.parent) == [["00001", "00002"]]
        assert rows(screen) == {"1": ("○ décochée", "≠ partait"), "2": ("○ décochée", "≠ partait")}
        assert why in said(screen)
        assert "rien n’est écrit, les lignes qui diffèrent sont marquées ≠" in said(screen)
        assert "≠ partait" in screen.detail_text("0:1")
        await file.press("enter")
        await here(file)
        assert written(path.parent) == [["00001", "00002"]]


async def test_a_line_that_a_return_read_meanwhile_accepts_stays_and_the_others_go(
    tmp_path: Path, path: Path
) -> None:
    async with opened(path) as file:
        await on_export(file)
        answer = save(tmp_path / "autre", returned([ACCEPTED]), "20261101")
        remember([check_path(answer, TODAY, SETTINGS)], SETTINGS)
        await file.press("enter")
        screen = await here(file)
        assert written(path.parent) == []
        assert rows(screen) == {"1": ("○ décochée", "≠ partait"), "2": ("✓ part", UNCHANGED)}
        assert "depuis : 1 déjà acceptée ailleurs" in said(screen)
        await file.press("enter")
        await settled(file.pilot)
        assert isinstance(file.pilot.app.screen, ExportResultScreen)
        assert written(path.parent) == [["00002"]]


async def test_a_file_that_its_return_replaces_is_read_again_with_what_was_corrected(tmp_path: Path) -> None:
    path = save(tmp_path / "depot", returned([None] * 4))
    async with opened(path) as file:
        file.screen.state.take(dated(file.screen.state.draft, "27/02/2023", 4))
        file.screen.keeper.keep()
        await on_export(file)
        save(path.parent, returned([ACCEPTED, ACCEPTED, REJECTED, REJECTED]))
        await file.press("enter")
        screen = await here(file)
        assert written(path.parent) == []
        assert rows(screen) == {
            "1": ("○ décochée", "≠ partait"),
            "2": ("○ décochée", "≠ partait"),
            "3": ("✓ part", UNCHANGED),
            "4": ("✓ part", ""),
        }
        assert f"{path.name} a changé sur le disque" in said(screen)
        await file.press("enter")
        await settled(file.pilot)
        assert written(path.parent) == [["00003", "00004"]]
        lines = json.loads((path.parent / FIRST).read_bytes())["lignesImport"]
        assert [line["dateFacture"] for line in lines] == ["01/02/2023", "27/02/2023"]
        await file.press("enter")
        assert file.screen.state.exported.keys() == {3, 4}


async def test_after_midnight_the_day_moves_on_unless_it_was_chosen(path: Path, clock: Clock) -> None:
    before, after = (datetime(2026, 11, day, 12, tzinfo=PARIS) for day in (24, 25))
    clock.set(before.replace(hour=23, minute=50))
    async with opened(path) as file:
        await on_export(file)
        clock.set(after)
        await file.press("enter")
        screen = await here(file)
        assert "le jour est passé au 25/11/2026 : rien n’est écrit ; Entrée" in said(screen)
        assert f"JSON-{ANS}-20261125-001.json" in said(screen)
        assert written(path.parent) == written(path.parent, "20261125") == []
        await file.press("enter")
        await settled(file.pilot)
        assert written(path.parent, "20261125") == [["00001", "00002"]]


async def test_a_day_that_was_chosen_stays_after_midnight(path: Path, clock: Clock) -> None:
    async with opened(path) as file:
        await on_export(file)
        await file.press("d", "ctrl+u", *"2026-11-26", "enter")
        await here(file)
        clock.set(datetime(2026, 11, 25, 12, tzinfo=PARIS))
        await file.press("enter")
        await settled(file.pilot)
        assert written(path.parent, "20261126") == [["00001", "00002"]]


async def test_marked_files_of_a_folder_are_read_again(path: Path) -> None:
    save(path.parent, returned([REJECTED], 9), number=2)
    async with asked(path.parent) as (pilot, app):
        await settled(pilot)
        await pilot.press("*", "e")
        await settled(pilot)
        save(path.parent, returned([ACCEPTED, REJECTED]))
        await pilot.press("enter")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, ExportScreen)
        why = [row.cells[-1].text.partition(" ; ")[0] for row in screen.table.rows]
        assert why == ["≠ partait", UNCHANGED, UNCHANGED]
        await pilot.press("enter")
        await settled(pilot)
        assert written(path.parent) == [["00002", "00009"]]
        await pilot.press("enter")
        assert isinstance(app.screen, FolderScreen)


async def test_of_a_file_that_is_gone_nothing_is_offered_until_it_is_back(path: Path) -> None:
    async with opened(path) as file:
        await on_export(file)
        moved(path, "aside")
        for _ in range(2):
            await file.press("enter")
            screen = await here(file)
            assert f"{path.name} n’est plus sur le disque : rien n’est écrit ; remettez-le à sa place" in said(
                screen
            )
            assert "Entrée écrit" not in said(screen)
        assert written(path.parent) == []
        moved(path.with_name("aside"), path.name)
        await file.press("enter")
        await settled(file.pilot)
        assert isinstance(file.pilot.app.screen, ExportResultScreen)
