"""The pure parts of the table: widths, places, signs, and where the cursor goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.geometry import Region, Size

from segur_tui.tui.grid.columns import Piece, draw, place
from segur_tui.tui.grid.editors import stand_in
from segur_tui.tui.grid.model import Column, follow
from segur_tui.tui.grid.overlay import over_cell
from segur_tui.tui.widgets.inert import visible

COLUMNS = (
    Column("line", "Ligne", 5, align="right"),
    Column("number", "N°", 10, dispensable=2),
    Column("value", "Valeur", 12, share=1),
    Column("wrong", "Anomalie", 10, share=3),
    Column("source", "Source", 8, dispensable=1),
)
AREA = Size(80, 22)


def keys(available: int) -> list[str]:
    return [placed.column.key for placed in place(COLUMNS, available)]


@given(st.integers(36, 300))
def test_columns_fill_the_width_to_the_last_cell(available: int) -> None:
    last = place(COLUMNS, available)[-1]
    assert last.x + last.width == available


@given(st.integers(0, 10**9), st.sampled_from(["JSON-LGCMED2026-20261012-001.json", "x"]))
def test_a_number_is_never_cut_where_another_column_can_give_it_room(number: int, name: str) -> None:
    columns = (Column("name", "Fichier", 14), Column("count", "N", 3, align="right"), Column("state", "État", 8))
    placed, plain = place(columns, 30), Style()
    pieces = zip(placed, (name, str(number), "à corriger"), strict=True)
    line = draw((Piece(each, text, plain) for each, text in pieces), plain, 30).text
    assert str(number) in line.split()
    assert len(line) == 30


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize(
    "number",
    [
        "10000000009",
        "10 000 052 554",
        "2023-02-01",
        "73282932000074",
        "FINMDV020403",
        "01/02/2023 ?",
        "1000000000910000000009",
    ],
)
def test_a_number_among_words_is_never_cut_in_any_width(width: int, number: str) -> None:
    columns = (
        Column("line", "Lg", 3, align="right"),
        Column("file", "Fichier:ligne", 15),
        Column("balise", "Balise", 12, share=2, cut="middle"),
        Column("value", "Valeur", 12, share=2),
        Column("problem", "Problème", 20, share=5),
    )
    texts = (
        "12",
        "20261107-001:2",
        "montantSegurHTFacture",
        number,
        "est aussi le bénéficiaire d’une autre demande",
    )
    placed, plain = place(columns, width), Style()
    line = draw((Piece(each, text, plain) for each, text in zip(placed, texts, strict=True)), plain, width).text
    assert f" {number} " in line
    assert "20261107-001:2" in line
    assert len(line) == width


def test_words_take_no_room_of_others_and_a_number_none_of_a_number() -> None:
    columns = (Column("before", "Avant", 8, share=1), Column("after", "Après", 8, share=1))
    placed, plain = place(columns, 24), Style()

    def line(*texts: str) -> str:
        return draw((Piece(each, text, plain) for each, text in zip(placed, texts, strict=True)), plain, 24).text

    assert line("un texte plus long", "x").split("…")[1].strip() == "x"
    assert line("12345678901234", "98765432109876").count("…") == 2


def test_what_is_left_over_goes_to_the_flexible_columns_by_their_shares() -> None:
    widths = {placed.column.key: placed.width for placed in place(COLUMNS, 90)}
    assert widths == {"line": 5, "number": 10, "value": 22, "wrong": 40, "source": 8}


@pytest.mark.parametrize(
    ("available", "shown"),
    [
        (60, ["line", "number", "value", "wrong", "source"]),
        (49, ["line", "value", "wrong", "source"]),
        (38, ["line", "value", "wrong"]),
        (20, ["line", "value", "wrong"]),
    ],
)
def test_the_most_dispensable_columns_leave_first(available: int, shown: list[str]) -> None:
    assert keys(available) == shown


def test_with_no_room_at_all_a_column_still_has_some() -> None:
    assert all(placed.width > 0 for placed in place(COLUMNS, 3))


def test_an_editor_grows_over_its_neighbours_and_stays_inside() -> None:
    assert over_cell(Region(30, 4, 10, 1), AREA) == Region(29, 4, 26, 1)
    assert over_cell(Region(70, 4, 10, 1), AREA) == Region(54, 4, 26, 1)
    assert over_cell(Region(5, 4, 60, 1), AREA) == Region(4, 4, 62, 1)
    assert over_cell(Region(5, 4, 10, 1), Size(15, 10)) == Region(0, 4, 15, 1)


@given(st.text(st.characters(categories=["L", "N", "Cc", "Cf", "Zl", "Zp", "Cs"])))
def test_symbols_lead_back_to_what_they_stand_for(text: str) -> None:
    shown, back = stand_in(text)
    assert visible(shown) == shown
    if len(shown) == len(text):  # there were signs enough
        assert shown.translate(back) == text


@pytest.mark.parametrize(
    ("before", "at", "now", "expected"),
    [
        ("abcd", 2, "abcd", 2),
        ("abcd", 2, "xabcd", 3),
        ("abcd", 1, "acd", 1),
        ("abcd", 3, "abc", 2),
        ("ab", 1, "", 0),
    ],
)
def test_the_cursor_stays_on_its_row_or_takes_the_next(before: str, at: int, now: str, expected: int) -> None:
    assert follow(before, at, {key: index for index, key in enumerate(now)}) == expected
