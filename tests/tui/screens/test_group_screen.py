"""Several returns corrected on one screen and exported as one file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from segur_tui.application.drafts.work import Work
from segur_tui.application.files.checking import check_path
from segur_tui.application.state.sessions import Session
from segur_tui.application.together.grouped_drafts import note_files
from segur_tui.application.together.grouping import grouped
from segur_tui.tui.app import SegurApp
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.file.keeping import SupersededScreen
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.file.subject import GroupSubject
from segur_tui.tui.screens.folder.screen import FolderScreen
from tests.application.working import HERE, dated
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, Driven, begun, opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    first, second = returned([REJECTED, ACCEPTED]), returned([ACCEPTED, REJECTED], 11)
    first["lignesImport"][0]["dateFacture"] = "31/02/2023"
    second["lignesImport"][1]["dateFacture"] = "2023-02-01"
    save(tmp_path / "retours", first)
    save(tmp_path / "retours", second, number=2)
    return tmp_path / "retours"


@asynccontextmanager
async def together(
    folder: Path,
    size: tuple[int, int] = (80, 24),
    *,
    notifications: bool = False,
    screen: type[Screen[Any]] = FileScreen,
) -> AsyncIterator[Driven]:
    app = SegurApp([folder], TODAY, SETTINGS)
    async with app.run_test(size=size, notifications=notifications) as pilot:
        await begun(pilot)
        await pilot.press("asterisk", "g")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, screen)
        file = next(each for each in app.screen_stack if isinstance(each, FileScreen))
        assert isinstance(file.subject, GroupSubject)
        yield Driven(pilot, file)


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.glob("*.json")}


def files(file: Driven) -> list[str]:
    return [row.cells[2].text for row in file.screen.views.tables[file.screen.state.view].rows]


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_each_problem_says_its_file(folder: Path, size: tuple[int, int]) -> None:
    async with together(folder, size) as file:
        assert file.text("#identity").strip().startswith("2 fichiers ensemble")
        assert set(files(file)) == {"20261005-001:1", "20261005-002:2"}
        assert "Fichier : JSON-LGCTEST001-20261005-001.json, ligne 1" in file.text("#detail")
        await file.press("2")
        assert files(file) == ["20261005-001:1", "20261005-002:2"]
        await file.press("1", "g")
        assert "" in files(file)


@pytest.mark.parametrize(("size", "named"), [((80, 24), 1), ((140, 40), 3)])
async def test_of_many_lines_left_aside_a_few_are_named(tmp_path: Path, size: tuple[int, int], named: int) -> None:
    save(tmp_path, returned([REJECTED] * 10))
    save(tmp_path, returned([ACCEPTED] * 9), number=2)
    async with together(tmp_path, size, notifications=True) as file:
        toast = file.screen.query_one("Toast")
        said = file.text("Toast")
        assert said.startswith("9 lignes laissées de côté :")
        assert said.count("n° éditeur") == named
        assert f"et {9 - named} autres (e, puis a, les montre toutes)" in said
        assert toast.size.height <= size[1] // 3


async def test_a_group_is_corrected_and_exported_as_one_file_and_its_draft_is_done(folder: Path) -> None:
    before = contents(folder)
    async with together(folder) as file:
        await file.press("home", "enter", *"28/02/2023", "enter", "c")
        await file.press("enter", "q")
    async with together(folder) as file:
        assert "repris : 2 modifications" in file.text("#keeping")
        await file.press("e")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        assert isinstance(file.pilot.app.screen, ExportScreen)
        await file.press("enter")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        await file.press("enter")
        await file.pilot.pause()
        assert isinstance(file.pilot.app.screen, FileScreen)
    (written,) = set(contents(folder)) - set(before)
    assert "28/02/2023" in written.read_text()
    assert '"01/02/2023"' in written.read_text()
    assert contents(folder).items() >= before.items()
    written.unlink()
    async with together(folder) as file:
        assert "repris" not in file.text("#keeping")
        assert "2 lignes déjà exportées" in file.text("#keeping")
        assert [row.cells[7].text for row in file.screen.views.tables[View.LINES].rows] == ["exportée", "exportée"]


async def test_an_export_of_a_group_does_not_say_unchanged_of_corrected_lines(folder: Path) -> None:
    async with together(folder, (140, 40)) as file:
        await file.press("home", "enter", *"28/02/2023", "enter", "c", "enter", "e")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        screen = file.pilot.app.screen
        assert isinstance(screen, ExportScreen)
        assert "2 partent" in screen.title_text()
        assert "sans changement" not in screen.title_text()
        assert not [row for row in screen.table.rows if "inchangée" in row.cells[-1].text]


async def test_what_was_corrected_together_goes_out_of_the_folder_too(folder: Path) -> None:
    before = contents(folder)
    async with together(folder) as file:
        await file.press("home", "enter", *"28/02/2023", "enter", "c", "enter", "q")
        await file.pilot.app.workers.wait_for_complete()
        assert isinstance(file.pilot.app.screen, FolderScreen)
        await file.press("e")
        await file.pilot.app.workers.wait_for_complete()
        await file.press("enter")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
    (written,) = set(contents(folder)) - set(before)
    assert "28/02/2023" in written.read_text()
    async with together(folder) as file:
        assert "repris" not in file.text("#keeping")


async def test_other_suppliers_are_named_and_not_grouped(folder: Path) -> None:
    save(folder, returned([REJECTED], numero_ans="AUTREANS02"))
    app = SegurApp([folder], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        await pilot.press("asterisk", "g")
        await pilot.pause()
        assert isinstance(app.screen, FolderScreen)
        said = str(app.screen.query_one("KeyLine").render())
        assert "AUTREANS02" in said
        assert "LGCTEST001" in said


def group_of_others(folder: Path) -> None:
    """Correct the first file's line together with the second one in another session."""
    session = Session(SETTINGS)
    reports = [check_path(path, TODAY, SETTINGS) for path in sorted(folder.glob("*.json"))]
    group = grouped(reports, TODAY)
    assert group is not None
    work = Work(group.path, group.opened, group.digest, TODAY, session)
    note_files(group, SETTINGS)
    work.keep(dated(work.draft, GROUPED), HERE)
    session.end()


