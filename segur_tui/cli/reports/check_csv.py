"""The CSV report of `check`, as a French Excel opens it."""

from __future__ import annotations

from segur_tui.application.reports.csv_table import csv_pieces
from segur_tui.application.reports.report import Report
from segur_tui.cli.output import write_pieces


def print_csv(report: Report) -> None:
    """Print one row a finding, in UTF-8 whatever the locale, under a row of titles."""
    write_pieces(csv_pieces(report))
