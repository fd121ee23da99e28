"""The `history` command: the life of a demande, rejections that nothing followed, money still to be claimed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from segur_tui.application.files.checking import FileReport, checked
from segur_tui.application.files.opening import claim_paths, open_claim
from segur_tui.application.history.passage import Passage
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import hand_in, whole, words_on_others
from segur_tui.application.history.story import NO_FILE_KNOWN, by_demande, title, what, when, where
from segur_tui.application.record.engines import open_record
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE, path_as_text
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.output import tell, tell_waiting, write_json, write_line
from segur_tui.format.tree import Json
from segur_tui.format.value_type import replace
from segur_tui.format.wording import counted, typeset

FOUND, NOTHING_KNOWN = 0, 1
FORMAT = "segur-tui-history/1"


def run(options: Namespace, settings: Settings) -> int:
    """Print what is known of a number, with `--open` of all rejected lines left alone, or what is unclaimed.

    Of files that are given, only their demandes are listed; they are read, and not remembered.
    """
    is_of_files, number = options.open or options.unclaimed, ""
    if not is_of_files and len(options.asked) == 1:
        (number,) = options.asked
    if (options.open and options.unclaimed) or not (is_of_files or number):
        tell("donnez un n° éditeur ou un numéro de dossier, ou bien --open, ou bien --unclaimed")
        return USAGE_ERROR
    if options.format == "csv" and not options.unclaimed:
        tell("--format csv est pour --unclaimed")
        return USAGE_ERROR
    reports = _read(options.asked if is_of_files else (), settings)
    readable = [report for report in reports if report.check is not None]
    if is_of_files and options.asked and not readable:
        tell("aucun fichier à lire dans ce qui est donné")
        return USAGE_ERROR
    try:
        hand_in(settings, replace(PATIENCE, tell=tell_waiting), tell)
        if options.unclaimed:
            knows_files = _print_money(readable, options.format, settings)
            return _status(knows_files=knows_files, is_found=True, is_whole=len(readable) == len(reports))
        with _known(number, settings) as history:
            history.remember(readable)
            passages = history.passages(number) if number else _open_in(readable, history)
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
    if knows_files and number and not passages:
        tell(f"rien n’est connu de {number} : seuls les fichiers ouverts ou exportés ici le sont")
    is_found = bool(passages or options.open)
    return _status(knows_files=knows_files, is_found=is_found, is_whole=len(readable) == len(reports))


@contextmanager
def _known(number: str, settings: Settings) -> Iterator[History]:
    """Open all that is known; a number alone is looked up, but what is open is worked out of the whole.

    That is so as if it held the files given, and what is kept for other records, of which is said that it waits.
    """
    patience = replace(PATIENCE, tell=tell_waiting)
    if others := words_on_others(settings, patience):
        tell(typeset(f"attention, {others}"))
    is_short = number and not others
    with open_record(settings, patience, to_read=True) if is_short else whole(settings, patience) as store:
        yield History(store)


def _status(*, knows_files: bool, is_found: bool, is_whole: bool) -> int:
    if not knows_files:
        tell(NO_FILE_KNOWN)
        return NOTHING_KNOWN
    return USAGE_ERROR if not is_whole else FOUND if is_found else NOTHING_KNOWN


def _read(paths: Sequence[str], settings: Settings) -> list[FileReport]:
    """Read files, and say which of them cannot be."""
    reports = [checked(open_claim(path, settings), settings.today) for path in claim_paths(map(Path, paths))]
    for report in reports:
        if report.check is None:
            tell(f"{report.path} : {report.failure}")
    return reports


def _open_in(reports: Sequence[FileReport], history: History) -> list[Passage]:
    """Return the rejected lines that nothing followed, of files that are given those in them."""
    passages, given = history.open_rejections(), {path_as_text(report.path) for report in reports}
    return [passage for passage in passages if not given or passage.path in given]


def _print_money(reports: Sequence[FileReport], form: str, settings: Settings) -> bool:
    """Print what is still to be claimed, and return whether any file is known."""
    from segur_tui.application.history.unclaimed import known_unclaimed
    from segur_tui.cli.reports.unclaimed import print_unclaimed

    found, knows_files = known_unclaimed(settings, reports, replace(PATIENCE, tell=tell_waiting))
    print_unclaimed(found, settings.today, form)
    return knows_files


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
        "by": passage.whose or None,
    }
