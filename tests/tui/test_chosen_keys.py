"""The keys that a person has chosen: they work, those before them do not, and what names keys names them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.keys import Keys
from textual.widgets import Input

from segur_tui.application.settings.config_file import key_mistakes
from segur_tui.application.settings.values import KeySetting, Settings
from segur_tui.tui.app import SegurApp
from segur_tui.tui.commands import COMMANDS, Where, commands_of, key_called, name_of
from segur_tui.tui.screens.dialogs.help import HelpScreen
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.file.compared import CorrectionsScreen
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.file.source import SourceScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from segur_tui.tui.screens.report import ReportScreen
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, begun, opened

KEYS = {"suivant": "c", "corriger": "n", "aide": "ctrl+a", "retour": "x", "chercher": "f5"}
CHOSEN = Settings(keys={name: KeySetting(key, line) for line, (name, key) in enumerate(KEYS.items(), 2)})


def fixable(folder: Path) -> Path:
    """Write a return of two demandes with a fault each that has a safe correction."""
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "2023-02-01"
    tree["lignesImport"][1]["isDirectToDMP"] = "non"
    return save(folder / "retours", tree)


async def test_chosen_keys_work_on_a_file_even_exchanged_and_their_former_keys_do_nothing(tmp_path: Path) -> None:
    async with opened(fixable(tmp_path), (120, 40), settings=CHOSEN) as file:
        at_first = file.at
        await file.press("c")
        assert file.at != at_first
        await file.press("question_mark", "slash", "N")
        assert (file.pilot.app.screen, file.at) == (file.screen, at_first)
        assert not isinstance(file.pilot.app.focused, Input)
        await file.press("f5")
        assert isinstance(file.pilot.app.focused, Input)
        await file.press("x", "escape")  # typed, not obeyed
        await file.press("n")
        assert isinstance(file.pilot.app.screen, CorrectionsScreen)
        await file.press("escape", "ctrl+a")
        help_screen = file.pilot.app.screen
        assert isinstance(help_screen, HelpScreen)
        lines = [line.strip() for line in help_screen.lines(100)]
        for beginning in ("c  ", "n  ", "Ctrl+A  ", "x  ", "F5  "):
            assert len([line for line in lines if line.startswith(beginning)]) == 1


async def test_chosen_keys_are_in_the_footer_and_leave_those_of_the_export_as_they_are(tmp_path: Path) -> None:
    async with opened(fixable(tmp_path), (120, 40), settings=CHOSEN) as file:
        footer = file.text("KeyLine")
        assert "c suivant" in footer
        assert "n corriger" in footer
        assert "x retour" in footer
        await file.press("e")
        assert isinstance(file.pilot.app.screen, ExportScreen)
        await file.press("x")
        assert isinstance(file.pilot.app.screen, ExportScreen)
        await file.press("q")
        assert isinstance(file.pilot.app.screen, FileScreen)
        await file.press("x")
        assert not file.pilot.app.is_running


async def test_chosen_keys_work_in_a_folder(tmp_path: Path) -> None:
    app = SegurApp([fixable(tmp_path).parent], TODAY, CHOSEN)
    async with app.run_test(size=(120, 40)) as pilot:
        await begun(pilot)
        assert isinstance(app.screen, FolderScreen)
        assert "x\N{NO-BREAK SPACE}retour" in str(app.screen.query_one("KeyLine").render())
        await pilot.press("enter")
        await begun(pilot)
        assert isinstance(app.screen, FileScreen)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, FolderScreen)
        await pilot.press("x")
        await pilot.pause()
        assert not app.is_running


async def test_each_command_is_done_where_it_works(tmp_path: Path) -> None:
    path = fixable(tmp_path)
    app = SegurApp([path.parent], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        folder = app.screen
        await pilot.press("enter")
        await pilot.pause()
        for screen, where in ((folder, Where.FOLDER), (app.screen, Where.FILE)):
            for command in commands_of(where, SETTINGS.keys):
                target, _, action = command.action.partition("(")[0].rpartition(".")
                does = getattr(app if target == "app" else screen, f"action_{action}", None)
                assert callable(does), (screen, command.action)


async def test_a_command_that_yields_leaves_its_key_to_the_one_that_a_person_has_given_it(tmp_path: Path) -> None:
    mine = Settings(keys={"rapport": KeySetting("w", 2)})
    assert key_mistakes(COMMANDS, mine.keys) == []
    save(tmp_path, returned([REJECTED]))
    app = SegurApp((tmp_path,), TODAY, mine)
    async with app.run_test(size=(120, 40)) as pilot:
        await begun(pilot)
        assert isinstance(app.screen, FolderScreen)
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(app.screen, ReportScreen)
    known = {command.name: command.key for command in commands_of(Where.FOLDER, mine.keys)}
    assert (known["rapport"], known["non-depose"]) == ("w", "")
    other = {"non-depose": KeySetting("p", 3)}
    assert [mistake.at for mistake in key_mistakes(COMMANDS, other)] == ["keys.non-depose"]


async def test_the_suggestions_leave_their_key_to_the_command_that_a_person_has_given_it(tmp_path: Path) -> None:
    mine = Settings(keys={"rapport": KeySetting("S", 2)})
    assert key_mistakes(COMMANDS, mine.keys) == []
    async with opened(fixable(tmp_path), settings=mine) as file:
        await file.press("S")
        assert isinstance(file.pilot.app.screen, ReportScreen)


async def test_the_key_that_draws_the_screen_again_leaves_itself_to_the_command_that_a_person_gives_it(
    tmp_path: Path,
) -> None:
    mine = Settings(keys={"source": KeySetting("ctrl+l", 2)})
    assert key_mistakes(COMMANDS, mine.keys) == []
    async with opened(fixable(tmp_path), settings=mine) as file:
        await file.press("ctrl+l")
        assert isinstance(file.pilot.app.screen, SourceScreen)


def test_a_second_key_is_none_that_a_person_can_choose() -> None:
    seconds = [command.also for command in COMMANDS if command.also]
    assert seconds
    assert all(key_mistakes(COMMANDS, {"rapport": KeySetting(key, 2)}) for key in seconds)


_NO_KEYS = {"<any>", "<scroll-up>", "<scroll-down>", "<ignore>", "ctrl-at", "ctrl+@", "return"}
_FRENCH = r"F\d+|Ctrl|Maj|Alt|Tab|Entrée|Échap|Espace|Suppr|Inser|Début|Fin|Page (préc|suiv)\.|Retour arrière|."


@pytest.mark.parametrize("key", [key.value for key in Keys if key.value not in _NO_KEYS])
def test_every_key_has_a_french_name_that_means_it(key: str) -> None:
    name = name_of(key)
    assert all(re.fullmatch(_FRENCH, part) for part in name.split("+"))
    assert key_called(name) == key
