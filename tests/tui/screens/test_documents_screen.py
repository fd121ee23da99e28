"""Documents in the interface: looked up, copied under their right name, packed with progress, given up."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Event
from typing import Any
from zipfile import ZipFile

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Static

from segur_tui.application.disk.patience import Following
from segur_tui.application.export.exporting import Exported, export
from segur_tui.application.export.plan import Plan
from segur_tui.application.settings.values import Settings
from segur_tui.format.value_type import replace
from segur_tui.tui.grid.model import Row
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen
from segur_tui.tui.screens.export.documents import DocumentsScreen
from segur_tui.tui.screens.export.result import ExportResultScreen
from segur_tui.tui.widgets.footer import KeyLine
from tests.application.documents.folders import PNG, all_of, document, put
from tests.claims import ACCEPTED, ANS, REJECTED, returned
from tests.terminal import PATIENCE
from tests.tui.export_app import Person, exporting, saved

STEM = f"JSON-{ANS}-20261124-001"
INVOICE, PROOF = document("FACTURE", 1), document("VA", 1)


def screen_rows(person: Person) -> list[Row]:
    """Return the rows of the documents screen."""
    screen = person.host.screen
    assert isinstance(screen, DocumentsScreen)
    return list(screen.table.rows)


def listed(person: Person) -> dict[str, str]:
    """Return the sign of each file of the documents screen."""
    return {row.cells[3].text: row.cells[0].text for row in screen_rows(person)}


def bottom(person: Person) -> str:
    return str(person.host.screen.query_one(KeyLine).render()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where folders have short names: every key that is typed takes its time."""
    monkeypatch.chdir(tmp_path)


async def looking(person: Person) -> None:
    """Give the folder of the documents, and open their screen."""
    await person.answer("p", "pieces")
    await person.press("j")


async def test_documents_are_listed_with_what_is_to_be_done_first(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED, REJECTED]))
    pieces = put(tmp_path / "pieces", PROOF, "facture_1.pdf", "notes.pdf", document("FACTURE", 2))
    put(pieces, document("VA", 2), content=PNG)
    async with exporting(path) as person:
        await looking(person)
        assert list(listed(person).items()) == [
            ("facture_1.pdf", "[ ] à copier"),
            (INVOICE, "✗ manque"),
            (document("VA", 2), "✗ fautive"),
            ("notes.pdf", "· non nommé"),
            (PROOF, "✓ là"),
            (document("FACTURE", 2), "✓ là"),
        ]


async def test_each_document_has_its_line_and_tells_the_other_lines_that_name_it(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][1]["piecesjustificatives"] = tree["lignesImport"][0]["piecesjustificatives"]
    put(tmp_path / "pieces", INVOICE)
    async with exporting(saved(tmp_path, tree)) as person:
        await looking(person)
        rows = [[cell.text for cell in row.cells] for row in screen_rows(person)]
        assert [row[1:4] for row in rows if row[0] == "✓ là"] == [["1", "00001", INVOICE], ["2", "00002", INVOICE]]
        assert [row[1:4] for row in rows if row[0] == "✗ manque"] == [["1", "00001", PROOF], ["2", "00002", PROOF]]
        others = ["ligne 2 (n° éditeur 00002)", "ligne 1 (n° éditeur 00001)"]
        assert [row[4].split(" ; ")[0] for row in rows] == [f"aussi la pièce de la {each}" for each in others * 2]


