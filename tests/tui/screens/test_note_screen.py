"""The note as a screen: every balise with all that is declared of it, searched as one types."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.settings.config_file import key_mistakes
from segur_tui.application.settings.values import KeySetting, Settings
from segur_tui.application.views.norm import NormEntry
from segur_tui.format.balises import IDENT_DMP, LIBERAL_RPPS
from segur_tui.format.profiles import PROFILES
from segur_tui.format.rule import OfBalise
from segur_tui.tui.commands import COMMANDS
from segur_tui.tui.screens.file.source import SourceScreen
from segur_tui.tui.screens.note import NoteScreen
from tests.claims import REJECTED, returned, save
from tests.tui.file_app import opened

SOLDE = PROFILES[0]
SIZES = [(80, 24), (60, 15), (140, 40)]


@pytest.mark.parametrize("balise", SOLDE.by_name.values(), ids=lambda balise: balise.name)
def test_all_that_is_declared_of_a_balise_is_told(balise: object) -> None:
    entry = NormEntry(balise, SOLDE)  # type: ignore[arg-type]  # as the ids want it
    told, about = entry.in_full.replace("\N{NO-BREAK SPACE}", " "), entry.balise
    for said in (about.name, about.label, about.bloc.title, about.expected, about.note):
        assert said.replace("\N{NO-BREAK SPACE}", " ") in told
    assert f". {entry.obligation[0].upper()}{entry.obligation[1:]}." in entry.in_full
    if about.wanted_when is not None:
        name, value = about.wanted_when
        assert f"remplie si {name} = {'true' if value is True else value}." in told
    concerned = [each for each in SOLDE.rules.all if isinstance(each, OfBalise) and each.concerns(about)]
    assert [rule.id in told for rule in concerned] == [True] * len(concerned)


def test_the_obligation_is_told() -> None:
    assert NormEntry(LIBERAL_RPPS, SOLDE).obligation.startswith(
        "obligatoire\N{NO-BREAK SPACE}; remplie si commandePour = LIBERAL"
    )
    assert NormEntry(IDENT_DMP, SOLDE).obligation.startswith(
        "facultative\N{NO-BREAK SPACE}; remplie si isDirectToDMP = true"
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", [("b",), ("question_mark", "b"), ("full_stop", *"la note :", "enter")])
async def test_the_note_opens_at_the_balise_under_the_cursor_from_the_help_and_the_palette_too(
    tmp_path: Path, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    async with opened(save(tmp_path, tree), size) as file:
        for key in keys:
            await file.press("space" if key == " " else "colon" if key == ":" else key)
        while not isinstance(screen := file.pilot.app.screen, NoteScreen):
            await file.pilot.pause(0.01)
            if keys[0] == "full_stop":
                await file.press("enter")
        await file.pilot.pause()
        assert screen.selected == "dateFacture"
        assert "JJ/MM/AAAA" in file.text_over(".detail")


async def test_the_note_is_searched_as_one_types_by_any_of_its_words(tmp_path: Path) -> None:
    async with opened(save(tmp_path, returned([REJECTED]))) as file:
        await file.press("b", "slash", *"cle finess")
        screen = file.pilot.app.screen
        assert isinstance(screen, NoteScreen)
        assert [key for key in screen.table.rows.keys if not key.startswith("bloc")] == ["structureFINESSGeo"]
        assert file.text_over("KeyLine") == "Entrée garder la recherche  Échap effacer"
        assert "1 balise" in file.text_over(".title")
        await file.press("enter", "escape")
        assert len(screen.table.rows) > len(SOLDE.by_name)
        await file.press("escape")
        assert file.pilot.app.screen is file.screen


async def test_the_key_of_the_note_leaves_itself_to_the_command_that_a_person_gives_it(tmp_path: Path) -> None:
    mine = Settings(keys={"source": KeySetting("b", 2)})
    assert key_mistakes(COMMANDS, mine.keys) == []
    async with opened(save(tmp_path, returned([REJECTED])), settings=mine) as file:
        await file.press("b")
        assert isinstance(file.pilot.app.screen, SourceScreen)
