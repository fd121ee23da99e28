"""The `check` command: every problem of every file, as text, JSON, CSV, HTML or XLSX."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from segur_tui.application.files.checking import CheckStopped, FileReport, check_together
from segur_tui.application.files.opening import claim_paths
from segur_tui.application.files.tally import Tally
from segur_tui.application.reports.report import Report, ReportRow, rows
from segur_tui.application.reports.summary import file_summary, total_of
from segur_tui.application.settings.values import Settings
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.output import as_line, checking_progress, json_pieces, tell, write_pieces
from segur_tui.cli.rules import UnknownRule, named
from segur_tui.format.finding import Finding, Severity
from segur_tui.format.tree import Members
from segur_tui.format.value_type import replace, value_type

if TYPE_CHECKING:
    from segur_tui.application.files.many import Progress

OK, ERRORS = 0, 1
Shown: TypeAlias = Callable[[Finding], bool] | None
"""Tells which findings are listed; None: all."""


def run(options: Namespace, settings: Settings) -> int:
    """Check files and print the report on standard output; return the exit status of design.md §1."""
    try:
        shows = _asked_for(options)
    except UnknownRule as why:
        tell(str(why))
        return USAGE_ERROR
    if options.format == "xlsx" and sys.stdout.isatty() and not options.quiet:
        tell("--format xlsx est un classeur, que le terminal ne montre pas : ajoutez > problemes.xlsx")
        return USAGE_ERROR
    files = claim_paths(options.paths)
    if options.format in {"html", "xlsx"} and not options.quiet:
        counts = _print_whole(files, options.format, shows, settings)
    else:
        try:
            counts = _print_as_made(files, _form(options), shows, settings)
        except CheckStopped as why:
            tell(str(why))
            return USAGE_ERROR
    if not files:
        tell("aucun fichier .json dans ce qui est donné.")
    if counts is None or counts.unreadable or not files:
        return USAGE_ERROR
    return ERRORS if counts.errors else OK


def _asked_for(options: Namespace) -> Shown:
    """Return which findings are listed; raises UnknownRule."""
    if options.rule is None and options.severity == Severity.WARNING.value:
        return None
    rules = None if options.rule is None else set(map(named, ",".join(options.rule).split(",")))
    severities = (Severity.ERROR,) if options.severity == Severity.ERROR.value else tuple(Severity)
    return lambda finding: finding.severity in severities and (rules is None or finding.control in rules)


@value_type
class _Form:
    """A form of report that is written as files are checked: the part of each, and what is made of all parts.

    One of `data` is for programs: in UTF-8, whatever the locale.
    """

    part_of: Callable[[FileReport], str]
    whole: Callable[[Iterable[str], Callable[[], Tally]], Iterable[str]]
    is_data: bool = False


def _form(options: Namespace) -> _Form:
    """Return the form that is asked for; its `whole` asks for the counts behind all parts."""
    if options.quiet:
        return _Form(lambda _: "", lambda parts, _: parts)
    if options.format == "json":
        from segur_tui.cli.reports.check_json import FORMAT, file_text

        head: Members = {"format": FORMAT}
        return _Form(
            file_text,
            lambda parts, _: chain(json_pieces(head, "files", ((part,) for part in parts)), "\n"),
            is_data=True,
        )
    if options.format == "csv":
        from segur_tui.application.reports.csv_table import csv_rows, csv_titles

        return _Form(
            lambda report: "".join(csv_rows(report)),
            lambda parts, _: chain([csv_titles()], parts),
            is_data=True,
        )
    if sys.stdout.isatty():
        from segur_tui.cli.reports.check_table import file_table, legend_and_total, terminal

        console = terminal()
        return _Form(
            partial(file_table, console=console),
            lambda parts, tally: _followed(parts, lambda: legend_and_total(tally(), console)),
        )
    return _Form(
        _text_of,
        lambda parts, tally: _followed(parts, lambda: as_line(sys.stdout, total_of(tally()))),
    )


def _followed(parts: Iterable[str], end: Callable[[], str]) -> Iterator[str]:
    yield from parts
    yield end()


def _print_as_made(files: Sequence[Path], form: _Form, shows: Shown, settings: Settings) -> Tally:
    """Write a report while files are checked, and return their counts."""
    tally = Tally()

    def taken(parts: Iterable[tuple[str, Tally]]) -> Iterator[str]:
        nonlocal tally
        for text, counts in parts:
            tally += counts
            yield text

    def part_of(report: FileReport) -> str:
        return form.part_of(report if shows is None else replace(report, shows=shows))

    with (
        checking_progress(len(files)) as progress,
        closing(_parts_of(files, settings, part_of, progress)) as made,
    ):
        pieces = form.whole(taken(made), lambda: tally)
        if form.is_data:
            write_pieces(pieces)
        else:
            sys.stdout.writelines(pieces)
    return tally


def _parts_of(
    files: Sequence[Path], settings: Settings, part_of: Callable[[FileReport], str], progress: Progress
) -> Generator[tuple[str, Tally]]:
    """Yield the part of each file and its counts; raises CheckStopped, of several files."""
    if len(files) > 1:
        from segur_tui.application.files.many import parts  # loading it takes a twentieth of the check of one

        yield from parts(files, settings.today, settings, part_of, progress)
        return
    for report in check_together(files, settings.today, settings):
        yield part_of(report), Tally.of(report)


def _print_whole(files: Sequence[Path], form: str, shows: Shown, settings: Settings) -> Tally | None:
    """Print a report that is made when all files are checked, and return their counts, None where it is not."""
    reports = check_together(files, settings.today, settings)
    shown = Report.of_disk((replace(report, shows=shows) for report in reports), settings.today)
    if form == "xlsx":
        return Tally.of_all(reports) if _print_workbook(shown) else None
    from segur_tui.application.reports.html_page import html_pieces

    write_pieces(html_pieces(shown))
    return Tally.of_all(reports)


def _print_workbook(report: Report) -> bool:
    """Print a workbook, made whole before its first byte; return whether it could be made, and say why not."""
    from shutil import copyfileobj

    from segur_tui.application.reports.workbook import WorkbookRefused, made_workbook

    try:
        with made_workbook(report) as whole:
            copyfileobj(whole, sys.stdout.buffer)
            sys.stdout.flush()
    except WorkbookRefused as why:
        tell(str(why))
        return False
    return True


def _text_of(report: FileReport) -> str:
    """Return a file's counts and problems, one a line, which is easy to search."""
    lines = (file_summary(report), *(f"  {' : '.join(_parts(row))}" for row in rows(report)))
    return "".join(as_line(sys.stdout, line) for line in lines)


def _parts(row: ReportRow) -> Iterator[str]:
    number = f" (n° éditeur {row.numero_editeur})" if row.numero_editeur else ""
    yield f"ligne {row.line}{number}" if row.line else "fichier"
    yield row.severity + (f", {row.first}" if row.first else "")
    if row.balise:
        yield row.balise
    yield row.message + (f" → {row.proposed}" if row.proposed else "")
