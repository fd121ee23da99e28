"""In the lines Enter opens one, and F2 or = edits its value; elsewhere all three edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.settings.config_file import key_mistakes
from segur_tui.application.settings.values import KeySetting, Settings
from segur_tui.application.views.lines import Filter
from segur_tui.format.balises import DATE_FACTURE
from segur_tui.tui.commands import COMMANDS
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.screens.file.source import SourceScreen
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.tui.file_app import Driven, opened

SIZES = [(80, 24), (140, 40)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return three demandes, the second accepted, the third with a wrong date."""
    tree = returned([REJECTED, ACCEPTED, REJECTED])
    tree["lignesImport"][2]["dateFacture"] = "31/02/2023"
    return save(tmp_path, tree)


def view(file: Driven) -> View:
    shown = file.screen.views.current
    assert shown.has_focus
    return file.screen.state.view


@pytest.mark.parametrize("size", SIZES)
async def test_enter_on_a_line_shows_its_fields_and_escape_leads_back_to_it(
    path: Path, size: tuple[int, int]
) -> None:
    async with opened(path, size) as file:
        await file.press("2")
        file.screen.state.filter = Filter.REJECTED
        await file.press("end", "enter")
        assert (view(file), file.screen.state.line) == (View.FIELDS, 3)
        assert file.screen.views.at is not None
        assert file.screen.views.at.balise is DATE_FACTURE
        assert "Échap lignes" in file.text("KeyLine")
        await file.press("escape")
        assert (view(file), file.screen.state.line) == (View.LINES, 3)
        assert file.screen.state.filter is Filter.REJECTED
        assert file.text("KeyLine").startswith("Entrée ouvrir  = modifier")
        await file.press("3", "escape")
        assert (view(file), file.screen.state.filter) == (View.FIELDS, Filter.ALL)


@pytest.mark.parametrize("key", ["f2", "equals_sign"])
@pytest.mark.parametrize("where", ["1", "2", "enter"])
async def test_a_key_edits_in_any_view(path: Path, where: str, key: str) -> None:
    async with opened(path) as file:
        await file.press("2", "end", "right", "right", where)
        await file.press(key)
        assert file.screen.views.current.edited is not None
        await file.press("ctrl+u", *"28/02/2023", "enter")
        assert file.values(3)["dateFacture"] == "28/02/2023"


async def test_an_accepted_line_is_opened_and_says_why_it_is_not_edited(path: Path) -> None:
    async with opened(path) as file:
        await file.press("2", "home", "down")
        assert file.text("KeyLine").startswith("Entrée ouvrir  n suivant")
        await file.press("f2")
        assert file.screen.views.current.edited is None
        assert "ligne acceptée par l’ASP" in str(file.screen.views.current.query_one("Hint").render())
        await file.press("enter")
        assert (view(file), file.screen.state.line) == (View.FIELDS, 2)
        assert file.text("KeyLine").startswith("Entrée (lecture seule)")


async def test_among_groups_the_key_that_edits_says_that_there_is_no_value(path: Path) -> None:
    async with opened(path) as file:
        await file.press("g", "f2")
        assert "aucune valeur à modifier" in file.text("KeyLine")


async def test_the_key_that_edits_leaves_itself_to_the_command_that_a_person_gives_it(path: Path) -> None:
    mine = Settings(keys={"source": KeySetting("f2", 2)})
    assert key_mistakes(COMMANDS, mine.keys) == []
    async with opened(path, settings=mine) as file:
        await file.press("f2")
        assert isinstance(file.pilot.app.screen, SourceScreen)
        await file.press("escape", "equals_sign")
        assert file.screen.views.current.edited is not None


async def test_while_one_searches_the_keys_are_those_of_the_search(path: Path) -> None:
    async with opened(path) as file:
        await file.press("slash")
        assert file.text("KeyLine") == "Entrée garder la recherche  Échap effacer"
        await file.press(*"0000")
        assert file.text("KeyLine") == "Entrée garder la recherche  Échap effacer"
        await file.press("enter")
        assert file.text("KeyLine").startswith("Entrée modifier")
        await file.press("slash", "escape")
        assert file.text("KeyLine").startswith("Entrée modifier")
