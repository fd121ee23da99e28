"""The screens around a file: corrections, differences, source, help, palette, and the folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import OptionList

from segur_tui.tui.app import SegurApp
from segur_tui.tui.commands import Where, commands_of
from segur_tui.tui.screens.avance import AvanceFieldsScreen, AvanceScreen
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen
from segur_tui.tui.screens.dialogs.help import HelpScreen
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.file.compared import ChangesScreen, CorrectionsScreen
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.file.source import SourceScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from tests.avances import avances
from tests.claims import ACCEPTED, REJECTED, claim, demande, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, begun, opened


def fixable() -> dict[str, Any]:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "2023-02-01"
    tree["lignesImport"][1]["isDirectToDMP"] = "non"
    return tree


async def test_only_ticked_corrections_are_made_and_undone_at_once(tmp_path: Path) -> None:
    async with opened(save(tmp_path, fixable())) as file:
        await file.press("c")
        screen = file.pilot.app.screen
        assert isinstance(screen, CorrectionsScreen)
        assert [row.cells[-1].text for row in screen.table.rows] == ["01/02/2023", "false"]
        await file.press("space", "enter")
        assert file.values(1)["dateFacture"] == "2023-02-01"
        assert file.values(2)["isDirectToDMP"] is False
        await file.press("c", "enter", "u")
        assert file.values(1)["dateFacture"] == "2023-02-01"
        assert file.values(2)["isDirectToDMP"] is False


async def test_a_file_without_safe_correction_says_so(tmp_path: Path) -> None:
    async with opened(save(tmp_path, returned([REJECTED]))) as file:
        await file.press("c", "enter", "escape")
        assert file.screen.state.draft.done == ()
        assert isinstance(file.pilot.app.screen, FileScreen)


async def test_the_differences_list_each_changed_value(tmp_path: Path) -> None:
    async with opened(save(tmp_path, fixable())) as file:
        await file.press("c", "enter", "d")
        screen = file.pilot.app.screen
        assert isinstance(screen, ChangesScreen)
        assert [[cell.text for cell in row.cells] for row in screen.table.rows] == [
            ["1", "dateFacture", '"2023-02-01"', '"01/02/2023"'],
            ["2", "isDirectToDMP", '"non"', "false"],
        ]


async def test_the_source_goes_from_fault_to_fault(tmp_path: Path) -> None:
    tree = fixable()
    tree["lignesImport"][0]["numeroASP"] = "X"
    async with opened(save(tmp_path, tree)) as file:
        await file.press("s")
        screen = file.pilot.app.screen
        assert isinstance(screen, SourceScreen)
        said = []
        for _ in range(3):
            said.append(str(screen.query_one(".detail").render()))
            await file.press("n")
        assert "FINMDV" in said[0]
        assert "2023-02-01" in said[1]
        assert "refusée" in said[2]
        await file.press("q")
        assert isinstance(file.pilot.app.screen, FileScreen)


async def test_help_gives_every_key_and_the_notes_words(tmp_path: Path) -> None:
    async with opened(save(tmp_path, fixable()), (100, 60)) as file:
        await file.press("question_mark")
        screen = file.pilot.app.screen
        assert isinstance(screen, HelpScreen)
        text = "\n".join(screen.lines(90))
        assert all(
            command.help.split(" : ")[0] in text.replace("\N{NO-BREAK SPACE}", " ")
            for command in commands_of(Where.FILE, SETTINGS.keys)
        )
        assert "Date de la facture" in text


async def test_the_palette_runs_a_command_by_its_name(tmp_path: Path) -> None:
    async with opened(save(tmp_path, fixable())) as file:
        await file.press("ctrl+p")
        assert isinstance(file.pilot.app.screen, CommandPalette)
        await file.type("grouper")
        while not file.pilot.app.screen.query_one(OptionList).option_count:
            await file.pilot.pause()
        await file.press("enter")
        await file.pilot.pause()
        assert file.screen.state.is_grouped


class Folder:
    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot

    @property
    def screen(self) -> FolderScreen:
        assert isinstance(self.pilot.app.screen, FolderScreen)
        return self.pilot.app.screen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        await self.pilot.app.workers.wait_for_complete()
        await self.pilot.pause()

    @property
    def rows(self) -> list[list[str]]:
        return [[cell.text for cell in row.cells] for row in self.screen.table.rows]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(tmp_path / "retours", returned([ACCEPTED, REJECTED]), number=1)
    save(tmp_path / "retours", returned([ACCEPTED], 9), number=2)
    save(tmp_path / "retours", returned([REJECTED], numero_ans="AUTREANS02"), number=3)
    (tmp_path / "retours" / "coupé.json").write_text("{")
    return tmp_path / "retours"


@pytest.mark.parametrize("is_plain", [True, False])
async def test_each_paint_filters_by_the_same_filters(folder: Path, *, is_plain: bool) -> None:
    app = SegurApp([folder], TODAY, SETTINGS).set_class(is_plain, "-plain")
    async with app.run_test():
        first, then = app.get_line_filters(), app.get_line_filters()
        assert [*map(id, first)] == [*map(id, then)]  # new ones would filter, cut and write each line again


async def test_a_folder_has_one_row_a_file(folder: Path) -> None:
    app = SegurApp([folder], TODAY, SETTINGS)
    async with app.run_test(size=(140, 40)) as pilot:
        await begun(pilot)
        listed = Folder(pilot)
        await listed.settle()
        assert [row[3:] for row in listed.rows] == [
            ["05/10/2026", "003", "1", "0", "1", "1", "refus à traiter"],
            ["05/10/2026", "001", "2", "1", "1", "1", "refus à traiter"],
            ["05/10/2026", "002", "1", "1", "0", "0", "tout accepté"],
            ["", "", "", "", "", "", "illisible"],
        ]
        await listed.press("end", "enter")
        assert "ne s’ouvre pas" in str(listed.screen.query_one("KeyLine").render())
        await listed.press("up", "enter")
        assert isinstance(app.screen, FileScreen)
        await listed.press("q")
        assert isinstance(app.screen, FolderScreen)


@pytest.mark.parametrize("is_alone", [True, False])
async def test_a_file_with_odd_numbers_is_opened_corrected_once_it_is_said_so_and_asks_once(
    tmp_path: Path, *, is_alone: bool
) -> None:
    path = save(tmp_path / "retours", fixable())
    odd = path.read_bytes().replace(b'"numeroEditeur": "00002"', b'"numeroEditeur": 00002')
    path.write_bytes(odd)
    for time, modifications in enumerate((0, 0, 1)):
        app = SegurApp([path if is_alone else path.parent], TODAY, SETTINGS)
        async with app.run_test(size=(140, 40)) as pilot:
            await begun(pilot)
            listed = Folder(pilot)
            if not is_alone:
                await listed.settle()
                await listed.press("enter")
            if time == 0:
                assert isinstance(app.screen, ConfirmScreen)
                question = " ".join(str(app.screen.query_one("VerticalScroll Static").render()).split())
                assert '00002 devient "00002"' in question
                await listed.press("n")
                assert isinstance(app.screen, FolderScreen)
                await listed.settle()
                await listed.press("enter")
                await listed.press("o")
            assert isinstance(app.screen, FileScreen)
            draft = app.screen.state.draft
            assert draft.check.claim.editor_number(2) == "00002"
            assert "nombres corrigés" in str(app.screen.query_one("#identity").render())
            assert len(draft.done) == modifications
            await listed.press(*(("c", "enter", "r", "q") if time == 1 else ("q",)))
    path.write_bytes(odd.replace(b'"numeroEditeur": "00001"', b'"numeroEditeur": 00001'))
    app = SegurApp([path], TODAY, SETTINGS)
    async with app.run_test(size=(140, 40)) as pilot:
        await begun(pilot)
        assert isinstance(app.screen, ConfirmScreen)  # it was asked about other numbers
    path.write_bytes(odd)
    assert path.read_bytes() == odd


@pytest.mark.parametrize("is_alone", [True, False])
async def test_an_avance_is_listed_read_and_never_changed(tmp_path: Path, *, is_alone: bool) -> None:
    path = save(tmp_path / "avances", avances([ACCEPTED, REJECTED]))
    app = SegurApp([path if is_alone else path.parent], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await begun(pilot)
        listed = Folder(pilot)
        if is_alone:
            assert isinstance(app.screen, AvanceScreen)
            await listed.press("q")
        await listed.settle()
        assert [row[0:1] + row[-1:] for row in listed.rows] == [["", "avance"]]
        await listed.press("enter")
        screen = app.screen
        assert isinstance(screen, AvanceScreen)
        shown = [[cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells] for row in screen.table.rows]
        assert [row[:3] + row[6:] for row in shown] == [
            ["1", "00001", "FINMDV000001", "acceptée", "code 0000 : Demande acceptée"],
            ["2", "00002", "FINMDV000002", "rejetée", "code 1204 : Date de facture invalide"],
        ]
        assert "2 demandes · 1 acceptée · 1 refusée" in screen.title_text().replace("\N{NO-BREAK SPACE}", " ")
        await listed.press("down", "enter")
        fields = app.screen
        assert isinstance(fields, AvanceFieldsScreen)
        values = {row.cells[0].text: row.cells[1].text for row in fields.table.rows}
        assert values["commande › montantSegurHT"] == "1075.00"
        assert values["beneficiaires › liberal › 1 › nomMedecin"] == "Martin"
        assert values["libelleTraitement"] == "Date de facture invalide"
        await listed.press("enter", *"x1", "c", "equals_sign", "delete", "q")
        assert app.screen is screen
        await listed.press("3", "q", "q")
        await listed.settle()
        await listed.press("asterisk", "e")
        await listed.settle()
        await listed.press("enter")
        await listed.settle()
        assert [each.name for each in path.parent.iterdir()] == [path.name]


async def test_marked_files_are_exported_together_those_of_several_suppliers_each_into_its_own(
    folder: Path,
) -> None:
    app = SegurApp([folder], TODAY, SETTINGS)
    async with app.run_test(size=(140, 40)) as pilot:
        await begun(pilot)
        listed = Folder(pilot)
        await listed.settle()
        await listed.press("space", "space", "e")
        assert isinstance(app.screen, ExportScreen)
        await listed.press("escape", "home", "space", "end", "up", "space", "e")
        assert isinstance(app.screen, ExportScreen)


async def test_a_folder_is_searched_and_read_again(folder: Path) -> None:
    app = SegurApp([folder], TODAY, SETTINGS)
    async with app.run_test(size=(140, 40)) as pilot:
        await begun(pilot)
        listed = Folder(pilot)
        await listed.settle()
        await listed.press("slash", *"tout")
        assert [row[-1] for row in listed.rows] == ["tout accepté"]
        await listed.press("escape")
        assert len(listed.rows) == 4
        save(folder, returned([ACCEPTED], 20), number=7)
        await listed.press("r")
        assert len(listed.rows) == 5


async def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    app = SegurApp([tmp_path], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        listed = Folder(pilot)
        await listed.settle()
        assert listed.screen.has_class("-nothing")
        await listed.press("e", "enter", "space", "asterisk", "q")
        assert not app.is_running


async def test_a_listed_and_an_opened_file_go_by_what_the_other_files_at_hand_prove(tmp_path: Path) -> None:
    odd = {"typeAction": "M"}
    save(tmp_path / "a", claim([demande(1, 3, ("1204", "Refus")) | odd]))
    save(tmp_path / "b", claim([demande(1, 4, ACCEPTED) | odd]), number=2)
    app = SegurApp([tmp_path], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        listed = Folder(pilot)
        await listed.settle()
        assert [row[-3:-1] for row in listed.rows] == [["1", "1"], ["0", "0"]]
        await listed.press("enter")
        assert isinstance(app.screen, FileScreen)
        found = [each.alike for each in app.screen.state.draft.check.findings if each.rule == "choice"]
        assert found == [1]
        await listed.press("r")
        found = [each.alike for each in app.screen.state.draft.check.findings if each.rule == "choice"]
        assert found == [1]
