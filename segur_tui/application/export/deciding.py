"""The decision on who goes and who stays, and why, for the command line and the interface (format.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from segur_tui.application.disk.patience import Patience
from segur_tui.application.documents.packing import LARGEST_ZIP, fits_in_a_zip, packs
from segur_tui.application.documents.survey import Survey, survey
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.export.settling import foresee
from segur_tui.application.export.told_apart import differs, held_as_given
from segur_tui.application.files.checking import FileReport
from segur_tui.application.history.at_hand import FileAtHand
from segur_tui.application.history.claimed_before import claimed_before
from segur_tui.application.history.readings import unrecorded, waiting
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.format.answer import AnswerState
from segur_tui.format.candidate import Candidate, Versions
from segur_tui.format.check import Check
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.correcting import once_corrected
from segur_tui.format.finding import Certainty, Finding, quoted
from segur_tui.format.obstacle import NOTHING_CLAIMED, ClaimedBefore, Obstacle, known_before
from segur_tui.format.resubmission import (
    LeftOut,
    Resubmission,
    chosen_by_default,
    left_out,
    new_files,
    of_suppliers,
    resubmit,
)
from segur_tui.format.value_type import replace
from segur_tui.format.wording import typeset, weight


def as_sources(reports: Iterable[FileReport]) -> tuple[SourceFile, ...]:
    """Return the files that could be read as sources of an export, with the steps of their drafts."""
    return tuple(
        SourceFile(report.path, report.check, report.digest, report.steps)
        for report in reports
        if report.check is not None
    )


def undecided(sources: Sequence[SourceFile], day: date) -> Plan:
    """Return the plan in which nothing goes yet: it costs no check, unlike every other."""
    versions = Versions([source.check for source in sources])
    return Plan(tuple(sources), Resubmission(versions=versions), (), day, ExportChoice(()))


def chosen(
    sources: Sequence[SourceFile], lines_of: Callable[[ClaimFile], Sequence[int]] = chosen_by_default
) -> list[Candidate]:
    """Return the demandes that are chosen of each file by its lines, from 1; what `lines_of` raises goes on."""
    return [
        Candidate(index, line) for index, source in enumerate(sources) for line in lines_of(source.check.claim)
    ]


def taken(
    sources: Sequence[SourceFile],
    lines_of: Callable[[ClaimFile], Sequence[int]],
    today: date,
    certainties: Sequence[Certainty] = (),
) -> tuple[Sequence[SourceFile], list[Candidate]]:
    """Return files and their chosen demandes, with what is proposed for both with one of some certainties.

    The headers are corrected first of all: that may make suppliers the same, and demandes of what is none.
    What `lines_of` raises goes on.
    """
    sources = corrected(sources, (), today, certainties)
    going = chosen(sources, lines_of)
    return corrected(sources, going, today, certainties), going


def corrected(
    sources: Sequence[SourceFile],
    demandes: Collection[Candidate],
    today: date,
    certainties: Sequence[Certainty] = (Certainty.SAFE,),
) -> Sequence[SourceFile]:
    """Return files with what is proposed for their headers and for some of their demandes applied."""
    if not certainties:
        return sources
    lines: list[set[int]] = [set() for _ in sources]
    for candidate in demandes:
        lines[candidate.source].add(candidate.line)
    return [_corrected(source, of, today, certainties) for source, of in zip(sources, lines, strict=True)]


def _corrected(
    source: SourceFile, lines: Collection[int], today: date, certainties: Sequence[Certainty]
) -> SourceFile:
    def is_of_them(finding: Finding) -> bool:
        return finding.line is None or finding.line in lines

    given, check = source.given or source.check, once_corrected(source.check, today, is_of_them, certainties)
    is_told_apart = check is not source.check and any(differs(given, check, line) for line in lines)
    return replace(source, check=check, given=given if is_told_apart else source.given)


def everyone(sources: Sequence[SourceFile]) -> list[Candidate]:
    """Return all demandes of files."""
    return chosen(sources, lambda claim: range(1, len(claim.lines) + 1))


def known_of(
    sources: Sequence[SourceFile],
    settings: Settings,
    patience: Patience = PATIENCE,
    skipped: Collection[Path] = (),
    *,
    is_recorded: bool = True,
) -> ClaimedBefore:
    """Return what the history knows against the demandes of files, chosen or not; raises RecordUnknown.

    Where the record is to be left alone (not `is_recorded`), that is what the files beside them show, and what was
    read and exported without it: raises RecordIncomplete where that is there and cannot be read. Exports that were
    cut off count as what they are once they are settled.
    """
    if not is_recorded:
        with unrecorded(settings) as store:
            foresee(store, settings)
            return known_in(store, None, sources, settings, skipped)
    with open_record(settings, patience, to_read=True) as store, waiting(settings, store) as other:
        store.ensure_sound()
        for each in (store, *([] if other is None else [other])):
            foresee(each, settings)
        return known_in(store, other, sources, settings, skipped)


def known_beside(
    sources: Sequence[SourceFile], settings: Settings, skipped: Collection[Path] = ()
) -> ClaimedBefore:
    """Return what the files beside them alone show against the demandes of files."""
    with Store.empty() as store:
        return known_in(store, None, sources, settings, skipped)


def known_in(
    store: Store,
    other: Store | None,
    sources: Sequence[SourceFile],
    settings: Settings,
    skipped: Collection[Path] = (),
) -> ClaimedBefore:
    """Return what a record that is open, and the files beside them, show against the demandes of files.

    So does `other`, which is what was kept for other records, if anything.
    """

    def claimed(checks: Iterable[Check]) -> ClaimedBefore:
        both = zip(sources, checks, strict=True)
        files = [FileAtHand(each.path, check.claim, each.digest) for each, check in both]
        found = claimed_before(files, settings, store, skipped)
        return found if other is None else found.beside(claimed_before(files, settings, other, skipped))

    found = claimed(each.check for each in sources)
    is_corrected = any(each.given for each in sources)
    return replace(found, given=claimed(each.given or each.check for each in sources)) if is_corrected else found


def decide(
    sources: Sequence[SourceFile],
    choice: ExportChoice,
    today: date,
    claimed: ClaimedBefore = NOTHING_CLAIMED,
) -> Plan:
    """Decide what goes and what stays, and make the files; nothing is written.

    `claimed` is what other files show of demandes that were accepted or exported before.
    """
    checks = [source.check for source in sources]
    resubmission = decided(sources, choice, today, claimed)
    found = None
    if choice.documents is not None:
        found, resubmission = _with_documents(checks, resubmission, choice.documents)
    files = () if resubmission.headers and not choice.leaves_out else tuple(new_files(checks, resubmission.going))
    packs_of_files = (
        () if found is None else tuple(packs([found.sized(line) for line in file.lines]) for file in files)
    )
    choice = replace(choice, lines=frozenset(choice.lines))
    unchosen = tuple(_unchosen(sources, choice.lines, resubmission.versions, claimed, today))
    day = choice.day or today
    return Plan(tuple(sources), resubmission, files, day, choice, found, packs_of_files, claimed, unchosen)


def decided(
    sources: Sequence[SourceFile], choice: ExportChoice, today: date, claimed: ClaimedBefore
) -> Resubmission:
    """Return who goes and who stays, whatever documents there are."""
    checks = [source.check for source in sources]
    found = resubmit(checks, choice.lines, today, choice.confirmed, choice.existing, claimed, again=choice.again)
    if any(source.given for source in sources):
        found = held_as_given(sources, choice, today, claimed, found)
    return _without_wrong_headers(checks, found) if choice.leaves_out and found.headers else found


def _without_wrong_headers(checks: Sequence[Check], found: Resubmission) -> Resubmission:
    """Leave out who would go with a header in error; other suppliers' demandes go."""
    why: dict[int, tuple[str, ...]] = {}
    for places in of_suppliers(checks):
        errors = [error for place in places for error in found.headers.get(place, ())]
        reported = tuple(f"entête, {error.balise or 'fichier'} : {error.message}" for error in errors)
        why |= dict.fromkeys(places, reported)
    staying = [LeftOut(each, Obstacle.ERRORS, why[each.source]) for each in found.going if why[each.source]]
    return replace(
        found,
        going=tuple(each for each in found.going if not why[each.source]),
        left_out=tuple(sorted((*found.left_out, *staying), key=lambda left: left.candidate)),
    )


