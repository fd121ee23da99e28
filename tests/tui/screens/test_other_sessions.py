"""A second session on a file: it is told who has it, looks on or takes over, and the first one notices."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from segur_tui.tui.app import SegurApp
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, WaitingScreen
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.file import keeper
from segur_tui.tui.screens.file.keeping import HeldScreen, LostScreen
from segur_tui.tui.screens.file.screen import FileScreen
from tests.application.occupied import occupied
from tests.application.working import HERE, dated, day_of, work_on
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS
from tests.terminal import Terminal, environment
from tests.tui.faulty_file import asked, correct_the_date, two_faults
from tests.tui.file_app import TODAY, Driven, begun, opened, until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return two_faults(tmp_path)


# Another session


async def test_a_second_session_looks_and_changes_nothing(path: Path) -> None:
    other = work_on(path)
    other.keep(dated(other.draft, "27/02/2023"), HERE)
    async with asked(path) as (pilot, app):
        assert isinstance(app.screen, HeldScreen)
        await pilot.press("enter")
        assert isinstance(app.screen, FileScreen)
        file = Driven(pilot, app.screen)
        assert file.text("#keeping").startswith("lecture seule")
        assert file.values(1)["dateFacture"] == "27/02/2023"
        await file.press("1", "home", "enter", *"FINMDV000002", "enter", "escape", "u", "c", "m", "z", "escape")
        assert file.values(1)["dateFacture"] == "27/02/2023"
        assert file.values(2)["numeroASP"] == "FINMDV1"
        other.keep(dated(other.draft, "26/02/2023"), HERE)
        await file.press("r")
        assert file.values(1)["dateFacture"] == "26/02/2023"
        other.leave(HERE)
        await file.press("r")
        assert file.text("#keeping").startswith("brouillon du ")
        await correct_the_date(file, "25/02/2023")


async def test_taking_over_leaves_the_first_session_looking(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "_WATCH", 3600)  # it is the value that tells, however long its typing takes
    async with opened(path) as first:
        await correct_the_date(first)
        second = work_on(path)
        second.take_over()
        second.keep(dated(second.draft, "26/02/2023"), HERE)
        await first.press("enter")
        await first.type("FINMDV000002")
        await first.press("enter")
        assert first.text("#keeping").startswith("« FINMDV000002 » n’est pas gardé : lecture seule")
        assert first.values(2)["numeroASP"] == "FINMDV1"
        assert first.at == ("2", "numeroASP")
        await first.press("t")
        assert first.values(1)["dateFacture"] == "26/02/2023"
        assert not first.text("#keeping").startswith("lecture seule")
        second.keep(dated(second.draft, "01/01/2023"), HERE)
        assert second.holder is not None


async def test_the_question_may_be_answered_by_leaving(path: Path) -> None:
    other = work_on(path)
    async with asked(path) as (pilot, app):
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running
    assert other.keep(dated(other.draft, "27/02/2023"), HERE) is other.draft
    assert other.holder is None


async def test_a_take_over_is_noticed_without_a_key(path: Path) -> None:
    async with opened(path) as first:
        await correct_the_date(first)
        second = work_on(path)
        second.take_over()
        await until(first.pilot, lambda: first.text("#keeping") != "")
        assert first.text("#keeping").startswith("lecture seule : ouvert ailleurs")
        await first.press("1", "home", "enter", *"FINMDV000002", "enter")
        assert first.values(2)["numeroASP"] == "FINMDV1"


async def test_who_was_taken_over_is_asked_before_exporting_an_older_state(path: Path) -> None:
    async with opened(path) as first:
        await correct_the_date(first)
        second = work_on(path)
        second.take_over()
        second.keep(dated(second.draft, "26/02/2023"), HERE)
        await first.press("e")
        assert isinstance(first.pilot.app.screen, ConfirmScreen)
        await first.press("n")
        assert isinstance(first.pilot.app.screen, FileScreen)
        await first.press("e", "o")
        await first.pilot.app.workers.wait_for_complete()
        await first.pilot.pause()
        assert isinstance(first.pilot.app.screen, ExportScreen)
        await first.press("enter", "o")
        await first.pilot.app.workers.wait_for_complete()
        await first.pilot.pause()
    assert len(list(path.parent.glob("*.json"))) == 2
    second.leave(HERE)
    assert day_of(work_on(path).draft) == "26/02/2023"


async def test_what_another_typed_and_left_is_reported_and_taken_up(path: Path) -> None:
    async with opened(path) as first:
        second = work_on(path)
        second.take_over()
        second.keep(dated(second.draft, "26/02/2023"), HERE)
        second.leave(HERE)
        await correct_the_date(first)
        assert first.text("#keeping").startswith("« 28/02/2023 » n’est pas gardé : lecture seule : modifié le ")
        await first.press("t")
        assert first.values(1)["dateFacture"] == "26/02/2023"
        assert not first.text("#keeping").startswith("lecture seule")


async def test_what_could_not_be_kept_and_no_longer_fits_is_shown_once_on_taking_over(
    path: Path, state: Path
) -> None:
    async with opened(path) as first:
        with occupied(state):
            await correct_the_date(first)
        second = work_on(path)
        second.take_over()
        second.keep(dated(second.draft, "26/02/2023"), HERE)
        await first.press("t")
        lost = first.pilot.app.screen
        assert isinstance(lost, LostScreen)
        assert "28/02/2023" in str(lost.query("Static").first().render())
        await first.press("enter")
        assert first.values(1)["dateFacture"] == "26/02/2023"
        await first.press("r")
        assert isinstance(first.pilot.app.screen, FileScreen)


def test_the_second_is_told_whose_terminal_it_is_and_the_first_sends_nothing_at_rest(
    path: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "segur_tui", str(path)]
    here = environment(XDG_STATE_HOME=str(tmp_path / "state"))
    with Terminal(command, env={**here, "SSH_CONNECTION": "192.0.2.7 50000 192.0.2.1 22"}) as first:
        first.wait_for("Problèmes")
        first.wait_quiet()
        with Terminal(command, env=here) as second:
            second.wait_for("dans une autre session")
            second.wait_quiet()
            said = " ".join(second.screen.replace("\N{NO-BREAK SPACE}", " ").replace("│", " ").split())
            assert f"terminal {first.name}" in said
            assert "depuis 192.0.2.7" in said
            assert first.is_quiet_for(5)  # longer than two looks at who has the file
            second.send("t")
            first.wait_for("lecture seule")


# Others occupy the database


async def test_a_folder_waits_for_the_database_on_a_screen_and_goes_on_when_it_is_free(
    path: Path, state: Path
) -> None:
    app = SegurApp([path.parent], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        with occupied(state):
            for key in ("enter", "e", "g"):
                await pilot.press(key)
                await until(pilot, lambda: isinstance(app.screen, WaitingScreen))
                await pilot.press("o", "escape")
                await until(pilot, lambda: not isinstance(app.screen, WaitingScreen))
            await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await app.workers.wait_for_complete()


# The file has changed since its draft


async def test_a_folder_asks_before_it_exports_a_file_without_its_draft(path: Path) -> None:
    async with opened(path) as file:
        await correct_the_date(file)
        await file.press("q")
    tree = returned([REJECTED, REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    save(path.parent, tree)
    app = SegurApp([path.parent], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        for key, screen in (("e", ExportScreen), ("g", FileScreen)):
            await pilot.press(key)
            await pilot.pause()
            question = app.screen
            assert isinstance(question, ConfirmScreen)
            assert "celui d’un autre contenu" in str(question.query("Static").first().render())
            await pilot.press("o")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert isinstance(app.screen, screen)
            await pilot.press("enter", "o") if key == "e" else None
            await app.workers.wait_for_complete()
            await pilot.pause()
            await pilot.press("escape", "escape")
            await pilot.pause()
    assert day_of(work_on(path).draft) == "31/02/2023"
    assert work_on(path).superseded is not None
