"""The knowledge against depositing a demande again: accepted elsewhere, or exported and not answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from segur_tui.application.disk.folders import resolved
from segur_tui.application.disk.patience import Patience
from segur_tui.application.history.at_hand import FileAtHand, Unread, files_in, skipped_of
from segur_tui.application.history.known_claims import KnownClaims, last_of, sharing
from segur_tui.application.history.newer_beside import newer_beside
from segur_tui.application.history.passage import Passage
from segur_tui.application.history.passages import History, demande_of
from segur_tui.application.history.standing import FileStanding, standing_of
from segur_tui.application.history.story import day_and_number, when
from segur_tui.application.record.claims import AnswerSeen, Claims, LineExported, LineKnown
from segur_tui.application.record.store import Store
from segur_tui.application.record.written import WrittenFile, WrittenFiles
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import path_as_text
from segur_tui.application.state.writer import whose_here
from segur_tui.format.answer import AnswerState
from segur_tui.format.candidate import Candidate
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import Numbers, numbers_of, shared_numbers
from segur_tui.format.obstacle import (
    ClaimedBefore,
    already_accepted,
    linked_by,
    perhaps_accepted,
    perhaps_in,
    settled_as_refused,
    superseded,
    to_be_verified,
)
from segur_tui.format.wording import typeset

_WITHDRAWN = "ce fichier, écrit par segur-tui, est à ne pas déposer : exportez celui d’où il vient, ou corrigez-le"
_PATIENCE_TO_SHOW = Patience(1)
"""Seconds that the history is waited for where nothing is decided by it."""


def claimed_before(
    files: Sequence[FileAtHand], settings: Settings, store: Store, skipped: Collection[Path] = ()
) -> ClaimedBefore:
    """Look the demandes of files up in the record and in the files beside them, but for accepted ones.

    What `skipped` files, which cannot be read, may show accepted is in doubt.
    Raises RecordUnknown where the record cannot be read.
    """
    claimed = ClaimedBefore()
    written = WrittenFiles(store).by_name()
    for supplier in dict.fromkeys(compared(file.claim.numero_ans) for file in files):
        own = {index: file for index, file in enumerate(files) if compared(file.claim.numero_ans) == supplier}
        claims = Claims(store, supplier)
        dated = {index: file.dated(claims) for index, file in own.items()}
        _look_up(dated, claims, settings, supplier, claimed, written, list(skipped_of(skipped, supplier)))
    _hold_withdrawn(files, written, claimed)
    return claimed


def exported_from(path: Path, claim: ClaimFile, settings: Settings) -> dict[int, Passage]:
    """Return the lines of a file, from 1, that were exported from it, each with where it went last, to show them.

    Raises RecordUnknown; what is written is looked up by itself.
    """
    with History.opened(settings, _PATIENCE_TO_SHOW, to_read=True) as history:
        numbers = (number for line in range(1, len(claim.lines) + 1) for number in demande_of(claim, line)[1:])
        passages = history.exported_from(path, numbers)
    return {
        passage.source_line: passage
        for passage in passages
        if 0 < passage.source_line <= len(claim.lines) and passage.is_of(demande_of(claim, passage.source_line))
    }


def _look_up(  # noqa: PLR0913, PLR0917 (what is asked, of whom, and who takes it)
    files: Mapping[int, FileAtHand],
    claims: Claims,
    settings: Settings,
    supplier: str,
    claimed: ClaimedBefore,
    written: Mapping[str, WrittenFile],
    unread: list[Unread],
) -> None:
    """Add what is known of the demandes of one supplier's files, which are given by their places."""
    wanted = {
        Candidate(index, line): numbers_of(demande, file.claim.profile)
        for index, file in files.items()
        if file.claim.is_solde
        for line, demande in enumerate(file.claim.lines, 1)
        if file.claim.answers[line - 1].state is not AnswerState.ACCEPTED
    }
    beside = _beside(files.values(), set(wanted.values()), claims, settings, supplier, unread)
    found = KnownClaims.of(list(files.values()), beside, set(wanted.values()), claims, settings)
    claimed.older.update(newer_beside(files, beside, wanted, found.demandes, written))
    for candidate, numbers in wanted.items():
        file = files[candidate.source]
        demande = file.claim.lines[candidate.line - 1]
        if (accepted := last_of(found.accepted, numbers)) is not None:
            shared = shared_numbers(demande, accepted.numbers, file.claim.profile)
            is_other = accepted.numbers != numbers
            claimed.accepted[candidate] = already_accepted(place_of_claim(accepted), shared, is_other=is_other)
        elif (perhaps := last_of(found.doubtful, numbers)) is not None and not _is_at(
            file, candidate.line, perhaps
        ):
            shared = shared_numbers(demande, perhaps.numbers, file.claim.profile)
            said = to_be_verified if perhaps.is_to_verify else perhaps_accepted
            claimed.doubtful[candidate] = said(place_of_claim(perhaps), shared)
        elif (hidden := next((each for each in unread if each.may_hold(numbers)), None)) is not None:
            claimed.doubtful[candidate] = perhaps_in(hidden.path.name)
        if (refused := last_of(found.refused, numbers)) is not None and not _is_refused_since(
            file, candidate.line, refused
        ):
            claimed.settled[candidate] = settled_as_refused(f" dans {place_of_claim(refused)}")
        steps = reversed(found.steps_of(numbers))
        newer = next(filter(partial(_is_newer, file, candidate.line, numbers), steps), None)
        if newer is not None:
            shared = linked_by(demande, newer.numbers, file.claim.profile)
            why = superseded(place_of_claim(newer), shared, is_pending=newer.is_waiting)
            claimed.older.setdefault(candidate, why)
        exports = [*sharing(found.exported, numbers), *found.taken.get((file.digest, candidate.line), ())]
        exports += (each for each in found.exports_of(numbers) if each.deposit > file.deposit)
        for exported in sorted(dict.fromkeys(exports), key=lambda each: each.deposit, reverse=True):
            answers = found.answers[exported]
            if not answers:
                shared = shared_numbers(demande, exported.numbers, file.claim.profile)
                shared = "" if exported.numbers == numbers else shared
                claimed.exported[candidate] = _exported_words(exported, file, candidate.line, settings, shared)
                claimed.files[candidate] = exported.path
                break
            if _is_older(file, candidate.line, exported) and not any(_is_in(file, each) for each in answers):
                claimed.older[candidate] = typeset(
                    f"exportée dans {place_of_claim(exported)} : la réponse est dans {place_of_claim(answers[-1])}"
                )


