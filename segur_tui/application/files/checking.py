"""Checking files on disk: one report a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from segur_tui.application.files.opening import Opened, open_claim
from segur_tui.application.settings.values import Settings
from segur_tui.format.acceptances import Acceptances
from segur_tui.format.answer import AnswerState
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.digest import content_digest
from segur_tui.format.edit import Step
from segur_tui.format.evidence import Evidence
from segur_tui.format.finding import Finding, Severity
from segur_tui.format.reading import OddNumbers, TooMuch, Unreadable
from segur_tui.format.rules.file import UnreadableFile
from segur_tui.format.value_type import field, replace, value_type
from segur_tui.format.wording import typeset

UNREADABLE = "unreadable"
"""The kind of a file that could not be read."""


class CheckStopped(Exception):  # noqa: N818 (it says what happened)
    """A check of many files ended before the report of all of them was made: why, in French."""


@value_type
class FileReport:
    """A file's check, with a draft's `steps`, or the failure to read it; `digest` is of its content.

    `odd` has the numbers that were written as JSON has them before it could be read. Findings that a report
    `shows` are listed in it; they are counted either way.
    """

    path: Path
    check: Check | None
    failure: Unreadable | None = None
    digest: str = ""
    steps: tuple[Step, ...] = ()
    odd: OddNumbers | None = None
    shows: Callable[[Finding], bool] | None = field(default=None, compare=False)

    @property
    def claim(self) -> ClaimFile | None:
        """Return what was checked, None where it could not be read."""
        return None if self.check is None else self.check.claim

    @property
    def kind(self) -> str:
        """Return `submission`, `return`, `avance` or `unreadable`."""
        return UNREADABLE if self.check is None else self.check.claim.kind.value

    @property
    def draft_digest(self) -> str:
        """Return what a draft of the file is tied to: its content, and the text as which that had to be read."""
        return self.digest if self.odd is None else f"{self.digest}+{content_digest(self.odd.rewritten.encode())}"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all findings; an unreadable file has one."""
        if self.check is not None:
            return self.check.findings
        remedy = f" ({self.failure.remedy})" if isinstance(self.failure, OddNumbers) else ""
        finding = UnreadableFile.found(None, (), None, reason=f"{self.failure}{remedy}")
        if isinstance(self.failure, TooMuch):
            finding = replace(finding, message=typeset(UnreadableFile.wrong.format(reason=self.failure)))
        return (finding,)

    @property
    def shown(self) -> tuple[Finding, ...]:
        """Return the findings that a report lists."""
        return self.findings if self.shows is None else tuple(filter(self.shows, self.findings))

    def lines(self, state: AnswerState | None = None) -> int:
        """Return the number of demandes, in one state or in all."""
        if self.check is None:
            return 0
        claim = self.check.claim
        return len(claim.lines) if state is None else claim.count(state)

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)


def content_part(draft_digest: str) -> str:
    """Return the digest of the content alone of what a draft is tied to."""
    return draft_digest.partition("+")[0]


def check_path(path: Path, today: date, settings: Settings, *, is_rewritten: bool = False) -> FileReport:
    """Open and check one file beside what the record tells; nothing is raised for what may be wrong with it."""
    from segur_tui.application.record.orders import remembered  # the check of files at hand needs no database

    opened = open_claim(path, settings, is_rewritten=is_rewritten)
    return checked(opened, today, Evidence((), remembered(settings)))


def check_together(paths: Sequence[Path], today: date, settings: Settings) -> list[FileReport]:
    """Open and check files as those at hand: each tells what it can of the others."""
    files = [open_claim(path, settings, is_digested=False) for path in paths]
    claims = [file.claim for file in files if file.claim is not None]
    evidence, acceptances = Evidence(claims), Acceptances.among(claims, today)
    return [checked(file, today, evidence, acceptances) for file in files]


def checked(
    opened: Opened, today: date, evidence: Evidence | None = None, acceptances: Acceptances | None = None
) -> FileReport:
    """Check a file that was opened, beside what other files tell and prove."""
    if opened.claim is None:
        return FileReport(opened.path, None, opened.failure)
    found = check(opened.claim, today, None, evidence, acceptances)
    return FileReport(opened.path, found, None, opened.digest, odd=opened.odd)
