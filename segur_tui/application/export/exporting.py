"""Exporting: the chosen demandes of opened files, corrected if wanted, planned, then written (format.md §6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from segur_tui.application.disk.patience import Following, Patience
from segur_tui.application.documents.inspection import DocumentRefused
from segur_tui.application.documents.packing import LARGEST_ZIP, Pack, fits_in_a_zip, packs
from segur_tui.application.documents.survey import Survey, survey
from segur_tui.application.documents.zipping import packed
from segur_tui.application.export.publication import PATIENCE as OUTPUT_PATIENCE
from segur_tui.application.export.publication import (
    Naming,
    PublicationRefused,
    free_names,
    no_packs,
    pack_paths,
    publish,
)
from segur_tui.application.record.exports import ExportedFile, ExportedLine, RecordInReach
from segur_tui.application.state.database import PATIENCE, path_as_text
from segur_tui.format.balises import NUMERO_ASP, NUMERO_EDITEUR
from segur_tui.format.candidate import Candidate, Versions
from segur_tui.format.check import Check
from segur_tui.format.claim_file import text_of
from segur_tui.format.correcting import once_corrected
from segur_tui.format.edit import Step
from segur_tui.format.naming import FileName
from segur_tui.format.obstacle import NOTHING_CLAIMED, ClaimedBefore, Obstacle, known_before
from segur_tui.format.resubmission import LeftOut, NewFile, Resubmission, errors_of, new_files, resubmit
from segur_tui.format.tree import Json
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import typeset, weight
from segur_tui.format.writing import write

_UNFOLLOWED = Following()
_PATIENCE_FOR_NAMES = 1.0
"""Seconds that the record is waited for where nothing is written."""


@value_type
class Source:
    """A file that demandes are taken from: where it is, and its check as it stands now.

    `digest` tells its content on the disk, and `steps` are those of its draft that the check holds.
    """

    path: Path
    check: Check
    digest: str = ""
    steps: tuple[Step, ...] = ()


@value_type
class Plan:
    """What an export would write: the sources, who goes and who stays, and the files to deposit.

    With a folder of documents, `survey` is what was found there, and `packs` are each file's zip files.
    """

    sources: tuple[Source, ...]
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


@value_type
class WrittenPack:
    """A zip file of documents that was written, and the names of what it holds."""

    path: Path
    files: tuple[str, ...]


@value_type
class Exported:
    """What an export wrote, and what to be told all the same (empty when all is well)."""

    paths: tuple[Path, ...]
    warning: str = ""
    packs: tuple[WrittenPack, ...] = ()


def nothing_planned(sources: Sequence[Source], day: date) -> Plan:
    """Return the plan in which nothing goes yet: it costs no check, unlike every other."""
    versions = Versions([source.check for source in sources])
    return Plan(tuple(sources), Resubmission(versions=versions), (), day)


def fixed(source: Source, lines: Collection[int], today: date) -> Source:
    """Return a source with the safe corrections of its header and of some of its lines applied."""
    checked = once_corrected(source.check, today, lambda finding: finding.line is None or finding.line in lines)
    return replace(source, check=checked)


def plan(  # noqa: PLR0913 (what an export is made of)
    sources: Sequence[Source],
    chosen: Collection[Candidate],
    day: date,
    today: date,
    *,
    confirmed: Collection[Candidate] = (),
    existing: Collection[Candidate] = (),
    claimed: ClaimedBefore = NOTHING_CLAIMED,
    documents: Path | None = None,
) -> Plan:
    """Decide what goes and what stays, and make the files; nothing is written.

    `confirmed` demandes go although the ASP has accepted them, `existing` ones although it says that
    it has them already, or although they were exported before; `claimed` is what other files show of
    both. With a folder of `documents`, a demande whose documents are not all there and right stays.
    """
    checks = [source.check for source in sources]
    resubmission = resubmit(checks, chosen, today, confirmed, existing, claimed)
    found = None
    if documents is not None:
        found, resubmission = _with_documents(checks, resubmission, documents)
    files = () if resubmission.file_errors else tuple(new_files(checks, resubmission.going))
    packs_of_files = (
        () if found is None else tuple(packs([found.sized(line) for line in file.lines]) for file in files)
    )
    return Plan(tuple(sources), resubmission, files, day, found, packs_of_files, claimed)


def export(
    prepared: Plan,
    folder: Path,
    *,
    dry_run: bool = False,
    following: Following = _UNFOLLOWED,
) -> Exported:
    """Write a plan's files and their zip files into a folder, or with `dry_run` only tell their names.

    The numbers follow those used in the folder, beside the sources, and in the record. Where the record
    cannot be reached, or cannot keep it, the files are written all the same, and `warning` says so.
    Raises PublicationRefused when nothing can be written.
    """
    beside = tuple({source.path.resolve().parent for source in prepared.sources})
    naming = Naming(prepared.numero_ans, prepared.day, folder, beside)
    patience = Patience(
        _PATIENCE_FOR_NAMES if dry_run else PATIENCE.seconds, following.waiting, following.is_cancelled
    )
    with RecordInReach.opened(patience, to_read=dry_run) as record:
        if dry_run:
            names = free_names(naming, len(prepared.files), record)
            paths = tuple(naming.folder / str(name) for name in names)
            exported = Exported(paths, packs=_packs_beside(prepared, paths))
        else:
            try:
                exported = _written(prepared, naming, record, patience, following)
            except DocumentRefused as refusal:
                raise PublicationRefused(f"{refusal} ; rien n’est écrit") from None
    return replace(exported, warning=_without_record(record.trouble)) if record.trouble else exported


def _without_record(trouble: str) -> str:
    return f"{trouble} ; sans y noter l’export, les numéros sont choisis d’après les dossiers seuls"


def _written(
    prepared: Plan,
    naming: Naming,
    record: RecordInReach,
    patience: Patience,
    following: Following,
) -> Exported:
    free_names(naming, len(prepared.files), record)  # a day without numbers is told before all is packed
    total = sum(pack.size for packs_of_file in prepared.packs for pack in packs_of_file)
    done = 0

    def go_on() -> None:
        if following.is_cancelled():
            raise PublicationRefused("export abandonné ; rien n’est écrit")

    def advance(size: int) -> None:
        nonlocal done
        go_on()
        done += size
        following.progress(done, total)

    def note(names: Sequence[FileName]) -> None:
        go_on()
        documents = None if prepared.survey is None else prepared.survey.folder
        record.add(_recorded(prepared, naming.folder, names), documents)
        following.past_recall()

    contents = [write(file.root) for file in prepared.files]
    for_folder = replace(patience, seconds=OUTPUT_PATIENCE.seconds)
    packing = no_packs
    if prepared.survey is not None:
        packing = partial(packed, prepared.survey.folder, prepared.packs, prepared.day, advance)
    paths = publish(naming, contents, record, note, packing, patience=for_folder)
    return Exported(tuple(paths), packs=_packs_beside(prepared, paths))


def _packs_beside(prepared: Plan, paths: Sequence[Path]) -> tuple[WrittenPack, ...]:
    return tuple(
        WrittenPack(zip_path, pack.names)
        for path, packs_of_file in zip(paths, prepared.packs, strict=False)
        for zip_path, pack in zip(pack_paths(path, len(packs_of_file)), packs_of_file, strict=True)
    )


def _recorded(prepared: Plan, folder: Path, names: Sequence[FileName]) -> list[ExportedFile]:
    return [
        ExportedFile(
            path_as_text(folder / str(name)),
            prepared.numero_ans,
            prepared.siret,
            name.day,
            name.number,
            tuple(
                ExportedLine(
                    num_ligne,
                    path_as_text(prepared.path_of(candidate)),
                    candidate.line,
                    prepared.editor_number(candidate),
                    prepared.asp_number(candidate),
                )
                for num_ligne, candidate in enumerate(file.lines, 1)
            ),
        )
        for name, file in zip(names, prepared.files, strict=True)
    ]


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
