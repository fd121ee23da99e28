"""Edits: applied, undone to the last literal, refused on a tree that is not the one they were made on."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from segur_tui.format.edit import Edit, EditConflict, applied, applied_in_turn, inverse
from segur_tui.format.tree import ABSENT, Absent, Json, Number, Pointer, members_of, object_of, same, value_at
from segur_tui.format.writing import to_compact
from tests.format.strategies import TREES, TREES_WITH_REPEATED_KEYS

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


@pytest.mark.parametrize("name", _EDITS)
def test_the_inverse_gives_the_same_tree_back(name: str) -> None:
    edit, _ = _EDITS[name]
    undo = inverse(_OBJECT, edit)
    changed = applied(_OBJECT, edit)
    assert same(applied(changed, undo), _OBJECT)
    assert same(applied(applied(changed, undo), inverse(changed, undo)), changed)


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


def test_the_pointer_after_a_renaming_has_the_new_key() -> None:
    assert Edit(("a", "b"), 1, 1, key="c").pointer_after == ("a", "c")
    assert Edit(("a", "b"), 1, 2).pointer_after == ("a", "b")


def _pointers(tree: Json, at: Pointer = ()) -> list[Pointer]:
    if isinstance(tree, dict):
        inside = [found for key, value in tree.items() for found in _pointers(value, (*at, key))]
    elif isinstance(tree, list):
        inside = [found for index, value in enumerate(tree) for found in _pointers(value, (*at, index))]
    else:
        inside = []
    return [at, *inside]


def _some_edit(data: st.DataObject, tree: Json) -> Edit:
    """Draw an edit that fits a tree: a new value, a removal, an insertion or a renaming."""
    pointer = data.draw(st.sampled_from(_pointers(tree)), label="pointer")
    value = value_at(tree, pointer)
    assert not isinstance(value, Absent)
    new = data.draw(TREES, label="new")
    ways = ["replace", *(["remove"] if pointer else [])]
    ways += ["insert"] if isinstance(value, dict | list) else []
    ways += ["rename"] if pointer and isinstance(pointer[-1], str) else []
    match data.draw(st.sampled_from(ways), label="way"):
        case "remove":
            return Edit(pointer, value, ABSENT)
        case "insert" if isinstance(value, dict):
            key = data.draw(st.text("xyz", max_size=2).filter(lambda key: key not in value), label="key")
            position = data.draw(st.none() | st.integers(0, len(members_of(value))), label="position")
            return Edit((*pointer, key), ABSENT, new, position=position)
        case "insert" if isinstance(value, list):
            return Edit((*pointer, data.draw(st.integers(0, len(value)), label="index")), ABSENT, new)
        case "rename":
            parent = value_at(tree, pointer[:-1])
            key = data.draw(st.text("xyz", max_size=2), label="key")
            assume(isinstance(parent, dict) and key not in parent)
            return Edit(pointer, value, data.draw(st.just(value) | TREES), key=key)
        case _:
            return Edit(pointer, value, new)


@settings(max_examples=200)
@given(tree=TREES, data=st.data())
def test_undoing_edits_one_by_one_gives_the_same_tree_back(tree: Json, data: st.DataObject) -> None:
    states, undos = [tree], []
    for _ in range(data.draw(st.integers(1, 4), label="edits")):
        edit = _some_edit(data, states[-1])
        undos.append(inverse(states[-1], edit))
        states.append(applied(states[-1], edit))
    current = states[-1]
    for undo, before in zip(reversed(undos), reversed(states[:-1]), strict=True):
        current = applied(current, undo)
        assert same(current, before)


@settings(max_examples=200)
@given(tree=TREES_WITH_REPEATED_KEYS, data=st.data())
def test_an_edit_among_repeated_keys_is_undone_to_the_last_member(tree: Json, data: st.DataObject) -> None:
    edit = _some_edit(data, tree)
    undo = inverse(tree, edit)
    assert same(applied(applied(tree, edit), undo), tree)


@settings(max_examples=150)
@given(tree=TREES_WITH_REPEATED_KEYS, data=st.data())
def test_edits_in_turn_give_what_they_give_one_by_one(tree: Json, data: st.DataObject) -> None:
    edits: list[Edit] = []
    current = tree
    for _ in range(data.draw(st.integers(1, 5), label="edits")):
        edits.append(_some_edit(data, current))
        current = applied(current, edits[-1])
    before = to_compact(tree)
    assert same(applied_in_turn(tree, edits), current)
    assert to_compact(tree) == before
    with pytest.raises(EditConflict):
        applied_in_turn(tree, [*edits, Edit(("n'y est pas", 0), 1, 2)])


@pytest.mark.parametrize(
    "edit",
    [
        Edit(("a",), 3, 4),
        Edit(("a",), 3, ABSENT),
        Edit(("a",), 3, 3, key="A"),
        Edit(("b",), 2, ABSENT),
        Edit(("c",), ABSENT, 1, position=1),
        Edit(("d", "e"), 1, 2),
    ],
    ids=["a new value", "removed", "renamed", "beside it removed", "beside it inserted", "inside it"],
)
def test_an_edit_of_a_key_that_stands_twice_can_be_undone(edit: Edit) -> None:
    undo = inverse(_TWICE, edit)
    assert same(applied(applied(_TWICE, edit), undo), _TWICE)


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
