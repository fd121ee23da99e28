"""The day and number of a file, shown by its name or, of a return, by the file that it answers (format.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from segur_tui.application.disk.bytes import read_bytes
from segur_tui.application.record.claims import Claims, LineExported
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.meaning import meaning_digest
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.reading import Unreadable, read


def deposit_of(name: str, claim: ClaimFile, digest: str, claims: Claims) -> str:
    """Return the day and number of a file, such as `20261012-001`; empty where nothing tells them.

    A return whose name tells none answers a file that the record knows when it holds the demandes of that one,
    and most of them mean what was exported or deposited, or what stands in that file. Of several such files it is
    the one that it is most like, then the earliest: the later ones stay unanswered. Raises RecordUnknown.
    """
    named = claim.profile.file_names.found_in(name)
    if named is not None or claim.kind is not FileKind.RETURN:
        return "" if named is None else named.deposit
    demandes = [(numbers_of(each, claim.profile), each) for each in claim.demandes_as_read]
    found: dict[str, int] = {}
    meanings: list[str] = []
    for lines in _deposited(claims, [numbers for numbers, _ in demandes]):
        if not _is_copy(claim, digest, lines):
            meanings = meanings or [meaning_digest(each, claim.profile) for _, each in demandes]
            known = {line.meaning for line in lines} - {""}
            if 2 * sum(meaning in known for meaning in meanings) <= len(meanings):
                known |= _meanings_in(lines[0].path, claim)
            alike = sum(meaning in known for meaning in meanings)
            if 2 * alike > len(meanings):
                found[lines[0].deposit] = max(alike, found.get(lines[0].deposit, 0))
    return min(found, key=lambda deposit: (-found[deposit], deposit), default="")


def _deposited(claims: Claims, numbers: Sequence[Numbers]) -> Iterator[list[LineExported]]:
    """Yield the lines of each file, exported or deposited, that holds the demandes of some numbers alone."""
    wanted = set(numbers)
    exported = {line.file for line in claims.exported(wanted)}
    for lines in (*map(claims.exported_into, exported), *claims.deposited(wanted)):
        known = {key for line in lines for key in line.numbers.keys}
        if len(lines) == len(numbers) and all(not known.isdisjoint(each.keys) for each in numbers):
            yield lines


def _meanings_in(path: str, answer: ClaimFile) -> set[str]:
    """Return what the demandes of a file mean as it stands on the disk, corrected by hand before its deposit."""
    try:
        claim = ClaimFile.of(Path(path).name, read(read_bytes(Path(path))), answer.accepted_codes)
    except Unreadable:
        return set()
    return {meaning_digest(each, claim.profile) for each in claim.demandes_as_read}


def _is_copy(claim: ClaimFile, digest: str, exported: Sequence[LineExported]) -> bool:
    """Tell whether a return says of demandes only what the lines said that these were exported from."""
    if any(line.source_digest == digest for line in exported):
        return True
    before: dict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)
    for line in exported:
        for key in line.numbers.keys:
            before[key].add((line.source_line, line.source_said))
    answered = (
        ((position, f"{answer.code}\n{answer.label}"), before[key])
        for position, (answer, demande) in enumerate(zip(claim.answers, claim.demandes_as_read, strict=False), 1)
        if answer.state is not AnswerState.PENDING
        for key in numbers_of(demande, claim.profile).keys
    )
    return all(here in there for here, there in answered if there)
