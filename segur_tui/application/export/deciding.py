"""Who goes and who stays, and why: decided here for the command line and the interface (format.md §6)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path

from segur_tui.application.documents.packing import LARGEST_ZIP, Pack, fits_in_a_zip, packs
from segur_tui.application.documents.survey import Survey, survey
from segur_tui.application.files.checking import FileReport
from segur_tui.application.history.claimed_before import claimed_before
from segur_tui.application.settings.values import Settings
from segur_tui.format.balises import NUMERO_ASP, NUMERO_EDITEUR
from segur_tui.format.candidate import Candidate, Versions
from segur_tui.format.check import Check
from segur_tui.format.claim_file import ClaimFile, text_of
from segur_tui.format.correcting import once_corrected
from segur_tui.format.edit import Step
from segur_tui.format.obstacle import NOTHING_CLAIMED, ClaimedBefore, Obstacle, Way, known_before
from segur_tui.format.renumbering import unlike_keys
from segur_tui.format.resubmission import (
    LeftOut,
    NewFile,
    Resubmission,
    chosen_by_default,
    errors_of,
    new_files,
    resubmit,
    same_supplier,
    sources_of,
)
from segur_tui.format.tree import Json
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import typeset, weight


class SeveralSuppliers(Exception):  # noqa: N818 (it names what the files are of)
    """Files that cannot go into one, for they are of several suppliers; the message is in French."""


@value_type
class SourceFile:
    """A file that demandes are taken from: where it is, and its check as it stands now.

    `digest` tells its content on the disk, and `steps` are those of its draft that the check holds.
    """

    path: Path
    check: Check
    digest: str = ""
    steps: tuple[Step, ...] = ()


def as_sources(reports: Iterable[FileReport]) -> tuple[SourceFile, ...]:
    """Return the files that could be read as sources of an export, with the steps of their drafts."""
    return tuple(
        SourceFile(report.path, report.check, report.digest, report.steps)
        for report in reports
        if report.check is not None
    )


class Policy(Enum):
    """How demandes are taken that were exported before, where nobody has asked for one by itself."""

    HOLD_EXPORTED = "they stay, with the reason"
    WARN_OF_EXPORTED = "they go with a warning, unless their file still has them with their errors"


@value_type
class ExportChoice:
    """The demandes that a person has chosen, the day of deposit, and the folder of the documents.

    `confirmed` demandes go although the ASP has accepted them, `existing` ones although it says that it
    has them already, or although they were exported before. With a folder of `documents`, a demande
    whose documents are not all there and right stays.
    """

    lines: Collection[Candidate]
    day: date
    confirmed: Collection[Candidate] = ()
    existing: Collection[Candidate] = ()
    documents: Path | None = None


@value_type
class Plan:
    """The outcome of a decision: the sources, who goes and who stays, and the files to deposit.

    With a folder of documents, `survey` is what was found there, and `packs` are each file's zip files.
    """

    sources: tuple[SourceFile, ...]
    resubmission: Resubmission
    files: tuple[NewFile, ...]
    day: date
    survey: Survey | None = None
    packs: tuple[tuple[Pack, ...], ...] = ()
    claimed: ClaimedBefore = NOTHING_CLAIMED

    @property
    def numero_ans(self) -> str:
        """Return the ANS number of all sources."""
        return self.sources[0].check.claim.numero_ans

    @property
    def siret(self) -> str:
        """Return the SIRET of all sources."""
        return self.sources[0].check.claim.siret

    @property
    def to_confirm(self) -> list[Candidate]:
        """Return the demandes that stay until a person confirms that they may be claimed twice."""
        return [left.candidate for left in self.resubmission.left_out if left.obstacle.way is Way.CONFIRMATION]

    @property
    def exported_again(self) -> list[Candidate]:
        """Return the demandes that go though they were exported before: that file may have been deposited."""
        return [candidate for candidate in self.resubmission.going if candidate in self.claimed.exported]

    @property
    def unlike_keys(self) -> list[str]:
        """Return the unknown keys of the headers of who goes that do not have one value."""
        going = sources_of(self.resubmission.going)
        return unlike_keys([self.sources[source].check.claim.root for source in going])

    def path_of(self, candidate: Candidate) -> Path:
        """Return the path of a demande's file."""
        return self.sources[candidate.source].path

    def editor_number(self, candidate: Candidate) -> str:
        """Return a demande's n° éditeur, empty when it has none."""
        return text_of(self._demande(candidate), NUMERO_EDITEUR)

    def asp_number(self, candidate: Candidate) -> str:
        """Return a demande's dossier number, empty when it has none."""
        return text_of(self._demande(candidate), NUMERO_ASP)

    def left_out(self, candidate: Candidate) -> LeftOut | None:
        """Return why a chosen demande stays, if it does."""
        return next((left for left in self.resubmission.left_out if left.candidate == candidate), None)

    def known_before(self, candidate: Candidate) -> tuple[Obstacle, str] | None:
        """Return why a demande is not to be deposited again unasked, chosen or not, if so."""
        return next(known_before(candidate, self.resubmission.versions, self.claimed), None)

    def obstacle(self, candidate: Candidate) -> Obstacle | None:
        """Return what keeps a demande, or would where it is not decided yet."""
        if (left := self.left_out(candidate)) is not None:
            return left.obstacle
        known = None if candidate in self.resubmission.going else self.known_before(candidate)
        return None if known is None else known[0]

    def reasons(self, candidate: Candidate, left: LeftOut | None) -> tuple[str, ...]:
        """Return why a demande stays, if it does, and what speaks against it wherever it goes, in French.

        Of one that is not chosen this is what is wrong with it, should nothing else speak against it.
        """
        known = self.known_before(candidate)
        told = (*(() if left is None else left.reasons), *(() if known is None else known[1:]))
        if not told and candidate not in self.resubmission.going:
            told = errors_of(self.sources[candidate.source].check, candidate.line)
        return tuple(dict.fromkeys(told))

    def _demande(self, candidate: Candidate) -> Json:
        return self.sources[candidate.source].check.claim.lines[candidate.line - 1]


