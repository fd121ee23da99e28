"""The `history` command: the life of a demande, rejections that nothing followed, money still to be claimed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from segur_tui.application.history.passages import History, Passage
from segur_tui.application.history.story import NO_FILE_KNOWN, by_demande, title, what, when, where
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.output import tell, tell_waiting, write_json, write_line
from segur_tui.format.tree import Json
from segur_tui.format.wording import counted

FOUND, NOTHING_KNOWN = 0, 1
FORMAT = "segur-tui-history/1"


def run(options: Namespace, settings: Settings) -> int:
    """Print what is known of a number, with `--open` of all rejected lines left alone, or what is unclaimed."""
    if options.unclaimed and not options.open:
        return _unclaimed(options, settings)
    if options.unclaimed or len(options.asked) != (not options.open) or options.format == "csv":
        tell(
            "donnez un n° éditeur ou un numéro de dossier, ou bien --open, ou bien --unclaimed (seul à avoir csv)"
        )
        return USAGE_ERROR
    options.number = next(iter(options.asked), "")
    try:
        with History.copied(settings, replace(PATIENCE, tell=tell_waiting)) as history:
            passages = history.open_rejections() if options.open else history.passages(options.number)
            knows_files = history.knows_files()
    except StateUnavailable as refusal:
        tell(str(refusal))
        return USAGE_ERROR
    if options.format == "json":
        write_json({"format": FORMAT, "passages": [_as_json(passage) for passage in passages]})
    elif options.open and knows_files:
        _print_open(passages)
    else:
        _print_stories(passages)
    if not knows_files:
        tell(NO_FILE_KNOWN)
        return NOTHING_KNOWN
    if passages or options.open:
        return FOUND
    tell(f"rien n’est connu de {options.number} : seuls les fichiers ouverts ou exportés ici le sont")
    return NOTHING_KNOWN


def _unclaimed(options: Namespace, settings: Settings) -> int:
    """Print what is still to be claimed: of all that is known, or of files, which are read and not remembered."""
    from segur_tui.application.files.checking import check_path
    from segur_tui.application.files.opening import claim_paths
    from segur_tui.application.history.unclaimed import known_unclaimed
    from segur_tui.cli.reports.unclaimed import print_unclaimed

    today = settings.today
    reports = [check_path(path, today, settings) for path in claim_paths(map(Path, options.asked))]
    broken = [report for report in reports if report.check is None]
    for report in broken:
        tell(f"{report.path} : {report.failure}")
    if options.asked and len(broken) == len(reports):
        tell("aucun fichier à lire dans ce qui est donné")
        return USAGE_ERROR
    try:
        found, is_known = known_unclaimed(settings, reports, replace(PATIENCE, tell=tell_waiting))
    except StateUnavailable as refusal:
        tell(str(refusal))
        return USAGE_ERROR
    print_unclaimed(found, today, options.format)
    if not is_known:
        tell(NO_FILE_KNOWN)
        return NOTHING_KNOWN
    return USAGE_ERROR if broken else FOUND


def _print_stories(passages: Sequence[Passage]) -> None:
    for number, (demande, story) in enumerate(by_demande(passages)):
        if number:
            write_line("")
        write_line(title(demande))
        for passage in story:
            write_line(f"  {when(passage):<17} {what(passage):<25} {where(passage)}")


def _print_open(passages: Sequence[Passage]) -> None:
    for passage in passages:
        write_line(f"{passage.numero_editeur:<6} {passage.numero_asp:<13} {where(passage)}")
    waiting = len(passages)
    write_line(f"{counted(waiting, 'ligne refusée')} jamais exportée{'s' if waiting > 1 else ''}")


def _as_json(passage: Passage) -> Json:
    return {
        "what": passage.what.value,
        "file": passage.path,
        "deposit": passage.deposit or None,
        "line": passage.line,
        "numeroAns": passage.numero_ans,
        "numeroEditeur": passage.numero_editeur,
        "numeroASP": passage.numero_asp,
        "code": passage.code or None,
        "label": passage.label or None,
        "source": passage.source or None,
        "sourceLine": passage.source_line or None,
    }
