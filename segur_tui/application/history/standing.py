"""The standing of files that this program wrote: to be deposited, or never to be (format.md §6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path

from segur_tui.application.disk.patience import Patience
from segur_tui.application.files.checking import FileReport
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.written import WrittenFile, WrittenFiles
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import path_as_text
from segur_tui.format.claim_file import FileKind
from segur_tui.format.profiles import file_name_in

_PATIENCE = Patience(1)
"""The time for which others are waited for where the work goes on without the record."""


class FileStanding(Enum):
    """The standing of a file that this program wrote: what is said of it, and in short."""

    WRITTEN = ("écrit par segur-tui, à déposer", "à déposer")
    WITHDRAWN = ("à ne pas déposer", "ne pas déposer")

    def __init__(self, words: str, short: str) -> None:
        """Take what is said of it, and in short."""
        self.words, self.short = words, short


def standing_of(written: Mapping[str, WrittenFile], path: Path, kind: str, lines: int) -> FileStanding | None:
    """Return where a file stands among those that were written, by path or name; None where it is none of them."""
    name = file_name_in(path.name)
    file = None if name is None else written.get(str(name).lower())
    if file is not None:  # others may have written one of that name
        file = written.get(path_as_text(path), file)
    if file is None or kind != FileKind.SUBMISSION.value or lines != file.lines:
        return None
    return FileStanding.WITHDRAWN if file.is_withdrawn else FileStanding.WRITTEN


def standings(files: Iterable[tuple[Path, str, int]], settings: Settings) -> dict[Path, FileStanding]:
    """Return where files stand that this program wrote, of those given with their kind and number of lines.

    Nothing is known where the record cannot be read.
    """
    try:
        with open_record(settings, _PATIENCE, to_read=True) as store:
            written = WrittenFiles(store).by_name()
    except RecordUnknown:
        return {}
    found = ((path, standing_of(written, path, kind, lines)) for path, kind, lines in files)
    return {path: standing for path, standing in found if standing is not None}


def to_deposit(reports: Sequence[FileReport], settings: Settings) -> Sequence[FileReport]:
    """Return files without those that are not to be deposited, unless all are: these are no sources."""
    files = [(report.path, report.kind, report.lines()) for report in reports]
    known = standings(files, settings)
    return [report for report in reports if known.get(report.path) is not FileStanding.WITHDRAWN] or reports
