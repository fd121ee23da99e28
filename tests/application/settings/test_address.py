"""The address of a record on a server, whichever way it is spelled."""

from __future__ import annotations

import pytest

from segur_tui.application.settings.address import place_of

ADDRESS = "postgresql://alice@serveur/segur"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ADDRESS, "postgresql://alice@Serveur:5432/segur"),
        (ADDRESS, f"{ADDRESS}?"),
        ("postgresql:///segur?service=a&port=1", "postgresql:///segur?port=1&service=a"),
    ],
)
def test_another_spelling_is_the_same_place(one: str, other: str) -> None:
    assert place_of(one) == place_of(other)


@pytest.mark.parametrize(
    "other",
    [
        "postgresql://alice@serveur/autre",
        "postgresql://alice@autre/segur",
        "postgresql://alice@serveur:5433/segur",
        "postgresql://alice@serveur/Segur",
        f"{ADDRESS}?options=-csearch_path%3Da",
        "postgresql://[::1/segur",
    ],
)
def test_another_place_is_another(other: str) -> None:
    assert place_of(ADDRESS) != place_of(other)