async def test_a_document_in_doubt_goes_and_is_marked_to_be_opened(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    pieces = put(tmp_path / "pieces", *all_of([1]))
    (pieces / PROOF).write_bytes(b"%PDF-1.7\n" + b"half of it")
    async with exporting(path) as person:
        await person.answer("p", "pieces")
        assert "2 sur 2, 1 à ouvrir" in person.said
        assert person.symbols == {"1": "✓ part"}
        await person.press("j")
        assert list(listed(person).items()) == [(PROOF, "! à ouvrir"), (INVOICE, "✓ là")]


async def test_a_ticked_file_is_copied_and_its_line_goes(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    pieces = put(tmp_path / "pieces", PROOF, "facture_1.pdf")
    async with exporting(path) as person:
        await looking(person)
        await person.press("enter")
        assert not (pieces / INVOICE).exists()
        await person.press("space", "enter")
        assert listed(person) == {"facture_1.pdf": "· non nommé", INVOICE: "✓ là", PROOF: "✓ là"}
        assert "1 fichier copié" in bottom(person)
        await person.press("q")
        assert person.symbols == {"1": "✓ part"}
    assert (pieces / INVOICE).read_bytes() == (pieces / "facture_1.pdf").read_bytes()


@pytest.mark.parametrize("name", ["00001.pdf", "SCAN_00001.pdf", "IMG_20261120_00001 - Copie.pdf"])
async def test_a_file_whose_name_says_a_number_alone_is_ticked_by_itself(tmp_path: Path, name: str) -> None:
    pieces = put(tmp_path / "pieces", name, "va_2.pdf", PROOF, document("FACTURE", 2))
    async with exporting(saved(tmp_path, returned([REJECTED, REJECTED]))) as person:
        await looking(person)
        await person.press("asterisk")
        assert listed(person)[name] == "[ ] à copier"
        assert listed(person)["va_2.pdf"] == "[x] à copier"
        assert "1 fichier à ouvrir d’abord, puis à cocher" in bottom(person)
        await person.press("enter")
        assert not (pieces / INVOICE).exists()
        assert (pieces / document("VA", 2)).exists()
        screen = person.host.screen
        assert isinstance(screen, DocumentsScreen)
        assert screen.selected == f"file:{name}"
        assert "l’ouvrir avant" in screen.detail_text(screen.selected)
        await person.press("space", "enter")
        assert (pieces / INVOICE).exists()


async def test_documents_of_a_line_in_error_are_looked_for_and_not_packed(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][1]["dateFacture"] = "31/02/2023"
    path = saved(tmp_path, tree)
    put(tmp_path / "pieces", *all_of([1]), document("VA", 2), "facture_2.pdf", size=400)
    async with exporting(path) as person:
        await looking(person)
        await person.press("space", "enter")
        assert listed(person)[document("FACTURE", 2)] == "✓ là"
        await person.press("q")
        assert "1 part, 1 reste" in person.said
        assert f"{STEM}.json + 1 fichier .zip, 800 octets" in person.said
        await person.press("enter")
        question = person.host.screen
        assert isinstance(question, ConfirmScreen)
        assert "1 ligne reste de côté (en erreur)" in str(question.query(Static).first().render()).replace(
            "\N{NO-BREAK SPACE}", " "
        )
        assert "Entrée non" in str(question.query_one(KeyLine).render()).replace("\N{NO-BREAK SPACE}", " ")


async def test_where_only_subfolders_are_it_is_said_that_they_are_not_read(tmp_path: Path) -> None:
    put(tmp_path / "pieces" / "LGCTEST001", *all_of([1]))
    async with exporting(saved(tmp_path, returned([REJECTED]))) as person:
        await person.answer("p", "pieces")
        assert "son sous-dossier n’est pas parcouru" in person.said
        await person.answer("p", "pieces/LGCTEST001")
        assert "sous-dossier" not in person.said
        assert person.symbols == {"1": "✓ part"}


async def test_a_copy_that_is_refused_is_reported_and_the_others_are_made(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    pieces = put(tmp_path / "pieces", "facture_1.pdf", "va_1.pdf")
    async with exporting(path) as person:
        await looking(person)
        await person.press("asterisk")
        put(pieces, INVOICE, content=PNG)
        await person.press("enter")
        assert "existe déjà" in bottom(person)
        assert listed(person)[PROOF] == "✓ là"
        assert listed(person)[INVOICE] == "✗ fautive"


async def test_without_a_folder_there_are_no_documents_to_see(tmp_path: Path) -> None:
    async with exporting(saved(tmp_path, returned([REJECTED]))) as person:
        await person.press("j")
        assert "p d’abord" in person.said
        await person.answer("p", "nulle-part")
        assert "n’existe pas" in person.said


async def test_the_result_names_the_zip_files_and_the_dossiers(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED, REJECTED, REJECTED]))
    put(tmp_path / "pieces", *all_of([1, 2]), size=400)
    async with exporting(path) as person:
        await person.answer("p", "pieces")
        assert f"{STEM}.json + 1 fichier .zip, 1,6 ko" in person.said
        await person.press("enter", "o")
        assert isinstance(person.host.screen, ExportResultScreen)
        said = str(person.host.screen.query_one(VerticalScroll).query_one(Static).render())
        said = said.replace("\N{NO-BREAK SPACE}", " ")
        assert f"{STEM}-pieces-01.zip" in person.host.clipboard
        assert "Chemins envoyés au presse-papiers du terminal, s’il les accepte." in said
        for words in (
            "(4 pièces, 1,6 ko)",
            "FINMDV000001 (00001)",
            "FINMDV000002 (00002)",
            "1 ligne attend dans",
        ):
            assert words in said
        assert "FINMDV000003" not in said
    assert ZipFile(path.parent / f"{STEM}-pieces-01.zip").namelist() == all_of([1, 2])


async def test_an_accepted_line_says_why_before_it_is_ticked(tmp_path: Path) -> None:
    async with exporting(saved(tmp_path, returned([ACCEPTED, REJECTED]))) as person:
        await person.press("a")
        row = person.screen.table.rows[0]
        assert row.cells[0].text == "○ décochée"
        assert "déjà acceptée" in row.cells[-1].text
        assert "déjà acceptée" in person.screen.detail_text(row.key)


class Packing:
    """A packing that stops after its first bytes until it may go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.has_begun, self.may_go_on = Event(), Event()
        monkeypatch.setattr("segur_tui.tui.screens.export.screen.export", self._export)

    def _export(
        self,
        prepared: Plan,
        folder: Path,
        settings: Settings,
        *,
        following: Following | None = None,
        **others: Any,
    ) -> Exported:
        followed = following or Following()

        def wait(done: int, total: int) -> None:
            followed.progress(done, total)
            self.has_begun.set()
            self.may_go_on.wait(PATIENCE)

        return export(prepared, folder, settings, following=replace(followed, progress=wait), **others)


async def test_packing_tells_how_far_it_is_and_escape_gives_it_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, returned([REJECTED, REJECTED]))
    put(tmp_path / "pieces", *all_of([1, 2]))
    packing = Packing(monkeypatch)
    async with exporting(path) as person:
        await person.answer("p", "pieces")
        await person.pilot.press("enter")
        assert packing.has_begun.wait(PATIENCE)
        while "25 %" not in person.said:
            await person.pilot.pause(0.05)
        await person.pilot.press("space", "d", "x", "escape")
        packing.may_go_on.set()
        async with asyncio.timeout(PATIENCE):
            while "abandonné" not in person.said:  # the work is given up before its thread says so
                await person.pilot.pause(0.05)
        await person.settle()
        assert person.host.screen is person.screen
        assert person.symbols == {"1": "✓ part", "2": "✓ part"}
    assert sorted(path.parent.iterdir()) == [path]
