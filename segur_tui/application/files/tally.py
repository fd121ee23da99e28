"""The counts of files that were checked, which add up."""

from __future__ import annotations

from collections.abc import Iterable

from segur_tui.application.files.checking import FileReport
from segur_tui.application.files.summary import Faults
from segur_tui.format.finding import Certainty, Severity
from segur_tui.format.value_type import value_type


@value_type
class Tally:
    """How many files there are, and unreadable ones; their faults, their findings, and how many have edits."""

    files: int = 0
    unreadable: int = 0
    faults: Faults = Faults()
    errors: int = 0
    warnings: int = 0
    safe: int = 0
    likely: int = 0

    @classmethod
    def of(cls, report: FileReport) -> Tally:
        """Return the counts of one file."""
        findings = report.findings
        safe, likely = (sum(each.edit(finding) is not None for finding in findings) for each in Certainty)
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        is_unreadable = report.check is None
        return cls(1, is_unreadable, Faults.of(findings), errors, len(findings) - errors, safe, likely)

    @classmethod
    def of_all(cls, reports: Iterable[FileReport]) -> Tally:
        """Return the counts of files together."""
        return sum(map(cls.of, reports), cls())

    def __add__(self, other: Tally) -> Tally:
        """Return the counts of both."""
        return Tally(
            self.files + other.files,
            self.unreadable + other.unreadable,
            self.faults + other.faults,
            self.errors + other.errors,
            self.warnings + other.warnings,
            self.safe + other.safe,
            self.likely + other.likely,
        )
