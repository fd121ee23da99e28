"""Inside a group of problems: what is shown says so, that all are corrected too, and Escape leads back."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.tui.screens.file.rows import View
from tests.claims import REJECTED, returned, save
from tests.samples import RETURN
from tests.tui.file_app import opened


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_group_says_which_it_is_that_it_is_corrected_and_how_to_leave(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    tree = returned([REJECTED] * 3)
    for line in tree["lignesImport"]:
        line["dateFacture"] = "31/02/2023"
    tree["lignesImport"][2]["numeroASP"] = "FINMDV1"
    async with opened(save(tmp_path, tree), size) as file:
        await file.press("g", "enter")
        assert "dateFacture" in file.text("#tabs")
        assert "Échap" in file.text("#tabs")
        assert {balise for _, balise in file.problems()} == {"dateFacture"}
        await file.press("asterisk", "m")
        await file.press("enter", *"28/02/2023", "enter", "o")
        assert file.text("#empty").startswith("Groupe corrigé (dateFacture, date qui n’existe pas)")
        assert "Échap montre" in file.text("#empty")
        await file.press("escape")
        assert file.problems() == [("3", "numeroASP")]
        assert file.screen.views.tables[View.PROBLEMS].has_focus
        assert file.screen.state.view is View.PROBLEMS
        assert "Échap" not in file.text("#tabs")


async def test_a_search_in_a_group_that_finds_nothing_does_not_say_that_it_is_corrected(tmp_path: Path) -> None:
    tree = returned([REJECTED] * 2)
    for line in tree["lignesImport"]:
        line["dateFacture"] = "31/02/2023"
    async with opened(save(tmp_path, tree)) as file:
        await file.press("g", "enter", "slash", *"xyz", "enter")
        assert "Rien ne répond" in file.text("#empty")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (140, 40)])
async def test_the_pane_beneath_keeps_its_height_on_the_way_through_the_groups(size: tuple[int, int]) -> None:
    async with opened(RETURN, size) as file:
        single = file.screen.query_one("#detail").size.height
        await file.press("g")
        table, heights = file.screen.views.tables[View.PROBLEMS], set()
        for _ in range(len(table.rows)):
            heights.add(file.screen.query_one("#detail").size.height)
            await file.press("down")
        await file.press("home")
        heights.add(file.screen.query_one("#detail").size.height)
        assert len(heights) == 1
        await file.pilot.resize_terminal(size[0] + 20, size[1])
        await file.pilot.pause()
        await file.press("end")
        wider = file.screen.query_one("#detail").size.height
        await file.press("home")
        assert file.screen.query_one("#detail").size.height == wider
        await file.pilot.resize_terminal(*size)
        await file.press("g", "home")
        assert file.screen.query_one("#detail").size.height == single
