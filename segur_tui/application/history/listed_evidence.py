"""What the files of a list tell of each other, marked: a file is checked anew only where that has changed."""

from __future__ import annotations

from binascii import crc32
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from segur_tui.application.files.checking import FileReport
from segur_tui.application.files.opening import Opened, content_digest, open_claim
from segur_tui.application.record.orders import marks_of_orders, remembered
from segur_tui.application.settings.values import Settings
from segur_tui.format.claim_file import FileKind
from segur_tui.format.evidence import Evidence, claimed_in, has_orders
from segur_tui.format.value_type import value_type

_ORDERS = "*"
_OF_SOLDES = {FileKind.SUBMISSION.value, FileKind.RETURN.value}
_MOST_OF_FILE, _MOST = 2, 20
"""Demandes of one file, and of all, that are held against the others of a beneficiary: more say nothing more."""


@value_type
class Telling:
    """What one file of a list may tell of others: its kind, ANS number as it is compared, and `mark`.

    `told` is what is kept of its beneficiaries, each with its n° éditeur and dossier, and whether it orders.
    """

    kind: str
    supplier: str
    mark: str
    told: str

    @property
    def claims(self) -> Iterator[tuple[str, str, str]]:
        """Yield the beneficiaries, each with the n° éditeur and the dossier of its demande."""
        for each in self.told.split():
            if each != _ORDERS:
                beneficiary, editor, dossier = each.split(".")
                yield beneficiary, editor, dossier

    @property
    def has_orders(self) -> bool:
        """Tell whether an avance is in it."""
        return self.told.startswith(_ORDERS)


def told_by(report: FileReport) -> str:
    """Return what a file may tell of others, to be kept: short sums, none of which is a number that it holds."""
    if report.check is None or report.check.claim.kind is FileKind.OTHER:
        return ""
    claim = report.check.claim
    claims = {
        ".".join(f"{crc32(each.encode(errors='replace')):x}" for each in (beneficiary, *numbers))
        for beneficiary, numbers in claimed_in(claim)
        if all(numbers)
    }
    return " ".join([*([_ORDERS] if has_orders(claim) else []), *sorted(claims)])


class ListedEvidence:
    """What the files of a list, and the orders that the record holds, tell of each of them."""

    def __init__(self, files: Mapping[Path, Telling], settings: Settings) -> None:
        self._files, self._settings = dict(sorted(files.items())), settings
        self._remembered = marks_of_orders(settings)
        self._ordering: dict[str, list[Path]] = defaultdict(list)
        self._claims: dict[tuple[str, str], dict[tuple[str, str], Path]] = defaultdict(dict)
        for path, each in self._files.items():
            if each.has_orders:
                self._ordering[each.supplier].append(path)
            if each.kind in _OF_SOLDES:
                self._take(path, each)

    def against(self, path: Path) -> str:
        """Return what marks all that is told of a file, empty where that is nothing."""
        each = self._files[path]
        if each.kind not in _OF_SOLDES:
            return ""
        others = [f"{other} {self._files[other].mark}" for other in self._others(path)]
        kept = self._remembered.get(each.supplier, "")
        return (
            content_digest("\n".join([kept, *others]).encode(errors="surrogateescape")) if kept or others else ""
        )

    def read(self, paths: list[Path], is_stopped: Callable[[], bool]) -> tuple[Evidence, Iterator[Opened]]:
        """Open files of one supplier, and what tells of them; return what that is, and the files."""
        wanted = dict.fromkeys(paths)
        wanted |= dict.fromkeys(other for path in paths for other in self._others(path))
        opened = dict[Path, Opened]()
        for path in sorted(wanted):
            if is_stopped():
                return Evidence(), iter(())
            opened[path] = open_claim(path, self._settings)
        claims = [each.claim for each in opened.values() if each.claim is not None]
        return Evidence(claims, remembered(self._settings)), (opened[path] for path in paths)

    def _take(self, path: Path, telling: Telling) -> None:
        taken: dict[str, int] = defaultdict(int)
        for beneficiary, *numbers in telling.claims:
            known, key = self._claims[telling.supplier, beneficiary], (numbers[0], numbers[1])
            if key not in known and taken[beneficiary] < _MOST_OF_FILE and len(known) < _MOST:
                known[key] = path
                taken[beneficiary] += 1

    def _others(self, path: Path) -> list[Path]:
        """Return the files that order, and those with another demande for a beneficiary."""
        each = self._files[path]
        found = dict.fromkeys(self._ordering[each.supplier])
        for beneficiary, editor, dossier in each.claims:
            for (other_editor, other_dossier), other in self._claims[each.supplier, beneficiary].items():
                if other_editor != editor and other_dossier != dossier:
                    found[other] = None
        return [other for other in found if other != path]
