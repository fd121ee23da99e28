"""Sentences are broken as French readers expect, and say where they are cut."""

from __future__ import annotations

import pytest
from textual.style import Style
from textual.visual import RenderOptions

from segur_tui.format.wording import typeset
from segur_tui.tui.widgets.prose import Hanging, Prose

PLAIN = RenderOptions(lambda _: Style(), {})
FORMATS = typeset("« pdf » n’est pas une valeur possible ; attendu : « PDF », « JPG » ou « PNG »")


def lines(text: str, width: int, height: int | None = None, cut: str = "…") -> list[str]:
    """Return the lines that a text makes in a room."""
    prose = Prose(text, cut)
    return [strip.text.rstrip(" ") for strip in prose.render_strips(width, height, Style(), PLAIN)]


@pytest.mark.parametrize("width", range(10, 80))
def test_no_line_begins_or_ends_with_what_belongs_to_its_neighbour(width: int) -> None:
    shown = lines(FORMATS, width)
    assert " ".join(shown) == FORMATS
    assert not any(line.startswith(("»", ";", ":")) or line.endswith("«") for line in shown)
    assert max(map(len, shown)) <= width


def test_a_number_stays_with_what_it_counts() -> None:
    assert lines("il y a 12\N{NO-BREAK SPACE}erreurs", 12) == ["il y a", "12\N{NO-BREAK SPACE}erreurs"]


def test_no_dot_is_left_where_a_line_is_broken_between_two_parts() -> None:
    text = "2\N{NO-BREAK SPACE}lignes\N{NO-BREAK SPACE}· 1\N{NO-BREAK SPACE}acceptée"
    assert lines(text, 30) == [text]
    assert lines(text, 12) == ["2\N{NO-BREAK SPACE}lignes", "1\N{NO-BREAK SPACE}acceptée"]
    assert Prose(text).get_height({}, 12) == 2
    assert lines("12 ·", 12) == ["12 ·"]


def test_the_height_is_that_of_the_lines() -> None:
    assert Prose(FORMATS).get_height({}, 20) == len(lines(FORMATS, 20))


def test_the_last_line_says_that_there_is_more() -> None:
    text = "un deux trois quatre cinq six\nsept"
    assert lines(text, 10, 2) == ["un deux", "trois…"]
    assert lines(text, 10, 2, " … v") == ["un deux", "trois … v"]
    assert lines(text, 10, 4) == ["un deux", "trois", "quatre", "cinq six…"]
    assert lines(text, 10, 5)[-1] == "sept"


def test_a_cut_in_a_full_line_takes_its_end() -> None:
    assert lines("abcdefghij klm", 10, 1) == ["abcdefghi…"]
    assert lines("漢字漢字漢字", 6, 1) == ["漢字 …"]


def test_a_broken_line_goes_on_under_its_own_beginning() -> None:
    hanging = Hanging("Titre assez long\n  1. un deux trois\n\n     quatre cinq")
    shown = [strip.text.rstrip(" ") for strip in hanging.render_strips(13, None, Style(), PLAIN)]
    expected = ["Titre assez", "long", "  1. un deux", "     trois", "", "     quatre", "     cinq"]
    assert shown == expected
    assert hanging.get_height({}, 13) == len(expected)
