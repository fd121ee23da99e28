"""Writing a report beside its files: whole or not at all, never over another file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import count
from pathlib import Path

from segur_tui.application.disk.whole_files import appear, staged
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


_PIECES: dict[Form, Callable[[Report], Iterator[str]]] = {Form.HTML: html_pieces, Form.CSV: csv_pieces}


def report_name(subject: str, form: Form, number: int = 1) -> str:
    """Return the name of the report on a subject, given by a name without suffix; numbered from the second on."""
    stem = without_steering(subject).replace("/", "")[:_LONGEST_STEM]
    return f"rapport-{stem}{f'-{number}' if number > 1 else ''}.{form}"


def save_report(report: Report, form: Form, folder: Path, subject: str) -> Path:
    """Write a report under the first of its names that is free, and return its path; raises PublicationRefused."""
    content = "".join(_PIECES[form](report)).encode("utf-8")
    with output_folder(folder) as descriptor, staged(descriptor, [content]) as files:
        for number in count(1):
            name = report_name(subject, form, number)
            try:
                appear(descriptor, files, [name])
            except FileExistsError:
                continue
            return folder / name
    raise AssertionError  # count never ends
