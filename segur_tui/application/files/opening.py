"""From paths to claim files: which files a folder means, and reading one without trusting it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from segur_tui.application.disk.bytes import STANDARD_INPUT, read_bytes, regular
from segur_tui.application.disk.folders import is_folder, resolved
from segur_tui.application.settings.values import Settings
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.digest import content_digest, digest_of_parts
from segur_tui.format.reading import OddNumbers, Unreadable, decoded, read_text
from segur_tui.format.value_type import value_type

if TYPE_CHECKING:
    from segur_tui.application.record.settled import Settling

_LONG = 500_000
"""Bytes from which a person waits for a file: a demande has about 1,000."""

_LEADS_NOWHERE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}
"""The errors of links that editors leave in folders, and of files that are gone."""


@value_type
class Opened:
    """A path that was opened: its claim file, or why there is none; `digest`, if asked, is that of its content.

    `odd` has the numbers that were written as JSON has them before the file could be read.
    """

    path: Path
    claim: ClaimFile | None
    failure: Unreadable | None = None
    digest: str = ""
    odd: OddNumbers | None = None


def claim_paths(paths: Iterable[Path]) -> list[Path]:
    """Return the files that paths mean, each once: a folder means the `*.json` files under it.

    A path that does not exist stays in the list: opening it says so. So does standard input, and so does whatever
    may hold or be a file and cannot be looked at. Inside a folder, links that lead out of it are passed over.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if path is STANDARD_INPUT:
            found[path] = path
            continue
        for leads_to, file in _files_under(path) if is_folder(path) else ((resolved(path), path),):
            found.setdefault(leads_to, file)
    return list(found.values())


def open_claim(  # noqa: PLR0913 (each way of reading one)
    path: Path,
    settings: Settings,
    *,
    is_digested: bool = True,
    is_held: bool = True,
    settled: Settling | None = None,
    is_rewritten: bool = False,
) -> Opened:
    """Read a claim file; nothing is raised for what may be wrong with it.

    The record is asked for settled answers where one is to verify, unless `settled` tells them. Odd numbers are
    rewritten where that is asked for. Of a file that `is_held` beside others, equal texts are held once.
    """
    odd = None
    try:
        content = read_bytes(path)
        # Standard input is read once: whoever asks for its digest later would find nothing.
        digest = content_digest(content) if is_digested or path is STANDARD_INPUT else ""
        text, encoding = decoded(content)
        del content  # of a big file, bytes, text and tree together would be the most memory ever held
        try:
            reading = read_text(text, encoding, is_held=is_held)
        except OddNumbers as failure:
            if not is_rewritten:
                raise
            odd, reading = failure, read_text(failure.rewritten, encoding, is_held=is_held)
        claim = ClaimFile.of("" if path is STANDARD_INPUT else path.name, reading, settings.accepted_codes)
    except Unreadable as failure:
        return Opened(path, None, failure)
    if claim.is_solde and claim.count(AnswerState.TO_VERIFY) and (look_up := settled or _on_record(settings)):
        claim = claim.with_settled(look_up(claim, digest or digest_of(path)))
    return Opened(path, claim, None, digest, odd)


def _on_record(settings: Settings) -> Settling | None:
    """Return the look-up of settled answers in the record, if there is one: else no database is loaded."""
    from segur_tui.application.state.folder import has_record

    if not has_record(settings):
        return None
    from segur_tui.application.record.settled import settled_on_record

    return settled_on_record(settings)


def is_rewritable(path: Path, settings: Settings) -> bool:
    """Tell whether a file cannot be read but for numbers that can be written as JSON has them."""
    return isinstance(open_claim(path, settings, is_digested=False).failure, OddNumbers)


def takes_long(path: Path) -> bool:
    """Tell whether a file is so big that a person notices how long it takes to open."""
    with suppress(OSError, ValueError):
        return path.stat().st_size > _LONG
    return False


def digest_of(path: Path) -> str:
    """Return the digest of a file's content, empty when it cannot be read."""
    with suppress(Unreadable), regular(path) as file:
        parts = iter(partial(file.read, _LONG), b"")
        return digest_of_parts(parts, os.fstat(file.fileno()).st_size)
    return ""


def _files_under(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield where each of the files under a folder leads, and it; also the folders that cannot be listed."""
    root, found = resolved(folder), list[Path]()
    for at, _, names in os.walk(folder, onerror=lambda error: found.append(Path(error.filename))):
        found.extend(Path(at, name) for name in names if name.lower().endswith(".json"))
    for path in sorted(found):
        try:
            mode = path.stat().st_mode
        except OSError as error:
            is_one = error.errno not in _LEADS_NOWHERE
        else:
            is_one = stat.S_ISREG(mode) or stat.S_ISDIR(mode)
        is_link = os.path.islink(path)  # noqa: PTH114 (Path.is_symlink raises where the system refuses)
        # No link to a folder is entered.
        leads_to = resolved(path) if is_link else path if folder == root else root / path.relative_to(folder)
        if is_one and (not is_link or leads_to.is_relative_to(root)):
            yield leads_to, path
