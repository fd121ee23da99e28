"""Writing a report beside its files: whole or not at all, never over another file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from itertools import count
from pathlib import Path
from typing import BinaryIO

from segur_tui.application.disk.whole_files import appear, staged_by
from segur_tui.application.export.publication import output_folder
from segur_tui.application.reports.csv_table import csv_pieces
from segur_tui.application.reports.html_page import html_pieces
from segur_tui.application.reports.report import Report
from segur_tui.format.inert import without_steering

_LONGEST_STEM = 50
"""Characters of a file's name that its report takes over; a name may have 255 bytes."""


class Form(StrEnum):
    """The forms of a report that is written; the value is the suffix of its file."""

    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"


_PIECES: dict[Form, Callable[[Report], Iterator[str]]] = {Form.HTML: html_pieces, Form.CSV: csv_pieces}


def _write(report: Report, form: Form, target: BinaryIO) -> None:
    """Write a report into a file; raises OSError."""
    if form is Form.XLSX:
        from segur_tui.application.reports.workbook import write_workbook  # its library is for nothing else

        write_workbook(report, target)
    else:
        target.writelines(piece.encode("utf-8") for piece in _PIECES[form](report))


def report_name(subject: str, form: Form, number: int = 1) -> str:
    """Return the name of the report on a subject, given by a name without suffix; numbered from the second on."""
    stem = without_steering(subject).replace("/", "")[:_LONGEST_STEM]
    return f"rapport-{stem}{f'-{number}' if number > 1 else ''}.{form}"


def save_report(report: Report, form: Form, folder: Path, subject: str) -> Path:
    """Write a report under the first of its names that is free, and return its path; raises PublicationRefused."""
    writer = partial(_write, report, form)
    with output_folder(folder) as descriptor, staged_by(descriptor, [writer]) as files:
        for number in count(1):
            name = report_name(subject, form, number)
            try:
                appear(descriptor, files, [name])
            except FileExistsError:
                continue
            return folder / name
    raise AssertionError  # count never ends