def undecided(sources: Sequence[SourceFile], day: date) -> Plan:
    """Return the plan in which nothing goes yet: it costs no check, unlike every other."""
    versions = Versions([source.check for source in sources])
    return Plan(tuple(sources), Resubmission(versions=versions), (), day)


def chosen(
    sources: Sequence[SourceFile], lines_of: Callable[[ClaimFile], Sequence[int]] = chosen_by_default
) -> list[Candidate]:
    """Return the demandes that are chosen of each file by its lines, from 1; what `lines_of` raises goes on."""
    return [
        Candidate(index, line) for index, source in enumerate(sources) for line in lines_of(source.check.claim)
    ]


def taken(
    sources: Sequence[SourceFile], lines_of: Callable[[ClaimFile], Sequence[int]], today: date, *, is_fixed: bool
) -> tuple[Sequence[SourceFile], list[Candidate]]:
    """Return files of one supplier and their chosen demandes, with the safe corrections of both if wanted.

    The headers are corrected first of all: that may be what makes the suppliers the same, and demandes of what
    is none. Raises SeveralSuppliers, and what `lines_of` raises.
    """
    if is_fixed:
        sources = corrected(sources, (), today)
    if not same_supplier([source.check.claim for source in sources]):
        named = (f"{s.path} : ANS {s.check.claim.numero_ans}, SIRET {s.check.claim.siret}" for s in sources)
        raise SeveralSuppliers(
            "ces fichiers n’ont pas tous le même n° ANS et le même SIRET :\n  " + "\n  ".join(named)
        )
    going = chosen(sources, lines_of)
    return corrected(sources, going, today) if is_fixed else sources, going


