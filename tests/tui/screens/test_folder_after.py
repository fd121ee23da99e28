"""The folder once one comes back to it: what was written is listed, and drafts count as their files do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from segur_tui.tui.app import SegurApp
from segur_tui.tui.screens.export.result import ExportResultScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from tests.claims import ACCEPTED, ANS, REJECTED, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, begun, settled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of one return, whose three demandes have two safe corrections each."""
    tree = returned([REJECTED] * 3)
    for line in tree["lignesImport"]:
        line |= {"dateFacture": "2023-02-01", "isDirectToDMP": "non"}
    return save(tmp_path / "retours", tree).parent


@pytest.mark.parametrize("opened", [True, False])
async def test_what_an_export_wrote_is_listed_once_one_is_back(folder: Path, *, opened: bool) -> None:
    app = SegurApp([folder], TODAY, SETTINGS)
    async with app.run_test(size=(120, 30)) as pilot:
        await begun(pilot)
        for key in ("enter", "c", "enter", *(() if opened else ("q",)), "e", "enter"):
            await pilot.press(key)
            await settled(pilot)
        assert isinstance(app.screen, ExportResultScreen)
        for _ in range(2 if opened else 1):
            await pilot.press("q")
            await settled(pilot)
        listed = app.screen
        assert isinstance(listed, FolderScreen)
        assert any("20261124-001" in key for key in listed.table.rows.keys)


async def test_a_draft_counts_in_the_folder_as_in_its_file(folder: Path) -> None:
    app = SegurApp([folder], TODAY, SETTINGS)
    async with app.run_test(size=(120, 30)) as pilot:
        await begun(pilot)
        for key in ("enter", "c", "enter", "q"):
            await pilot.press(key)
            await settled(pilot)
        screen, listed = app.screen, _said(app, ".detail")
        assert isinstance(screen, FolderScreen)
        (shown,) = (row.cells[-2].text for row in screen.table.rows)
        await pilot.press("enter")
        await settled(pilot)
        assert "brouillon de 1 modification" in listed
        assert "sans le brouillon : ✗" in listed
        assert "repris : 1 modification" in _said(app, "#keeping")
        assert "1 modification" in _said(app, "#counts")
        assert f"✗ {shown} à corriger" in _said(app, "#counts")
        assert f"✗ {shown} à corriger" in listed
        assert f"sans le brouillon : ✗ {int(shown) + 6}" in listed
        await pilot.press("d")
        assert "6 valeurs, en 1 modification" in _said(app, ".title")


def _said(app: SegurApp, selector: str) -> str:
    return str(app.screen.query_one(selector).render()).replace("\N{NO-BREAK SPACE}", " ")


async def test_what_an_unreadable_file_may_show_accepted_stays_and_the_rest_goes(tmp_path: Path) -> None:
    save(tmp_path, returned([*[REJECTED] * 3, None]), number=1)
    answer = save(tmp_path / "x", returned([ACCEPTED], first_editor=2), number=2).read_bytes()
    (cut := tmp_path / "x" / "reponse.json").write_bytes(answer[:-12])
    app = SegurApp([tmp_path / f"JSON-{ANS}-20261005-001.json", cut], TODAY, SETTINGS)
    written = tmp_path / f"JSON-{ANS}-20261124-001.json"
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await settled(pilot)
        for key in ("asterisk", "e", "o"):
            await pilot.press(key)
            await settled(pilot)
        title = _said(app, ".title")
        assert "Export : 2 partent, 1 reste" in title
        assert "! laissé de côté, illisible : reponse.json" in title
        await pilot.press("e")
        await settled(pilot)
        said = _said(app, "VerticalScroll > Static")
        assert "\nlaissé de côté, illisible : reponse.json.\nNon proposées : 1 en attente." in said
        assert "␊" not in said
    lines = json.loads(written.read_bytes())["lignesImport"]
    assert [line["numeroEditeur"] for line in lines] == ["00001", "00003"]


async def test_the_written_file_is_opened_from_the_result(folder: Path) -> None:
    app = SegurApp([folder], TODAY, SETTINGS)
    async with app.run_test(size=(120, 30)) as pilot:
        await begun(pilot)
        for key in ("enter", "c", "enter", "e", "enter"):
            await pilot.press(key)
            await settled(pilot)
        assert isinstance(app.screen, ExportResultScreen)
        await pilot.press("o")
        await settled(pilot)
        assert "20261124-001" in _said(app, "#identity")
        await pilot.press("q")
        assert "Écrit" in _said(app, "Title")


async def test_of_a_written_file_it_is_said_that_it_is_the_one_to_deposit(tmp_path: Path) -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "2023-02-01"
    app = SegurApp([save(tmp_path, tree)], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        for key in ("c", "enter", "e", "enter", "o"):
            await pilot.press(key)
            await settled(pilot)
        assert "20261124-001" in _said(app, "#identity")
        assert _said(app, "#empty") == "Aucun problème : fichier écrit par segur-tui, à déposer."


async def test_a_file_whose_lines_were_exported_is_not_to_be_deposited_any_more(tmp_path: Path) -> None:
    app = SegurApp([save(tmp_path, returned([None, None]))], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        assert "· à déposer ·" in _said(app, "#identity")
        for key in ("e", "enter", "q"):
            await pilot.press(key)
            await settled(pilot)
        assert "· exporté ·" in _said(app, "#identity")
