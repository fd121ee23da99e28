"""The table as a screen uses it, without a terminal."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from segur_tui.tui.grid import Target
from segur_tui.tui.grid.grid import Grid
from tests.tui.demo import Demo


def line_on_screen(grid: Grid) -> int:
    return grid.row - grid.scroll_offset.y


async def test_rows_that_change_leave_cursor_and_scroll_alone() -> None:
    async with Demo().run_test(size=(80, 24)) as pilot:
        table, grid = pilot.app.query_one("EditableTable"), pilot.app.query_one(Grid)
        await pilot.press("end", *["up"] * 5)
        before = (grid.row, grid.scroll_offset.y)
        demo = as_demo(pilot)
        demo.values["194"] = "autre"
        demo.show_rows()
        await pilot.pause()
        assert (grid.row, grid.scroll_offset.y) == before
        assert demo.table is table
        assert demo.table.cursor == Target("194", "value")


async def test_a_row_that_goes_leaves_the_cursor_on_its_line_of_the_screen() -> None:
    async with Demo().run_test(size=(80, 24)) as pilot:
        demo, grid = as_demo(pilot), pilot.app.query_one(Grid)
        demo.table.move_to(Target("100", "value"))
        await pilot.pause()
        line = line_on_screen(grid)
        for key in ("3", "50", "100"):
            del demo.values[key]
        demo.show_rows()
        await pilot.pause()
        assert demo.table.cursor == Target("101", "value")
        assert line_on_screen(grid) == line


async def test_another_order_keeps_the_cursor_on_its_row() -> None:
    async with Demo(30).run_test(size=(80, 24)) as pilot:
        demo = as_demo(pilot)
        demo.table.move_to(Target("7", "value"))
        demo.values = dict(reversed(demo.values.items()))
        demo.show_rows()
        assert demo.table.cursor == Target("7", "value")


async def test_two_rows_of_one_key_are_refused() -> None:
    async with Demo(3).run_test() as pilot:
        table = as_demo(pilot).table
        with pytest.raises(ValueError, match="same key"):
            table.set_rows([*table.rows, table.rows[0]])


async def test_without_rows_nothing_is_under_the_cursor() -> None:
    async with Demo(0).run_test() as pilot:
        assert as_demo(pilot).table.cursor is None
        await pilot.press("down", "enter", "pagedown", "end")
        assert as_demo(pilot).table.cursor is None


async def test_twenty_thousand_rows_are_as_good_as_twenty() -> None:
    async with Demo(20_000).run_test() as pilot:
        await pilot.press("end", "enter")
        assert as_demo(pilot).table.edited == Target("19999", "value")


async def test_the_editor_closes_when_its_row_goes() -> None:
    async with Demo(9).run_test() as pilot:
        demo = as_demo(pilot)
        await pilot.press("enter", "x")
        assert demo.table.edited == Target("0", "value")
        del demo.values["0"]
        demo.show_rows()
        assert demo.table.edited is None
        assert demo.kept == []


async def test_editing_goes_on_while_other_rows_change() -> None:
    async with Demo(9).run_test() as pilot:
        demo = as_demo(pilot)
        await pilot.press("enter", "x")
        demo.values["5"] = "autre"
        del demo.values["2"]
        demo.show_rows()
        await pilot.press("y", "enter")
        assert demo.kept == [("0", "value", "01/13/2023xy", "stay")]


async def test_focus_that_goes_elsewhere_keeps_the_value() -> None:
    async with Demo(9).run_test() as pilot:
        demo = as_demo(pilot)
        await pilot.press("enter", "x")
        demo.screen.set_focus(None)
        await pilot.pause()
        assert demo.kept == [("0", "value", "01/13/2023x", "stay")]


async def test_a_choice_that_fits_none_is_left_as_it_was_by_enter_alone() -> None:
    async with Demo(9).run_test() as pilot:
        demo = as_demo(pilot)
        await pilot.press("down", "enter", "enter")
        assert demo.kept == [("1", "value", "oui", "stay")]
        await pilot.press("enter", "n", "enter")
        assert demo.kept[-1] == ("1", "value", "null", "stay")


async def test_keys_of_the_editor_edit_and_function_keys_pass() -> None:
    async with Demo(9).run_test() as pilot:
        demo = as_demo(pilot)
        await pilot.press("enter", "home", "A", "end", "backspace", "left", "delete", "f3", "down", "enter")
        assert demo.kept == [("0", "value", "A01/13/20", "stay")]


def as_demo(pilot: Pilot[None]) -> Demo:
    assert isinstance(pilot.app, Demo)
    return pilot.app
