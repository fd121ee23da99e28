"""What is drawn where something changed is what drawing all of it anew would show, and no more is laid out."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest
from pyte.screens import Char
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

from segur_tui.format.tree import Number
from segur_tui.tui.grid.grid import Grid
from segur_tui.tui.grid.table import EditableTable
from tests.claims import REJECTED, returned, save
from tests.terminal import PATIENCE, Drawn
from tests.tui.file_app import Driven, opened

LINES = 30
SIZES = ((80, 24), (140, 40), (60, 10))
STEPS = 30
KEYS = (
    *("enter", "down", "up", "pagedown", "end", "home", "tab", "escape", "n", "u", "U"),
    *("1", "2", "3", "space", "g", "2", "8", "/", "o"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    tree: dict[str, Any] = returned([REJECTED] * LINES)
    for number, line in enumerate(tree["lignesImport"]):
        line["dateFacture"] = f"2023-02-{number % 28 + 1:02d}"
        line["montantSegurHTFacture"] = Number("358.330")
        line["isDirectToDMP"] = "oui"
    return save(tmp_path, tree)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Return the terminal that the program draws on, as large as any screen here."""
    drawn = Drawn(*map(max, zip(*SIZES, strict=True)))
    monkeypatch.setattr(HeadlessDriver, "write", lambda _, data: drawn.draw(data.encode()))
    monkeypatch.setattr(App, "is_headless", False)
    return drawn


def cells(terminal: Drawn) -> list[list[Char]]:
    """Return the cells of the screen, of a blank what it shows of its looks."""
    drawn = terminal.drawn
    lines = [[drawn.buffer[y][x] for x in range(drawn.columns)] for y in range(drawn.lines)]
    return [
        [
            drawn.default_char._replace(bg=cell.bg) if cell.data == " " and not cell.reverse else cell
            for cell in line
        ]
        for line in lines
    ]


async def painted(file: Driven) -> None:
    """Wait until all is on the screen that was to be painted."""
    done = asyncio.Event()
    file.pilot.app.screen.call_after_refresh(done.set)
    async with asyncio.timeout(PATIENCE):
        await done.wait()


async def draw_anew(file: Driven) -> None:
    """Have the screen in front drawn again, and its tables laid out again with all that lies over them."""
    screen = file.pilot.app.screen
    for widget in (screen, *screen.query("*")):
        widget.refresh(layout=isinstance(widget, EditableTable | Grid))
    await file.pilot.pause()
    await painted(file)


@pytest.mark.parametrize("size", SIZES)
async def test_any_keys_show_what_drawing_all_anew_shows(
    path: Path, terminal: Drawn, size: tuple[int, int]
) -> None:
    choose = random.Random(f"{size}")  # noqa: S311 (which keys)
    async with opened(path, size=size) as file:
        await draw_anew(file)
        for _ in range(STEPS):
            key = choose.choice(KEYS)
            await file.press(key)
            await painted(file)
            shown = cells(terminal)
            await draw_anew(file)
            changed = [y for y, (was, now) in enumerate(zip(shown, cells(terminal), strict=True)) if was != now]
            assert not changed, f"{key}: lines {changed} are drawn otherwise anew\n{terminal.screen}"


@pytest.mark.parametrize("line", [1, 9])  # the one behind has as many digits, or one more
async def test_a_kept_value_lays_nothing_out_again(tmp_path: Path, line: int) -> None:
    tree: dict[str, Any] = returned([REJECTED] * (line + 1))
    for demande in tree["lignesImport"]:
        demande["dateFacture"] = "2023-02-01"
    async with opened(save(tmp_path, tree)) as file:
        file.screen.views.go_to_value(("lignesImport", line - 1, "dateFacture"))
        await file.press("enter")
        await file.type("28/02/2023")
        laid_out: list[object] = []
        file.screen.screen_layout_refresh_signal.subscribe(file.screen, laid_out.append)
        await file.press("enter")
        assert file.values(line)["dateFacture"] == "28/02/2023"
        assert "1 modification" in file.text("#counts")
        assert f"3 Champs de la ligne {line + 1}" in file.text("#tabs")
        assert not laid_out
