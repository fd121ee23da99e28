"""Edits: applied, undone to the last literal, refused on a tree that is not the one they were made on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.edit import Edit, EditConflict, applied, applied_in_turn
from segur_tui.format.tree import ABSENT, Json, Number, object_of, same
from segur_tui.format.writing import to_compact
from tests.format.strategies import TREES_WITH_REPEATED_KEYS, fitting_edit

_OBJECT: Json = {"a": Number("1.50"), "b": [10, 20, 30], "c": {"d": 1}}

_TWICE = object_of([("a", 1), ("b", 2), ("a", 3), ("d", [1, 2]), ("d", {"e": 1})])

_EDITS: dict[str, tuple[Edit, str]] = {
    "a value": (Edit(("a",), Number("1.50"), Number("1.5")), '{"a": 1.5, "b": [10, 20, 30], "c": {"d": 1}}'),
    "a value that becomes null": (Edit(("c", "d"), 1, None), '{"a": 1.50, "b": [10, 20, 30], "c": {"d": null}}'),
    "an item": (Edit(("b", 1), 20, "x"), '{"a": 1.50, "b": [10, "x", 30], "c": {"d": 1}}'),
    "a renamed member keeps its place": (
        Edit(("b",), [10, 20, 30], [10, 20, 30], key="liste"),
        '{"a": 1.50, "liste": [10, 20, 30], "c": {"d": 1}}',
    ),
    "a renamed member with another value": (
        Edit(("a",), Number("1.50"), 2, key="A"),
        '{"A": 2, "b": [10, 20, 30], "c": {"d": 1}}',
    ),
    "a member inserted last": (
        Edit(("c", "e"), ABSENT, []),
        '{"a": 1.50, "b": [10, 20, 30], "c": {"d": 1, "e": []}}',
    ),
    "a member inserted first": (
        Edit(("e",), ABSENT, None, position=0),
        '{"e": null, "a": 1.50, "b": [10, 20, 30], "c": {"d": 1}}',
    ),
    "a member inserted between others": (
        Edit(("e",), ABSENT, None, position=2),
        '{"a": 1.50, "b": [10, 20, 30], "e": null, "c": {"d": 1}}',
    ),
    "a member removed": (Edit(("b",), [10, 20, 30], ABSENT), '{"a": 1.50, "c": {"d": 1}}'),
    "an item appended": (Edit(("b", 3), ABSENT, 40), '{"a": 1.50, "b": [10, 20, 30, 40], "c": {"d": 1}}'),
    "an item inserted first": (Edit(("b", 0), ABSENT, 5), '{"a": 1.50, "b": [5, 10, 20, 30], "c": {"d": 1}}'),
    "an item inserted between others": (
        Edit(("b", 2), ABSENT, 25),
        '{"a": 1.50, "b": [10, 20, 25, 30], "c": {"d": 1}}',
    ),
    "the last item removed": (Edit(("b", 2), 30, ABSENT), '{"a": 1.50, "b": [10, 20], "c": {"d": 1}}'),
    "an item removed between others": (Edit(("b", 1), 20, ABSENT), '{"a": 1.50, "b": [10, 30], "c": {"d": 1}}'),
    "the whole": (Edit((), _OBJECT, []), "[]"),
}

_CONFLICTS = {
    "another value": Edit(("a",), 2, 3),
    "another literal of the same number": Edit(("a",), Number("1.5"), 3),
    "true where 1 stands": Edit(("c", "d"), before=True, after=3),
    "no such member": Edit(("z",), 1, 2),
    "no such item": Edit(("b", 3), 40, 2),
    "a negative index": Edit(("b", -1), 30, 2),
    "a member inserted that is there already": Edit(("a",), ABSENT, 1),
    "a member removed that is not there": Edit(("z",), 1, ABSENT),
    "a member of a text": Edit(("a", "x"), ABSENT, 1),
    "a member of nothing": Edit(("z", "x"), ABSENT, 1),
    "an item inserted behind the end": Edit(("b", 4), ABSENT, 1),
    "an item inserted before the beginning": Edit(("b", -1), ABSENT, 1),
    "a key inserted into a list": Edit(("b", "x"), ABSENT, 1),
    "an index inserted into an object": Edit(("c", 0), ABSENT, 1),
    "a renamed item": Edit(("b", 1), 20, 20, key="x"),
    "a renaming onto a key that is there": Edit(("a",), Number("1.50"), Number("1.50"), key="c"),
    "the whole removed": Edit((), _OBJECT, ABSENT),
}


@pytest.mark.parametrize("name", _EDITS)
def test_an_edit_changes_what_it_says_and_nothing_else(name: str) -> None:
    edit, after = _EDITS[name]
    assert to_compact(applied(_OBJECT, edit)) == after


@pytest.mark.parametrize("name", _CONFLICTS)
def test_an_edit_of_another_tree_is_a_conflict(name: str) -> None:
    before = to_compact(_OBJECT)
    with pytest.raises(EditConflict):
        applied(_OBJECT, _CONFLICTS[name])
    assert to_compact(_OBJECT) == before


def test_a_conflict_says_where() -> None:
    with pytest.raises(EditConflict, match=r"^/c/d$"):
        applied(_OBJECT, Edit(("c", "d"), 2, 3))


def test_the_tree_that_is_edited_stays_as_it_was() -> None:
    before = to_compact(_OBJECT)
    for edit, _ in _EDITS.values():
        applied(_OBJECT, edit)
    assert to_compact(_OBJECT) == before


@settings(max_examples=150)
@given(tree=TREES_WITH_REPEATED_KEYS, data=st.data())
def test_edits_in_turn_give_what_they_give_one_by_one(tree: Json, data: st.DataObject) -> None:
    edits: list[Edit] = []
    current = tree
    for _ in range(data.draw(st.integers(1, 5), label="edits")):
        edits.append(fitting_edit(data, current))
        current = applied(current, edits[-1])
    before = to_compact(tree)
    assert same(applied_in_turn(tree, edits), current)
    assert to_compact(tree) == before
    with pytest.raises(EditConflict):
        applied_in_turn(tree, [*edits, Edit(("n'y est pas", 0), 1, 2)])


@pytest.mark.parametrize(
    ("edit", "after"),
    [
        (Edit(("a",), 3, 4), '{"a": 1, "b": 2, "a": 4, "d": [1, 2], "d": {"e": 1}}'),
        (Edit(("d", "e"), 1, 2), '{"a": 1, "b": 2, "a": 3, "d": [1, 2], "d": {"e": 2}}'),
        (Edit(("b",), 2, 5), '{"a": 1, "b": 5, "a": 3, "d": [1, 2], "d": {"e": 1}}'),
    ],
    ids=["its value", "inside its value", "beside it"],
)
def test_an_edit_of_a_key_that_stands_twice_keeps_the_value_that_nobody_touched(edit: Edit, after: str) -> None:
    assert to_compact(applied(_TWICE, edit)) == after
