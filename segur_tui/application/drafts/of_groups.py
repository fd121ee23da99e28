"""The drafts of several files together, and which of their steps are those of each file."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple


class GroupDraft(NamedTuple):
    """A draft in progress of a group: the path that stands for it, and its steps, in all and in each file."""

    path: str
    steps: int
    steps_in: Mapping[str, int]

    @property
    def files(self) -> Collection[str]:
        """Return the files of the group."""
        return self.steps_in.keys()

    def touches(self, files: Iterable[str]) -> bool:
        """Tell whether it has a step in one of some files."""
        return any(self.steps_in.get(file) for file in files)


def steps_in(steps: Sequence[Collection[tuple[int, str]]], files: Mapping[str, str]) -> dict[str, int]:
    """Return how many steps change demandes of each file; one of the header, or of none known, counts for all."""
    numbers = {path: set(json.loads(text)) if text else None for path, text in files.items()}
    found, opened = dict.fromkeys(files, 0), dict[int, str]()
    for step in steps:
        # A number that was itself corrected is the one that the line had at first.
        changed = {opened.setdefault(line, number) for line, number in step}
        hit = [path for path, known in numbers.items() if known is None or not changed.isdisjoint(known)]
        for path in hit or files:
            found[path] += 1
    return found
