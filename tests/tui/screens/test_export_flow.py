"""Exporting from the interface: what is shown before, what is asked, what is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen
from segur_tui.tui.screens.export.result import ExportResultScreen
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.widgets.footer import KeyLine
from tests.claims import ACCEPTED, ANS, REJECTED, returned, save
from tests.tui.file_app import Driven, opened

NAME = f"JSON-{ANS}-20261124-001.json"
EXISTS = ("3436", "Demande déjà existante")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where folders have short names: every key that is typed takes its time."""
    monkeypatch.chdir(tmp_path)


async def exporting(file: Driven) -> ExportScreen:
    await file.press("e")
    return await settled(file)


async def settled(file: Driven) -> ExportScreen:
    """Wait until the names are known."""
    await file.pilot.app.workers.wait_for_complete()
    await file.pilot.pause()
    screen = file.pilot.app.screen
    assert isinstance(screen, ExportScreen)
    return screen


def symbols(screen: ExportScreen) -> dict[str, str]:
    return {row.cells[1].text: row.cells[0].text for row in screen.table.rows}


def editor_numbers(path: Path) -> list[str]:
    return [line["numeroEditeur"] for line in json.loads(path.read_bytes())["lignesImport"]]


async def test_the_name_is_shown_before_anything_is_written(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([ACCEPTED, REJECTED, REJECTED]))
    async with opened(path) as file:
        screen = await exporting(file)
        assert NAME in screen.title_text()
        assert "2 partent" in screen.title_text()
        assert symbols(screen) == {"2": "✓ part", "3": "✓ part"}
        assert not (path.parent / NAME).exists()
        await file.press("enter")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        assert isinstance(file.pilot.app.screen, ExportResultScreen)
        assert editor_numbers(path.parent / NAME) == ["00002", "00003"]


