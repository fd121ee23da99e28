"""The files of a folder as rows: who, when, how many lines, and where each file stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from segur_tui.application.checking import FileReport
from segur_tui.format.answer import State
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.finding import Severity, Source
from segur_tui.format.naming import FileName
from segur_tui.format.wording import counted


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as a row; the report is None until the file has been read.

    `modifications` counts the steps of its draft in progress.
    """

    path: Path
    report: FileReport | None = None
    modifications: int = 0

    @property
    def key(self) -> str:
        """Return what identifies the row."""
        return str(self.path)

    @property
    def name(self) -> FileName | None:
        """Return the parts of the file's name, when it follows the rule."""
        return FileName.parse(self.path.name)

    @property
    def numero_ans(self) -> str:
        """Return the ANS number of the header, else of the name."""
        check = None if self.report is None else self.report.check
        if check is not None:
            return check.claim.numero_ans
        return "" if self.name is None else self.name.numero_ans

    @property
    def errors(self) -> int:
        """Return the number of errors that our own controls find."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """Return the number of warnings that our own controls give."""
        return self._count(Severity.WARNING)

    def lines(self, state: State | None = None) -> int:
        """Return the number of demandes, in one state or in all."""
        return 0 if self.report is None else self.report.lines(state)

    @property
    def state(self) -> str:
        """Say in a few words where the file stands."""
        if self.report is None:
            return "à lire…"
        if self.report.check is None:
            return "illisible"
        if self.modifications:
            return "en correction"
        if self.report.check.claim.kind is FileKind.SUBMISSION:
            return "à corriger" if self.errors else "à déposer"
        rejected = self.lines(State.REJECTED)
        return "refus à traiter" if rejected else "tout accepté" if not self.lines(State.PENDING) else "en attente"

    @property
    def figures(self) -> str:
        """Say all figures of a file that was read."""
        drafted = [f"brouillon de {counted(self.modifications, 'modification')}"] if self.modifications else []
        return " · ".join(
            (
                *drafted,
                counted(self.lines(), "ligne"),
                counted(self.lines(State.ACCEPTED), "acceptée"),
                counted(self.lines(State.REJECTED), "refusée"),
                f"✗ {counted(self.errors, 'erreur')}",
                f"! {counted(self.warnings, 'avertissement')}",
            )
        )

    def _count(self, severity: Severity) -> int:
        findings = () if self.report is None or self.report.check is None else self.report.findings
        return sum(f.severity is severity and f.source is Source.CONTROL for f in findings)


def differences(claims: Sequence[ClaimFile]) -> str:
    """Say which of the ANS number and the SIRET differ between files, and how; empty when none does."""
    values = {
        "n° ANS": dict.fromkeys(claim.numero_ans or "aucun" for claim in claims),
        "SIRET": dict.fromkeys(claim.siret or "aucun" for claim in claims),
    }
    different = {name: known for name, known in values.items() if len(known) > 1}
    return ", ".join(f"{name} différents ({', '.join(known)})" for name, known in different.items())
