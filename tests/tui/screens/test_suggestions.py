"""Suggestions in the interface: seen, ticked, applied, undone; preselected where the value is edited."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.history.at_hand import read_together
from segur_tui.application.history.readings import remember
from segur_tui.tui.grid.grid import Grid
from segur_tui.tui.screens.dialogs.listing import ListingScreen
from segur_tui.tui.screens.file.compared import CorrectionsScreen
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.widgets.footer import KeyLine
from tests.avances import avance
from tests.claims import ACCEPTED, BEHIND_AN_8, FINESS, REJECTED, RPPS, WITHOUT_ZERO, claim, demande, likely, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, Driven, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write a return of two demandes: one with a safe correction and a suggestion, one with a suggestion."""
    first, second = likely(1, REJECTED) | {"isDirectToDMP": "non"}, demande(2, answer=REJECTED)
    second["beneficiaires"] = {
        "commandePour": "STRUCTURE",
        "liberalRPPS": [],
        "structureFINESSGeo": [WITHOUT_ZERO],
    }
    return save(tmp_path, claim([first, second]))


def beneficiaries(file: Driven, line: int) -> dict[str, Any]:
    found = file.values(line)["beneficiaires"]
    assert isinstance(found, dict)
    return found


def numbers(file: Driven) -> tuple[object, object]:
    """Return the RPPS of the first demande and the FINESS of the second."""
    return beneficiaries(file, 1)["liberalRPPS"][1], beneficiaries(file, 2)["structureFINESSGeo"][0]


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_suggestions_are_shown_apart_from_safe_corrections_and_applied_as_one_step(
    path: Path, size: tuple[int, int]
) -> None:
    async with opened(path, size) as file:
        await file.press("S")
        screen = file.pilot.app.screen
        assert isinstance(screen, CorrectionsScreen)
        assert "Suggestions, à vérifier : 2 cochées sur 2" in screen.title_text().replace(
            "\N{NO-BREAK SPACE}", " "
        )
        assert [[cell.text for cell in row.cells][-2:] for row in screen.table.rows] == [
            [BEHIND_AN_8, RPPS[1]],
            [WITHOUT_ZERO, FINESS[1]],
        ]
        await file.press("enter")
        assert numbers(file) == (RPPS[1], FINESS[1])
        assert file.values(1)["isDirectToDMP"] == "non"
        assert "2 suggestions : u les annule d’un coup" in file.text("KeyLine")
        await file.press("u")
        assert numbers(file) == (BEHIND_AN_8, WITHOUT_ZERO)


async def test_only_the_ticked_ones_are_applied(path: Path) -> None:
    async with opened(path) as file:
        await file.press("S", "space", "enter")
        assert numbers(file) == (BEHIND_AN_8, FINESS[1])


async def test_what_tells_a_demande_apart_is_ticked_by_the_person_alone(tmp_path: Path) -> None:
    orders = save(tmp_path / "avances", claim([avance(1, ACCEPTED)]), "20230105")
    remember(read_together([orders], TODAY, SETTINGS, {}), SETTINGS)
    line = demande(1, answer=REJECTED) | {"numeroASP": "FINMDV000077"}
    other = demande(2, 9, REJECTED)
    for each in (line, other):
        each["piecesjustificatives"][0]["nomFichier"] = "facture.pdf"
    async with opened(save(tmp_path, claim([line, other, likely(3, REJECTED)]))) as file:
        await file.press("S")
        screen = file.pilot.app.screen
        assert isinstance(screen, CorrectionsScreen)
        assert "1 cochée sur 4" in screen.title_text().replace("\N{NO-BREAK SPACE}", " ")
        assert "pourrait alors partir" in screen.detail_text(str(screen.selected))
        await file.press("enter")
        assert file.values(1)["numeroASP"] == "FINMDV000077"
        assert beneficiaries(file, 3)["liberalRPPS"][1] == RPPS[1]
        await file.press("S", "space", "enter")
        assert file.values(1)["numeroASP"] == "FINMDV000001"


async def test_where_nothing_is_ticked_enter_says_so(path: Path) -> None:
    async with opened(path) as file:
        await file.press("S", "asterisk", "enter")
        screen = file.pilot.app.screen
        assert isinstance(screen, CorrectionsScreen)
        assert "rien n’est coché" in str(screen.query_one(KeyLine).render())
        assert numbers(file) == (BEHIND_AN_8, WITHOUT_ZERO)


@pytest.mark.parametrize(("size", "room"), [((80, 24), 25), ((140, 40), None)])
@pytest.mark.parametrize("key", ["S", "d"])
async def test_what_differs_is_seen_however_long_the_values_begin_alike(
    tmp_path: Path, size: tuple[int, int], room: int | None, key: str
) -> None:
    line, names = demande(1, answer=REJECTED), [f"MDV-LGC-Va1-FACTURE-00001.{end}" for end in ("PDF", "pdf")]
    line["piecesjustificatives"][0]["nomFichier"] = names[0]
    async with opened(save(tmp_path, claim([line])), size) as file:
        await file.press("S", *(("enter", "d") if key == "d" else ()))
        screen = file.pilot.app.screen
        assert isinstance(screen, ListingScreen)
        shown = [cell.text.strip('"') for cell in screen.table.rows[0].cells][-2:]
        if room is None:
            assert shown == names
        else:
            assert [each[0] for each in shown] == ["…", "…"]
            assert [each[-15:] for each in shown] == [each[-15:] for each in names]
            assert max(map(len, shown)) <= room