async def test_a_refused_line_that_goes_unchanged_is_warned_about(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    async with opened(save(tmp_path / "retours", tree)) as file:
        await file.press("home", "enter", *"28/02/2023", "enter")
        assert [line for line, _ in file.problems()] == ["2"]  # what the ASP said of the first is history
        screen = await exporting(file)
        assert symbols(screen) == {"1": "✓ part", "2": "✓ part"}
        assert "1\N{NO-BREAK SPACE}ligne refusée part sans changement" in screen.title_text()
        assert [row.cells[-1].text for row in screen.table.rows] == ["", "refusée, et inchangée"]


async def test_a_date_that_may_have_the_month_first_is_warned_about_where_it_goes(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "08/15/2023"
    async with opened(save(tmp_path / "retours", tree)) as file:
        await file.press("S", "enter")
        screen = await exporting(file)
        assert symbols(screen) == {"1": "✓ part", "2": "✓ part"}
        assert "1\N{NO-BREAK SPACE}ligne part avec une date peut-être écrite le mois" in screen.title_text()


async def test_lines_in_error_stay_with_their_reason_and_are_asked_about(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    path = save(tmp_path / "retours", tree)
    async with opened(path) as file:
        screen = await exporting(file)
        assert symbols(screen) == {"1": "✗ reste", "2": "✓ part"}
        assert "31/02/2023" in screen.detail_text("0:1")
        await file.press("enter")
        assert isinstance(file.pilot.app.screen, ConfirmScreen)
        await file.press("n")
        assert not (path.parent / NAME).exists()
        await file.press("enter", "o")
        await file.pilot.app.workers.wait_for_complete()
        assert editor_numbers(path.parent / NAME) == ["00002"]


async def test_a_demande_that_exists_already_is_unticked_and_can_be_ticked(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([EXISTS, REJECTED]))
    async with opened(path) as file:
        screen = await exporting(file)
        assert symbols(screen) == {"1": "○ décochée", "2": "✓ part"}
        assert "existe déjà" in screen.detail_text("0:1")
        await file.press("space")
        assert symbols(await settled(file)) == {"1": "✓ part", "2": "✓ part"}
        await file.press("up", "space")
        assert symbols(await settled(file))["1"] == "○ décochée"


async def test_accepted_lines_go_only_after_a_question_that_names_the_risk(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([ACCEPTED, REJECTED]))
    async with opened(path) as file:
        await exporting(file)
        await file.press("a")
        assert symbols(await settled(file)) == {"1": "○ décochée", "2": "✓ part"}
        await file.press("home", "space")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        question = file.pilot.app.screen
        assert isinstance(question, ConfirmScreen)
        await file.press("enter")
        assert symbols(await settled(file))["1"] == "○ décochée"
        await file.press("home", "space")
        await file.pilot.app.workers.wait_for_complete()
        await file.press("o")
        assert symbols(await settled(file))["1"] == "✓ part"


async def test_the_day_and_the_folder_can_be_changed(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([REJECTED]))
    async with opened(path) as file:
        await exporting(file)
        await file.press("d", "ctrl+u")
        await file.type("2026-11-30")
        await file.press("enter")
        assert f"JSON-{ANS}-20261130-001.json" in (await settled(file)).title_text()
        await file.press("o", "ctrl+u")
        await file.type("out")
        await file.press("enter")
        await settled(file)
        await file.press("enter")
        await file.pilot.app.workers.wait_for_complete()
        assert (tmp_path / "out" / f"JSON-{ANS}-20261130-001.json").exists()


async def test_a_refusal_of_the_system_is_reported_and_nothing_is_lost(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([REJECTED]))
    (tmp_path / "out").touch()
    async with opened(path) as file:
        await exporting(file)
        await file.press("o", "ctrl+u")
        await file.type("out")
        await file.press("enter")
        await settled(file)
        await file.press("enter")
        screen = await settled(file)
        assert "impossible d’écrire" in str(screen.query_one("KeyLine").render())


async def written(file: Driven, *keys: str) -> None:
    """Export what goes and come back; the keys answer what is asked."""
    await exporting(file)
    await file.press("enter", *keys)
    await file.pilot.app.workers.wait_for_complete()
    await file.pilot.pause()
    await file.press("enter")
    await file.pilot.pause()


def standings(file: Driven) -> list[str]:
    return [row.cells[6].text for row in file.screen.views.tables[View.LINES].rows]


async def test_an_exported_line_is_reported_at_once_and_when_the_file_is_opened_again(tmp_path: Path) -> None:
    tree = returned([ACCEPTED, REJECTED, EXISTS])
    tree["lignesImport"][1]["dateFacture"] = "31/02/2023"
    path = save(tmp_path / "retours", tree)
    async with opened(path) as file:
        assert file.text("#keeping") == ""
        await file.press("home", "enter", *"28/02/2023", "enter")
        assert standings(file) == ["acceptée", "prête", "existe déjà"]
        await written(file)
        assert standings(file) == ["acceptée", "exportée", "existe déjà"]
    async with opened(path) as file:
        assert standings(file) == ["acceptée", "exportée", "existe déjà"]
        assert f"1 ligne déjà exportée : {NAME}" in file.text("#keeping")
        assert file.at == ("2", "dateFacture")
        assert f"Déjà exportée : {NAME} (24/11/2026 n° 001), ligne 1" in file.text("#detail")


@pytest.fixture
def no_record(state: Path) -> None:
    state.parent.mkdir(parents=True, exist_ok=True)
    state.write_text("no folder")


@pytest.mark.usefixtures("no_record")
async def test_without_a_record_what_was_exported_in_this_session_is_told_all_the_same(tmp_path: Path) -> None:
    async with opened(save(tmp_path / "retours", returned([REJECTED]))) as file:
        await written(file, "o")
        assert standings(file) == ["exportée"]
        assert "Déjà exportée" in file.text("#detail")


async def test_where_no_problem_is_left_what_was_exported_is_not_asked_for_again(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    path = save(tmp_path / "retours", tree)
    async with opened(path) as file:
        await file.press("home", "enter", *"28/02/2023", "enter", "enter", *"28/02/2023", "enter")
        assert "e écrit les lignes" in file.text("#empty")
        await written(file)
        assert "e écrit" not in file.text("#empty")
        assert "toutes exportées" in file.text("#empty")


async def test_an_export_of_some_lines_leaves_the_others_to_write(tmp_path: Path) -> None:
    async with opened(save(tmp_path / "retours", returned([REJECTED, REJECTED]))) as file:
        await file.press("home", "enter", *"28/02/2023", "enter", "enter", *"28/02/2023", "enter")
        await file.press("2", "home", "space", "1")
        await written(file)
        assert standings(file) == ["exportée", "prête"]
        assert "e écrit" in file.text("#empty")
        assert "1 ligne déjà exportée" in file.text("#empty")


async def test_lines_that_are_not_marked_are_shown_to_stay_and_can_be_ticked(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([REJECTED, REJECTED, REJECTED]))
    async with opened(path) as file:
        await file.press("2", "home", "space")
        screen = await exporting(file)
        assert symbols(screen) == {"1": "✓ part", "2": "○ décochée", "3": "○ décochée"}
        assert "1 part, 2 restent" in screen.title_text().replace("\N{NO-BREAK SPACE}", " ")
        assert screen.table.rows[1].cells[-1].text.startswith("pas marquée")
        await file.press("down", "space")
        assert symbols(await settled(file)) == {"1": "✓ part", "2": "✓ part", "3": "○ décochée"}


async def test_the_day_and_the_folder_given_stay_for_the_next_export_of_the_file(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    async with opened(path) as file:
        await exporting(file)
        await file.press("o", *"ailleurs", "enter")
        await settled(file)
        await file.press("d", *"27/11/2026", "enter")
        await settled(file)
        await file.press("escape")
        title = (await exporting(file)).title_text()
        assert "ailleurs" in title
        assert "20261127-001" in title


async def test_the_result_names_the_lines_that_stayed_and_why(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED, EXISTS, REJECTED])
    tree["lignesImport"][1]["dateFacture"] = "31/02/2023"
    async with opened(save(tmp_path / "retours", tree)) as file:
        await exporting(file)
        await file.press("end", "space")
        await settled(file)
        await file.press("enter", "o")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        result = file.pilot.app.screen
        assert isinstance(result, ExportResultScreen)
        reported = str(result.query("Static")[1].render()).replace("\N{NO-BREAK SPACE}", " ")
        waiting = "en erreur (1), déjà connue de l’ASP (1), décochée (1)."
        assert f"3 lignes attendent dans le fichier d’origine : {waiting}" in reported
        assert "n’attend" not in reported
        assert "ligne 2 (n° éditeur 00002), en erreur" in reported
        assert "ligne 4 (n° éditeur 00004), décochée" in reported
        assert reported.index("À faire") < reported.index("ligne 2 (n° éditeur")


async def test_a_line_exported_before_is_asked_about_where_it_is_to_be_written_again(tmp_path: Path) -> None:
    async with opened(save(tmp_path / "retours", returned([REJECTED, REJECTED, EXISTS]))) as file:
        await written(file)
        await exporting(file)
        for _ in range(3):
            await file.press("space")
            await settled(file)
        await file.press("enter")
        question = file.pilot.app.screen
        assert isinstance(question, ConfirmScreen)
        asked = str(question.query("Static").first().render()).replace("\N{NO-BREAK SPACE}", " ")
        assert "3 lignes partent, dont 2 déjà exportées : ne déposez qu’un des deux fichiers" in asked
        assert "1 déjà connue de l’ASP" in asked
        await file.press("enter")
        assert isinstance(file.pilot.app.screen, ExportScreen)


async def test_what_is_wrong_with_a_line_is_reported_though_it_stays_for_want_of_a_mark(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][1]["dateFacture"] = "31/02/2023"
    async with opened(save(tmp_path / "retours", tree)) as file:
        await file.press("2", "home", "space")
        screen = await exporting(file)
        why = screen.table.rows[1].cells[-1].text
        assert why.startswith("dateFacture")
        assert "31/02/2023" in why
        assert "pas marquée" in why
        assert "pas marquée" in screen.detail_text("0:2")


async def test_lines_that_are_not_offered_are_counted_before_and_after(tmp_path: Path) -> None:
    tree = returned([ACCEPTED, REJECTED, None, None])
    tree["lignesImport"].append("rien")
    async with opened(save(tmp_path / "retours", tree)) as file:
        screen = await exporting(file)
        reported = "Non proposées : 1 pas une demande, 2 en attente"
        assert reported in screen.title_text().replace("\N{NO-BREAK SPACE}", " ")
        await file.press("a")
        await settled(file)
        assert "Non proposées" not in screen.title_text()
        await file.press("end", "space", "space", "space")
        assert symbols(await settled(file))["5"] == "○ décochée"
        await file.press("escape")
        await exporting(file)
        await file.press("enter")
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        result = file.pilot.app.screen
        assert isinstance(result, ExportResultScreen)
        said = str(result.query("Static")[1].render()).replace("\N{NO-BREAK SPACE}", " ")
        assert f"{reported}." in " ".join(said.split())


async def test_what_was_written_and_never_deposited_is_withdrawn_where_it_holds_lines(tmp_path: Path) -> None:
    """The file that this program wrote, opened and corrected before its deposit, is not written again unasked."""
    path = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    async with opened(path) as file:
        await written(file)
    async with opened(path.parent / NAME) as file:
        screen = await exporting(file)
        assert symbols(screen) == {"1": "○ décochée", "2": "○ décochée"}
        assert "segur-tui a écrit ce fichier" in screen.detail_text("0:1").replace("\N{NO-BREAK SPACE}", " ")
    async with opened(path) as file:
        screen = await exporting(file)
        assert symbols(screen) == {"1": "○ décochée", "2": "○ décochée"}
        assert "w le dit" in screen.detail_text("0:1")
        await file.press("w")
        assert isinstance(file.pilot.app.screen, ConfirmScreen)
        await file.press("n", "w", "o")
        screen = await settled(file)
        assert symbols(screen) == {"1": "✓ part", "2": "✓ part"}
        await file.press("w")
        assert "aucun fichier exporté" in str(file.pilot.app.screen.query_one(KeyLine).render())


async def test_a_withdrawn_file_goes_once_it_is_corrected(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    async with opened(path) as file:
        await written(file)
    async with opened(path.parent / NAME) as file:
        screen = await exporting(file)
        await file.press("w", "o")
        screen = await settled(file)
        assert symbols(screen) == {"1": "○ décochée", "2": "○ décochée"}
        assert "à ne pas déposer" in screen.detail_text("0:1").replace("\N{NO-BREAK SPACE}", " ")
        await file.press("escape", "3", *["down"] * 6, "enter", "ctrl+u")
        await file.type("03/02/2023")
        await file.press("enter")
        assert file.values(1)["dateFacture"] == "03/02/2023"
        assert symbols(await exporting(file)) == {"1": "✓ part", "2": "✓ part"}
