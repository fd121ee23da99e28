"""Value types do what data classes of the standard library do, of which these tests declare the twin."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from functools import cached_property
from itertools import count
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segur_tui.format.value_type import field, fields, mutable_type, replace, value_type


def declared(field: Callable[..., Any], numbers: Callable[[], object]) -> type[Any]:
    class Twin:
        kinds: ClassVar[list[str]] = ["shared"]
        name: str
        size: int = 3
        parts: tuple[int, ...] = field(default_factory=tuple)
        hidden: object = field(default=None, repr=False, compare=False)
        rank: int = field(default_factory=numbers, init=False, compare=False)
        twice: int = field(init=False)

        def __post_init__(self) -> None:
            self.twice = 2 * self.size

    return Twin


OURS: Any = value_type(declared(field, count().__next__))
THEIRS: Any = dataclasses.dataclass(slots=True, unsafe_hash=True)(declared(dataclasses.field, count().__next__))
ARGUMENTS = st.builds(
    lambda given, named: (given, {name: value for name, value in named.items() if name}),
    st.lists(st.integers(0, 1), max_size=5),
    st.dictionaries(st.sampled_from(["name", "size", "parts", "hidden", "rank", "strange"]), st.integers(0, 1)),
)


def outcome(made: Callable[..., Any], arguments: tuple[list[int], dict[str, int]]) -> object:
    try:
        value = made(*arguments[0], **arguments[1])
    except TypeError:
        return "refused"
    return {name: getattr(value, name) for name in ("name", "size", "parts", "hidden", "twice")}


@given(ARGUMENTS)
def test_values_are_made_of_the_same_arguments(arguments: tuple[list[int], dict[str, int]]) -> None:
    assert outcome(OURS, arguments) == outcome(THEIRS, arguments)


@given(st.lists(st.integers(0, 1), min_size=1, max_size=4), st.lists(st.integers(0, 1), min_size=1, max_size=4))
def test_values_compare_hash_and_show_themselves_alike(one: list[int], other: list[int]) -> None:
    pairs = [(made(*one), made(*other)) for made in (OURS, THEIRS)]
    ours, theirs = ((a == b, a != b, hash(a) == hash(b)) for a, b in pairs)
    assert ours == theirs
    shown = [repr(a).rpartition("Twin")[2] for a, _ in pairs]
    assert shown[0].rpartition("rank")[0] == shown[1].rpartition("rank")[0]
    assert shown[0].count("=") == shown[1].count("=")
    assert pairs[0][0] != pairs[1][0]


def test_each_value_has_what_is_made_anew_and_no_other_attribute() -> None:
    first, second = OURS("a"), OURS("a")
    assert (first.rank + 1, first) == (second.rank, second)
    assert OURS.kinds == THEIRS.kinds
    with pytest.raises(AttributeError):
        first.strange = 1


def test_a_value_is_taken_apart_by_position() -> None:
    assert OURS.__match_args__ == THEIRS.__match_args__
    match OURS("a", 4):
        case OURS(name, size):
            assert (name, size) == ("a", 4)


def test_the_fields_are_named_in_order() -> None:
    assert [each.name for each in fields(OURS)] == [each.name for each in dataclasses.fields(THEIRS)]


@given(st.sampled_from(["name", "size", "parts", "hidden", "rank", "twice", "strange"]))
def test_replacing_computes_again_and_refuses_what_is_no_argument(name: str) -> None:
    def replaced(value: Any, replacing: Callable[..., Any]) -> object:
        return outcome(lambda: replacing(value, **{name: 7}), ([], {}))

    try:
        theirs = replaced(THEIRS("a"), dataclasses.replace)
    except ValueError:
        theirs = "refused"
    assert replaced(OURS("a"), replace) == theirs


@value_type
class Alone:
    only: int


@value_type
class Empty:
    pass


@value_type
class Itself:
    parts: list[int] = field(default_factory=list)

    __eq__, __hash__ = object.__eq__, object.__hash__

    @cached_property
    def total(self) -> int:
        return sum(self.parts)


@mutable_type
class Counter:
    number: int = 0


def test_values_of_one_field_and_of_none_compare_too() -> None:
    assert {Alone(1), Alone(1), Alone(2)} == {Alone(1), Alone(2)}
    assert {Empty(), Empty()} == {Empty()}
    assert len({Alone(1), 1, Empty()}) == 3
    assert repr(Empty()) == "Empty()"


def test_what_a_class_says_itself_stays() -> None:
    value = Itself([1, 2])
    assert value != Itself([1, 2])
    assert len({value, value, Itself([1, 2])}) == 2
    assert (value.total, value.total) == (3, 3)
    assert Itself().parts is not Itself().parts


def test_fields_of_a_mutable_type_are_set() -> None:
    counter = Counter()
    counter.number += 1
    assert counter == Counter(1)


@pytest.mark.parametrize("value", [Alone(1), Empty(), Counter(2)])
def test_values_are_copied_and_sent_to_other_processes(value: object) -> None:
    assert value == copy.copy(value) == copy.deepcopy(value) == pickle.loads(pickle.dumps(value))  # noqa: S301 (our own)
