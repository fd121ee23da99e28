"""Files at hand: those that an export is given, and those beside them, which are evidence only (format.md §6)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from segur_tui.application.disk.folders import resolved
from segur_tui.application.files.beside import evidence_beside, json_files_in, weighed
from segur_tui.application.files.checking import FileReport, checked
from segur_tui.application.files.opening import digest_of, open_claim
from segur_tui.application.history.answered import deposit_of
from segur_tui.application.record.claims import AnswerSeen, Claims
from segur_tui.application.record.orders import remembered
from segur_tui.application.record.settled import settled_by_nobody, settled_in
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import path_as_text
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.profiles import PROFILES, file_name_in
from segur_tui.format.reading import Unreadable, decoded
from segur_tui.format.value_type import replace, value_type

_SHORT_TEXTS = re.compile(rb'"([^"\\]{1,40})"')
"""The texts in the bytes of a file that may be numbers."""
_SUPPLIER = re.compile(
    rf'"(?:{"|".join(each.numero_ans.name.casefold() for each in PROFILES)})"[\s:"\[]*([0-9a-z\ufffd]+)'
)
"""The ANS number in the text of a file that cannot be read, in lower case."""
_EDITOR_NUMBER = rf'(?:{"|".join(each.editor_number.name.casefold() for each in PROFILES)})"[\s:"\[]*0*'.encode()
_MOST_SEARCHED = 256_000_000
"""Bytes of a file that is searched for numbers though it is too big to be read."""
_DAMAGED = "\N{REPLACEMENT CHARACTER}"
_REPORT = b'"format": "segur-tui-'
"""The beginning of this program's own reports, which are no claims."""


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
            if answer.state is not AnswerState.PENDING and line not in self.claim.lines_of_avance:
                as_read = read[line - 1] if line <= len(read) else demande
                said, is_accepted = f"{answer.code}\n{answer.label}", answer.state is AnswerState.ACCEPTED
                is_to_verify = answer.state is AnswerState.TO_VERIFY
                at = (self.deposit, path, self.digest, line, numbers_of(as_read, profile))
                yield AnswerSeen(
                    *at, said, is_accepted, is_to_verify=is_to_verify, is_settled=bool(answer.settled)
                )


@value_type
class Unread:
    """A file or folder that could not be read as claims, and its bytes in lower case, None where unknown."""

    path: Path
    text: bytes | None

    def may_hold(self, numbers: Numbers) -> bool:
        """Tell whether it may hold a demande of some numbers."""
        text = self.text
        if text is None:
            return True
        forms = [re.escape(number.encode()) for number in numbers if number]
        if numbers.editor.isdigit():  # 3 is 00003
            forms.append(_EDITOR_NUMBER + re.escape(numbers.editor.lstrip("0").encode()))
        return any(re.search(rb"(?<![0-9a-z])" + form + rb"(?![0-9a-z])", text) for form in forms)


def skipped_of(paths: Iterable[Path], supplier: str) -> Iterator[Unread]:
    """Yield the files that were given, cannot be read, and are passed over, but for those of other suppliers."""
    for path in paths:
        try:
            # A pipe would be waited for without end.
            is_searched = path.is_file() and path.stat().st_size <= _MOST_SEARCHED
            text = decoded(path.read_bytes() if is_searched else b"")[0].casefold()
        except (OSError, ValueError, Unreadable):
            yield Unread(path, None)
            continue
        name = file_name_in(path.name)
        suppliers = {compared(each) for each in _SUPPLIER.findall(text) if _DAMAGED not in each}
        if name is not None:
            suppliers.add(compared(name.numero_ans))
        if supplier in suppliers or not suppliers:
            yield Unread(path, None if _DAMAGED in text else text.encode(errors="replace"))


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

    One whose lines the record holds is only yielded where it may hold one of some dossiers. What may be of the
    suppliers and cannot be read, or shows such a dossier in no line, is added to `unread`.
    """
    own = {compared(supplier) for supplier in suppliers if supplier}
    settled = settled_in(claims.store, settings)
    wanted = {dossier.encode() for dossier in dossiers if dossier}
    hidden = [] if unread is None else unread
    for path in _but_for(given, folders, hidden):
        name = file_name_in(path.name)
        is_named = name is not None and compared(name.numero_ans) in own
        text = _searched(path, is_named=is_named)
        if text is None:
            if is_named or name is None:
                hidden.append(Unread(path, None))
            continue
        shown = wanted.intersection(_SHORT_TEXTS.findall(text))
        is_theirs = is_named or (name is None and shown) or any(supplier.encode() in text for supplier in own)
        if not text or not is_theirs or _REPORT in text or (not shown and claims.knows(digest_of(path))):
            continue
        opened = open_claim(path, settings, settled=settled, is_rewritten=True)
        if opened.claim is None:
            hidden.append(Unread(path, None if _DAMAGED.encode() in text else text))
            continue
        profile = opened.claim.profile
        if not shown <= {numbers_of(line, profile).dossier.encode() for line in opened.claim.lines}:
            hidden.append(Unread(path, text))
        yield FileAtHand(path, opened.claim, opened.digest).dated(claims)


def read_together(  # noqa: PLR0913 (what is read, and how)
    files: Sequence[Path],
    today: date,
    settings: Settings,
    read: dict[Path, FileReport],
    *,
    without_record: bool = False,
    is_rewritten: bool = False,
) -> list[FileReport]:
    """Read and check files beside all that is known of their avances, and of what the ASP has accepted.

    A content that was `read` and checked on that day already is taken from there, unless one of its answers is to
    verify: it may have been settled meanwhile. What is read is added.
    """
    settled = settled_by_nobody if without_record else None
    anew = {
        file: open_claim(file, settings, settled=settled, is_rewritten=is_rewritten)
        for file in files
        if not _is_known(file, read.get(file), today)
    }
    if anew:
        kept = (read[file].check for file in files if file not in anew)
        claims = [each.claim for each in kept if each is not None]
        claims += [each.claim for each in anew.values() if each.claim is not None]
        known = None if without_record else remembered(settings)
        evidence = evidence_beside(claims, files, (), settings, known)
        read |= {file: checked(each, today, evidence) for file, each in anew.items()}
    return weighed([read[file] for file in files], settings, are_told=True)


def _is_known(file: Path, known: FileReport | None, today: date) -> bool:
    return (
        known is not None
        and known.check is not None
        and known.check.today == today
        and digest_of(file) == known.digest
        and all(each.state_as_read is not AnswerState.TO_VERIFY for each in known.check.claim.answers)
    )


def _but_for(given: Collection[Path], folders: Iterable[Path], unread: list[Unread]) -> Iterator[Path]:
    """Yield the files in folders, but for those given; a folder that cannot be listed may hold anything."""
    unlisted: list[Path] = []
    for folder in sorted(folders):
        for path in json_files_in(folder, unlisted):
            if resolved(path) not in given:
                yield path
    unread += (Unread(folder, None) for folder in unlisted)


def _searched(path: Path, *, is_named: bool) -> bytes | None:
    """Return the bytes of a file, whichever way its characters are written, in lower case; None where unknown.

    Empty are one that is gone or holds nothing, and a huge one, which is none of the ASP's. What `is_named` as the
    supplier's is unknown where it leads nowhere, is huge, or holds zeros alone.
    """
    try:
        if path.stat().st_size > _MOST_SEARCHED:
            return None if is_named else b""
        content = path.read_bytes()
    except FileNotFoundError:
        return None if is_named and path.is_symlink() else b""
    except OSError:
        return None
    text = content.replace(b"\0", b"").lower()
    return None if is_named and content and not text else text
