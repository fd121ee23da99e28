"""A JSON report in pieces: the same text as the whole tree, made as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from segur_tui.cli.output import json_pieces
from segur_tui.format.tree import Json
from segur_tui.format.writing import to_text

HEAD: dict[str, Any] = {"path": "a\nb", "kind": "return", "empty": []}
ITEM: Json = {"line": 1, "fix": {"value": ["x", {"y": "a\nb"}]}}


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_text_is_that_of_the_tree(count: int) -> None:
    inner = {**HEAD, "findings": [ITEM] * count}
    pieces = json_pieces(HEAD, "findings", ((to_text(ITEM),) for _ in range(count)))
    assert "".join(pieces) == to_text(inner)
    files = (json_pieces(HEAD, "findings", [(to_text(ITEM),)] * count) for _ in range(count))
    assert "".join(json_pieces(HEAD, "files", files)) == to_text({**HEAD, "files": [inner] * count})


def test_an_item_is_made_when_it_is_written() -> None:
    made = []

    def items() -> Iterator[tuple[str]]:
        for number in range(3):
            made.append(number)
            yield (str(number),)

    written = 0
    for piece in json_pieces(HEAD, "findings", items()):
        written += piece.isdigit()
        assert len(made) <= written + 1
    assert written == 3
