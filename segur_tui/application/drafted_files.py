"""Files with a draft in progress: shown in a folder, exported as corrected, history once they were exported."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from segur_tui.application.checking import FileReport
from segur_tui.application.database import path_as_text
from segur_tui.application.draft import Draft
from segur_tui.application.drafts import Drafts, StoredDraft
from segur_tui.application.exporting import Plan
from segur_tui.application.state import StateUnavailable
from segur_tui.application.views.folder import FileRow
from segur_tui.format.edit import EditConflict


def as_corrected(reports: Sequence[FileReport], today: date) -> list[FileReport]:
    """Return files as their drafts in progress have corrected them; the others as they are.

    Raises StateUnavailable when the drafts cannot be read.
    """
    with Drafts.opened(to_read=True) as drafts:
        found = [drafts.find(path_as_text(report.path), report.digest) for report in reports]
    return [_corrected(report, draft, today) for report, draft in zip(reports, found, strict=True)]


def modifications(reports: Sequence[FileReport]) -> list[int]:
    """Return the number of steps of each file's draft in progress; none where drafts cannot be read."""
    known: dict[str, int] = {}
    with suppress(StateUnavailable), Drafts.opened(to_read=True) as drafts:
        known = drafts.in_progress()
    return [known.get(path_as_text(report.path), 0) for report in reports]


def with_drafts(rows: Sequence[FileRow]) -> list[FileRow]:
    """Return the files of a folder with the number of steps of their drafts in progress."""
    known: dict[str, int] = {}
    with suppress(StateUnavailable), Drafts.opened(to_read=True) as drafts:
        known = drafts.in_progress()
    # Following the links of a path takes its time, and most folders have no draft.
    steps = [known.get(path_as_text(row.path), 0) if known else 0 for row in rows]
    return [
        row if row.modifications == count else replace(row, modifications=count)
        for row, count in zip(rows, steps, strict=True)
    ]


def note_export(written: Plan) -> None:
    """Make history of the drafts whose every changed line was written; they are not offered again."""
    with suppress(StateUnavailable), Drafts.opened() as drafts:
        for index, source in enumerate(written.sources):
            lines = {candidate.line for candidate in written.resubmission.going if candidate.source == index}
            found = drafts.in_progress_of(path_as_text(source.path))
            changed = {line for step in found.done for line, _ in step.demandes} if found is not None else set()
            if found is not None and changed <= lines:
                drafts.end(found.identity, "exported")


def _corrected(report: FileReport, found: StoredDraft | None, today: date) -> FileReport:
    if found is None or report.check is None or found.digest != report.digest:
        return report
    with suppress(EditConflict):
        return replace(report, check=Draft.restored(report.check, today, found.done, found.undone).check)
    return report