def corrected(sources: Sequence[SourceFile], demandes: Collection[Candidate], today: date) -> list[SourceFile]:
    """Return files with the safe corrections of their headers and of some of their demandes applied."""
    lines: list[set[int]] = [set() for _ in sources]
    for candidate in demandes:
        lines[candidate.source].add(candidate.line)
    return [_fixed(source, of, today) for source, of in zip(sources, lines, strict=True)]


def _fixed(source: SourceFile, lines: Collection[int], today: date) -> SourceFile:
    check = once_corrected(source.check, today, lambda finding: finding.line is None or finding.line in lines)
    return replace(source, check=check)


def everyone(sources: Sequence[SourceFile]) -> list[Candidate]:
    """Return all demandes of files."""
    return chosen(sources, lambda claim: range(1, len(claim.lines) + 1))


def known_of(sources: Sequence[SourceFile], settings: Settings) -> ClaimedBefore:
    """Return what the history knows against the demandes of files, chosen or not."""
    return claimed_before([(source.path, source.check) for source in sources], everyone(sources), settings)


def decide(
    sources: Sequence[SourceFile],
    choice: ExportChoice,
    today: date,
    claimed: ClaimedBefore = NOTHING_CLAIMED,
    policy: Policy = Policy.HOLD_EXPORTED,
) -> Plan:
    """Decide what goes and what stays, and make the files; nothing is written.

    `claimed` is what other files show of demandes that were accepted or exported before.
    """
    checks = [source.check for source in sources]
    resubmission = _resubmission(checks, choice, today, claimed, policy)
    found = None
    if choice.documents is not None:
        found, resubmission = _with_documents(checks, resubmission, choice.documents)
    files = () if resubmission.file_errors else tuple(new_files(checks, resubmission.going))
    packs_of_files = (
        () if found is None else tuple(packs([found.sized(line) for line in file.lines]) for file in files)
    )
    return Plan(tuple(sources), resubmission, files, choice.day, found, packs_of_files, claimed)


def _resubmission(
    checks: Sequence[Check], choice: ExportChoice, today: date, claimed: ClaimedBefore, policy: Policy
) -> Resubmission:
    decided = partial(resubmit, checks, choice.lines, today, choice.confirmed, choice.existing)
    if policy is Policy.HOLD_EXPORTED:
        return decided(claimed)
    resubmission = decided(ClaimedBefore(claimed.accepted))
    in_error = (left.candidate for left in resubmission.left_out if left.obstacle is Obstacle.ERRORS)
    stale = {candidate: claimed.exported[candidate] for candidate in in_error if candidate in claimed.exported}
    return decided(ClaimedBefore(claimed.accepted, stale)) if stale else resubmission


def _with_documents(
    checks: Sequence[Check], resubmission: Resubmission, folder: Path
) -> tuple[Survey, Resubmission]:
    """Look up the documents of who goes, now or once corrected; of the first, those without all of them stay."""
    to_correct = [left.candidate for left in resubmission.left_out if left.obstacle is Obstacle.ERRORS]
    demandes = {
        candidate: checks[candidate.source].claim.lines[candidate.line - 1]
        for candidate in sorted((*resubmission.going, *to_correct))
    }
    found = survey(folder, demandes, (line for check in checks for line in check.claim.lines))
    reasons = {candidate: _reasons(found, candidate) for candidate in resubmission.going}
    staying = [LeftOut(candidate, Obstacle.DOCUMENTS, tuple(why)) for candidate, why in reasons.items() if why]
    return found, replace(
        resubmission,
        going=tuple(candidate for candidate in resubmission.going if not reasons[candidate]),
        left_out=tuple(sorted((*resubmission.left_out, *staying), key=lambda left: left.candidate)),
    )


def _reasons(found: Survey, candidate: Candidate) -> list[str]:
    problems = found.problems(candidate)
    if not problems and not fits_in_a_zip(found.sized(candidate)):
        problems = [
            typeset(f"ses pièces pèsent ensemble plus que {weight(LARGEST_ZIP)} : aucun .zip ne les prend")
        ]
    return problems
