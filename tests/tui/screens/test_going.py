"""Going to a line by its number, and taking a value along: the terminal's clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.settings.config_file import key_mistakes
from segur_tui.application.settings.values import KeySetting, Settings
from segur_tui.application.views.lines import Filter
from segur_tui.tui.commands import COMMANDS
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.screens.file.source import SourceScreen
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.tui.file_app import Driven, opened

SIZES = [(80, 24), (60, 15), (140, 40)]
STEERING = "a\x1b]52;c;eA==\x07\u202e\n\x9bé"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return twelve demandes, n° éditeur 00001 to 00012: two accepted, the others with a wrong date."""
    tree = returned([ACCEPTED, *[REJECTED] * 10, ACCEPTED])
    for line in tree["lignesImport"][1:11]:
        line["dateFacture"] = "31/02/2023"
    tree["lignesImport"][4]["dateFacture"] = STEERING
    del tree["lignesImport"][5]["dateFacture"]
    return save(tmp_path, tree)


async def go(file: Driven, number: str) -> tuple[View, int]:
    await file.press("l", *number, "enter")
    assert file.screen.views.current.has_focus
    return file.screen.state.view, file.screen.views.line or 0


@pytest.mark.parametrize("size", SIZES)
async def test_a_line_is_reached_by_its_number_from_every_view(path: Path, size: tuple[int, int]) -> None:
    async with opened(path, size) as file:
        assert await go(file, "9") == (View.PROBLEMS, 9)
        assert await go(file, "00007") == (View.PROBLEMS, 7)
        assert await go(file, "12") == (View.LINES, 12)  # it has no problem
        assert await go(file, "11") == (View.LINES, 11)
        await file.press("3")
        assert await go(file, "10") == (View.FIELDS, 10)


async def test_a_line_that_the_filter_hides_is_shown_and_that_is_said(path: Path) -> None:
    async with opened(path) as file:
        await file.press("2", "slash", *"00003", "enter")
        assert await go(file, "8") == (View.LINES, 8)
        assert "retiré" in file.text("KeyLine")
        assert (file.screen.state.filter, file.screen.state.searched, file.screen.selecting.search.value) == (
            Filter.ALL,
            "",
            "",
        )


@pytest.mark.parametrize(
    ("answers", "keys", "line", "said"),
    [
        ([ACCEPTED, REJECTED], "2", 2, "aussi ligne 1 · voici la ligne 2"),
        ([REJECTED, ACCEPTED], "2", 1, "aussi ligne 2 · voici la ligne 1"),
        ([None, ACCEPTED], "2", 1, "aussi ligne 2 · voici la ligne 1"),
        ([ACCEPTED, REJECTED, REJECTED], "3", 2, "aussi lignes 1, 3 · voici la ligne 2"),
        ([ACCEPTED, REJECTED], "2/x", 2, "aussi ligne 1 · ligne 2 : le filtre ou la"),
    ],
)
async def test_of_lines_with_one_editor_number_the_refused_one_is_shown_and_the_others_are_named(
    tmp_path: Path, answers: list[tuple[str, str] | None], keys: str, line: int, said: str
) -> None:
    tree = returned(answers)
    for each in tree["lignesImport"]:
        each["numeroEditeur"] = "04119"
    async with opened(save(tmp_path, tree), (90, 24)) as file:
        await file.press(*("slash" if key == "/" else key for key in keys), *(["enter"] if "/" in keys else []))
        assert (await go(file, "04119"))[1] == line
        assert said in file.text("KeyLine")


@pytest.mark.parametrize("number", ["0", "13", "00013", "-1", "x", "²", "9" * 500, ""])
async def test_a_number_of_no_line_is_refused_with_what_is_expected(path: Path, number: str) -> None:
    async with opened(path) as file:
        before = file.screen.views.line
        await file.press("l")
        file.screen.going.typed.value = number
        await file.press("enter")
        assert "de 1 à 12, ou n° éditeur" in file.text("KeyLine")
        assert file.screen.going.typed.has_focus
        await file.press("escape")
        assert (file.screen.views.line, file.screen.views.current.has_focus) == (before, True)
        assert file.text("KeyLine").startswith("Entrée")


@pytest.mark.parametrize(("inside", "said"), [("", "s’il l’accepte"), ("12.pts-0", "screen")])
async def test_the_value_under_the_cursor_is_copied_inert_and_what_became_of_it_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch, inside: str, said: str
) -> None:
    monkeypatch.delenv("STY", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    if inside:
        monkeypatch.setenv("STY", inside)
    async with opened(path, (140, 40)) as file:
        await go(file, "3")
        await file.press("y")
        assert file.pilot.app.clipboard == "31/02/2023"
        assert said in file.text("KeyLine")
        assert "31/02/2023" in file.text("KeyLine")
        await go(file, "5")
        await file.press("y")
        assert file.pilot.app.clipboard == "a␛]52;c;eA==␇⟨U+202E⟩␊⟨U+009B⟩é"
        await file.press("2", "right", "right", "right", "y")
        assert file.pilot.app.clipboard == "358.33"


@pytest.mark.parametrize("keys", [("l", "6", "enter"), ("g",), ("3", "home")])
async def test_where_no_value_stands_that_is_said_and_the_clipboard_stays(
    path: Path, keys: tuple[str, ...]
) -> None:
    async with opened(path) as file:
        await file.press("home", "y", *keys, "y")
        assert file.pilot.app.clipboard == "31/02/2023"
        assert file.text("KeyLine") == "aucune valeur à copier ici"


@pytest.mark.parametrize("key", ["l", "y"])
async def test_a_new_key_leaves_itself_to_the_command_that_a_person_gives_it(path: Path, key: str) -> None:
    mine = Settings(keys={"source": KeySetting(key, 2)})
    assert key_mistakes(COMMANDS, mine.keys) == []
    async with opened(path, settings=mine) as file:
        await file.press(key)
        assert isinstance(file.pilot.app.screen, SourceScreen)
