"""The reports of files under correction: with the corrections of their drafts, and marked as such."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.files.beside import check_beside
from segur_tui.application.files.checking import FileReport
from segur_tui.application.reports.report import Report, ReportedFile
from segur_tui.application.settings.values import Settings
from segur_tui.application.together.grouped_drafts import as_corrected
from segur_tui.application.views.folder import FileRow
from segur_tui.application.views.problems import findings_left
from segur_tui.format.value_type import replace
from segur_tui.format.wording import counted


def report_of_draft(path: Path, draft: Draft, *, is_exported: bool) -> Report:
    """Return the report of a file as its draft has corrected it by now."""
    return Report((_reported(FileReport(path, draft.opened), draft, len(draft.done), is_exported),), draft.today)


def report_of_folder(
    rows: Sequence[FileRow], today: date, settings: Settings, given: Sequence[Path] = ()
) -> Report:
    """Return the report of files of a folder, read again, each as its draft in progress has corrected it."""
    reports = check_beside([row.path for row in rows], today, settings, given)
    read = list(zip(rows, reports, strict=True))
    corrected = as_corrected([report for _, report in read], today, settings)
    files = []
    for (row, before), (after, aside) in zip(read, ((each.report, each.aside) for each in corrected), strict=True):
        if after is before or before.check is None or after.check is None:
            note = f"tel qu’il est sur le disque, car {aside}" if aside and before.check is not None else ""
            files.append(ReportedFile(before, note))
        else:
            draft = Draft(before.check, after.check, today)
            files.append(_reported(before, draft, row.modifications + row.together, is_exported=False))
    return Report(tuple(files), today)


def _reported(report: FileReport, draft: Draft, steps: int, is_exported: bool) -> ReportedFile:  # noqa: FBT001 (named outside)
    """Return a file without what the ASP said of values that were changed since."""
    left = (findings_left(draft, line) for line in range(1, len(draft.check.of_lines) + 1))
    present = replace(draft.check, of_lines=tuple(map(tuple, left)))
    exported = "" if is_exported else f" non exportée{'s' if steps > 1 else ''}"
    note = f"état présent, avec {counted(steps, 'modification')}{exported}" if steps else ""
    return ReportedFile(replace(report, check=present), note)
