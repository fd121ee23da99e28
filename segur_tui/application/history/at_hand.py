"""Files at hand: those that an export is given, and those beside them, which are evidence only (format.md §6)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from segur_tui.application.disk.bytes import read_bytes
from segur_tui.application.files.opening import digest_of, open_claim
from segur_tui.application.history.answered import deposit_of
from segur_tui.application.record.claims import AnswerSeen, Claims
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import path_as_text
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.naming import FileName
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.reading import Unreadable
from segur_tui.format.value_type import value_type

_SHORT_TEXTS = re.compile(rb'"([^"\\]{1,40})"')
"""The texts in the bytes of a file that may be numbers."""
_MOST_SEARCHED = 256_000_000
"""Bytes of a file that is searched for numbers though it is too big to be read."""


@value_type
class FileAtHand:
    """A claim file that was read: where it is, the digest of its content, and its day and number where known."""

    path: Path
    claim: ClaimFile
    digest: str = ""
    deposit: str = ""

    def dated(self, claims: Claims) -> FileAtHand:
        """Return it with the day and number that its name or what the record knows tells; raises RecordUnknown."""
        return replace(self, deposit=deposit_of(self.path.name, self.claim, self.digest, claims))

    def answers(self) -> Iterator[AnswerSeen]:
        """Yield the lines of a return that the ASP has answered, as they were read."""
        if self.claim.kind is not FileKind.RETURN:
            return
        profile = self.claim.profile
        path, read = path_as_text(self.path), self.claim.demandes_as_read
        for line, (answer, demande) in enumerate(zip(self.claim.answers, self.claim.lines, strict=True), 1):
            if answer.state is not AnswerState.PENDING:
                as_read = read[line - 1] if line <= len(read) else demande
                said, is_accepted = f"{answer.code}\n{answer.label}", answer.state is AnswerState.ACCEPTED
                is_to_verify = answer.state is AnswerState.TO_VERIFY
                at = (self.deposit, path, self.digest, line, numbers_of(as_read, profile))
                yield AnswerSeen(*at, said, is_accepted, is_to_verify=is_to_verify)


@value_type
class Unread:
    """A file that could not be read as claims: its path, and its bytes in lower case, None where unknown."""

    path: Path
    text: bytes | None

    def may_hold(self, numbers: Numbers) -> bool:
        """Tell whether it may hold a demande of some numbers."""
        text = self.text
        return text is None or any(
            re.search(rb"(?<![0-9a-z])" + re.escape(number.encode()) + rb"(?![0-9a-z])", text)
            for number in numbers
            if number
        )


def files_in(  # noqa: PLR0913, PLR0917 (where is looked, and for what)
    folders: Collection[Path],
    given: Collection[Path],
    suppliers: Iterable[str],
    claims: Claims,
    settings: Settings,
    dossiers: Collection[str] = (),
    unread: list[Unread] | None = None,
) -> Iterator[FileAtHand]:
    """Yield the files in folders that may be of some suppliers, but for those given.

    One whose lines the record holds is only yielded where it may hold one of some dossiers. What cannot be read
    and may be of the suppliers is added to `unread`.
    """
    marks = [supplier.casefold().encode() for supplier in suppliers if supplier]
    wanted = {dossier.encode() for dossier in dossiers if dossier}
    for folder in sorted(folders):
        for path in _entries(folder, unread):
            try:
                if path.suffix.casefold() != ".json" or path.resolve() in given:
                    continue
                # Whichever way its characters are written.
                text = read_bytes(path).replace(b"\0", b"").lower()
                if not any(mark in text for mark in marks):
                    continue
                if not wanted.isdisjoint(_SHORT_TEXTS.findall(text)) or not claims.knows(digest_of(path)):
                    opened = open_claim(path, settings)
                    if opened.claim is not None:
                        yield FileAtHand(path, opened.claim, opened.digest).dated(claims)
                    elif unread is not None:
                        unread.append(Unread(path, text))
            except (OSError, RuntimeError, Unreadable):
                if unread is not None and (left := _unread(path, marks)) is not None:
                    unread.append(left)


def _unread(path: Path, marks: Collection[bytes]) -> Unread | None:
    """Return what a file tells that cannot be read as claims, None where it is of other suppliers.

    Of one that cannot be searched its name alone tells; without any, it may be anybody's, unless it is huge.
    """
    text, is_too_big = None, False
    with suppress(OSError):
        if not path.is_file():
            return None
        is_too_big = path.stat().st_size > _MOST_SEARCHED
        text = None if is_too_big else path.read_bytes().replace(b"\0", b"").lower()
    if text is not None:
        return Unread(path, text) if any(mark in text for mark in marks) else None
    name = FileName.found_in(path.name)
    is_of_others = is_too_big if name is None else name.numero_ans.casefold().encode() not in marks
    return None if is_of_others else Unread(path, None)


def _entries(folder: Path, unread: list[Unread] | None) -> list[Path]:
    """Return what is in a folder; one that cannot be listed may hold anything."""
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        if unread is not None and not isinstance(error, FileNotFoundError | NotADirectoryError):
            unread.append(Unread(folder, None))
        return []
