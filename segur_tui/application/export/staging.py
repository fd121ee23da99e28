"""Files to deposit that are whole on the disk and have no name yet, and how they get it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice

from segur_tui.application.disk.whole_files import Staged, appear, hidden, take_back, withdraw
from segur_tui.application.record.intents import Intended
from segur_tui.format.naming import FileName
from segur_tui.format.value_type import value_type


def pack_names(name: FileName, count: int) -> list[str]:
    """Return the names that the zip files of a claim file take."""
    return [name.pack(number) for number in range(1, count + 1)]


@value_type
class Staging:
    """Claim files in a folder, given by its descriptor, each with its zip files and the digest of its content."""

    folder: int
    files: Sequence[Staged]
    packs: Sequence[Sequence[Staged]]
    digests: Sequence[str]

    @contextmanager
    def hidden(self, start: str, are_to_stay: Callable[[], bool]) -> Iterator[Staging]:
        """Give all of them hidden names for a block, or to stay, which outlive a power cut."""
        packs = [pack for group in self.packs for pack in group]
        with hidden(self.folder, [*packs, *self.files], start, are_to_stay) as named:
            self._sync()
            rest = iter(named)
            groups = [list(islice(rest, len(group))) for group in self.packs]
            yield Staging(self.folder, list(rest), groups, self.digests)

    def intended(self, names: Sequence[FileName]) -> list[tuple[Intended, list[Intended]]]:
        """Return each claim file with its zip files, as they are to appear under names."""
        return [
            (
                Intended(str(name), str(file.hidden), digest),
                [Intended(each, str(pack.hidden)) for pack, each in packs],
            )
            for name, file, digest, packs in zip(names, self.files, self.digests, self._packs(names), strict=True)
        ]

    def appear(self, names: Sequence[FileName]) -> None:
        """Give all their names; raises FileExistsError when one is taken, and then none appears.

        The zip files come first: once a claim file is seen, so are its documents. A hidden name that a claim file
        still has tells that it was never seen, for it leaves that one as it gets its own.
        """
        packs = [pack for group in self._packs(names) for pack in group]
        appear(self.folder, [pack for pack, _ in packs], [name for _, name in packs])
        try:
            appear(self.folder, self.files, [str(name) for name in names], leave_hidden=True)
        except BaseException:
            take_back(self.folder, packs)
            raise
        withdraw(self.folder, [pack.hidden for pack, _ in packs if pack.hidden is not None])
        self._sync()

    def _packs(self, names: Sequence[FileName]) -> list[list[tuple[Staged, str]]]:
        """Return the zip files of each claim file with their names."""
        groups = self.packs or [()] * len(names)
        return [
            list(zip(group, pack_names(name, len(group)), strict=True))
            for name, group in zip(names, groups, strict=True)
        ]

    def _sync(self) -> None:
        with suppress(OSError):
            os.fsync(self.folder)
