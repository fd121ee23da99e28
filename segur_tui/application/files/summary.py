"""The figures of a file in a list, and its faults: what a control and the ASP both say is one (format.md §5)."""

from __future__ import annotations

from collections.abc import Iterable

from segur_tui.application.files.checking import UNREADABLE, FileReport
from segur_tui.format.answer import AnswerState
from segur_tui.format.finding import Finding, FindingSource, Severity
from segur_tui.format.rules.demande import AspRejection, AspToVerify
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted


@value_type
class Summary:
    """The figures of a file that was read, or the `failure`, in French, of one of the kind `unreadable`.

    `errors` are the faults to correct, `retold` those among them that the ASP says again.
    """

    kind: str
    numero_ans: str = ""
    siret: str = ""
    lines: int = 0
    accepted: int = 0
    rejected: int = 0
    pending: int = 0
    errors: int = 0
    warnings: int = 0
    failure: str = ""
    to_verify: int = 0
    retold: int = 0

    @property
    def may_be_settled(self) -> bool:
        """Tell whether a control finds errors: what accepted demandes of others do, too, is none."""
        return self.errors + self.retold > self.rejected

    @property
    def is_readable(self) -> bool:
        """Tell whether the file holds demandes."""
        return self.kind != UNREADABLE


def summary_of(report: FileReport) -> Summary:
    """Return the figures of a file that was checked."""
    if report.check is None:
        return Summary(report.kind, failure=report.findings[0].message)
    claim = report.check.claim
    faults = Faults.of(report.findings)
    return Summary(
        report.kind,
        claim.numero_ans,
        claim.siret,
        len(claim.lines),
        claim.count(AnswerState.ACCEPTED),
        claim.count(AnswerState.REJECTED),
        claim.count(AnswerState.PENDING),
        faults.number,
        report.count(Severity.WARNING),
        to_verify=claim.count(AnswerState.TO_VERIFY),
        retold=faults.retold,
    )


@value_type
class Faults:
    """The number of faults to correct, but for what is to verify, and of those that the ASP says, too."""

    number: int = 0
    retold: int = 0

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Faults:
        """Return the faults that findings tell."""
        # Asked of all findings at each edit: without the properties that say the same.
        errors = [
            each for each in findings if each.severity is Severity.ERROR and each.control.id != AspToVerify.id
        ]
        own = {(each.line, each.balise) for each in errors if each.source is FindingSource.CONTROL and each.balise}
        retold = sum(each.control.id == AspRejection.id and (each.line, each.balise) in own for each in errors)
        return cls(len(errors) - retold, retold)

    def __add__(self, other: Faults) -> Faults:
        """Return the faults of both."""
        return Faults(self.number + other.number, self.retold + other.retold)

    @property
    def words(self) -> str:
        """Return the counts in French, such as 23 à corriger (10 redites de l’ASP)."""
        again = f" ({counted(self.retold, 'redite')} de l’ASP)" if self.retold else ""
        return f"{self.number}\N{NO-BREAK SPACE}à corriger{again}"
