"""In a low and narrow terminal, the screens that list something still list it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import OptionList

from segur_tui.tui.grid.editors import TextEditor
from segur_tui.tui.grid.grid import Grid
from segur_tui.tui.grid.overlay import Hint
from segur_tui.tui.screens.dialogs.listing import ListingScreen, WholeTextScreen
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.report import ReportScreen
from segur_tui.tui.screens.settling import TypedYesScreen
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.prompt import TypedLine
from segur_tui.tui.widgets.prose import Caption, Detail
from tests.claims import REJECTED, returned
from tests.samples import RETURN
from tests.tui.export_app import exporting, saved
from tests.tui.file_app import opened
from tests.tui.screens.test_folder_screen import shown as listed

LOW = (60, 15)
HEIGHTS = range(5, 10)
SIZES = [(width, height) for height in HEIGHTS for width in (40, 60, 80)]
TYPED = "ab"
FIELDS = {
    "a value": "enter",
    "a value of a line": "2 f2",
    "a value in a list": "3 enter",
    "a value for marked lines": "asterisk m enter",
    "a search": "slash",
    "a day": "e d",
    "a folder": "e o",
    "a folder of documents": "e p",
    "a number": "h slash",
    "a folder for a report": "p o",
}
"""The keys that lead from an opened file to each field."""


def rows_seen(app: App[None]) -> int:
    """Return how many rows of the screen's table are seen, at most as many as it has lines for."""
    grid, height = app.screen.query_one(Grid), app.size.height
    return max(0, min(grid.region.bottom, height - 1) - grid.region.y - 1)


def faulty(tmp_path: Path) -> Path:
    tree = returned([REJECTED] * 6)
    for line in tree["lignesImport"]:
        line |= {"dateFacture": "31/02/2023", "montantSegurHTFacture": 358, "pieces": []}
    return saved(tmp_path, tree)


@pytest.mark.parametrize("keys", [("c",), ("c", "enter", "d"), ("e",), ("h",)])
async def test_four_rows_are_seen_under_the_longest_title_and_over_the_longest_detail(keys: Sequence[str]) -> None:
    async with opened(RETURN, LOW) as file:
        await file.press(*keys)
        await file.pilot.app.workers.wait_for_complete()
        await file.pilot.pause()
        app, screen = file.pilot.app, file.pilot.app.screen
        assert isinstance(screen, ListingScreen)
        long = "\n".join(f"ligne {number}" for number in range(20))
        for caption in screen.query(Caption).filter(".title, .detail"):
            caption.show(long)
        await file.pilot.pause()
        if screen.table.display:
            assert rows_seen(app) >= 4
        assert screen.query_one(Detail).size.height >= 3
        assert screen.query_one(KeyLine).region.bottom == app.size.height
        for caption in screen.query(Caption).filter(".title, .detail"):
            drawn = [strip.text.rstrip() for strip in caption.render_lines(caption.size.region)]
            assert drawn[-1].endswith("… (v\N{NO-BREAK SPACE}: tout lire)")


async def test_the_export_shows_its_rows_and_the_line_in_which_a_day_is_typed(tmp_path: Path) -> None:
    async with exporting(faulty(tmp_path), size=LOW) as person:
        await person.press("d")
        assert person.screen.query_one(TypedLine).region.bottom <= LOW[1] - 1
        assert rows_seen(person.host) >= 4


async def test_what_is_cut_is_read_in_full(tmp_path: Path) -> None:
    async with exporting(faulty(tmp_path), size=LOW) as person:
        title, detail = person.screen.title_text(), person.screen.detail_text("0:1")
        await person.press("v")
        assert isinstance(person.host.screen, WholeTextScreen)
        shown = str(person.host.screen.query_one("VerticalScroll Static").render())
        assert title in shown
        assert detail in shown
        await person.press("q")
        assert isinstance(person.host.screen, ExportScreen)


async def test_a_higher_terminal_gives_the_title_and_the_detail_their_lines_back(tmp_path: Path) -> None:
    async with exporting(faulty(tmp_path), size=LOW) as person:
        await person.pilot.resize_terminal(100, 40)
        await person.settle()
        detail = person.screen.query_one(Detail)
        drawn = [strip.text.rstrip() for strip in detail.render_lines(detail.size.region)]
        assert not any("tout lire)" in line for line in drawn[1:])
        assert rows_seen(person.host) >= 6


async def test_the_report_offers_its_forms_and_says_where_it_goes(tmp_path: Path) -> None:
    async with opened(faulty(tmp_path), LOW) as file:
        await file.press("p")
        screen = file.pilot.app.screen
        assert isinstance(screen, ReportScreen)
        for part in (screen.query_one(OptionList), screen.query_one(".where")):
            assert part.region.height == part.virtual_region.height
            assert part.region.bottom < file.pilot.app.size.height


def field_seen(app: App[None], typed: str) -> bool:
    """Return whether what one types stands on the screen, in its field."""
    screen = app.screen
    field = next((each for each in screen.query(TextEditor) if each.display), screen.focused)
    assert field is not None
    lines = ["".join(part.text for part in strip) for strip in screen._compositor.render_strips()]  # noqa: SLF001
    x, y = field.region.offset
    return y < app.size.height and typed in lines[y][x:] and screen.get_widget_at(x, y)[0] is field


@pytest.mark.parametrize("keys", FIELDS.values(), ids=FIELDS)
async def test_what_one_types_is_seen_first(keys: str) -> None:
    async with opened(RETURN, SIZES[0]) as file:
        await file.press(*keys.split(), "ctrl+u", *TYPED)
        for size in SIZES:
            await file.pilot.resize_terminal(*size)
            await file.pilot.pause()
            assert field_seen(file.pilot.app, TYPED), size


@pytest.mark.parametrize("height", HEIGHTS)
async def test_the_value_is_seen_where_the_terminal_was_low_from_the_start(height: int) -> None:
    async with opened(RETURN, (60, height)) as file:
        await file.press("enter", *TYPED)
        assert field_seen(file.pilot.app, TYPED)
        assert file.screen.query_one(Hint).region.bottom < height


async def test_what_one_types_over_a_screen_is_seen_first() -> None:
    async with opened(RETURN, SIZES[0]) as file:
        file.pilot.app.push_screen(TypedYesScreen("\n".join(f"ligne {number}" for number in range(30))))
        await file.press(*TYPED)
        for size in SIZES:
            await file.pilot.resize_terminal(*size)
            await file.pilot.pause()
            assert field_seen(file.pilot.app, TYPED), size


async def test_what_one_types_in_a_folder_is_seen_first() -> None:
    async with listed(RETURN.parent, size=SIZES[0]) as folder:
        await folder.press("slash", *TYPED)
        for size in SIZES:
            await folder.pilot.resize_terminal(*size)
            await folder.pilot.pause()
            assert field_seen(folder.host, TYPED), size
