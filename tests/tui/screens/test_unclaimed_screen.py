"""Money still to be claimed, from the folder's screen: sums above, one row a demande, in a low terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App

from segur_tui.tui.app import SegurApp
from segur_tui.tui.grid.columns import place
from segur_tui.tui.grid.grid import Grid
from segur_tui.tui.screens.unclaimed import UnclaimedScreen
from tests.avances import avance
from tests.claims import ACCEPTED, REJECTED, claim, demande, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, begun
from tests.tui.screens.test_history_screen import look


def screen_of(app: App[None]) -> UnclaimedScreen:
    assert isinstance(app.screen, UnclaimedScreen)
    return app.screen


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [avance(line, ACCEPTED) for line in (1, 2, 3)]
    lines[2]["commande"] |= {"regimeTVA": "TTC"}
    save(tmp_path, claim(lines), "20260105")
    save(tmp_path, returned([REJECTED]), "20261005")
    save(tmp_path, claim([demande(1, 2)]), "20261006")
    return tmp_path


@pytest.mark.parametrize("columns", [80, 140])
async def test_i_lists_what_is_still_to_be_claimed(folder: Path, columns: int) -> None:
    app = SegurApp([folder], TODAY, SETTINGS)
    async with app.run_test(size=(columns, 24)) as pilot:
        await begun(pilot)
        await look(pilot, "i")
        screen = screen_of(app)
        assert plain(screen.title_text()).splitlines() == [
            "Reste à demander : 1 254,16 € HT",
            "752,50 € : 1 demande, avances acceptées sans solde",
            "250,83 € : 1 demande, soldes refusés à reprendre",
            "250,83 € : 1 demande, soldes sans réponse",
        ]
        rows = [[plain(cell.text) for cell in row.cells] for row in screen.table.rows]
        assert [row[:2] for row in rows] == [
            ["sans solde", "00003"],
            ["solde refusé", "00001"],
            ["sans réponse", "00002"],
        ]
        assert [row[4:6] for row in rows] == [["752,50 €", "TTC"], ["250,83 €", ""], ["250,83 €", ""]]
        placed = {each.column.key: each.width for each in place(screen.query_one(Grid).columns, columns - 1)}
        for row in rows:
            for column, text in zip(screen.query_one(Grid).columns, row, strict=True):
                assert column.key in {"dossier", "ans", "vat", "file"} or len(text) <= placed[column.key]
        detail = plain(screen.detail_text("0"))
        assert "avance acceptée qu’aucun solde ne suit · 70 % de 1 075,00 € : 752,50 € HT, commande TTC" in detail
        await look(pilot, "q")
        assert not isinstance(app.screen, UnclaimedScreen)


async def test_without_anything_to_claim_it_is_said(tmp_path: Path) -> None:
    save(tmp_path, returned([ACCEPTED]))
    app = SegurApp([tmp_path / "rien", tmp_path], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        await look(pilot, "i")
        assert str(app.screen.query_one(".empty").render()).startswith("Rien à demander")


async def test_without_any_known_file_it_is_said(tmp_path: Path) -> None:
    app = SegurApp([tmp_path], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        await look(pilot, "i")
        assert str(app.screen.query_one(".empty").render()).startswith("Aucun fichier n’est encore connu")
