"""The `check` command: every problem of every file, as text, JSON or CSV."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from segur_tui.application.checking import FileReport, check_path
from segur_tui.application.opening import claim_paths
from segur_tui.application.today import today_in_paris
from segur_tui.cli.usage import USAGE_ERROR
from segur_tui.format.finding import Severity

OK, ERRORS = 0, 1


def run_check(paths: Sequence[Path], form: str) -> int:
    """Check files and print the report on standard output; return the exit status of design.md §1."""
    today = today_in_paris()
    files = claim_paths(paths)
    reports = [check_path(file, today) for file in files]
    _writer(form)(reports)
    if not files:
        sys.stderr.write("segur-tui : aucun fichier .json dans ce qui est donné.\n")
        return USAGE_ERROR
    if any(report.check is None for report in reports):
        return USAGE_ERROR
    return ERRORS if any(report.count(Severity.ERROR) for report in reports) else OK


def _writer(form: str) -> Callable[[Sequence[FileReport]], None]:
    match form:
        case "json":
            from segur_tui.cli.reports.check_json import print_json as write
        case "csv":
            from segur_tui.cli.reports.check_csv import print_csv as write
        case _ if sys.stdout.isatty():
            from segur_tui.cli.reports.check_table import print_table as write
        case _:
            from segur_tui.cli.reports.check_text import print_text as write
    return write
