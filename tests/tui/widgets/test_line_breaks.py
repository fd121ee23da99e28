"""Where the texts of the interface break into lines."""

from __future__ import annotations

from textual.content import Content

import segur_tui.tui.widgets.prose  # noqa: F401 (all screens have it)


def broken(text: str, width: int) -> list[str]:
    return [line.plain for line in Content(text).wrap(width)]


def test_lines_break_at_ordinary_spaces_alone() -> None:
    assert broken("aaaa bbb ccc", 10) == ["aaaa bbb", "ccc"]
    assert broken("aaaa bbb\N{NO-BREAK SPACE}ccc", 10) == ["aaaa", "bbb\N{NO-BREAK SPACE}ccc"]
    assert broken("aaaa 1\N{NARROW NO-BREAK SPACE}075", 8) == ["aaaa", "1\N{NARROW NO-BREAK SPACE}075"]
    assert all(len(line) <= 5 for line in broken("a\N{NO-BREAK SPACE}" * 6, 5))
