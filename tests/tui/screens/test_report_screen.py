"""The report from the interface: its form, where it goes, what it tells, and that nothing is overwritten."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.widgets import OptionList, Static

from segur_tui.tui.app import SegurApp
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from segur_tui.tui.screens.report import ReportScreen
from segur_tui.tui.widgets.footer import KeyLine
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, Driven, begun, opened


def wrong() -> dict[str, Any]:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "2023-02-01"
    tree["lignesImport"][1]["isDirectToDMP"] = "non"
    return tree


def said(app: SegurApp) -> str:
    """Return what the report screen says, above its keys."""
    assert isinstance(app.screen, ReportScreen)
    parts = [*app.screen.query(Static), app.screen.query_one(KeyLine)]
    return "\n".join(str(part.render()) for part in parts).replace("\N{NO-BREAK SPACE}", " ")


def written(folder: Path) -> list[str]:
    """Return the forms of the reports that there are."""
    return [each.suffix for each in folder.glob("rapport-*")]


async def press(file: Driven, *keys: str) -> None:
    await file.press(*keys)
    await file.pilot.app.workers.wait_for_complete()
    await file.pilot.pause()


async def test_the_page_is_written_beside_the_file_and_never_over_another(tmp_path: Path) -> None:
    path = save(tmp_path, wrong())
    async with opened(path) as file:
        app = file.pilot.app
        assert isinstance(app, SegurApp)
        await press(file, "p", "enter")
        first = tmp_path / f"rapport-{path.stem}.html"
        assert f"✓ Écrit : {first}" in said(app)
        assert str(first) in app.clipboard
        page = first.read_bytes()
        await press(file, "enter")
        second = tmp_path / f"rapport-{path.stem}-2.html"
        assert f"✓ Écrit : {second}" in said(app)
        assert first.read_bytes() == second.read_bytes() == page
        await press(file, "down", "enter")
        table = tmp_path / f"rapport-{path.stem}.csv"
        assert f"✓ Écrit : {table}" in said(app)
        assert table.read_bytes().startswith(b'\xef\xbb\xbf"Fichier";"Ligne";')
        await press(file, "down", "enter")
        assert f"✓ Écrit : {table.with_suffix('.xlsx')}" in said(app)
        assert table.with_suffix(".xlsx").read_bytes().startswith(b"PK")
        await press(file, "escape")
        assert isinstance(app.screen, FileScreen)
    assert "2023-02-01" in page.decode()
    assert "modification" not in page.decode()


async def test_the_chosen_form_has_a_symbol(tmp_path: Path) -> None:
    async with opened(save(tmp_path, wrong())) as file:
        await press(file, "p")
        forms = file.pilot.app.screen.query_one(OptionList)
        for key, marked in (("up", 2), ("down", 0), ("down", 1), ("down", 2)):
            await press(file, key)
            prompts = [str(option.prompt) for option in forms.options]
            assert [prompt[:2] for prompt in prompts] == ["▸ " if place == marked else "  " for place in range(3)]
            assert [prompt[2:].partition(" ")[0] for prompt in prompts] == ["page", "tableau", "classeur"]


async def test_first_letters_go_to_the_form_that_has_a_word_of_them(tmp_path: Path) -> None:
    async with opened(save(tmp_path, wrong())) as file:
        await press(file, "p")
        app = file.pilot.app
        assert isinstance(app, SegurApp)
        forms = app.screen.query_one(OptionList)
        for letters, marked in (
            ("x", 2),
            ("h", 0),
            ("ccc", 1),
            ("C", 1),
            ("cl", 2),
            ("csv", 1),
            ("page", 0),
            ("t", 1),
        ):
            await press(file, "home", *letters)
            assert forms.highlighted == marked
            assert said(app).endswith(f"tapé : « {letters[:1] if letters == 'ccc' else letters} »")
        await press(file, "down")
        assert "tapé" not in said(app)


async def test_no_report_is_written_where_no_form_begins_with_what_was_typed(tmp_path: Path) -> None:
    async with opened(save(tmp_path, wrong())) as file:
        await press(file, "p", *"csz", "enter", "enter")
        app = file.pilot.app
        assert isinstance(app, SegurApp)
        forms = app.screen.query_one(OptionList)
        assert said(app).endswith("aucun choix ne commence par « csz »")
        assert not any(str(option.prompt).startswith("▸") for option in forms.options)
        assert written(tmp_path) == []
        await press(file, "backspace", "enter")
        assert written(tmp_path) == [".csv"]


async def test_a_pasted_form_is_the_one_written(tmp_path: Path) -> None:
    async with opened(save(tmp_path, wrong())) as file:
        await press(file, "p")
        for pasted in ("PDF", " xlsx\n"):
            file.pilot.app.post_message(Paste(pasted))
            await press(file, "enter")
        assert written(tmp_path) == [".xlsx"]


@pytest.mark.parametrize("key", ["left", "right", "tab", "f5", "delete"])
async def test_a_key_that_does_nothing_to_the_forms_says_which_do(tmp_path: Path, key: str) -> None:
    async with opened(save(tmp_path, wrong())) as file:
        await press(file, "p", key)
        app = file.pilot.app
        assert isinstance(app, SegurApp)
        assert said(app).endswith("touche sans effet ici : Entrée, ↑ ↓, o, Échap")


async def test_a_click_on_a_form_writes_it(tmp_path: Path) -> None:
    async with opened(save(tmp_path, wrong())) as file:
        await press(file, "p", "z")
        await file.pilot.click(OptionList, offset=(4, 1))
        await press(file)
        assert written(tmp_path) == [".csv"]


async def test_the_report_tells_the_corrected_state_and_says_so(tmp_path: Path) -> None:
    path = save(tmp_path, wrong())
    async with opened(path) as file:
        await press(file, "c", "space", "enter", "p", "enter")
        assert "état présent, avec 1 modification" in said(file.pilot.app)  # type: ignore[arg-type]
    page = unescape((tmp_path / f"rapport-{path.stem}.html").read_text()).replace("\N{NO-BREAK SPACE}", " ")
    assert "état présent, avec 1 modification non exportée<" in page
    assert page.count('<tr data-nature="type"') == 0  # "non" has become false
    assert page.count('<tr data-nature="date-format"') == 1
    assert page.count('<tr data-nature="asp-rejection"') == 2


async def test_a_rejection_of_a_value_that_was_changed_is_no_longer_reported(tmp_path: Path) -> None:
    path = save(tmp_path, wrong())
    async with opened(path) as file:
        await press(file, "c", "enter", "p", "enter")
    page = (tmp_path / f"rapport-{path.stem}.html").read_text()
    rows = [row.partition("</th>")[0][-1] for row in page.split('<tr data-nature="asp-rejection"')[1:]]
    assert rows == ["2"]


async def test_another_folder_can_be_typed_and_one_that_refuses_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = save(Path("retours"), wrong())
    (tmp_path / "pris").touch()
    async with opened(path) as file:
        app = file.pilot.app
        assert isinstance(app, SegurApp)
        await press(file, "p", "o", "ctrl+u", *"ret", "tab", "shift+tab", "enter")
        assert "Dossier : retours" in said(app)
        await press(file, "o", "ctrl+u", *"pris", "enter")
        assert "Dossier : pris (ce n’est pas un dossier)" in said(app)
        await press(file, "enter")
        assert "✗ impossible d’écrire dans pris : " in said(app)
        await press(file, "o", "ctrl+u", *"neuf", "enter")
        assert "Dossier : neuf (ce dossier sera créé)" in said(app)
        await press(file, "enter")
        assert f"✓ Écrit : {tmp_path}/neuf/rapport-{path.stem}.html" in said(app)
        await press(file, "down")
        assert "sera créé" not in said(app)
        await press(file, "o", "escape", "q")
        assert isinstance(app.screen, FileScreen)
    written = sorted(path.name for folder in ("retours", "neuf") for path in (tmp_path / folder).iterdir())
    assert written == [path.name, f"rapport-{path.stem}.html"]


async def test_a_folder_is_reported_as_its_drafts_have_corrected_it(tmp_path: Path) -> None:
    folder = tmp_path / "retours"
    paths = [save(folder, wrong(), number=number) for number in (1, 2)]
    async with opened(paths[0]) as file:
        await press(file, "c", "enter")
    (folder / "coupé.json").write_text("{")
    app = SegurApp([folder], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:

        async def keys(*pressed: str) -> None:
            await pilot.press(*pressed)
            await app.workers.wait_for_complete()
            await pilot.pause()

        await begun(pilot)
        await keys("p", "enter")
        assert "3 fichiers" in said(app)
        assert f"✓ Écrit : {folder / 'rapport-retours.html'}" in said(app)
        await keys("escape", "home", "space", "p", "down", "enter")
        assert f"✓ Écrit : {folder / f'rapport-{paths[0].stem}.csv'}" in said(app)
        await keys("escape")
        assert isinstance(app.screen, FolderScreen)
    page = (folder / "rapport-retours.html").read_text()
    assert page.count('<tr data-nature="date-format"') == 1  # only in the file without a draft
    assert page.count("1\N{NO-BREAK SPACE}modification non exportée<") == 1
    assert page.count('<tr data-nature="unreadable"') == 1
    assert "date-format" not in (folder / f"rapport-{paths[0].stem}.csv").read_text()
