"""What was read, remembered in the record: while that is away it is kept in the state folder, and handed in later.

A file there has a name of two parts, in the order in which they were kept: a number, and what tells them apart.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from segur_tui.application.disk.folders import make_folder
from segur_tui.application.disk.patience import Patience
from segur_tui.application.files.checking import FileReport
from segur_tui.application.files.opening import content_digest
from segur_tui.application.history.passages import History
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.access import Access
from segur_tui.application.state.database import PATIENCE, path_as_text, path_of
from segur_tui.application.state.folder import StateUnavailable, ensure_state_folder, state_folder
from segur_tui.application.state.sqlite_file import write_whole
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.reading import Unreadable, decoded, read_text
from segur_tui.format.writing import write

_FOLDER = "unrecorded"


def remember(reports: Iterable[FileReport], settings: Settings, patience: Patience = PATIENCE) -> str:
    """Remember files that were read, those first that were kept, and return the record's identity.

    Raises RecordUnknown where the record cannot be kept; these are kept then.
    """
    read = list(reports)
    try:
        kept = _kept(settings)
        with History.opened(settings, patience) as history:
            for file in kept:
                for path, digest, claim in _reading(file, settings):
                    history.note(path, digest, claim)
            history.remember(read)
            identity = history.record
    except RecordUnknown:
        _keep(read, settings)
        raise
    for file in kept:
        with suppress(OSError):
            file.unlink()
    return identity


def hand_in(settings: Settings, patience: Patience = PATIENCE) -> None:
    """Let the record have what was read while it was away, if anything; raises RecordUnknown."""
    if _kept(settings):
        remember((), settings, patience)


def _kept(settings: Settings) -> Sequence[Path]:
    with suppress(OSError, StateUnavailable):
        folder = state_folder(settings) / _FOLDER
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    return []


def _keep(reports: Iterable[FileReport], settings: Settings) -> None:
    """Keep files that were read, each content once for each path; what the disk does not take is not kept."""
    with suppress(OSError, ValueError, StateUnavailable):
        folder = ensure_state_folder(settings) / _FOLDER
        make_folder(folder, 0o700)
        kept = [path.name.partition("-") for path in _kept(settings)]
        known, last = {name for _, _, name in kept}, max((int(number) for number, _, _ in kept), default=0)
        for number, report in enumerate(reports, last + 1):
            if report.check is None:
                continue
            head = json.dumps([path_as_text(report.path), report.digest]).encode()
            if (name := content_digest(head)) not in known:
                content = zlib.compress(head + b"\n" + write(report.check.claim.root))
                write_whole(folder / f"{number:07d}-{name}", content, Access())


def _reading(file: Path, settings: Settings) -> Iterator[tuple[Path, str, ClaimFile]]:
    """Yield what a file keeps: the path and the digest of what was read, and the claim; nothing where damaged."""
    with suppress(OSError, ValueError, zlib.error, Unreadable):
        head, _, content = zlib.decompress(file.read_bytes()).partition(b"\n")
        text, digest = json.loads(head)
        path = path_of(text)
        yield path, digest, ClaimFile.of(path.name, read_text(*decoded(content)), settings.accepted_codes)
