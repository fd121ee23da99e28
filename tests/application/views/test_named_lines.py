"""Lines named in a group of problems: the first ones, and how many others."""

from __future__ import annotations

import pytest

from segur_tui.application.views.problems import named_lines


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (["3"], "ligne 3"),
        (["3", "8"], "lignes 3, 8"),
        (["3", "8", "13", "21"], "lignes 3, 8, 13, 21"),
        (["3", "8", "13", *map(str, range(20, 185))], "lignes 3, 8, 13 … et 165 autres"),
    ],
)
def test_the_first_lines_are_named_and_the_others_counted(lines: list[str], named: str) -> None:
    assert named_lines(lines, 3).replace("\N{NO-BREAK SPACE}", " ") == named
