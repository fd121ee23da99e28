"""The `check` command: every problem of every file, as text, JSON, CSV, HTML or XLSX."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence

from segur_tui.application.files.checking import FileReport, check_together
from segur_tui.application.files.opening import claim_paths
from segur_tui.application.reports.report import Report, ReportRow, rows
from segur_tui.application.reports.summary import file_summary, total
from segur_tui.application.settings.values import Settings
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.output import tell, write_line, write_pieces
from segur_tui.cli.rules import UnknownRule, named
from segur_tui.format.finding import Finding, Severity
from segur_tui.format.value_type import replace

OK, ERRORS = 0, 1


def run(options: Namespace, settings: Settings) -> int:
    """Check files and print the report on standard output; return the exit status of design.md §1."""
    today = settings.today
    try:
        shows = _asked_for(options)
    except UnknownRule as why:
        tell(str(why))
        return USAGE_ERROR
    if options.format == "xlsx" and sys.stdout.isatty() and not options.quiet:
        tell("--format xlsx est un classeur, que le terminal ne montre pas : ajoutez > problemes.xlsx")
        return USAGE_ERROR
    files = claim_paths(options.paths)
    reports = check_together(files, today, settings)
    shown = Report.of_disk((replace(report, shows=shows) for report in reports), today)
    if options.format == "xlsx" and not options.quiet:
        if not _print_workbook(shown):
            return USAGE_ERROR
    elif not options.quiet:
        _print(shown, options.format)
    if not files:
        tell("aucun fichier .json dans ce qui est donné.")
        return USAGE_ERROR
    if any(report.check is None for report in reports):
        return USAGE_ERROR
    return ERRORS if any(report.count(Severity.ERROR) for report in reports) else OK


def _asked_for(options: Namespace) -> Callable[[Finding], bool] | None:
    """Return which findings are listed, None for all; raises UnknownRule."""
    if options.rule is None and options.severity == Severity.WARNING.value:
        return None
    rules = None if options.rule is None else set(map(named, ",".join(options.rule).split(",")))
    severities = (Severity.ERROR,) if options.severity == Severity.ERROR.value else tuple(Severity)
    return lambda finding: finding.severity in severities and (rules is None or finding.control in rules)


def _print(report: Report, form: str) -> None:
    match form:
        case "json":
            from segur_tui.cli.reports.check_json import print_json

            print_json(report.reports)
        case "csv":
            from segur_tui.application.reports.csv_table import csv_pieces

            write_pieces(csv_pieces(report))
        case "html":
            from segur_tui.application.reports.html_page import html_pieces

            write_pieces(html_pieces(report))
        case _ if sys.stdout.isatty():
            from segur_tui.cli.reports.check_table import print_table

            print_table(report.reports)
        case _:
            _print_text(report.reports)


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


def _print_text(reports: Sequence[FileReport]) -> None:
    """Print each file's counts and problems, one a line, which is easy to search, then the total."""
    for report in reports:
        write_line(file_summary(report))
        for row in rows(report):
            write_line(f"  {' : '.join(_parts(row))}")
    write_line(total(reports))


def _parts(row: ReportRow) -> Iterator[str]:
    number = f" (n° éditeur {row.numero_editeur})" if row.numero_editeur else ""
    yield f"ligne {row.line}{number}" if row.line else "fichier"
    yield row.severity + (f", {row.first}" if row.first else "")
    if row.balise:
        yield row.balise
    yield row.message + (f" → {row.proposed}" if row.proposed else "")
