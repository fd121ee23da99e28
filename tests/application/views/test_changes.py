from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.application.views.changes import ValueChange, changes
from segur_tui.format.tree import ABSENT, Absent, Json, Number, RepeatedKeys, same
from tests.claims import claim, demande


def reported(before: Json, after: Json) -> list[ValueChange]:
    return list(changes(before, after))


def test_the_same_file_has_no_change() -> None:
    assert reported(claim([demande(1)]), claim([demande(1)])) == []


def test_only_the_smallest_values_that_differ_are_reported() -> None:
    after = claim([demande(1), demande(2)])
    after["lignesImport"][1]["beneficiaires"]["liberalRPPS"][0] = "X"
    after["SIRET"] = None
    was = claim([demande(1), demande(2)])
    assert reported(was, after) == [
        ValueChange(("SIRET",), was["SIRET"], None),
        ValueChange(("lignesImport", 1, "beneficiaires", "liberalRPPS", 0), "10000000009", "X"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (1, True),
        ("1", 1),
        ("true", True),
        (Number("1075.00"), Number("1075.0")),
        (None, "null"),
        ([], {}),
        ("x", []),
        ([], ["x", "y"]),
        ([{"a": 1}], []),
    ],
)
def test_values_that_are_only_written_otherwise_differ(before: Json, after: Json) -> None:
    assert reported({"a": before}, {"a": after}) == [ValueChange(("a",), before, after)]


def test_members_and_items_are_added_and_removed() -> None:
    assert reported({"a": 1, "list": ["x"]}, {"list": ["x", "y"], "b": 2}) == [
        ValueChange(("a",), 1, ABSENT),
        ValueChange(("list", 1), ABSENT, "y"),
        ValueChange(("b",), ABSENT, 2),
    ]


FACTURE, VA, MOM = (
    dict[str, Json](nomFichier=f"{of}-1.pdf", formatFichier="PDF", typeFichier=of) for of in ("F", "VA", "M")
)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([FACTURE, VA], [VA], [((0,), FACTURE, ABSENT)]),
        (["A", "B", "C"], ["A", "C"], [((1,), "B", ABSENT)]),
        (["A", "A"], ["A"], [((1,), "A", ABSENT)]),
        (["A", "B"], ["X", "A", "B"], [((0,), ABSENT, "X")]),
        (["A", "B", "C"], ["A", "B", "D"], [((2,), "C", "D")]),
        (["A", "B"], ["B", "C"], [((0,), "A", ABSENT), ((1,), ABSENT, "C")]),
        (
            [FACTURE, VA],
            [{**VA, "formatFichier": "pdf"}],
            [((0,), FACTURE, ABSENT), ((0, "formatFichier"), "PDF", "pdf")],
        ),
        (
            [FACTURE],
            [MOM, {**FACTURE, "formatFichier": "X"}],
            [((0,), ABSENT, MOM), ((1, "formatFichier"), "PDF", "X")],
        ),
        (
            ["10000052331", "10000052349"],
            ["1000052349"],
            [((0,), "10000052331", ABSENT), ((0,), "10000052349", "1000052349")],
        ),
    ],
)
def test_items_are_told_by_what_they_hold(
    before: list[Json], after: list[Json], told: list[tuple[tuple[str | int, ...], Json | Absent, Json | Absent]]
) -> None:
    assert [(each.pointer, each.before, each.after) for each in reported(before, after)] == told


def test_an_item_that_has_another_place_is_neither_removed_nor_added() -> None:
    (moved,) = reported([FACTURE, VA, MOM], [VA, MOM, FACTURE])
    assert moved == ValueChange((2,), FACTURE, FACTURE, was=0)


@settings(max_examples=300, deadline=None)
@given(*[st.lists(st.sampled_from("ABCD"), min_size=1, max_size=6)] * 2)
def test_what_leaves_and_what_comes_is_all_that_two_lists_do_not_share(
    before: list[Json], after: list[Json]
) -> None:
    told = reported(before, after)
    gone, come = (
        (
            [each for each in side if not isinstance(each, Absent)]
            for side in zip(*((c.before, c.after) for c in told), strict=True)
        )
        if told
        else ([], [])
    )
    assert Counter(before) - Counter(gone) == Counter(after) - Counter(come)
    assert all(after[c.pointer[-1]] == c.after for c in told if c.after is not ABSENT)  # type: ignore[index]
    assert all(before[c.pointer[-1]] == c.before for c in told if c.after is ABSENT)  # type: ignore[index]


def test_a_member_that_is_null_is_not_a_missing_one() -> None:
    assert reported({"a": None}, {}) == [ValueChange(("a",), None, ABSENT)]


def test_a_renamed_key_is_removed_and_added() -> None:
    assert reported({"DateFacture": "01/02/2023"}, {"dateFacture": "01/02/2023"}) == [
        ValueChange(("DateFacture",), "01/02/2023", ABSENT),
        ValueChange(("dateFacture",), ABSENT, "01/02/2023"),
    ]


@pytest.mark.parametrize("kept", ["1", "2"])
def test_settling_a_key_that_stands_twice_is_a_change_whichever_value_is_kept(kept: str) -> None:
    twice = RepeatedKeys([("a", "1"), ("b", "x"), ("a", "2")])
    (change,) = reported({"in": twice}, {"in": {"a": kept, "b": "x"}})
    assert change.pointer == ("in", "a")
    assert same(change.before, RepeatedKeys([("a", "1"), ("a", "2")]))
    assert same(change.after, {"a": kept})


def test_a_key_that_stays_twice_hides_no_other_change() -> None:
    before = RepeatedKeys([("a", "1"), ("b", "x"), ("a", "2")])
    after = RepeatedKeys([("a", "1"), ("b", "y"), ("a", "2")])
    assert reported(before, after) == [ValueChange(("b",), "x", "y")]