# Two drafts of one file: its own, and that of the group

GROUPED, OWN = "28/02/2023", "27/02/2023"


async def left(file: Driven) -> None:
    """Go back to the folder, which then has looked at its drafts."""
    await file.press("q")
    await file.pilot.app.workers.wait_for_complete()
    await file.pilot.pause()


async def corrected_together(folder: Path) -> None:
    """Correct the line of the first file together with the second one, and leave."""
    async with together(folder) as file:
        await file.press("home", "enter", *GROUPED, "enter")
        await left(file)


def said_in(screen: Screen[Any]) -> str:
    return str(screen.query("Static").first().render()).replace("\N{NO-BREAK SPACE}", " ")


async def corrected_alone(path: Path) -> None:
    async with opened(path) as file:
        await file.press("home", "enter", *OWN, "enter", "q")


def asks(file: Driven) -> str:
    """Return the question in front of the screen, none where there is none."""
    screen = file.pilot.app.screen
    return said_in(screen) if isinstance(screen, ConfirmScreen) else ""


@pytest.mark.parametrize(("number", "is_said"), [(1, True), (2, False)], ids=["its own line", "only the other’s"])
@pytest.mark.parametrize("own", [False, True], ids=["no own draft", "an own draft"])
async def test_a_file_says_what_was_corrected_together_and_asks_before_an_export_without_it(
    folder: Path, number: int, *, own: bool, is_said: bool
) -> None:
    path = sorted(contents(folder))[number - 1]
    await corrected_together(folder)
    if own:
        await corrected_alone(path)
    async with opened(path) as file:
        words = "pas ici : 1 modification faite avec d’autres fichiers (g dans la liste)"
        assert (words in file.text("#keeping")) == is_said
        await file.press("e")
        assert asks(file).startswith("Pas à l’écran : 1 modification faite avec d’autres fichiers") == is_said
        if is_said:
            await file.press("n")
            assert isinstance(file.pilot.app.screen, FileScreen)
            await file.press("e", "o")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        assert isinstance(file.pilot.app.screen, ExportScreen)


