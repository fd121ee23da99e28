"""The CSV report, made to be opened by a French Excel or LibreOffice, with cells that stay as they are.

Every cell stands between quotes: on a double click, LibreOffice takes tabs, commas and semicolons for
separators, and one comma in the name of a folder would shift the row.

On a double click, Excel runs what looks like a formula and converts what looks like a number or a
date: 00003 becomes 3, 73282932000074 becomes 7,32829E+13, 12.5 the 12th of May. An apostrophe, which
is Excel's own mark of a text, stands before every such cell, and before one that begins with an
apostrophe itself: a program gets all values back by dropping one leading apostrophe.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from operator import attrgetter

from segur_tui.application.files.checking import FileReport
from segur_tui.application.reports.report import LONGEST_VALUE, TITLES, Report, rows
from segur_tui.format.finding import shortened
from segur_tui.format.inert import visible

_AS_TEXT = "'"
_IDENTIFIERS = {"numero_editeur"}
"""Columns whose every value is kept a text."""
_NUMBERS = {"line"}
"""Columns that are to be sorted and computed with."""
_RUN = re.compile(r"\s*['=+\-@＝＋－＠]|[\t\r\n]")
_CONVERTED = re.compile(r"\s*[\d.,(][\d\s.,:/()%€eE+\-]*")


class _Line:
    """A target for a CSV writer that gives each line back."""

    @staticmethod
    def write(line: str) -> str:
        return line


def csv_pieces(report: Report) -> Iterator[str]:
    """Return the text of a report in pieces, one a line: the titles, then one row a finding."""
    yield csv_titles()
    for file in report.reports:
        yield from csv_rows(file)


def csv_titles() -> str:
    """Return the first line of a report."""
    writer = csv.writer(_Line(), delimiter=";", quoting=csv.QUOTE_ALL)
    return "\ufeff" + str(writer.writerow(TITLES.values()))


def csv_rows(file: FileReport) -> Iterator[str]:
    """Return the lines of a file in a report."""
    writer = csv.writer(_Line(), delimiter=";", quoting=csv.QUOTE_ALL)
    columns: list[tuple[str, dict[str, str]]] = [(name, {}) for name in TITLES]
    texts_of = attrgetter(*TITLES)
    for row in rows(file):
        line = []
        for (name, known), text in zip(columns, texts_of(row), strict=True):
            cell = known.get(text)
            if cell is None:  # most cells come again from row to row
                cell = known[text] = writer.writerow([_cell(name, text)]).removesuffix("\r\n")
            line.append(cell)
        yield ";".join(line) + "\r\n"


def csv_lines(titles: Sequence[str], lines: Iterable[Iterable[str | int | Decimal]]) -> Iterator[str]:
    """Return the text of any table in pieces, one a line; numbers are to be computed with."""
    writer = csv.writer(_Line(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield "\ufeff" + writer.writerow(titles)
    for line in lines:
        yield writer.writerow(
            _cell("", visible(cell)) if isinstance(cell, str) else _number(cell) for cell in line
        )


def _number(number: int | Decimal) -> str:
    return str(number).replace(".", ",")


def _cell(column: str, text: str) -> str:
    if column not in _NUMBERS and (
        _RUN.match(text) or _CONVERTED.fullmatch(text) or (text and column in _IDENTIFIERS)
    ):
        text = _AS_TEXT + text
    return shortened(text, LONGEST_VALUE)
