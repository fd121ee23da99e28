"""What stands above the views is read in any width: who and what, the counts, what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from segur_tui.application.views.lines import Filter, Order
from segur_tui.tui.screens.file.heading import fitted
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.widgets.inert import visible_name
from tests.claims import ACCEPTED, ANS, REJECTED, SIRET, returned, save
from tests.samples import RETURN
from tests.tui.file_app import Driven, opened

NAMES = (("JSON-A-20261012-001.json", "20261012-001"), ("retour de l’ASP", "retour"), ("SIRET 1",))


def test_a_line_says_what_its_width_takes() -> None:
    assert fitted(NAMES, 60) == "JSON-A-20261012-001.json · retour de l’ASP · SIRET 1"
    assert fitted(NAMES, 45) == "20261012-001 · retour de l’ASP · SIRET 1"
    assert fitted(NAMES, 31) == "20261012-001 · retour · SIRET 1"
    assert fitted(NAMES, 30) == "20…1012-001 · retour · SIRET 1"
    assert fitted(NAMES, 45, from_end=True) == "JSON-A-20261012-001.json · retour · SIRET 1"
    assert fitted(NAMES, 55, from_end=True) == fitted(NAMES, 60)
    assert fitted((), 10) == ""
    assert fitted((("200 lignes", "200 lg"), ("3 modifications", "")), 10, from_end=True) == "200 lignes"


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        (33, "JSON-SOINLOG300-20261006-001.json"),
        (30, "JSON-SOINLOG300-20261006-001…"),
        (23, "JSON-…G300-20261006-001"),
        (1, "…"),
        (0, ""),
    ],
)
def test_the_middle_of_a_name_goes_first(limit: int, shown: str) -> None:
    assert visible_name("JSON-SOINLOG300-20261006-001.json", limit) == shown
    assert cell_len(visible_name("漢字" * 40, limit)) <= limit


def seen(file: Driven, selector: str) -> str:
    """Return a line of the heading as it is drawn."""
    widget = file.screen.query_one(selector)
    return widget.render_line(0).text.strip().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("width", [60, 80, 140])
async def test_who_and_what_is_read_whole(tmp_path: Path, width: int) -> None:
    async with opened(save(tmp_path, returned([ACCEPTED, REJECTED])), (width, 24)) as file:
        said = seen(file, "#identity")
        assert said.endswith(SIRET)
        assert ANS in said
        assert "20261005-001" in said
        assert "retour" in said
        assert "…" not in said


@pytest.mark.parametrize("width", [60, 80, 140])
async def test_counts_marks_and_filters_are_read_whole(tmp_path: Path, width: int) -> None:
    async with opened(save(tmp_path, returned([ACCEPTED] * 150 + [REJECTED] * 50)), (width, 24)) as file:
        state = file.screen.state
        state.marks = set(range(1, 145))
        state.filter, state.searched, state.order = Filter.WARNINGS, "04111", Order.NUMBER
        state.refresh()
        file.screen.show()
        await file.pilot.pause()
        said = seen(file, "#counts")
        assert "144" in said
        assert "150" in said
        assert "50" in said
        assert "…" not in said
        if width >= 80:
            beside = seen(file, "#tabs")
            assert "avert" in beside
            assert "04111" in beside
            assert "n° éditeur" in beside
            assert "…" not in beside


async def test_another_width_is_another_wording(tmp_path: Path) -> None:
    async with opened(save(tmp_path, returned([REJECTED])), (140, 24)) as file:
        assert seen(file, "#identity").startswith("JSON-")
        await file.pilot.resize_terminal(80, 24)
        await file.pilot.pause()
        assert seen(file, "#identity").startswith("20261005-001 · retour de l’ASP · ANS")


async def test_a_name_with_another_ans_number_is_reported_whole(tmp_path: Path) -> None:
    path = save(tmp_path, returned([REJECTED]))
    other = path.rename(path.with_name("JSON-AUTREANS02-20261005-001.json"))
    async with opened(other) as file:
        assert "AUTREANS02" in seen(file, "#identity")
        assert seen(file, "#identity").endswith(SIRET)


async def test_a_click_on_the_title_of_a_view_goes_there(tmp_path: Path) -> None:
    async with opened(save(tmp_path, returned([REJECTED] * 2))) as file:
        for view, title in ((View.LINES, "2 Lignes"), (View.FIELDS, "3 Champs"), (View.PROBLEMS, "1 Problèmes")):
            await file.pilot.click("#tabs", offset=(file.text("#tabs").index(title) + 1, 0))
            await file.pilot.pause()
            assert file.screen.state.view is view
            assert f"[{title}" in file.text("#tabs")
        await file.pilot.click("#tabs", offset=(70, 0))
        await file.pilot.pause()
        assert file.screen.state.view is View.PROBLEMS


@pytest.mark.parametrize("width", [56, 58, 60, 61, 62, 64, 67, 80])
async def test_no_title_of_a_view_is_cut(width: int) -> None:
    async with opened(RETURN, (width, 20)) as file:
        for keys in (("2",), ("3",), ("1",), ("end",), ("home", "g")):
            await file.press(*keys)
            assert "…" not in seen(file, "#tabs")