async def test_a_correction_made_together_while_an_export_is_offered_is_said_before_it_writes(
    folder: Path,
) -> None:
    before = contents(folder)
    async with opened(min(before)) as file:
        await file.press("home", "enter", *OWN, "enter", "e")
        await file.pilot.app.workers.wait_for_complete()
        group_of_others(folder)
        await file.press("enter", "o")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        assert contents(folder) == before


@pytest.mark.parametrize("marked", [("asterisk",), ("home", "space")], ids=["all", "one"])
@pytest.mark.parametrize("own", [False, True], ids=["no own draft", "an own draft"])
async def test_the_folder_s_question_says_which_corrections_go(
    folder: Path, marked: tuple[str, ...], *, own: bool
) -> None:
    path = min(contents(folder))
    await corrected_together(folder)
    if own:
        await corrected_alone(path)
    app = SegurApp([folder], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await pilot.press(*marked, "e")
        await app.workers.wait_for_complete()
        await pilot.pause()
        if len(marked) == 1 and not own:
            assert isinstance(app.screen, ExportScreen)
            return
        question = said_in(app.screen)
        assert question.startswith("1 modification faite ensemble sur 2 fichiers")
        end = "Les corrections faites dans 20261005-001 partent, pas celles-là. Exporter quand même ?"
        assert question.endswith(end if own else "Exporter quand même, sans brouillon ?")


async def test_a_group_says_what_it_was_taken_without_and_asks_before_its_export(folder: Path) -> None:
    await corrected_together(folder)
    save(folder, returned([REJECTED], 31), number=3)
    app = SegurApp([folder], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await pilot.press("home", "space", "end", "space", "g")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(app.screen, FileScreen)
        file = Driven(pilot, app.screen)
        assert file.text("#keeping").startswith("pas ici : 1 modification faite ensemble sur 2 fichiers")
        await file.press("e")
        assert asks(file).startswith("Pas à l’écran : 1 modification faite ensemble sur 2 fichiers")


@pytest.mark.parametrize("keys", [("enter",), ("z", "o"), ("z", "escape", "z", "o")])
async def test_a_value_corrected_in_its_own_file_since_is_said_as_such(
    folder: Path, keys: tuple[str, ...]
) -> None:
    await corrected_together(folder)
    await corrected_alone(min(contents(folder)))
    async with together(folder, screen=SupersededScreen) as file:
        said = said_in(file.pilot.app.screen)
        assert said.startswith("20261005-001 : corrigé à part depuis le brouillon fait ensemble, le ")
        assert f"1 modification, qui ne va plus :\n  ligne 1, dateFacture : {GROUPED}" in said
        await file.press("z")
        assert asks(file) == "Abandonner 1 modification de ce brouillon ? Rien ne la refait."
        await file.press("n", *keys)
        assert isinstance(file.pilot.app.screen, FileScreen)
        assert file.values(1)["dateFacture"] == OWN


async def test_a_file_of_a_group_that_changed_on_the_disk_is_not_said_to_be_corrected_by_itself(
    folder: Path,
) -> None:
    await corrected_together(folder)
    path = min(contents(folder))
    path.write_bytes(contents(folder)[path] + b"\n")
    async with together(folder, screen=SupersededScreen) as file:
        assert said_in(file.pilot.app.screen).startswith(
            "Un de ces fichiers, ou ce qui y est corrigé à part, a changé"
        )
        await file.press("enter")
        assert file.values(1)["dateFacture"] == GROUPED
