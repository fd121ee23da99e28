"""What becomes of a paste in each kind of field, and where none is open: nothing goes without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from segur_tui.format.tree import Absent, Json, value_at
from tests.claims import REJECTED, RPPS, returned, save
from tests.tui.file_app import Driven, opened

LINES, CELLS = "00002\nquartz\ne\n", "00002\tquartz\te\n"
LEFT = {LINES: "Collage : laissé de côté 2 autres lignes.", CELLS: "Collage : laissé de côté 2 autres cellules."}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return three demandes with a wrong date each, the first with no RPPS and a format in small letters, too."""
    tree = returned([REJECTED] * 3)
    for line in tree["lignesImport"]:
        line["dateFacture"] = "31/02/2023"
    tree["lignesImport"][0]["beneficiaires"]["liberalRPPS"] = []
    tree["lignesImport"][0]["piecesjustificatives"][0]["formatFichier"] = "?"
    return save(tmp_path, tree)


async def paste(file: Driven, text: str) -> None:
    file.pilot.app.post_message(Paste(text))
    await file.pilot.pause()
    await file.pilot.pause()


def value_of(file: Driven, *way: str | int) -> Json | Absent:
    state = file.screen.state
    return value_at(state.draft.check.claim.root, ("lignesImport", 0, *way))


def said(file: Driven) -> list[str]:
    given = file.pilot.app._notifications  # noqa: SLF001 (there is no other way to see all)
    return [each.message.replace("\N{NO-BREAK SPACE}", " ") for each in given]


@pytest.mark.parametrize("pasted", [LINES, CELLS])
@pytest.mark.parametrize("keys", ["slash", "l", "ctrl+p", "e d", "e o", "h slash", "b slash"])
async def test_a_line_to_type_in_takes_one_value_and_what_it_leaves_is_said(
    path: Path, keys: str, pasted: str
) -> None:
    async with opened(path) as file:
        await file.press(*keys.split())
        field, screens = file.pilot.app.focused, len(file.pilot.app.screen_stack)
        assert isinstance(field, Input)
        await paste(file, pasted)
        assert field.value == "00002"
        assert said(file) == [LEFT[pasted]]
        assert file.pilot.app.focused is field
        assert len(file.pilot.app.screen_stack) == screens
        await paste(file, "3")
        assert field.value == "000023"
        assert said(file) == [LEFT[pasted]]


async def test_what_was_copied_in_the_program_is_cut_as_a_paste_is(path: Path) -> None:
    async with opened(path) as file:
        file.pilot.app.copy_to_clipboard(LINES)
        await file.press("slash", "ctrl+v", "9")
        field = file.pilot.app.focused
        assert isinstance(field, Input)
        assert field.value == "000029"
        assert said(file) == [LEFT[LINES]]


async def test_a_list_takes_all_that_is_pasted(path: Path) -> None:
    async with opened(path) as file:
        while file.at != ("1", "liberalRPPS"):
            await file.press("n")
        await file.press("enter")
        await paste(file, "\r\n".join([*RPPS[:3], ""]))
        await file.press("enter")
        assert value_of(file, "beneficiaires", "liberalRPPS") == list(RPPS[:3])
        assert said(file) == []


@pytest.mark.parametrize("between", ["\n", "\t", ", "])
async def test_several_that_are_pasted_over_an_item_take_its_place(tmp_path: Path, between: str) -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0]["beneficiaires"]["liberalRPPS"] = [RPPS[3], "1 0", RPPS[2]]
    async with opened(save(tmp_path, tree)) as file:
        while file.at != ("1", "liberalRPPS"):
            await file.press("n")
        await file.press("enter")
        await paste(file, between.join([RPPS[0], "12"]))
        assert "✗" in file.text("#problems Hint")
        await file.press("escape", "enter")
        await paste(file, between.join([*RPPS[:2], ""]))
        assert "Attendu" in file.text("#problems Hint")
        assert "✗" not in file.text("#problems Hint")
        await file.press("enter")
        assert value_of(file, "beneficiaires", "liberalRPPS") == [RPPS[3], *RPPS[:2], RPPS[2]]
        await file.press("u")
        assert value_of(file, "beneficiaires", "liberalRPPS") == [RPPS[3], "1 0", RPPS[2]]


async def test_a_choice_marks_the_one_that_is_pasted_or_says_that_it_is_none(path: Path) -> None:
    async with opened(path) as file:
        while file.at != ("1", "formatFichier"):
            await file.press("n")
        await file.press("enter")
        await paste(file, LINES)
        assert "aucun choix ne commence par « 00002 »" in file.text("#problems Hint")
        await file.press("enter")
        assert value_of(file, "piecesjustificatives", 0, "formatFichier") == "?"
        await paste(file, "jpg\nn\n")
        assert "1 autre ligne" in file.text("#problems Hint")
        await file.press("enter")
        assert value_of(file, "piecesjustificatives", 0, "formatFichier") == "JPG"


@pytest.mark.parametrize("keys", ["", "s", "d", "3", "question_mark"])
async def test_where_no_field_is_open_a_paste_does_nothing_and_that_is_said(path: Path, keys: str) -> None:
    async with opened(path) as file:
        await file.press(*keys.split())
        shown = file.pilot.app.screen
        await paste(file, LINES)
        assert said(file) == ["Collage : laissé de côté, aucun champ n’est ouvert."]
        assert file.pilot.app.screen is shown
        assert file.values(1)["dateFacture"] == "31/02/2023"
