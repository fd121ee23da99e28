"""The lines that a row makes beneath it for its hint and its choices: no other value is hidden, in any size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.geometry import Offset, Region
from textual.pilot import Pilot

from segur_tui.tui.grid.editors import ChoiceEditor, TextEditor
from segur_tui.tui.grid.grid import Grid
from segur_tui.tui.grid.model import ChoiceSpec, EditorSpec, NotEditable, Target
from segur_tui.tui.grid.overlay import Hint
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.screens.file.rows import View
from tests.samples import RETURN
from tests.tui.demo import CHOICES, Demo
from tests.tui.file_app import opened

SIZES = [(60, 15), (80, 24), (140, 40), (40, 9), (50, 7)]


def laid(table: EditableTable) -> list[Region]:
    """Return where the hint and the choices lie in the table's own cells, those that are open."""
    over = [widget for widget in (table.query_one(Hint), table.query_one(ChoiceEditor)) if widget.display]
    return [widget.region.translate(-table.query_one(Grid).region.offset) for widget in over]


def rows_by_line(grid: Grid) -> dict[int, str]:
    """Return the keys of the rows that are seen, by their lines."""
    cells = ((y, grid.cell_at(Offset(grid.size.width - 1, y))) for y in range(1, grid.size.height))
    return {y: cell.row_key for y, cell in cells if cell is not None}


def chosen(table: EditableTable) -> Iterator[Target]:
    """Yield cells of rows at the beginning, in the middle, at the end, and at the edges of what is seen."""
    column = next(column.key for column in table.query_one(Grid).columns if column.editable)
    keys, page = table.rows.keys, table.query_one(Grid).page
    for rank in sorted({0, 1, page - 2, page - 1, page, len(keys) // 2, len(keys) - 2, len(keys) - 1}):
        if 0 <= rank < len(keys):
            yield Target(keys[rank], column)


async def hides_no_value(pilot: Pilot[None], table: EditableTable, target: Target) -> None:
    """Open an editor, and look where it lies; leave it, and look whether all is as before."""
    grid = table.query_one(Grid)
    table.move_to(target)
    await pilot.pause()
    before = rows_by_line(grid)
    if not table.edit(target):
        return
    await pilot.pause()
    lines, free = rows_by_line(grid), set(range(1, grid.page + 1))
    at = next(y for y, key in lines.items() if key == target.row_key)
    over = laid(table)
    covered = {y for region in over for y in range(region.y, region.bottom)}
    assert over
    assert covered.isdisjoint(lines) or grid.page == 1
    assert all(Region(0, 1, *grid.area).contains_region(region) for region in over if region.height)
    assert sum(region.height for region in over) == len(covered)
    assert min(covered, default=at + 1) == at + 1 or grid.page == 1
    ranks = [table.rows.keys.index(key) for _, key in sorted(lines.items())]
    assert ranks == list(range(ranks[0], ranks[0] + len(ranks)))
    assert (free - covered) >= set(lines)
    table.move_to(target)
    await pilot.pause()
    assert rows_by_line(grid) == before


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_lies_over_another_row_of_a_table(size: tuple[int, int]) -> None:
    async with Demo().run_test(size=size) as pilot:
        table = pilot.app.query_one(EditableTable)
        for target in chosen(table):
            await hides_no_value(pilot, table, target)


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("size", SIZES)
async def test_nothing_lies_over_another_row_of_a_file(size: tuple[int, int], view: View) -> None:
    async with opened(RETURN, size) as file:
        await file.press(str(list(View).index(view) + 1))
        table = file.screen.views.tables[view]
        kinds = set[type[EditorSpec | None]]()
        for target in chosen(table):
            kinds.add(type(file.screen.steps.editor(view, target)))
            await hides_no_value(file.pilot, table, target)
        assert kinds & {ChoiceSpec, NotEditable} or view is View.LINES


@pytest.mark.parametrize("size", [(60, 15), (80, 24)])
@pytest.mark.parametrize("row", ["1", "196"])
async def test_every_choice_and_what_is_said_of_them_are_seen(size: tuple[int, int], row: str) -> None:
    async with Demo().run_test(size=size) as pilot:
        table = pilot.app.query_one(EditableTable)
        table.edit(Target(row, "value"))
        await pilot.pause()
        choice, hint = table.query_one(ChoiceEditor), table.query_one(Hint)
        assert [choice.render_line(y).text.strip("▸ ") for y in range(choice.size.height)] == list(CHOICES)
        assert hint.region.y == choice.region.bottom
        await pilot.press("down")
        assert choice.render_line(0).text.startswith("▸ true")


async def test_the_room_does_not_shrink_while_one_types() -> None:
    async with Demo().run_test(size=(50, 15)) as pilot:
        grid = pilot.app.query_one(Grid)
        await pilot.press("enter", "x")
        await pilot.pause()
        wrong = rows_by_line(grid)
        await pilot.press("backspace", *["backspace"] * 9, *"01/02/2023")
        await pilot.pause()
        assert rows_by_line(grid) == wrong
        await pilot.press("escape")
        assert list(rows_by_line(grid)) == list(range(1, grid.page + 1))


async def test_an_editor_keeps_its_hint_through_other_sizes() -> None:
    async with Demo().run_test(size=(80, 24)) as pilot:
        table, grid = pilot.app.query_one(EditableTable), pilot.app.query_one(Grid)
        table.edit(Target("18", "value"))
        for size in ((50, 12), (140, 40), (60, 8), (30, 5), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            at = next(y for y, key in rows_by_line(grid).items() if key == "18")
            assert table.query_one(TextEditor).region.y == grid.region.y + at
            assert laid(table)[0].y == at + 1 or grid.page == 1
