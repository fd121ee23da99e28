"""The faults that are left to correct: what a control and the ASP both say is one (format.md §5)."""

from __future__ import annotations

from collections.abc import Iterable

from segur_tui.format.finding import Finding, FindingSource
from segur_tui.format.rules.demande import AspRejection, AspToVerify
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted


@value_type
class Faults:
    """The number of faults to correct, but for what is to verify, and of those that the ASP says, too."""

    number: int = 0
    retold: int = 0

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Faults:
        """Return the faults that findings tell."""
        errors = [each for each in findings if each.is_error and each.rule != AspToVerify.id]
        own = {(each.line, each.balise) for each in errors if each.source is FindingSource.CONTROL and each.balise}
        retold = sum(each.rule == AspRejection.id and (each.line, each.balise) in own for each in errors)
        return cls(len(errors) - retold, retold)

    def __add__(self, other: Faults) -> Faults:
        """Return the faults of both."""
        return Faults(self.number + other.number, self.retold + other.retold)

    @property
    def words(self) -> str:
        """Return the counts in French, such as 23 à corriger (10 redites de l’ASP)."""
        again = f" ({counted(self.retold, 'redite')} de l’ASP)" if self.retold else ""
        return f"{self.number}\N{NO-BREAK SPACE}à corriger{again}"
