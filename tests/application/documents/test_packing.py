"""Which documents go into which zip file: never too much, demandes whole, as few as first-fit-decreasing gives."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segur_tui.application.documents.inspection import NamedDocument
from segur_tui.application.documents.packing import (
    LARGEST_ZIP,
    SizedDocument,
    first_fit_decreasing,
    fits_in_a_zip,
    packs,
)

ROOM = 100


@given(st.lists(st.integers(0, ROOM), max_size=60))
def test_every_weight_has_its_place_and_no_room_was_left_unused(weights: list[int]) -> None:
    groups = first_fit_decreasing(weights, ROOM)
    assert sorted(index for group in groups for index in group) == list(range(len(weights)))
    assert all(sum(weights[index] for index in group) <= ROOM for group in groups)
    assert groups == sorted(sorted(group) for group in groups)
    assert len(groups) == as_many_as_by_hand(weights)


def as_many_as_by_hand(weights: list[int]) -> int:
    bins: list[int] = []
    for weight in sorted(weights, reverse=True):
        for index, filled in enumerate(bins):
            if filled + weight <= ROOM:
                bins[index] += weight
                break
        else:
            bins.append(weight)
    return len(bins)


def test_known_cases() -> None:
    assert first_fit_decreasing([50, 60, 40, 50], 100) == [[0, 3], [1, 2]]
    assert first_fit_decreasing([], 100) == []
    with pytest.raises(ValueError, match="101"):
        first_fit_decreasing([101], 100)


def sized(name: str, size: int) -> SizedDocument:
    return SizedDocument(NamedDocument(name, "PDF"), size)


@given(st.lists(st.lists(st.integers(1, 90_000_000), min_size=1, max_size=2), max_size=12))
def test_a_demande_is_whole_in_one_zip(sizes: list[list[int]]) -> None:
    demandes = [
        [sized(f"{index}-{place}", size) for place, size in enumerate(each)] for index, each in enumerate(sizes)
    ]
    made = packs(demandes)
    assert sum(len(pack.documents) for pack in made) == sum(map(len, demandes))
    assert all(any(set(demande) <= set(pack.documents) for pack in made) for demande in demandes)
    assert all(pack.size < LARGEST_ZIP for pack in made)


def test_a_demande_that_no_zip_takes_is_reported() -> None:
    assert fits_in_a_zip([sized("a", LARGEST_ZIP - 200)])
    assert not fits_in_a_zip([sized("a", LARGEST_ZIP)])
    assert not fits_in_a_zip([sized("a", LARGEST_ZIP // 2), sized("b", LARGEST_ZIP // 2)])


def test_the_largest_zip_is_filled_to_its_last_byte_and_no_further() -> None:
    names = ("MDV-LGC-Va1-FACTURE-00001.pdf", "MDV-LGC-Va1-VA-00001.pdf")
    room = LARGEST_ZIP - len(zipped(names))
    for size, fits in ((room - 1, True), (room, True), (room + 1, False)):
        both = [sized(names[0], size - 1000), sized(names[1], 1000)]
        assert fits_in_a_zip(both) is fits
        assert len(packs([[document] for document in both])) == (1 if fits else 2)
        if fits:
            assert len(packs([both])) == 1
        else:
            with pytest.raises(ValueError, match="more than"):
                packs([both])


def zipped(names: Sequence[str]) -> bytes:
    """Return a zip file that stores nothing under these names: what it weighs beside what it holds."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name in names:
            archive.writestr(name, b"")
    return target.getvalue()


def test_without_documents_there_is_no_zip() -> None:
    assert packs([]) == ()
    assert packs([[], []]) == ()
