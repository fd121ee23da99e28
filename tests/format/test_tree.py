"""The tree: pointers, changes that copy only their path, comparison by literals."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from segur_tui.format.tree import (
    ABSENT,
    Json,
    Number,
    Pointer,
    RepeatedKeys,
    children,
    differing,
    members_of,
    object_of,
    objects,
    replaced,
    same,
    to_rfc6901,
    value_at,
)
from tests.format.strategies import TREES, TREES_WITH_REPEATED_KEYS

_TREE: Json = {"a": [{"b": 1}, {"b": 2}], "c": {"d": None}, "": "vide"}


@pytest.mark.parametrize(
    ("pointer", "text"),
    [
        ((), ""),
        (("lignesImport", 2, "dateFacture"), "/lignesImport/2/dateFacture"),
        (("",), "/"),
        (("a/b", "m~n", "~1", "é"), "/a~1b/m~0n/~01/é"),
        (("0", 0), "/0/0"),
    ],
)
def test_pointers_are_written_as_rfc_6901_wants(pointer: Pointer, text: str) -> None:
    assert to_rfc6901(pointer) == text


@pytest.mark.parametrize(
    ("pointer", "value"),
    [((), _TREE), (("a", 1, "b"), 2), (("c", "d"), None), (("",), "vide"), (("a", 0), {"b": 1})],
)
def test_a_value_is_found_at_its_pointer(pointer: Pointer, value: Json) -> None:
    assert value_at(_TREE, pointer) == value


@pytest.mark.parametrize(
    "pointer", [("x",), ("a", 2), ("a", -1), ("a", "0"), ("c", 0), ("c", "d", "e"), ("", 0), ("a", 0, "b", "c")]
)
def test_nothing_is_found_where_the_path_breaks_off(pointer: Pointer) -> None:
    assert value_at(_TREE, pointer) is ABSENT
    with pytest.raises(LookupError):
        replaced(_TREE, pointer, 1)


def test_the_last_of_repeated_keys_is_found() -> None:
    assert value_at(object_of([("a", 1), ("a", 2)]), ("a",)) == 2


def test_a_change_copies_only_the_path_it_touches() -> None:
    lines: list[Json] = [{"n": i, "liste": [i]} for i in range(3)]
    root: Json = {"avant": {"x": 1}, "lignes": lines, "apres": []}
    changed = replaced(root, ("lignes", 1, "n"), 9)
    assert changed == {"avant": {"x": 1}, "lignes": [lines[0], {"n": 9, "liste": [1]}, lines[2]], "apres": []}
    assert isinstance(changed, dict)
    assert list(changed) == ["avant", "lignes", "apres"]
    assert lines[1] == {"n": 1, "liste": [1]}
    for pointer in (("avant",), ("apres",), ("lignes", 0), ("lignes", 2), ("lignes", 1, "liste")):
        assert value_at(changed, pointer) is value_at(root, pointer)


def test_a_change_of_the_root_is_the_new_value() -> None:
    assert replaced(_TREE, (), None) is None


@settings(max_examples=100)
@given(TREES)
def test_replacing_a_value_by_itself_changes_nothing(tree: Json) -> None:
    for pointer, _ in objects(tree):
        value = value_at(tree, pointer)
        assert value is not ABSENT
        assert same(replaced(tree, pointer, value), tree)


def test_a_change_beside_repeated_keys_keeps_them() -> None:
    tree = object_of([("a", 1), ("b", {"c": 1}), ("a", 2)])
    assert same(replaced(tree, ("b", "c"), 9), object_of([("a", 1), ("b", {"c": 9}), ("a", 2)]))


def test_an_object_without_repeated_keys_is_a_plain_dict() -> None:
    assert type(object_of([("a", 1), ("b", 2)])) is dict
    assert type(object_of([("a", 1), ("a", 1)])) is RepeatedKeys


def test_repeated_keys_are_named_once_each_in_order() -> None:
    repeated = RepeatedKeys([("b", 1), ("a", 1), ("a", 2), ("b", 3), ("c", 1), ("b", 4)])
    assert repeated.repeated() == ("b", "a")
    assert dict(repeated) == {"b": 4, "a": 2, "c": 1}


def test_each_value_of_a_repeated_key_can_be_the_one_that_stays_in_its_place() -> None:
    repeated = RepeatedKeys([("a", 1), ("b", 2), ("a", 3), ("c", 4), ("c", 5)])
    assert repeated.values_of("a") == [1, 3]
    assert [members_of(repeated.keeping("a", rank)) for rank in (0, 1)] == [
        (("a", 1), ("b", 2), ("c", 4), ("c", 5)),
        (("b", 2), ("a", 3), ("c", 4), ("c", 5)),
    ]
    assert type(RepeatedKeys([("a", 1), ("a", 2)]).keeping("a", 0)) is dict


def test_children_count_repeated_members() -> None:
    assert list(children(object_of([("a", 1), ("a", 2)]))) == [1, 2]
    assert list(children([1, [2]])) == [1, [2]]
    assert list(children({"a": 1})) == [1]
    assert list(children("texte")) == []


def test_every_object_is_walked_parents_first_and_in_order() -> None:
    tree: Json = {"a": [{"b": {}}, 1], "c": object_of([("d", {}), ("d", {"e": 1})])}
    assert [to_rfc6901(pointer) for pointer, _ in objects(tree)] == ["", "/a/0", "/a/0/b", "/c", "/c/d", "/c/d"]


@settings(max_examples=100)
@given(TREES_WITH_REPEATED_KEYS)
def test_members_in_order_make_the_same_object(tree: Json) -> None:
    for _, members in objects(tree):
        assert same(object_of(members_of(members)), members)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (0, False),
        (Number("1075.00"), Number("1075.0")),
        (1, Number("1")),
        ("1", 1),
        (None, False),
        (None, ABSENT),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": True}, {"a": 1}),
        ([1, [True]], [1, [1]]),
        ([1], [1, 1]),
        ([], {}),
        ({"a": 1}, {"a": 1, "b": 1}),
        ({"a": 2}, object_of([("a", 1), ("a", 2)])),
        (object_of([("a", 1), ("a", 2)]), object_of([("a", 2), ("a", 2)])),
    ],
)
def test_values_that_are_written_differently_are_not_the_same(one: Json, other: Json) -> None:
    assert not same(one, other)
    assert not same(other, one)


@settings(max_examples=100)
@given(TREES_WITH_REPEATED_KEYS)
def test_every_tree_is_the_same_as_itself(tree: Json) -> None:
    assert same(tree, tree)


@given(TREES, TREES)
def test_what_differs_is_what_is_another_object(one: Json, other: Json) -> None:
    twin: list[Json] = [one, other, {}]
    assert differing([one, one, {}], twin) == [*([] if one is other else [1]), 2]
