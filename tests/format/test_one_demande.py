"""Which lines of several files are one demande, by their numbers."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segur_tui.format.numbers import Numbers
from segur_tui.format.one_demande import as_one

_LINES = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["", "1", "2", "3"]), st.sampled_from("0123")))


def n(text: str) -> Numbers:
    """Return numbers such as 1-2: the n° éditeur and the dossier; 0 is none."""
    editor, dossier = text.split("-")
    return Numbers(
        editor.zfill(5) if editor not in {"", "0"} else "",
        f"finmdv00000{dossier}" if dossier.isdigit() and dossier != "0" else dossier.strip("0"),
    )


@pytest.mark.parametrize(
    ("files", "groups"),
    [
        (["1-1", "1-1"], ["1-1"]),
        (["1-1", "2-2"], ["1-1", "2-2"]),
        (["1-1", "2-1"], ["1-1 2-1"]),
        (["1-1", "1-2"], ["1-1 1-2"]),
        (["1-1", "2-1", "2-3"], ["1-1 2-1 2-3"]),
        (["1-1", "0-1", "1-0", "0-0"], ["1-1 0-1 1-0"]),
        (["1-x", "1-y", "2-x"], ["1-x 1-y", "2-x"]),
        (["0-x", "0-x"], ["0-x"]),
        (["1-1 2-1"], ["1-1", "2-1"]),
        (["1-1 2-1", "1-1 2-5"], ["1-1", "2-1 2-5"]),
        (["1-1 2-1", "3-1"], ["1-1", "2-1", "3-1"]),
        (["1-1 2-1", "0-1"], ["1-1 2-1 0-1"]),
        (["1-1 1-2", "5-2 1-1"], ["1-1", "1-2 5-2"]),
        (["1-1 2-2", "1-2"], ["1-1 2-2 1-2"]),
    ],
)
def test_the_lines_of_files_that_are_one_demande(files: list[str], groups: list[str]) -> None:
    lines = [(place, n(line)) for place, file in enumerate(files) for line in file.split()]
    expected = {frozenset(map(n, group.split())) for group in groups}
    for some in permutations(lines) if len(lines) < 5 else [lines, lines[::-1]]:
        found = as_one(some)
        assert {frozenset(k for k, of in found.items() if of == each) for each in found.values()} == expected
        assert all(found[found[each]] == found[each] for each in found)


@pytest.mark.parametrize(
    ("files", "avances", "groups"),
    [
        (["1-9", "2-9"], {}, ["1-9 2-9"]),
        (["1-9", "2-9"], {"1": "1"}, ["1-9 2-9"]),
        (["1-9", "2-9"], {"1": "1", "2": "2"}, ["1-9", "2-9"]),
        (["1-2", "2-2"], {"1": "1", "2": "2"}, ["1-2", "2-2"]),
        (["1-9", "2-9"], {"1": "13", "2": "23"}, ["1-9 2-9"]),
        (["1-9", "2-9", "0-9"], {"1": "1", "2": "2"}, ["1-9 2-9 0-9"]),
        (["1-9", "1-1", "2-9"], {"1": "1", "2": "2"}, ["1-9 1-1", "2-9"]),
    ],
)
def test_a_dossier_beside_numbers_of_different_avances_links_none(
    files: list[str], avances: dict[str, str], groups: list[str]
) -> None:
    dossiers = {each.zfill(5): frozenset(f"finmdv00000{one}" for one in of) for each, of in avances.items()}
    expected = {frozenset(map(n, group.split())) for group in groups}
    for some in permutations(enumerate(map(n, files))):
        found = as_one(some, dossiers)
        assert {frozenset(k for k, of in found.items() if of == each) for each in found.values()} == expected


@given(_LINES)
def test_without_files_of_several_lines_every_shared_number_links(lines: list[tuple[int, str, str]]) -> None:
    every = [(place, n(f"{editor}-{dossier}")) for place, (_, editor, dossier) in enumerate(lines)]
    found = as_one(every)
    numbers = [each for _, each in every if any(each)]
    assert set(found) == set(numbers)
    for one, other in pairwise(sorted(numbers)):
        if one.is_shared_with(other):
            assert found[one] == found[other]
    reached = {each: {each} for each in numbers}
    for _ in numbers:
        for each in numbers:
            for other in numbers:
                if any(one.is_shared_with(other) for one in reached[each]):
                    reached[each].add(other)
    assert all((found[one] == found[other]) == (other in reached[one]) for one in numbers for other in numbers)
