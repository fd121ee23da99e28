"""Corrections are kept: found again on opening, refused to a second session, said when the disk refuses them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from segur_tui.application.state.database import open_database
from segur_tui.tui.app import SegurApp
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.file.keeping import LostScreen, SupersededScreen
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from tests.claims import ACCEPTED, REJECTED, demande, returned, save
from tests.settings import SETTINGS
from tests.tui.faulty_file import asked, correct_the_date, two_faults
from tests.tui.file_app import TODAY, Driven, begun, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return two_faults(tmp_path)


async def test_an_edit_is_on_the_disk_before_it_is_shown(path: Path) -> None:
    async with opened(path) as file:
        table = file.screen.views.tables[View.PROBLEMS]
        kept: list[str] = []
        show = table.set_rows

        def watched(rows: object) -> None:
            with open_database(SETTINGS) as connection:
                kept.extend(str(edits) for (edits,) in connection.execute("SELECT edits FROM draft_step"))
            show(rows)  # type: ignore[arg-type]

        table.set_rows = watched  # type: ignore[method-assign]
        await correct_the_date(file)
        assert kept
        assert "28/02/2023" in kept[0]


async def test_reopening_restores_values_history_and_place_and_says_so(path: Path) -> None:
    async with opened(path) as file:
        await correct_the_date(file)
        await file.press("2", "down", "right")
        left_at, detail = file.screen.views.tables[View.LINES].cursor, file.text("#detail")
        await file.press("q")
    async with opened(path) as file:
        assert file.text("#keeping").startswith("brouillon du ")
        assert "repris : 1 modification" in file.text("#keeping")
        assert file.values(1)["dateFacture"] == "28/02/2023"
        assert file.screen.state.view is View.LINES
        assert file.screen.views.tables[View.LINES].cursor == left_at
        assert file.text("#detail") == detail
        await file.press("u")
        assert file.values(1)["dateFacture"] == "31/02/2023"
        assert file.text("#keeping") == ""
        await file.press("U")
        assert file.values(1)["dateFacture"] == "28/02/2023"


async def test_a_session_cut_short_keeps_what_was_kept_and_where(path: Path) -> None:
    app = SegurApp([path], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        screen = app.screen
        assert isinstance(screen, FileScreen)
        file = Driven(pilot, screen)
        await correct_the_date(file)
        at = file.at
        await file.press("enter")
        await file.type("à moitié")
        app.exit(None, 129)
    async with opened(path) as file:
        assert file.values(1)["dateFacture"] == "28/02/2023"
        assert file.at == at
        assert file.values(2)["numeroASP"] == "FINMDV1"


async def test_z_takes_everything_back_after_a_question(path: Path) -> None:
    async with opened(path) as file:
        await correct_the_date(file)
        await file.press("z")
        question = file.pilot.app.screen.query("Static").first().render()
        assert "sans 1 modification ? U la refait." in str(question).replace("\N{NO-BREAK SPACE}", " ")
        assert isinstance(file.pilot.app.screen, ConfirmScreen)
        await file.press("n")
        assert file.values(1)["dateFacture"] == "28/02/2023"
        await file.press("z", "o")
        assert file.values(1)["dateFacture"] == "31/02/2023"
        await file.press("U")
        assert file.values(1)["dateFacture"] == "28/02/2023"
        await file.press("u", "z")
        assert isinstance(file.pilot.app.screen, FileScreen)


async def test_an_exported_draft_is_not_offered_again(path: Path) -> None:
    async with opened(path) as file:
        await correct_the_date(file)
        await file.press("e")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        await file.press("enter", "o")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        await file.press("enter", "q")
    assert len(list(path.parent.glob("*.json"))) == 2
    async with opened(path) as file:
        assert file.text("#keeping").startswith("1 ligne déjà exportée")
        assert file.values(1)["dateFacture"] == "31/02/2023"
        await correct_the_date(file, "27/02/2023")
        await file.press("q")
    async with opened(path) as file:
        assert "repris" in file.text("#keeping")


async def test_a_draft_with_a_changed_line_that_stayed_is_offered_again(path: Path) -> None:
    async with opened(path) as file:
        await correct_the_date(file)
        await file.press("2", "home", "down", "3", "home", "down", "down", "down", "enter")
        await file.type("FINMDV2")
        await file.press("enter")
        assert file.values(2)["numeroASP"] == "FINMDV2"  # still wrong: the line stays
        await file.press("e")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        await file.press("enter", "o")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        await file.press("enter", "q")
    async with opened(path) as file:
        assert "repris : 2 modifications" in file.text("#keeping")


# The file has changed


@pytest.mark.parametrize(
    ("key", "day"), [("enter", "28/02/2023"), ("z,o", "31/02/2023"), ("z,n,enter", "28/02/2023")]
)
async def test_a_changed_file_offers_what_still_fits(path: Path, key: str, day: str) -> None:
    async with opened(path) as file:
        await correct_the_date(file)
        await file.press("enter")
        await file.type("FINMDV000002")
        await file.press("enter", "q")
    tree = returned([REJECTED, REJECTED, ACCEPTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    tree["lignesImport"][1] = demande(2, 7, REJECTED)
    save(path.parent, tree)
    async with asked(path) as (pilot, app):
        assert isinstance(app.screen, SupersededScreen)
        text = str(app.screen.query("Static").first().render()).replace("\N{NO-BREAK SPACE}", " ")
        assert text.startswith("Ce fichier a changé depuis le brouillon du ")
        assert "1 modification, qui va encore :\n  ligne 1, dateFacture : 28/02/2023" in text
        assert "1 modification, qui ne va plus :\n  ligne 2, numeroASP : FINMDV000002" in text
        await pilot.press(*key.split(","))
        await pilot.pause()
        assert isinstance(app.screen, FileScreen)
        assert Driven(pilot, app.screen).values(1)["dateFacture"] == day
    async with opened(path) as file:
        assert file.values(1)["dateFacture"] == day


async def test_a_file_that_has_changed_on_the_disk_is_not_exported_as_it_was_opened(path: Path) -> None:
    async with opened(path) as file:
        save(path.parent, returned([REJECTED, REJECTED, ACCEPTED]))
        await file.press("e")
        assert isinstance(file.pilot.app.screen, FileScreen)
        assert "r le relit" in str(file.pilot.app.screen.query_one("KeyLine").render())
        await file.press("r", "e")
        assert isinstance(file.pilot.app.screen, ExportScreen)


async def test_a_file_read_again_shows_what_was_typed_and_no_longer_fits(path: Path) -> None:
    async with opened(path) as file:
        await correct_the_date(file)
        await file.press("enter")
        await file.type("FINMDV000002")
        await file.press("enter")
        tree = returned([REJECTED, REJECTED, ACCEPTED])
        tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
        tree["lignesImport"][1] = demande(2, 7, REJECTED)
        save(path.parent, tree)
        await file.press("r")
        assert isinstance(file.pilot.app.screen, LostScreen)
        text = str(file.pilot.app.screen.query("Static").first().render()).replace("\N{NO-BREAK SPACE}", " ")
        assert text.startswith("Fichier relu, 1 modification refaite.")
        assert "1 modification n’a pas pu être refaite :\n  ligne 2, numeroASP : FINMDV000002" in text
        await file.press("enter")
        assert isinstance(file.pilot.app.screen, FileScreen)
        assert file.values(1)["dateFacture"] == "28/02/2023"


async def test_an_unanswered_question_leaves_the_draft_for_the_next_time(path: Path) -> None:
    async with opened(path) as file:
        await correct_the_date(file)
        await file.press("q")
    tree = returned([REJECTED, REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    save(path.parent, tree)
    for _ in range(2):
        async with asked(path) as (pilot, app):
            assert isinstance(app.screen, SupersededScreen)
            await pilot.press("escape")
            await pilot.pause()
            assert not app.is_running


# The disk refuses


async def test_what_cannot_be_kept_is_said_and_not_dropped_unasked(path: Path, state: Path) -> None:
    async with opened(path) as file:
        await correct_the_date(file)
        assert file.text("#keeping") == ""
        other = sqlite3.connect(state / "segur-tui.db", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        await file.press("enter")
        await file.type("FINMDV000002")
        await file.press("enter")
        assert file.values(2)["numeroASP"] == "FINMDV000002"
        assert "ne sont pas gardées sur le disque" in file.text("#keeping")
        await file.press("q")
        question = file.pilot.app.screen
        assert isinstance(question, ConfirmScreen)
        said = str(question.query("Static").first().render()).replace("\N{NO-BREAK SPACE}", " ")
        assert said.startswith("1 modification n’est ni gardée sur le disque ni exportée, et sera perdue.")
        await file.press("n")
        other.close()
        while file.text("#keeping"):
            await file.pilot.pause(0.05)  # it is kept as soon as the disk takes it, without a key
        await file.press("q")
        assert not file.pilot.app.is_running
    async with opened(path) as file:
        assert file.values(2)["numeroASP"] == "FINMDV000002"


async def test_a_state_folder_that_cannot_be_made_is_said_at_once(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no folder").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no folder"))
    async with opened(path) as file:
        assert "ne sont pas gardées sur le disque" in file.text("#keeping")
        await correct_the_date(file)
        assert file.values(1)["dateFacture"] == "28/02/2023"


# From a folder


async def test_a_folder_shows_which_files_are_under_correction(path: Path) -> None:
    app = SegurApp([path.parent], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        folder = app.screen
        assert isinstance(folder, FolderScreen)
        assert folder.table.rows[0].cells[-1].text == "refus à traiter"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FileScreen)
        await correct_the_date(Driven(pilot, app.screen))
        await pilot.press("q")
        await pilot.pause()
        assert folder.table.rows[0].cells[-1].text == "en correction"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FileScreen)
        assert "repris" in Driven(pilot, app.screen).text("#keeping")


async def test_a_folder_exports_files_as_their_drafts_have_them(path: Path) -> None:
    async with opened(path) as file:
        await correct_the_date(file)
        await file.press("enter")
        await file.type("FINMDV000002")
        await file.press("enter", "q")
    app = SegurApp([path.parent], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        assert isinstance(app.screen, FolderScreen)
        await pilot.press("e")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
    (written,) = set(path.parent.glob("*.json")) - {path}
    assert "28/02/2023" in written.read_text()
    assert "FINMDV000002" in written.read_text()
    async with opened(path) as file:
        assert file.text("#keeping").startswith("2 lignes déjà exportées")
