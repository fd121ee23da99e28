"""Editors are seen whole, in any size and wherever the cursor stands."""

from __future__ import annotations

import sys

import pytest

from tests.terminal import Terminal, Tmux
from tests.tui.conftest import Start

SIZES = [(60, 15), (80, 24), (140, 40)]
EXPECTED = "01/02/2023"
"""At the end of what is said beside the value, which takes two lines where the terminal is narrow."""


def line_of(terminal: Terminal, text: str) -> int:
    return next(index for index, line in enumerate(terminal.screen.split("\n")) if text in line)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_the_hint_lies_beneath_the_value_of_the_last_row_too(start: Start, columns: int, rows: int) -> None:
    terminal = start(columns, rows, ROWS="199")
    terminal.send("\r!")
    terminal.wait_for("01/13/2023!")
    terminal.wait_for("✗ Une date")
    assert line_of(terminal, "✗ Une date") == line_of(terminal, "01/13/2023!") + 1
    terminal.send("\x1b")
    terminal.wait_gone("✗ Une date")
    terminal.send("\x1b[F\r!")
    terminal.wait_for("03/13/2023!")
    terminal.wait_for("✗ Une date")
    assert line_of(terminal, "✗ Une date") == line_of(terminal, "03/13/2023!") + 1
    assert line_of(terminal, EXPECTED) == rows - 2
    terminal.send("\r")
    terminal.wait_for("gardé 198")


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_every_choice_is_seen_even_at_the_bottom(start: Start, columns: int, rows: int) -> None:
    terminal = start(columns, rows, ROWS="200")
    terminal.send("\x1b[F\x1b[A\x1b[A\x1b[A")
    terminal.wait_until(lambda: "▸196" in terminal.screen.replace(" ", ""), "the cursor on row 196")
    terminal.send("\r")
    terminal.wait_for("null")
    assert {"true", "false", "null"} <= set(terminal.screen.split())


def test_an_editor_follows_its_cell_through_other_sizes(start: Start) -> None:
    terminal = start()
    terminal.send("\x1b[B" * 18 + "\rZZ")
    terminal.wait_for("19/13/2023ZZ")
    for columns, rows in ((50, 12), (140, 40), (60, 15)):
        terminal.resize(columns, rows)
        terminal.wait_for_line(rows - 1, "Ouvrir")
        terminal.wait_for("19/13/2023ZZ")
        terminal.wait_for("✗ Une date")
    terminal.send("!\r")
    terminal.wait_for("gardé 18 = 19/13/2023ZZ!")


def test_the_wheel_leaves_the_rows_under_an_editor(start: Start) -> None:
    terminal = start()
    terminal.send("\rZZ")
    terminal.wait_for("01/13/2023ZZ")
    terminal.send("\x1b[<65;10;10M" * 5 + "!")
    terminal.wait_for("01/13/2023ZZ!")
    terminal.send("\x1b")
    terminal.wait_gone("ZZ")
    terminal.send("\x1b[<65;10;10M" * 5)
    terminal.wait_gone("01/13/2023")


def test_a_click_on_another_row_keeps_the_value_and_goes_there(start: Start) -> None:
    terminal = start()
    terminal.send("\rZZ")
    terminal.wait_for("01/13/2023ZZ")
    under = line_of(terminal, " 00008 ") + 1
    terminal.send(f"\x1b[<0;40;{under}M\x1b[<0;40;{under}m")
    terminal.wait_for("gardé 0 = 01/13/2023ZZ")
    terminal.wait_for("▸    8")


def test_a_click_picks_a_choice(start: Start) -> None:
    terminal = start()
    terminal.send("\x1b[B\r")
    terminal.wait_for("null")
    x = terminal.screen.split("\n")[6].index("null") + 1
    terminal.send(f"\x1b[<0;{x};7M\x1b[<0;{x};7m")
    terminal.wait_for("gardé 1 = null")


def test_a_cursor_key_costs_a_few_hundred_bytes_and_rest_costs_none(start: Start) -> None:
    terminal = start()
    terminal.wait_quiet()
    assert len(terminal.raw) < 12_000
    assert terminal.bytes_sent_for("") == 0
    assert terminal.bytes_sent_for("\x1b[B") <= 300
    assert terminal.bytes_sent_for("\r") <= 500
    assert terminal.bytes_sent_for("x") <= 100
    assert terminal.bytes_sent_for("\r") <= 500
    assert terminal.bytes_sent_for("\x1b[6~") <= 2500


def test_it_works_in_a_multiplexer() -> None:
    with Tmux([sys.executable, "-m", "tests.tui.run_demo"]) as tmux:
        tmux.wait_for("▸    0")
        tmux.send("Down", "Down", "Down", "Enter", "C-u", "été", "Enter")
        tmux.wait_for("gardé 3 = été (1)")
        tmux.resize(60, 15)
        tmux.wait_for("Ligne Balise")
        tmux.send("End")
        tmux.wait_for("▸  199")
