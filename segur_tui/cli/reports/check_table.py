"""The text report of `check` on a terminal: a table as wide as the terminal, one a file."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from segur_tui.application.files.checking import FileReport
from segur_tui.application.files.tally import Tally
from segur_tui.application.reports.report import SEVERITIES, SIGNS, STOP, STOP_SIGN, TITLES, ReportRow, rows
from segur_tui.application.reports.summary import file_summary, total_of
from segur_tui.format.finding import Severity
from segur_tui.format.wording import typeset

_WIDE = 110
_LEGEND = typeset(f"✗ erreur   ! avertissement   {STOP_SIGN} {STOP}   → correction sûre   → … ? suggestion")
_STYLES = {SEVERITIES[Severity.ERROR]: "red", SEVERITIES[Severity.WARNING]: "yellow"}


def terminal() -> Console:
    """Return the terminal that standard output is, as wide as that is."""
    return Console(highlight=False)


def file_table(report: FileReport, console: Console) -> str:
    """Return a file's counts and problems as a terminal shows them."""
    with console.capture() as captured:
        console.print(Text(file_summary(report), style="bold"))
        if report.shown:
            console.print(_table(rows(report), console.width))
    return captured.get()


def legend_and_total(tally: Tally, console: Console) -> str:
    """Return what the signs mean, and the counts of all files."""
    with console.capture() as captured:
        console.print(Text(_LEGEND, style="dim"))
        console.print(Text(total_of(tally), style=f"bold {'red' if tally.errors else 'green'}"))
    return captured.get()


def _table(found: Iterable[ReportRow], width: int) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column(TITLES["line"], justify="right", no_wrap=True)
    table.add_column("N° éd.", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column(TITLES["balise"], overflow="fold", max_width=22)
    if width >= _WIDE:
        table.add_column(TITLES["value"], overflow="fold", max_width=28)
    table.add_column(TITLES["message"], overflow="fold", ratio=1)
    for row in found:
        style = _STYLES[row.severity]
        message = Text(row.message)
        if row.proposed:
            message.append(f" → {row.proposed}", style="green" if row.correction else "cyan")
        cells = [
            Text(row.line),
            Text(row.numero_editeur),
            Text(SIGNS[row.severity] + (f" {STOP_SIGN}" if row.first else ""), style=style),
            Text(row.balise),
            *([Text(row.value)] if width >= _WIDE else []),
            message,
        ]
        table.add_row(*cells)
    return table
