"""The `export` command: the chosen demandes, written as new files to deposit (design.md §1, format.md §6)."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from segur_tui.application.disk.folders import is_folder, no_folder
from segur_tui.application.disk.patience import Following, Patience
from segur_tui.application.export.deciding import as_sources, decide, known_of, taken
from segur_tui.application.export.deposit_day import doubt_of_day
from segur_tui.application.export.exporting import Exported, export
from segur_tui.application.export.looking import Changed
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.export.publication import PublicationRefused
from segur_tui.application.export.settling import settle, settle_unrecorded
from segur_tui.application.files.checking import FileReport
from segur_tui.application.files.opening import claim_paths
from segur_tui.application.history.at_hand import read_together
from segur_tui.application.history.readings import hand_in, remember, words_on_others
from segur_tui.application.history.standing import to_deposit
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.left_behind import RecordIncomplete
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.application.state.folder import doubts_of_disk
from segur_tui.application.together.drafted_files import made_together, modifications
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.interruption import Interruption, interruption
from segur_tui.cli.line_choice import LineChoiceError, chosen_lines, names_positions
from segur_tui.cli.output import (
    Warned,
    WarningId,
    packing_progress,
    tell,
    tell_interruption,
    tell_waiting,
    tell_warnings,
)
from segur_tui.cli.reports.export_json import print_export_json
from segur_tui.cli.reports.export_text import how_to_read, print_export_text, refusal, rewritten
from segur_tui.format.candidate import Candidate
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import Certainty
from segur_tui.format.value_type import replace
from segur_tui.format.wording import agreed, counted, typeset

WRITTEN, NOTHING_TO_DO, REFUSED = 0, 0, 1
_YES = {"oui", "o"}
_PATIENCE = Patience(2, tell_waiting)
"""Seconds that the drafts are waited for, of which only a count is wanted."""
_PATIENCE_FOR_RECORD = Patience(PATIENCE.seconds, tell_waiting)


class WrongCall(Exception):  # noqa: N818 (it names what the call is)
    """A call that cannot be followed; the message is in French."""


def run(options: Namespace, settings: Settings) -> int:
    """Export as the options say, print the report, and return the exit status of design.md §1."""
    with interruption() as stop:
        try:
            status = _run(options, settings, stop)
        except KeyboardInterrupt:
            status = stop.status
        except OSError:
            if not stop.came:
                raise
            status = stop.status  # the terminal has gone, and with it who would read it
        if stop.came:
            with suppress(OSError):
                tell_interruption(stop.sentence)
            return stop.status
    return status


def _run(options: Namespace, settings: Settings, stop: Interruption) -> int:
    options.output = options.output or settings.output
    may_do_without, options.without_record = options.without_record, False
    try:
        try:
            return _tried(options, settings, stop)
        except RecordUnknown as why:
            if isinstance(why, RecordIncomplete) or not may_do_without:
                raise
        options.without_record = True  # a record that can be read is used, whatever was asked
        return _tried(options, settings, stop)
    except RecordUnknown as why:
        may_help = not may_do_without and not isinstance(why, RecordIncomplete)
        tell(f"{why} ; rien n’est écrit{' (--without-record écrit sans le registre)' if may_help else ''}")
        return USAGE_ERROR


def _tried(options: Namespace, settings: Settings, stop: Interruption) -> int:
    """Plan and write, once more where something has changed meanwhile; raises RecordUnknown, nothing written."""
    said, read = list[Warned](), dict[Path, FileReport]()
    try:
        options.documents = _documents(options.documents, settings, said)
        tell_warnings(said)
        try:
            return _planned_and_written(options, settings, stop, said, read)
        except Changed as why:
            again = Warned("planned-again", typeset(f"{why} : l’export est préparé à nouveau"))
            tell_warnings([again])
            return _planned_and_written(options, settings, stop, [*said, again], read)
    except Changed as why:
        tell(f"{why} : cela change sans cesse, rien n’est écrit ; réessayez")
        return USAGE_ERROR
    except (WrongCall, LineChoiceError, PublicationRefused) as why:
        tell(str(why))
        return USAGE_ERROR


def _planned_and_written(
    options: Namespace, settings: Settings, stop: Interruption, said: list[Warned], read: dict[Path, FileReport]
) -> int:
    """Read, decide and write; what was `said` is a part of the report, and `read` files learn what is read.

    Raises Changed where something was otherwise when it came to writing; nothing is written then.
    """
    today, warnings = settings.today, list[Warned]()
    files = _sources(options, today, settings, warnings, read)
    if options.without_record:
        said_of = settle_unrecorded(settings, dry_run=options.dry_run)
    else:
        said_of = settle(settings, _PATIENCE_FOR_RECORD, dry_run=options.dry_run)
    warnings += (Warned("cut-off", text) for text in said_of)
    if not options.without_record and (apart := words_on_others(settings, _PATIENCE_FOR_RECORD)):
        warnings.append(Warned("kept-apart", typeset(f"attention, {apart}")))
    lines_of = partial(_lines, options.lines, len(files))
    sources, chosen = taken(files, lines_of, today, _asked_for(options))
    tell_warnings(warning for warning in warnings if warning not in said)
    said += (warning for warning in warnings if warning not in said)
    prepared = _decided(sources, chosen, options, today, settings)
    return _write(prepared, options, settings, stop, said)


def _asked_for(options: Namespace) -> list[Certainty]:
    """Return how certain the corrections have to be that are made first of all."""
    wanted = ((Certainty.SAFE, options.fix), (Certainty.LIKELY, options.suggest))
    return [certainty for certainty, is_wanted in wanted if is_wanted]


def _documents(given: Path | None, settings: Settings, warnings: list[Warned]) -> Path | None:
    """Return the folder of the documents; a configured one that is not there is reported, and all goes on."""
    if given is None:
        if missing := settings.documents_missing:
            why = f"attention, {missing} ; les pièces ne sont ni contrôlées ni rangées"
            warnings.append(Warned("documents-missing", typeset(why)))
        return settings.present_documents
    if not is_folder(given):
        raise WrongCall(f"--documents : le dossier {given} {no_folder(given)}")
    return given


def _sources(
    options: Namespace, today: date, settings: Settings, warnings: list[Warned], read: dict[Path, FileReport]
) -> Sequence[SourceFile]:
    """Read the files; what could be read is remembered, whatever comes of the export."""
    files = claim_paths(options.paths)
    if not files:
        raise WrongCall("aucun fichier .json dans ce qui est donné")
    is_alone = options.without_record
    reports = read_together(files, today, settings, read, without_record=is_alone, is_rewritten=options.fix)
    warnings += rewritten(reports)
    warnings += (Warned("doubled", text) for text in _remember(reports, settings, options))
    unreadable = {each.path: f"{each.path} : {how_to_read(each)}" for each in reports if each.check is None}
    options.skipped = tuple(unreadable)
    if unreadable and (not options.skip_unreadable or len(unreadable) == len(reports)):
        raise WrongCall("rien n’est écrit, car tout n’a pas pu être lu :\n  " + "\n  ".join(unreadable.values()))
    warnings += (Warned("unreadable", typeset(f"laissé de côté : {text}")) for text in unreadable.values())
    if not options.dry_run:
        warnings += (Warned(kind, typeset(text)) for kind, text in doubts_of_disk(settings))
    warnings += (Warned("drafts-left", typeset(text)) for text in _drafts_left(reports, settings))
    sources = reports if options.without_record else to_deposit(reports, settings)
    taken_up = {report.path for report in sources}
    aside = (report.path for report in reports if report.path not in taken_up)
    warnings += (Warned("withdrawn", typeset(f"{path} : à ne pas déposer, laissé de côté")) for path in aside)
    return as_sources(sources)


def _remember(reports: Sequence[FileReport], settings: Settings, options: Namespace) -> list[str]:
    """Remember files that were read, or see that this could be done; return what is not to be deposited since."""
    said = list[str]()
    if options.dry_run:
        if not options.without_record:
            with open_record(settings, _PATIENCE_FOR_RECORD, to_read=True) as store:
                store.ensure_it_can_keep()
            hand_in(settings, _PATIENCE_FOR_RECORD, said.append)
    elif options.without_record:
        with suppress(RecordUnknown):
            remember(reports, settings, Patience(1), said.append)
    else:
        remember(reports, settings, _PATIENCE_FOR_RECORD, said.append)
    return said


def _drafts_left(reports: Sequence[FileReport], settings: Settings) -> Iterator[str]:
    """Yield in French the drafts of these files that the interface keeps and this command does not take."""
    for report, count in zip(reports, modifications(reports, settings, _PATIENCE), strict=True):
        if count:
            steps = counted(count, "modification")
            yield (
                f"{report.path} : {steps} du brouillon {agreed(count, 'reste')} dans l’interface ; "
                "le fichier est pris tel qu’il est sur le disque"
            )
    for group in made_together(reports, settings, _PATIENCE):
        yield (
            f"{counted(group.steps, 'modification faite')} ensemble sur {counted(len(group.files), 'fichier')} "
            f"{agreed(group.steps, 'reste')} dans l’interface ; ils sont pris tels qu’ils sont sur le disque"
        )


def _lines(choice: str | None, files: int, claim: ClaimFile) -> list[int]:
    if names_positions(choice) and files > 1:
        raise WrongCall(f"--lines {choice} désigne des lignes d’un seul fichier ; {files} sont donnés")
    return chosen_lines(choice, claim)


def _decided(
    sources: Sequence[SourceFile], chosen: Sequence[Candidate], options: Namespace, today: date, settings: Settings
) -> Plan:
    """Return the plan; demandes that the ASP already has go only when a person says so."""
    existing = chosen if names_positions(options.lines) else ()
    choice = ExportChoice(
        chosen,
        options.date,
        existing=existing,
        documents=options.documents,
        again=options.again,
        leaves_out=options.leave_out_errors,
        skipped=options.skipped,
    )
    is_recorded = not options.without_record
    claimed = known_of(sources, settings, _PATIENCE_FOR_RECORD, options.skipped, is_recorded=is_recorded)
    prepared = decide(sources, choice, today, claimed)
    is_asked_for = prepared.to_confirm and names_positions(options.lines)
    if not is_asked_for or options.dry_run or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return prepared
    confirmed = replace(choice, confirmed=prepared.to_confirm)
    return decide(sources, confirmed, today, claimed) if _confirms(prepared) else prepared


def _confirms(prepared: Plan) -> bool:
    claimed = prepared.to_confirm
    numbers = ", ".join(prepared.editor_number(candidate) for candidate in claimed)
    tell(
        f"{counted(len(claimed), 'ligne')} déjà acceptée{'s' if len(claimed) > 1 else ''} par l’ASP "
        f"(n° éditeur {numbers}).\nLes déposer à nouveau revient à demander deux fois la même subvention."
    )
    sys.stderr.write(typeset("Les exporter quand même ? Tapez « oui » pour confirmer : "))
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in _YES


def _write(
    prepared: Plan, options: Namespace, settings: Settings, stop: Interruption, warnings: list[Warned]
) -> int:
    report = print_export_json if options.format == "json" else print_export_text
    blocked = prepared.resubmission.has_errors and not options.leave_out_errors
    if blocked or not prepared.files:
        report(prepared, Exported(()), warnings, dry_run=options.dry_run)
        tell(f"rien n’est écrit : {refusal(prepared, _asked_for(options))}")
        return REFUSED if prepared.is_held else NOTHING_TO_DO
    folder = options.output or prepared.sources[0].path.parent
    with packing_progress() as progress:
        following = Following(progress=progress, past_recall=stop.hold, waiting=tell_waiting)
        exported = export(
            prepared,
            folder,
            settings,
            dry_run=options.dry_run,
            is_recorded=not options.without_record,
            following=following,
        )
        if not options.dry_run:
            stop.note_written((*exported.paths, *(pack.path for pack in exported.packs)))
    late = list(_heeded(prepared, exported, settings.today))
    try:
        report(prepared, exported, [*warnings, *late], dry_run=options.dry_run)
        sys.stdout.flush()
    except OSError:
        if not options.dry_run:
            tell("écrit : " + ", ".join(str(path) for path in exported.paths))
        raise
    tell_warnings(late)
    return WRITTEN


def _heeded(prepared: Plan, exported: Exported, today: date) -> Iterator[Warned]:
    """Yield the warnings about the files that were written."""
    if again := prepared.exported_again:
        first = f"{prepared.editor_number(again[0])} {prepared.claimed.exported[again[0]]}"
        others = f", et {counted(len(again) - 1, 'autre')}" if len(again) > 1 else ""
        yield Warned("exported-again", typeset(f"attention, {first}{others} : ne déposez qu’un des deux fichiers"))
    for candidate in prepared.resubmission.going:
        if remark := prepared.remark(candidate):
            number = prepared.editor_number(candidate)
            yield Warned("known-to-asp", typeset(f"attention, n° éditeur {number} : {remark}"))
        for doubt in prepared.survey.doubts(candidate) if prepared.survey is not None else ():
            yield Warned("document-in-doubt", typeset(f"attention, {doubt}"))
    doubtful: tuple[tuple[WarningId, Sequence[Candidate], str], ...] = (
        ("dossier-twice", list(prepared.doubled), prepared.doubled_words),
        ("unchanged", prepared.unchanged, prepared.unchanged_words),
        ("dates-turned", prepared.turned, prepared.turned_words),
        ("deposit-day", (), doubt_of_day(prepared, prepared.day, today)),
        ("unlike-keys", (), prepared.unlike_words),
    )
    for name, candidates, words in doubtful:
        numbers = ", ".join(filter(None, map(prepared.editor_number, candidates)))
        if words:
            yield Warned(name, typeset(f"attention, {words}{f' (n° éditeur {numbers})' if numbers else ''}"))
    if exported.warning:
        yield Warned("without-record", typeset(exported.warning))