def _is_refused_since(file: FileAtHand, line: int, answer: AnswerSeen) -> bool:
    """Tell whether the ASP itself has refused a demande later than an answer that a person settled."""
    own = file.claim.answers[line - 1]
    return own.state_as_read is AnswerState.REJECTED and file.deposit > answer.deposit


def _is_newer(file: FileAtHand, line: int, numbers: Numbers, step: LineKnown) -> bool:
    """Tell whether something happened to a demande after its file was deposited, or in answer to that.

    An acceptance that shares a number holds it, whenever it came.
    """
    if not file.deposit or (step.is_accepted and numbers.is_shared_with(step.numbers)):
        return False
    is_answer = file.claim.answers[line - 1].state is AnswerState.PENDING and not step.is_waiting
    return step.deposit > file.deposit or (is_answer and step.deposit == file.deposit)


def _hold_withdrawn(
    files: Sequence[FileAtHand], written: Mapping[str, WrittenFile], claimed: ClaimedBefore
) -> None:
    """Hold the lines of files that are not to be deposited as they stand: what they were made from is free."""
    for index, file in enumerate(files):
        kind, lines = file.claim.kind.value, len(file.claim.lines)
        is_as_written = file.claim.lines == file.claim.demandes_as_read
        if is_as_written and standing_of(written, file.path, kind, lines) is FileStanding.WITHDRAWN:
            held = dict.fromkeys((Candidate(index, line) for line in range(1, lines + 1)), typeset(_WITHDRAWN))
            claimed.exported.update(held)


def _beside(  # noqa: PLR0913, PLR0917 (what is looked for, of whom, and who takes what cannot be read)
    files: Iterable[FileAtHand],
    numbers: Iterable[Numbers],
    claims: Claims,
    settings: Settings,
    supplier: str,
    unread: list[Unread],
) -> list[FileAtHand]:
    """Return the files of a supplier beside some, but for those known that have nothing to do with these."""
    given = {resolved(file.path) for file in files}
    dossiers = {each.dossier for each in numbers}
    folders = {path.parent for path in given}
    found = files_in(folders, given, [supplier], claims, settings, dossiers, unread)
    return [file for file in found if compared(file.claim.numero_ans) in {supplier, ""}]


def _is_older(file: FileAtHand, line: int, exported: LineExported) -> bool:
    """Tell whether a demande was there before one that was exported, or is the one that it was made from."""
    is_source = bool(file.digest) and (file.digest, line) == (exported.source_digest, exported.source_line)
    return is_source or "" < file.deposit < exported.deposit


def _is_at(file: FileAtHand, line: int, answer: AnswerSeen) -> bool:
    """Tell whether an answer is that of a line of a file, which says so itself."""
    return line == answer.line and (_is_in(file, answer) or (bool(file.digest) and file.digest == answer.digest))


def _is_in(file: FileAtHand, answer: AnswerSeen) -> bool:
    return answer.path == path_as_text(file.path)


def _exported_words(exported: LineExported, file: FileAtHand, line: int, settings: Settings, shared: str) -> str:
    """Return that a line was exported, by the numbers `shared` where those exported are not its own."""
    if exported.since:
        since = settings.moment_of(exported.since)
        return typeset(
            f"en cours d’export par {exported.whose} depuis le {since}, dans {place_of_claim(exported)}"
        )
    is_own = file.claim.kind is FileKind.SUBMISSION and file.deposit == exported.deposit and line == exported.line
    if is_own:
        return typeset("déjà exportée : segur-tui a écrit ce fichier, à déposer")
    by = f"par {exported.whose} " if exported.whose not in {"", whose_here()} else ""
    is_source = (file.digest, line) == (exported.source_digest, exported.source_line)
    freed = " ; corriger ce numéro, s’il est faux, libère la ligne" if shared and not is_source else ""
    where = f"{place_of_claim(exported)}{f' ({shared})' if shared else ''}"
    return typeset(f"déjà exportée {by}dans {where}, sans réponse connue{freed}")


def place_of_claim(known: AnswerSeen | LineExported | LineKnown) -> str:
    """Return the file, the day and the line of an answer or an export, and that a person has settled it."""
    settled = ", réglée par une personne" if isinstance(known, AnswerSeen) and known.is_settled else ""
    return f"{Path(known.path).name} ({day_and_number(known.deposit)}), ligne {known.line}{settled}"


def place_of(passage: Passage) -> str:
    """Return the file, the day and the line of a passage."""
    return f"{passage.name} ({when(passage)}), ligne {passage.line}"
