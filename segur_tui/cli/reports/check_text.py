"""The text report of `check` when it is not read on a terminal: one problem a line, easy to search."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from segur_tui.application.files.checking import FileReport
from segur_tui.application.reports.rows import Row, rows
from segur_tui.application.reports.summary import file_summary, total


def print_text(reports: Sequence[FileReport]) -> None:
    """Print each file's counts and problems, then the total."""
    for report in reports:
        sys.stdout.write(f"{file_summary(report)}\n")
        for row in rows(report):
            sys.stdout.write(f"  {' : '.join(_parts(row))}\n")
    sys.stdout.write(f"{total(reports)}\n")


def _parts(row: Row) -> Iterator[str]:
    number = f" (n° éditeur {row.numero_editeur})" if row.numero_editeur else ""
    yield f"ligne {row.line}{number}" if row.line else "fichier"
    yield row.severity + (f", {row.first}" if row.first else "")
    if row.balise:
        yield row.balise
    yield row.message + (f" → {row.correction}" if row.correction else "")
