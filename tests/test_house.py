"""The house as a whole: its names."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import segur_tui

PACKAGE = Path(segur_tui.__file__).parent


def test_no_two_rooms_have_a_class_of_one_name() -> None:
    rooms: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                rooms[node.name].append(str(path.relative_to(PACKAGE)))
    assert {name: where for name, where in rooms.items() if len(where) > 1} == {}
    assert "ClaimFile" in rooms
