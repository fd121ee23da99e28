"""The sharing of documents among zip files: as few as first-fit-decreasing gives, demandes whole (note §2.1)."""

from __future__ import annotations

from collections.abc import Sequence

from segur_tui.application.documents.inspection import NamedDocument
from segur_tui.format.value_type import value_type

LARGEST_ZIP = 200_000_000
"""Bytes that a zip file may weigh: 200 Mo, in the reading that is safe either way (format.md §4)."""

_AROUND_A_FILE = 30 + 46
"""Bytes of a stored file's two headers, each followed by its name."""
_END = 22
"""Bytes that end a zip file."""


@value_type
class SizedDocument:
    """A document to pack, and its bytes when it was looked up."""

    document: NamedDocument
    size: int

    @property
    def packed_size(self) -> int:
        """Return the bytes that it takes in a zip file that stores it as it is."""
        return self.size + _AROUND_A_FILE + 2 * len(self.document.name.encode())


@value_type
class Pack:
    """The contents of one zip file, in order."""

    documents: tuple[SizedDocument, ...]

    @property
    def size(self) -> int:
        """Return the bytes of its documents."""
        return sum(document.size for document in self.documents)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its files."""
        return tuple(document.document.name for document in self.documents)


def fits_in_a_zip(demande: Sequence[SizedDocument]) -> bool:
    """Tell whether one zip file takes all documents of a demande."""
    return _weight(demande) <= LARGEST_ZIP - _END


def packs(demandes: Sequence[Sequence[SizedDocument]]) -> tuple[Pack, ...]:
    """Return the zip files for documents, each demande's in one; raises ValueError when they do not fit."""
    weights = [_weight(demande) for demande in demandes]
    groups = first_fit_decreasing(weights, LARGEST_ZIP - _END)
    filled = (tuple(document for index in group for document in demandes[index]) for group in groups)
    return tuple(Pack(documents) for documents in filled if documents)


def first_fit_decreasing(weights: Sequence[int], room: int) -> list[list[int]]:
    """Return groups of positions whose weights fit in a room each, in order; raises ValueError where none can."""
    groups: list[list[int]] = []
    left: list[int] = []
    for index in sorted(range(len(weights)), key=lambda index: -weights[index]):
        weight = weights[index]
        if weight > room:
            raise ValueError(f"{weight} is more than {room}")
        place = next((place for place, free in enumerate(left) if free >= weight), len(groups))
        if place == len(groups):
            groups.append([])
            left.append(room)
        groups[place].append(index)
        left[place] -= weight
    return sorted(sorted(group) for group in groups)


def _weight(demande: Sequence[SizedDocument]) -> int:
    return sum(document.packed_size for document in demande)
