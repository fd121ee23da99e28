"""A report as a value: its files, each with its findings, and its day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from segur_tui.application.files.checking import FileReport
from segur_tui.format.value_type import value_type


@value_type
class ReportedFile:
    """A file in a report; `note` says, in French, which state is reported, and is empty for that of the disk."""

    file: FileReport
    note: str = ""


@value_type
class Report:
    """The reports of files on a day, in Paris."""

    files: tuple[ReportedFile, ...]
    day: date

    @classmethod
    def of_disk(cls, reports: Iterable[FileReport], day: date) -> Report:
        """Return the report of files as they are on the disk."""
        return cls(tuple(ReportedFile(report) for report in reports), day)

    @property
    def reports(self) -> list[FileReport]:
        """Return the reports of the files."""
        return [reported.file for reported in self.files]
