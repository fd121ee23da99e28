"""The table as a screen uses it, without a terminal."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from segur_tui.tui.grid.editors import TextEditor
from segur_tui.tui.grid.grid import Grid
from segur_tui.tui.grid.model import Target
from segur_tui.tui.grid.overlay import Hint
from tests.tui.demo import WRONG_DATE, Demo


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


async def test_a_row_that_only_moves_keeps_its_line_and_one_that_changes_does_not() -> None:
    async with Demo(30).run_test(size=(80, 24)) as pilot:
        demo, grid = as_demo(pilot), pilot.app.query_one(Grid)
        before = grid.render_lines(grid.size.region)
        demo.values.pop("3")
        demo.values["9"] = "autre"
        demo.show_rows()
        await pilot.pause()
        after = grid.render_lines(grid.size.region)
        moved = {y for y in range(2, 15) if after[y] is before[y + 1]}
        assert set(range(4, 14)) - moved == {9}
        assert "autre" in after[9].text


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


UNDECIDED = "aucune valeur choisie : ↑ ↓ puis Entrée"


async def test_where_the_value_is_no_choice_enter_asks_for_one() -> None:
    async with Demo(9).run_test() as pilot:
        demo = as_demo(pilot)
        await pilot.press("down", "enter")
        assert hint(pilot) == UNDECIDED
        await pilot.press("enter")
        assert hint(pilot) == f"✗ {UNDECIDED}"
        assert demo.table.edited == Target("1", "value")
        await pilot.press("n")
        assert hint(pilot) == "tapé : « n »"
        await pilot.press("enter")
        assert demo.kept == [("1", "value", "null", "stay")]


@pytest.mark.parametrize("end", ["enter", "tab", "shift+tab"])
@pytest.mark.parametrize("typed", ["oux", "fx", "NULLE"])
async def test_where_no_choice_begins_with_what_was_typed_nothing_is_kept_until_there_is_one(
    typed: str, end: str
) -> None:
    async with Demo(9).run_test() as pilot:
        demo = as_demo(pilot)
        demo.values["1"] = "true"
        await pilot.press("down", "enter", *typed, end)
        assert (
            hint(pilot) == f"✗ rien n’est gardé, aucun choix ne commence par « {typed} » : ↑ ↓ ou Retour arrière"
        )
        assert (demo.table.edited, demo.kept) == (Target("1", "value"), [])
        await pilot.press(*["backspace"] * len(typed), "f", "enter")
        assert demo.kept == [("1", "value", "false", "stay")]


@pytest.mark.parametrize("leave", ["escape", "click"])
async def test_who_leaves_a_list_in_which_nothing_was_found_leaves_the_value(leave: str) -> None:
    async with Demo(9).run_test() as pilot:
        demo = as_demo(pilot)
        demo.values["1"] = "true"
        await pilot.press("down", "enter", "down", *"oux")
        if leave == "click":
            demo.screen.set_focus(None)
            await pilot.pause()
        else:
            await pilot.press(leave)
        assert (demo.table.edited, demo.kept) == (None, [])


@pytest.mark.parametrize(("pasted", "kept"), [("false", "false"), ("Fa\n", "false"), ("faux", None)])
async def test_a_paste_into_a_list_chooses_or_is_refused(pasted: str, kept: str | None) -> None:
    async with Demo(9).run_test() as pilot:
        demo = as_demo(pilot)
        demo.values["1"] = "true"
        await pilot.press("down", "enter")
        demo.post_message(events.Paste(pasted))
        await pilot.press("enter")
        assert [value for _, _, value, _ in demo.kept] == ([] if kept is None else [kept])
        assert (demo.table.edited is None) == (kept is not None)


@pytest.mark.parametrize(("key", "at"), [("escape", "1"), ("tab", "4")])
async def test_where_the_value_is_no_choice_it_can_be_left_as_it_was(key: str, at: str) -> None:
    async with Demo(9).run_test() as pilot:
        demo = as_demo(pilot)
        await pilot.press("down", "enter", "enter", key)
        assert demo.values["1"] == "oui"
        assert demo.table.cursor == Target(at, "value")


async def test_a_row_is_read_beside_its_editor() -> None:
    async with Demo(9).run_test(size=(80, 24)) as pilot:
        demo, grid = as_demo(pilot), pilot.app.query_one(Grid)
        demo.values["0"] = "x"
        demo.show_rows()
        whole = grid.render_line(1).text
        await pilot.press("enter")
        await pilot.pause()
        end = demo.query_one(TextEditor).region.right
        beside = grid.render_line(1).text
        assert beside[end] == " "
        assert beside[end + 1 :].startswith("✗")
        await pilot.press("escape")
        assert grid.render_line(1).text == whole


async def test_what_is_expected_is_read_whole_in_a_narrow_table() -> None:
    async with Demo(9).run_test(size=(50, 15)) as pilot:
        await pilot.press("enter", "x")
        await pilot.pause()
        shown = pilot.app.query_one(Hint)
        drawn = " ".join(shown.render_line(y).text.strip() for y in range(shown.size.height))
        assert drawn == f"✗ {WRONG_DATE} Attendu : une date JJ/MM/AAAA, comme 01/02/2023"


async def test_keys_of_the_editor_edit_and_function_keys_pass() -> None:
    async with Demo(9).run_test() as pilot:
        demo = as_demo(pilot)
        await pilot.press("enter", "home", "A", "end", "backspace", "left", "delete", "f3", "down", "enter")
        assert demo.kept == [("0", "value", "A01/13/20", "stay")]


def hint(pilot: Pilot[None]) -> str:
    """Return what is said beside the value."""
    shown = pilot.app.query_one(Hint)
    return str(shown.render()).replace("\N{NO-BREAK SPACE}", " ") if shown.display else ""


def as_demo(pilot: Pilot[None]) -> Demo:
    assert isinstance(pilot.app, Demo)
    return pilot.app


async def test_an_editor_that_closed_is_in_no_place_before_anything_is_laid_out_again() -> None:
    async with Demo(30).run_test(size=(80, 24)) as pilot:
        demo, grid = as_demo(pilot), pilot.app.query_one(Grid)
        await pilot.press("enter")
        editor = demo.table.query_one(TextEditor)
        place = editor.region.offset
        assert pilot.app.screen.get_widget_at(*place)[0] is editor
        demo.table.move_to(Target("7", "value"))
        assert pilot.app.screen.get_widget_at(*place)[0] is grid
        assert not editor.display
