"""The HTML report of `check`: one page that opens without anything else."""

from __future__ import annotations

from segur_tui.application.reports.html_page import html_pieces
from segur_tui.application.reports.report import Report
from segur_tui.cli.output import write_pieces


def print_html(report: Report) -> None:
    """Print the page, in UTF-8 whatever the locale."""
    write_pieces(html_pieces(report))
