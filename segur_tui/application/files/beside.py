"""The files beside others: read as proof where a control speaks and those prove nothing (format.md §8)."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from segur_tui.application.disk.bytes import read_bytes
from segur_tui.application.disk.folders import resolved
from segur_tui.application.files.checking import FileReport, checked
from segur_tui.application.files.opening import Opened, claim_paths, open_claim
from segur_tui.application.record.orders import remembered
from segur_tui.application.settings.values import Settings
from segur_tui.format.acceptances import Acceptances
from segur_tui.format.check import check
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.evidence import Evidence, Remembered, claimed_in
from segur_tui.format.kinds import compared
from segur_tui.format.order import beneficiary_key
from segur_tui.format.profiles import PROFILES, file_name_in
from segur_tui.format.reading import Unreadable
from segur_tui.format.value_type import replace

_MAY_BE_BENEFICIARIES = re.compile(rb'"\s*([0-9][0-9ab\s]{7,20})"')
"""The texts in the bytes of a file, in small letters, that may be RPPS or FINESS."""
_MOST_RIVALS = 50
"""Files given that are opened for one beneficiary: more than are ever held against each other."""
MOST_PROOF = 20_000_000
"""Bytes of files beside that are read, the newest first: a hundred full ones, in half a second."""


def check_beside(
    paths: Collection[Path],
    today: date,
    settings: Settings,
    given: Collection[Path] = (),
    *,
    is_rewritten: bool = False,
) -> list[FileReport]:
    """Open and check files beside what the record tells, and what all of them, and the others at hand, prove.

    At hand are the files `given` with them, those under given folders, and those beside them (format.md §1).
    Nothing is raised for what may be wrong with them.
    """
    files = [open_claim(path, settings, is_rewritten=is_rewritten) for path in paths]
    claims = [file.claim for file in files if file.claim is not None]
    proof = _proof(claims, paths, given, today, settings)
    evidence = evidence_beside(claims, paths, given, settings, remembered(settings))
    return [checked(file, today, evidence, proof) for file in files]


def weighed(
    reports: Collection[FileReport], settings: Settings, given: Collection[Path] = (), *, are_told: bool = False
) -> list[FileReport]:
    """Return checked files as they are checked beside others; `are_told` where these have told of them already."""
    checks = [report.check for report in reports if report.check is not None]
    if not checks:
        return list(reports)
    own, claims = [report.path for report in reports], [each.claim for each in checks]
    proof = _proof(claims, own, given, checks[0].today, settings)
    evidence = None if are_told else evidence_beside(claims, own, given, settings, remembered(settings))
    return [_weighed(report, proof, evidence) for report in reports]


def evidence_beside(
    claims: Collection[ClaimFile],
    own: Collection[Path],
    given: Collection[Path],
    settings: Settings,
    known: Remembered | None,
) -> Evidence:
    """Return what claim files, read from `own` paths, tell of each other, with what else is at hand and `known`.

    At hand are the avances given or beside them, and those given that have a beneficiary of theirs.
    """
    beneficiaries = {beneficiary for claim in claims for beneficiary, _ in claimed_in(claim)}
    return Evidence([*claims, *_telling(_at_hand(own, given), beneficiaries, settings)], known)


def _proof(
    claims: Collection[ClaimFile],
    own: Collection[Path],
    given: Collection[Path],
    today: date,
    settings: Settings,
) -> Acceptances:
    suppliers = {compared(claim.numero_ans).encode() for claim in claims if claim.numero_ans}
    return Acceptances.among(claims, today, partial(_beside, own, given, suppliers, settings))


def _weighed(report: FileReport, acceptances: Acceptances, evidence: Evidence | None) -> FileReport:
    found = report.check
    if found is None:
        return report
    return replace(report, check=check(found.claim, found.today, found, evidence, acceptances))


def _telling(at_hand: Mapping[Path, bool], beneficiaries: set[str], settings: Settings) -> Iterator[ClaimFile]:
    wanted = dict.fromkeys(beneficiaries, _MOST_RIVALS)
    for path, is_given in at_hand.items():
        with suppress(Unreadable):
            text = read_bytes(path).replace(b"\0", b"").lower()
            is_marked = any(profile.avance_in_bytes.search(text) for profile in PROFILES)
            shared = wanted.keys() & _numbers_in(text) if is_given and wanted else ()
            if is_marked or shared:
                claim = open_claim(path, settings, is_digested=False).claim
                if claim is not None and (is_given or claim.kind is FileKind.AVANCE):
                    yield claim
            for each in shared:
                wanted[each] -= 1
                if not wanted[each]:
                    del wanted[each]


def _numbers_in(text: bytes) -> set[str]:
    return {beneficiary_key(each.decode()) for each in set(_MAY_BE_BENEFICIARIES.findall(text))}


def _beside(
    own: Collection[Path], given: Collection[Path], suppliers: Collection[bytes], settings: Settings
) -> list[ClaimFile]:
    """Return the files at hand of some suppliers, but for those that are weighed themselves."""
    return read_as_proof(_at_hand(own, given), suppliers, settings)


def _at_hand(own: Collection[Path], given: Collection[Path]) -> dict[Path, bool]:
    """Return the files given, and those beside files, but for these themselves; each with whether it is given."""
    known = {resolved(path) for path in own}
    in_folders = (path for folder in {path.parent for path in known} for path in json_files_in(folder, []))
    others = dict[Path, tuple[Path, bool]]()
    for path, is_given in (
        *((path, True) for path in claim_paths(given)),
        *((path, False) for path in in_folders),
    ):
        others.setdefault(resolved(path), (path, is_given))
    return {path: is_given for at, (path, is_given) in others.items() if at not in known}


def read_as_proof(
    paths: Iterable[Path],
    suppliers: Collection[bytes],
    settings: Settings,
    held: Callable[[Path], Opened | None] = lambda _: None,
) -> list[ClaimFile]:
    """Return the files of some suppliers, the newest first, as far as they are read; what cannot be is none.

    Those that are still `held` are not read again.
    """
    found, read = list[ClaimFile](), 0
    for path in sorted(paths, key=deposit_in, reverse=True):
        with suppress(OSError, RuntimeError, Unreadable):
            read += path.stat().st_size
            if read > MOST_PROOF:
                break
            opened = held(path)
            if opened is None and any(each in read_bytes(path).lower() for each in suppliers):
                opened = open_claim(path, settings, is_digested=False)
            if opened is not None and opened.claim is not None:
                found.append(opened.claim)
    return found


def json_files_in(folder: Path, unlisted: list[Path]) -> Iterator[Path]:
    """Yield the `.json` files of a folder in the order of their names, in whatever letter case.

    Pipes, devices and folders are none; what cannot be looked at may be one. A folder that is there and cannot be
    listed is added to `unlisted`.
    """
    try:
        entries = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError:
        unlisted.append(folder)
        return
    for path in entries:
        if path.suffix.casefold() == ".json":
            try:
                is_other = not stat.S_ISREG(path.stat().st_mode)
            except OSError:
                is_other = False
            if not is_other:
                yield path


def deposit_in(path: Path) -> tuple[str, str]:
    """Return what puts files in the order of their deposits: the day and number in the name, and the name."""
    name = file_name_in(path.name)
    return "" if name is None else name.deposit, path.name
