"""The summary of a file in a list: a few figures, without its tree."""

from __future__ import annotations

from segur_tui.application.files.checking import UNREADABLE, FileReport
from segur_tui.application.files.faults import Faults
from segur_tui.format.answer import AnswerState
from segur_tui.format.finding import Severity
from segur_tui.format.value_type import value_type


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
