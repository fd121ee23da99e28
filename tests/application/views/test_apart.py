from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from segur_tui.application.views.apart import change_cited, told_apart
from segur_tui.format.inert import visible
from segur_tui.format.tree import ABSENT, Absent, Json, same

_TEXTS = st.one_of(
    st.text(st.sampled_from('aAé\u0301 \u00a0\u202f\u200b,"\\x01()…\ud800\ufffd'), max_size=40),
    st.text(st.sampled_from("12"), min_size=20, max_size=60),
    st.sampled_from(["(absente)", "(liste vide)", "(rien)", "null", "1075"]),
)
_ATOMS: st.SearchStrategy[Json | Absent] = st.one_of(_TEXTS, st.none(), st.booleans(), st.integers(0, 2))
_VALUES: st.SearchStrategy[Json | Absent] = st.one_of(
    _ATOMS,
    st.just(ABSENT),
    st.lists(st.sampled_from([f"1000005{n}" for n in range(6)]), max_size=9),
    st.lists(_ATOMS, max_size=6),
)
RPPS = ["10000052331", "10000052349", "10000052356"]


@settings(max_examples=1500, deadline=None)
@given(_VALUES, _VALUES, st.sampled_from([8, 13, 22, 40]))
@example(RPPS, [*RPPS[:2], "10000099999"], 22)
@example(RPPS, RPPS[::-1], 22)
@example("x" * 50 + "\u00a01", "x" * 50 + " 1", 13)
@example("(absente)", ABSENT, 22)
@example("a", "a ", 22)
def test_of_two_values_what_differs_is_seen(before: Json | Absent, after: Json | Absent, most: int) -> None:
    assume(not same(before, after))
    cited = visible(change_cited(before, after, most)).replace("\N{NO-BREAK SPACE}", " ")
    if " → " in cited:
        one, _, other = cited.partition(" → ")
        assert one != other.split(" » (")[0] + " »" * (" » (" in other)
    else:
        assert cited.startswith(("ajoutée", "retirée"))


@settings(max_examples=1500, deadline=None)
@given(_TEXTS, _TEXTS, st.integers(8, 40), st.text("ab", max_size=60))
def test_two_texts_differ_in_the_room_they_have(before: str, after: str, most: int, begun: str) -> None:
    assume(before != after)
    one, other = told_apart(begun + before, begun + after, most)
    assert one != other
    assert max(len(one), len(other)) <= most


@pytest.mark.parametrize(
    ("before", "after", "cited"),
    [
        (RPPS, [*RPPS[:2], "10000099999"], "« 10000052356 » → « 10000099999 » (3e sur 3)"),
        (RPPS, [RPPS[0], RPPS[2]], "retirée : « 10000052349 » (2e sur 3)"),
        (RPPS, [*RPPS, "10000099999"], "ajoutée : « 10000099999 » (4e sur 4)"),
        (RPPS, [RPPS[1], RPPS[0], RPPS[2]], "« 2e : 10000052349 » → « 1re : 10000052349 »"),
        (RPPS[:1], RPPS[1:2], '« ["10000052331"] » → « ["10000052349"] »'),
        ([], RPPS[:1], '(liste vide) → « ["10000052331"] »'),
        (ABSENT, "x", "(absente) → « x »"),
        ("2026-08-22", "22/08/2026", "« 2026-08-22 » → « 22/08/2026 »"),
        ("true", True, '« "true" » → « true »'),
        (
            "MDV-LGC-Va1-FACTURE-04103.pdf",
            "MDV-LGC-Va1-VA-04103.pdf",
            "« …C-Va1-FACTURE-04103.pdf » → « …C-Va1-VA-04103.pdf »",
        ),
        ("A\u00a0B", "A B", '« "A\\xa0B" » → « "A B" »'),
        (list("ABCDEFGHIJKL"), list("ABCDEFG"), "retirées : « H, I, J, K, L » (5 sur 12)"),
    ],
)
def test_what_differs_is_cited(before: Json | Absent, after: Json | Absent, cited: str) -> None:
    assert change_cited(before, after, 24).replace("\N{NO-BREAK SPACE}", " ") == cited
