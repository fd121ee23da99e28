"""The mouse: ticking, moving, opening, and the keys of the footer."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from segur_tui.tui.app import SegurApp
from segur_tui.tui.grid.grid import Grid
from segur_tui.tui.grid.model import Column, Target, meaning
from segur_tui.tui.screens.dialogs.help import HelpScreen
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.file.compared import CorrectionsScreen
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from segur_tui.tui.widgets.footer import KeyLine
from tests.claims import REJECTED, returned
from tests.samples import RETURN
from tests.settings import SETTINGS
from tests.tui.export_app import exporting, saved, written
from tests.tui.file_app import TODAY, begun, opened

TICKED = (Column("sign", "", 3, ticks=True), Column("name", "", 9))
PLAIN = (Column("mark", "", 1), Column("name", "", 9))
EDITED = (Column("name", "", 9), Column("value", "", 9, editable=True))


@pytest.mark.parametrize(
    ("columns", "target", "cursor", "clicks", "means"),
    [
        (TICKED, Target("1", "sign"), None, 1, "ticks"),
        (TICKED, Target("1", "sign"), Target("1", "sign"), 2, "ticks"),
        (TICKED, Target("1", "name"), Target("1", "sign"), 1, "moves"),
        (TICKED, Target("1", "name"), Target("1", "sign"), 2, "ticks"),
        (TICKED, Target("1", "name"), Target("1", "sign"), 3, "moves"),
        (PLAIN, Target("1", "name"), None, 1, "moves"),
        (PLAIN, Target("1", "name"), Target("2", "mark"), 1, "moves"),
        (PLAIN, Target("1", "name"), Target("1", "mark"), 1, "opens"),
        (PLAIN, Target("1", "name"), Target("2", "mark"), 2, "opens"),
        (EDITED, Target("1", "value"), Target("1", "value"), 1, "opens"),
        (EDITED, Target("1", "name"), Target("1", "value"), 1, "moves"),
        (EDITED, Target("1", "name"), Target("1", "value"), 2, "opens"),
    ],
)
def test_what_a_click_means(
    columns: tuple[Column, ...], target: Target, cursor: Target | None, clicks: int, means: str
) -> None:
    assert meaning(columns, target, cursor, clicks) == means


async def click(pilot: Pilot[None], x: int, row: int, times: int = 1) -> None:
    """Click in a row of the table of the screen."""
    grid = pilot.app.screen.query_one(Grid)
    await pilot.click(grid, offset=(x, row + 1), times=times)
    await pilot.pause()


async def click_key(pilot: Pilot[None], words: str) -> None:
    """Click on a key of the footer."""
    line = pilot.app.screen.query_one(KeyLine)
    await pilot.click(line, offset=(str(line.render()).replace("\N{NO-BREAK SPACE}", " ").index(words) + 1, 0))
    await pilot.pause()


async def test_corrections_are_ticked_by_the_mouse_and_applied_by_a_key() -> None:
    async with opened(RETURN) as file:
        await file.press("c")
        screen = file.pilot.app.screen
        assert isinstance(screen, CorrectionsScreen)

        def symbols() -> list[str]:
            return [row.cells[0].text for row in screen.table.rows][:3]

        await click(file.pilot, 2, 1)
        assert symbols() == ["[x]", "[ ]", "[x]"]
        assert screen.table.cursor is not None
        assert screen.table.cursor.row_key == screen.table.rows.keys[1]
        await click(file.pilot, 2, 1)
        assert symbols() == ["[x]", "[x]", "[x]"]
        await click(file.pilot, 20, 2)
        assert symbols() == ["[x]", "[x]", "[x]"]
        await click(file.pilot, 30, 2, times=2)
        assert symbols() == ["[x]", "[x]", "[ ]"]
        assert file.pilot.app.screen is screen
        assert not file.screen.state.draft.done
        await click_key(file.pilot, "Entrée appliquer")
        assert file.screen.is_current
        assert len(file.screen.state.draft.done) == 1


async def test_demandes_of_an_export_are_ticked_by_the_mouse_and_written_by_a_key(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED, REJECTED]))
    async with exporting(path) as person:
        await click(person.pilot, 3, 0)
        await person.settle()
        assert person.symbols == {"1": "○ décochée", "2": "✓ part"}
        await click(person.pilot, 30, 1, times=2)
        await person.settle()
        assert person.symbols == {"1": "○ décochée", "2": "○ décochée"}
        await click(person.pilot, 3, 1)
        await person.settle()
        assert isinstance(person.host.screen, ExportScreen)
        assert written(path.parent) == []
        await click_key(person.pilot, "Entrée écrire")
        await person.settle()
        assert written(path.parent) != []


async def test_a_file_of_a_folder_opens_by_a_click_on_the_row_of_the_cursor(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        saved(tmp_path, returned([REJECTED]), number)
    app = SegurApp([tmp_path], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        await click(pilot, 20, 2)
        assert isinstance(app.screen, FolderScreen)
        await click(pilot, 10, 2)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, FileScreen)
        assert app.screen.subject.work.path.name.endswith("003.json")


async def test_a_key_of_the_footer_does_what_it_says_when_it_is_clicked() -> None:
    async with opened(RETURN) as file:
        cursor = file.at
        await click_key(file.pilot, "n suivant")
        assert file.at != cursor
        await click_key(file.pilot, "suivant")
        await click_key(file.pilot, "Entrée modifier")
        assert file.screen.views.tables[file.screen.state.view].edited is not None
        await click_key(file.pilot, "Échap laisser")
        assert file.screen.views.tables[file.screen.state.view].edited is None
        await click_key(file.pilot, "?")
        assert isinstance(file.pilot.app.screen, HelpScreen)
        await click_key(file.pilot, "Échap retour")
        assert file.screen.is_current


async def test_between_the_keys_and_on_a_sentence_a_click_does_nothing() -> None:
    async with opened(RETURN) as file:
        cursor, line = file.at, file.screen.query_one(KeyLine)
        await file.pilot.click(line, offset=(str(line.render()).index("n\N{NO-BREAK SPACE}suivant") - 1, 0))
        line.say("n suivant")
        await click_key(file.pilot, "n suivant")
        assert file.at == cursor
