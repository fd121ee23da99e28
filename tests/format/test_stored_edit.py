"""Edits that are stored as a text come back as they were, to the last literal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segur_tui.format.edit import Edit
from segur_tui.format.reading import DEEPEST, Unreadable, parse
from segur_tui.format.stored_edit import Damaged, restored, stored
from segur_tui.format.tree import ABSENT, Absent, Json, Number, Pointer, same
from tests.format.strategies import TEXTS, TREES_WITH_REPEATED_KEYS

VALUES: st.SearchStrategy[Json | Absent] = TREES_WITH_REPEATED_KEYS | st.just(ABSENT)
POINTERS: st.SearchStrategy[Pointer] = st.lists(TEXTS | st.integers(0, 300), max_size=5).map(tuple)
EDITS = st.builds(Edit, POINTERS, VALUES, VALUES, st.none() | TEXTS, st.none() | st.integers(0, 30))


@given(st.lists(EDITS, max_size=4))
def test_stored_edits_come_back(edits: list[Edit]) -> None:
    back = restored(stored(edits))
    assert len(back) == len(edits)
    for one, other in zip(edits, back, strict=True):
        assert (one.pointer, one.key, one.position) == (other.pointer, other.key, other.position)
        assert same(one.before, other.before)
        assert same(one.after, other.after)


def test_literals_null_and_absence_are_told_apart() -> None:
    (edit,) = restored(stored([Edit(("a", 0), Number("1075.00"), None)]))
    assert (edit.before, edit.after) == (Number("1075.00"), None)
    (removal,) = restored(stored([Edit(("a",), None, ABSENT)]))
    assert (removal.before, removal.after) == (None, ABSENT)


def test_the_deepest_file_that_is_read_can_be_stored_whole() -> None:
    deepest = parse("[" * DEEPEST + "]" * DEEPEST)
    (edit,) = restored(stored([Edit((), deepest, [])]))
    assert same(edit.before, deepest)
    with pytest.raises(Unreadable):
        parse("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        "[{}]",
        '[{"pointer": "a"}]',
        '[{"pointer": [true]}]',
        '[{"pointer": [1.5]}]',
        '[{"pointer": [], "key": 1}]',
        '[{"pointer": [], "position": "1"}]',
        '[{"pointer": [], "position": true}]',
    ],
)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(Damaged):
        restored(text)
