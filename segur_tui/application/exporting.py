"""Exporting: the chosen demandes of opened files, corrected if wanted, planned, then written (format.md §6)."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from segur_tui.application.documents import document_problems
from segur_tui.application.publication import Naming, PublicationRefused, free_names, publish
from segur_tui.application.record import ExportedFile, ExportedLine, Record
from segur_tui.application.state import StateUnavailable
from segur_tui.format.balises import NUMERO_ASP, NUMERO_EDITEUR
from segur_tui.format.check import Check
from segur_tui.format.claim_file import text_of
from segur_tui.format.correcting import correct
from segur_tui.format.naming import FileName
from segur_tui.format.resubmission import Candidate, LeftOut, NewFile, Obstacle, Resubmission, new_files, resubmit
from segur_tui.format.tree import Json
from segur_tui.format.writing import write


@dataclass(frozen=True, slots=True)
class Source:
    """A file that demandes are taken from: where it is, and its check as it stands now."""

    path: Path
    check: Check


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would write: the sources, who goes and who stays, and the files to deposit."""

    sources: tuple[Source, ...]
    resubmission: Resubmission
    files: tuple[NewFile, ...]
    day: date

    @property
    def numero_ans(self) -> str:
        """Return the ANS number of all sources."""
        return self.sources[0].check.claim.numero_ans

    @property
    def siret(self) -> str:
        """Return the SIRET of all sources."""
        return self.sources[0].check.claim.siret

    def path_of(self, candidate: Candidate) -> Path:
        """Return the path of a demande's file."""
        return self.sources[candidate.source].path

    def editor_number(self, candidate: Candidate) -> str:
        """Return a demande's n° éditeur, empty when it has none."""
        return text_of(self._demande(candidate), NUMERO_EDITEUR)

    def asp_number(self, candidate: Candidate) -> str:
        """Return a demande's dossier number, empty when it has none."""
        return text_of(self._demande(candidate), NUMERO_ASP)

    def _demande(self, candidate: Candidate) -> Json:
        return self.sources[candidate.source].check.claim.lines[candidate.line - 1]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and what to be told all the same (empty when all is well)."""

    paths: tuple[Path, ...]
    warning: str = ""


def fixed(source: Source, lines: Collection[int], today: date) -> Source:
    """Return a source with the safe corrections of its header and of some of its lines applied."""
    checked = correct(source.check, today, lambda finding: finding.line is None or finding.line in lines).check
    return replace(source, check=checked)


def plan(  # noqa: PLR0913 (what an export is made of)
    sources: Sequence[Source],
    chosen: Collection[Candidate],
    day: date,
    today: date,
    *,
    confirmed: Collection[Candidate] = (),
    existing: Collection[Candidate] = (),
    documents: Path | None = None,
) -> Plan:
    """Decide what goes and what stays, and make the files; nothing is written.

    `confirmed` demandes go although the ASP has accepted them, `existing` ones although it says that
    it has them already; with a folder of `documents`, a demande whose documents are not all there and right stays.
    """
    checks = [source.check for source in sources]
    resubmission = resubmit(checks, chosen, today, confirmed, existing)
    if documents is not None:
        resubmission = _with_documents(checks, resubmission, documents)
    files = () if resubmission.file_errors else tuple(new_files(checks, resubmission.going))
    return Plan(tuple(sources), resubmission, files, day)


def export(
    prepared: Plan, folder: Path, *, dry_run: bool = False, is_cancelled: Callable[[], bool] = lambda: False
) -> Exported:
    """Write a plan's files into a folder, or with `dry_run` only tell their names.

    The numbers follow those used in the folder, beside the sources, and in the record. When the
    record cannot be reached the files are written all the same, and `warning` says so. Cancelled
    before the end, the export takes back what it has written.
    Raises PublicationRefused when nothing can be written.
    """
    beside = tuple({source.path.resolve().parent for source in prepared.sources})
    naming = Naming(prepared.numero_ans, prepared.day, folder, beside)
    contents = [] if dry_run else [write(file.root) for file in prepared.files]
    with ExitStack() as stack:
        record, warning = None, ""
        try:
            record = stack.enter_context(Record.opened())
        except StateUnavailable as error:
            warning = f"{error} ; les numéros sont choisis d’après les dossiers seuls"
        if dry_run:
            names = free_names(naming, len(prepared.files), record)
            return Exported(tuple(folder / str(name) for name in names), warning)

        def note(names: Sequence[FileName]) -> None:
            if is_cancelled():
                raise PublicationRefused("export abandonné ; rien n’est écrit")
            if record is not None:
                record.add(_recorded(prepared, folder, names))

        try:
            return Exported(tuple(publish(naming, contents, record, note)), warning)
        except StateUnavailable as error:
            raise PublicationRefused(f"{error} ; rien n’est écrit") from None


def _recorded(prepared: Plan, folder: Path, names: Sequence[FileName]) -> list[ExportedFile]:
    return [
        ExportedFile(
            _as_text(folder / str(name)),
            prepared.numero_ans,
            prepared.siret,
            name.day,
            name.number,
            tuple(
                ExportedLine(
                    num_ligne,
                    _as_text(prepared.path_of(candidate)),
                    candidate.line,
                    prepared.editor_number(candidate),
                    prepared.asp_number(candidate),
                )
                for num_ligne, candidate in enumerate(file.lines, 1)
            ),
        )
        for name, file in zip(names, prepared.files, strict=True)
    ]


def _as_text(path: Path) -> str:
    """Return a path as the database can keep it, whatever bytes it is made of."""
    return os.fsencode(path.resolve()).decode("utf-8", "backslashreplace")


def _with_documents(checks: Sequence[Check], resubmission: Resubmission, folder: Path) -> Resubmission:
    problems = {
        candidate: document_problems(checks[candidate.source].claim.lines[candidate.line - 1], folder)
        for candidate in resubmission.going
    }
    staying = [
        LeftOut(candidate, Obstacle.ERRORS, tuple(reasons)) for candidate, reasons in problems.items() if reasons
    ]
    return replace(
        resubmission,
        going=tuple(candidate for candidate in resubmission.going if not problems[candidate]),
        left_out=tuple(sorted((*resubmission.left_out, *staying), key=lambda left: left.candidate)),
    )
