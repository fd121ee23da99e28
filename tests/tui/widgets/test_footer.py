"""The keys at the bottom: which of them are seen, and what they are called."""

from __future__ import annotations

import pytest

from segur_tui.tui.commands import REST, Where, commands_of, footer_of, key_called
from segur_tui.tui.screens.export.commands import COMMANDS as OF_EXPORT
from segur_tui.tui.widgets.footer import fitting
from tests.settings import SETTINGS

KEYS = (("Entrée", "modifier"), ("n", "suivant"), ("?", "aide"), ("c", "corriger"))


def width_of(keys: list[tuple[str, str]]) -> int:
    return len("  ".join(f"{key} {words}".rstrip() for key, words in keys))


@pytest.mark.parametrize("width", range(8, 120))
def test_the_help_always_stands_last_and_nothing_is_wider_than_the_line(width: int) -> None:
    shown = fitting(KEYS, width)
    assert shown[-1] == ("?", "aide")
    assert width_of(shown) <= width


def test_keys_are_reported_in_order_as_long_as_there_is_room() -> None:
    assert fitting(KEYS, 100) == [KEYS[0], KEYS[1], KEYS[3], KEYS[2]]
    assert fitting(KEYS[:2], 15) == [("Entrée", "modifier")]
    assert fitting(KEYS[:2], 26) == list(KEYS[:2])
    assert fitting(KEYS[:2], 25) == [("Entrée", "modifier")]


@pytest.mark.parametrize(
    ("width", "has_undo", "names"),
    [
        (59, True, ["Entrée", "n", "c", "e", "q", ".", "?"]),
        (79, True, ["Entrée", "n", "c", "e", "q", "u", ".", "?"]),
        (79, False, ["Entrée", "n", "c", "e", "q", "f", ".", "?"]),
        (139, True, ["Entrée", "n", "c", "e", "q", "u", "f", "/", "?"]),
    ],
)
def test_what_is_used_most_is_seen_in_any_width(width: int, has_undo: bool, names: list[str]) -> None:  # noqa: FBT001
    keys = footer_of(commands_of(Where.FILE, SETTINGS.keys), "modifier", without=() if has_undo else ("turn(-1)",))
    assert [key for key, _ in fitting(keys, width)] == names


@pytest.mark.parametrize("width", [59, 79, 139])
def test_an_export_shows_how_one_leaves_it_in_any_width(width: int) -> None:
    keys = [(command.key_name, command.label) for command in OF_EXPORT if command.footer]
    shown = [key for key, _ in fitting((*keys, REST), width)]
    assert shown[:4] == ["Entrée", "Espace", "a", "q"]
    assert len(shown) == len(keys) or shown[-1] == "."


@pytest.mark.parametrize("width", range(16, 120))
def test_where_a_key_has_no_room_the_way_to_it_stands_before_the_help(width: int) -> None:
    shown = fitting((*KEYS, REST), width)
    assert width_of(shown) <= width
    assert {key for key, _ in shown} >= {key for key, _ in KEYS} or shown[-2] == REST
    assert shown[-1][0] == "?"


@pytest.mark.parametrize(
    ("name", "key"),
    [("Entrée", "enter"), ("?", "question_mark"), ("N", "N"), ("Ctrl+U", "ctrl+u"), ("F2", "f2"), ("/", "slash")],
)
def test_a_key_is_found_by_the_name_that_people_read(name: str, key: str) -> None:
    assert key_called(name) == key
