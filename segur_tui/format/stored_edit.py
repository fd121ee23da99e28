"""Edits as a text that can be stored, and back: every literal of their values is kept."""

from __future__ import annotations

from collections.abc import Iterable

from segur_tui.format.edit import Edit
from segur_tui.format.reading import DEEPEST, Unreadable, parse
from segur_tui.format.tree import ABSENT, Absent, Json, Pointer
from segur_tui.format.writing import to_compact

_LEVELS_AROUND = 2
"""Levels of nesting that the stored text adds around an edit's values."""


class Damaged(Exception):  # noqa: N818 (it names what the text is)
    """A stored text is not one that `stored` has written."""


def stored(edits: Iterable[Edit]) -> str:
    """Return edits as a text; what is absent in an edit is absent in the text."""
    return to_compact([_members(edit) for edit in edits])


def restored(text: str) -> tuple[Edit, ...]:
    """Return the edits that a text holds; raises Damaged when `stored` has not written it."""
    try:
        values = parse(text, DEEPEST + _LEVELS_AROUND)
    except Unreadable as failure:
        raise Damaged(str(failure)) from None
    if not isinstance(values, list):
        raise Damaged(text)
    return tuple(_edit(value) for value in values)


def _members(edit: Edit) -> Json:
    values: dict[str, Json | Absent] = {
        "pointer": list(edit.pointer),
        "before": edit.before,
        "after": edit.after,
        "key": ABSENT if edit.key is None else edit.key,
        "position": ABSENT if edit.position is None else edit.position,
    }
    return {name: value for name, value in values.items() if not isinstance(value, Absent)}


def _edit(value: Json) -> Edit:
    if not isinstance(value, dict):
        raise Damaged(to_compact(value))
    key, position = value.get("key"), value.get("position")
    if not (key is None or isinstance(key, str)) or not (position is None or type(position) is int):
        raise Damaged(to_compact(value))
    return Edit(
        _pointer(value.get("pointer")), value.get("before", ABSENT), value.get("after", ABSENT), key, position
    )


def _pointer(value: Json) -> Pointer:
    if not isinstance(value, list):
        raise Damaged(to_compact(value))
    tokens = [token for token in value if isinstance(token, str) or type(token) is int]
    if len(tokens) < len(value):
        raise Damaged(to_compact(value))
    return tuple(tokens)
