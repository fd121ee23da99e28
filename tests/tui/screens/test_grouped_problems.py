"""Inside a group of problems: what is shown says so, that all are corrected too, and Escape leads back."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.format.finding import Certainty
from segur_tui.tui.grid.model import Target
from segur_tui.tui.screens.file.rows import VALUE, View
from tests.claims import REJECTED, claim, demande, returned, save
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
        assert [group.subject for group in file.screen.state.groups] == ["numeroASP"]
        assert file.screen.views.tables[View.PROBLEMS].has_focus
        assert file.screen.state.view is View.PROBLEMS
        assert "Échap" not in file.text("#tabs")


@pytest.mark.parametrize("leaving", ["escape", "g"])
async def test_a_group_is_left_for_the_groups_with_the_cursor_on_it(leaving: str) -> None:
    async with opened(RETURN) as file:
        await file.press("g")
        table, seen = file.screen.views.tables[View.PROBLEMS], 0
        for rank, group in enumerate(file.screen.state.groups):
            if any(map(group.proposed, Certainty)):
                continue
            await file.press("home", *["down"] * rank, "enter")
            assert file.screen.state.only_group == group
            await file.press("slash", "0", "enter", "escape", "down", leaving)
            assert (table.cursor and table.cursor.row_key) == group.key
            assert file.screen.state.groups[rank] == group
            seen += 1
        assert seen > 2
        await file.press("escape")
        assert (len(file.screen.state.groups), len(file.screen.state.problems)) == (0, 33)


@pytest.mark.parametrize(("rank", "then"), [(0, "numeroEditeur"), (2, "numeroEditeur")])
async def test_escape_from_a_group_that_is_fixed_leads_to_the_one_beside_it(
    tmp_path: Path, rank: int, then: str
) -> None:
    tree = claim([demande(number) for number in (1, 2, 3)])
    first, second, third = tree["lignesImport"]
    first["dateFacture"], second["numeroEditeur"], third["dateFacture"] = "31/02/2023", "9", "1"
    async with opened(save(tmp_path, tree)) as file:
        await file.press("g", *["down"] * rank)
        assert file.screen.views.group is not None
        assert file.screen.views.group.subject == "dateFacture"
        await file.press("enter", "enter", "ctrl+u", *"28/02/2023", "enter")
        assert file.screen.state.is_group_fixed
        await file.press("escape")
        assert file.screen.views.group is not None
        assert file.screen.views.group.subject == then


async def test_the_cursor_goes_with_its_problem_between_groups_and_single_ones() -> None:
    async with opened(RETURN) as file:
        table, state = file.screen.views.tables[View.PROBLEMS], file.screen.state
        await file.press(*["down"] * 7)
        key = table.cursor.row_key if table.cursor else ""
        await file.press("g")
        group = file.screen.views.group
        assert group is not None
        assert key in {row.key for row in group.rows}
        await file.press("g")
        assert table.cursor == Target(group.rows[0].key, VALUE)
        assert not state.is_grouped


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