def _unchosen(
    sources: Sequence[SourceFile],
    chosen_ones: Collection[Candidate],
    versions: Versions,
    claimed: ClaimedBefore,
    today: date,
) -> Iterator[LeftOut]:
    """Yield the demandes that nobody chose, with the reason; the ASP has accepted the others."""
    for candidate in everyone(sources):
        claim = sources[candidate.source].check.claim
        state = claim.answers[candidate.line - 1].state
        if candidate in chosen_ones or (state is AnswerState.ACCEPTED and claim.is_solde):
            continue
        against = list(known_before(candidate, versions, claimed))
        if state is AnswerState.PENDING and claim.kind is FileKind.RETURN:
            against.append((Obstacle.PENDING, typeset("l’ASP n’y a pas encore répondu")))
        against.append((Obstacle.NOT_CHOSEN, "elle n’est pas de celles qui ont été choisies"))
        yield left_out(versions.checks, candidate, against, today)


def _with_documents(
    checks: Sequence[Check], resubmission: Resubmission, folder: Path
) -> tuple[Survey, Resubmission]:
    """Look up the documents of who goes, now or once corrected; of the first, those without all of them stay."""
    to_correct = [left.candidate for left in resubmission.left_out if left.obstacle is Obstacle.ERRORS]
    demandes = {
        candidate: checks[candidate.source].claim.lines[candidate.line - 1]
        for candidate in sorted((*resubmission.going, *to_correct))
    }
    everyone = (line for check in checks for line in check.claim.lines)
    found = survey(folder, demandes, everyone, checks[0].claim.profile)
    shared = _of_several(found, resubmission.going, [check.claim.numero_ans for check in checks])
    reasons = {each: [*_reasons(found, each), *shared.get(each, ())] for each in resubmission.going}
    staying = [LeftOut(candidate, Obstacle.DOCUMENTS, tuple(why)) for candidate, why in reasons.items() if why]
    in_error = set(to_correct)
    others = (
        replace(each, others=(*each.others, *_reasons(found, each.candidate)))
        if each.candidate in in_error
        else each
        for each in resubmission.left_out
    )
    return found, replace(
        resubmission,
        going=tuple(candidate for candidate in resubmission.going if not reasons[candidate]),
        left_out=tuple(sorted((*others, *staying), key=lambda left: left.candidate)),
    )


def _of_several(found: Survey, going: Sequence[Candidate], suppliers: Sequence[str]) -> dict[Candidate, list[str]]:
    """Return which documents of demandes another supplier's demandes name too: one file cannot be both."""
    named: dict[str, dict[str, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    for candidate in going:
        for each in found.found[candidate]:
            named[each.document.name][suppliers[candidate.source]].append(candidate)
    reasons: dict[Candidate, list[str]] = defaultdict(list)
    for name, of in named.items():
        for candidate in chain.from_iterable(of.values() if len(of) > 1 else ()):
            why = f"{quoted(name)} est aussi une pièce d’un autre n° ANS : exporter chacun avec ses pièces"
            reasons[candidate].append(typeset(why))
    return reasons


def _reasons(found: Survey, candidate: Candidate) -> list[str]:
    problems = found.problems(candidate)
    if not problems and not fits_in_a_zip(found.sized(candidate)):
        problems = [
            typeset(f"ses pièces pèsent ensemble plus que {weight(LARGEST_ZIP)} : aucun .zip ne les prend")
        ]
    return problems