async def test_safe_corrections_leave_what_is_only_likely(path: Path) -> None:
    async with opened(path) as file:
        await file.press("c", "enter")
        assert file.values(1)["isDirectToDMP"] is False
        assert numbers(file) == (BEHIND_AN_8, WITHOUT_ZERO)


async def test_where_nothing_is_likely_that_is_said(tmp_path: Path) -> None:
    async with opened(save(tmp_path, claim([demande(1) | {"dateFacture": "31/02/2023"}]))) as file:
        await file.press("S")
        assert str(file.pilot.app.screen.query_one(".empty").render()).startswith("Aucune suggestion")


@pytest.mark.parametrize(("typed", "kept"), [("", RPPS[1]), (RPPS[2], RPPS[2])])
@pytest.mark.parametrize("view", [View.PROBLEMS, View.FIELDS])
async def test_enter_twice_takes_the_suggestion_and_typing_replaces_it(
    path: Path, view: View, typed: str, kept: str
) -> None:
    async with opened(path) as file:
        key = file.screen.state.problem_at(("lignesImport", 0, "beneficiaires", "liberalRPPS", 1))
        assert key is not None
        file.screen.views.go_to_problem(key)
        file.screen.action_show(view)
        await file.press("enter", *typed, "enter")
        assert numbers(file)[0] == kept


@pytest.mark.parametrize("key", ["tab", "shift+tab"])
@pytest.mark.parametrize("view", [View.PROBLEMS, View.FIELDS])
async def test_tab_past_what_it_opened_writes_nothing(path: Path, view: View, key: str) -> None:
    async with opened(path) as file:
        file.screen.action_show(view)
        table = file.screen.views.current
        start, step = ("home", "down") if key == "tab" else ("end", "up")
        await file.press(start, "enter")
        while table.edited is None:
            await file.press(step, "enter")
        await file.press(key)
        after_the_first, passed = file.screen.state.draft, list[str]()
        while table.edited is not None:
            passed.append(table.edited.row_key)
            await file.press(key)
        assert any("liberalRPPS/1" in each for each in passed)
        assert file.screen.state.draft is after_the_first


@pytest.mark.parametrize("keys", [("right", "tab"), (*RPPS[1], "tab"), ("enter",)])
async def test_what_tab_opened_is_kept_once_something_is_done_in_it(path: Path, keys: tuple[str, ...]) -> None:
    async with opened(path) as file:
        file.screen.action_show(View.PROBLEMS)
        await file.press("home", "enter", "tab")
        edited = file.screen.views.current.edited
        assert edited is not None
        assert "liberalRPPS/1" in edited.row_key
        await file.press(*keys)
        assert numbers(file)[0] == RPPS[1]


async def test_escape_leaves_the_value_as_it_was(path: Path) -> None:
    async with opened(path) as file:
        await file.press("enter", "escape")
        assert numbers(file) == (BEHIND_AN_8, WITHOUT_ZERO)


async def test_a_click_elsewhere_takes_no_suggestion_that_nobody_typed(path: Path) -> None:
    async with opened(path) as file:
        key = file.screen.state.problem_at(("lignesImport", 0, "beneficiaires", "liberalRPPS", 1))
        assert key is not None
        file.screen.views.go_to_problem(key)
        await file.press("enter")
        assert file.screen.views.current.edited is not None
        grid = file.screen.views.current.query_one(Grid)
        row = [each.key for each in file.screen.views.current.rows].index(key)
        await file.pilot.click(grid, offset=(3, 1 if row else 2))
        assert file.screen.views.current.edited is None
        assert numbers(file) == (BEHIND_AN_8, WITHOUT_ZERO)


_TURNED = ["08/15/2026", "08/09/2026", "25/12/2025", "08/09/2026", "08/09/2026", "08/08/2026"]


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_dates_in_doubt_are_marked_where_they_stand(tmp_path: Path, size: tuple[int, int]) -> None:
    lines = [
        demande(line, answer=REJECTED) | {"dateFacture": day, "facture": {}, "libelleTraitement": "Refus"}
        for line, day in enumerate(_TURNED, 1)
    ]
    lines[3]["facture"]["dateFacture"] = lines[3].pop("dateFacture")
    lines[4] |= {"codeTraitement": "0000", "libelleTraitement": "Demande acceptée"}
    async with opened(save(tmp_path, claim(lines)), size) as file:
        await file.press("2")
        shown = [row.cells[4].text for row in file.screen.views.tables[View.LINES].rows]
        assert shown == ["08/15/2026", "08/09/2026 ?", "25/12/2025", "08/09/2026 ?", "08/09/2026", "08/08/2026"]
        await file.press("down", "3")
        fields = file.screen.views.tables[View.FIELDS].rows
        (day,) = (row for row in fields if row.cells[1].text == " dateFacture")
        assert (day.cells[0].text, day.cells[2].text) == ("?", "08/09/2026")
        said = day.cells[3].text.replace("\N{NO-BREAK SPACE}", " ")
        assert said == "mois d’abord ? comme « 08/15/2026 », ligne 1 : à comparer à la facture"


async def test_the_detail_of_a_date_in_doubt_says_why(tmp_path: Path) -> None:
    lines = [demande(line, answer=REJECTED) | {"dateFacture": day} for line, day in enumerate(_TURNED[:2], 1)]
    async with opened(save(tmp_path, claim(lines))) as file:
        await file.press("2", "down", "right", "right")
        assert "mois d’abord ? comme « 08/15/2026 », ligne 1" in file.text("#detail")
