"""The XLSX report, for people who work in spreadsheets: texts stay texts, amounts and lines are numbers.

It is made in a private folder of temporary files, and appears in its target only when it is whole: texts
of a claim file never stay behind, and a fault or a full disk leaves no half of a workbook. The guards are
those that XlsxWriter needs: `write_string` (never `write`, which makes formulas and links of texts), the
text format on every text (or an editor makes a formula of "=1+1"), no control characters and surrogates, no
text of more characters than every reader takes, and no result of a call unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import BinaryIO

from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from segur_tui.application.disk.system import explain
from segur_tui.application.reports.report import TITLES, Report, ReportedFile, rows_by_line
from segur_tui.application.reports.summary import kind_of
from segur_tui.format.answer import AnswerState
from segur_tui.format.finding import Finding, Severity, shortened
from segur_tui.format.inert import visible
from segur_tui.format.kinds import Amount

LONGEST_TEXT = 4_000
"""Characters of a text: some readers refuse a whole workbook for one of 65,534 bytes."""
ROWS_OF_SHEET = 1_048_576
_NAMES = ("Problèmes", *(f"Problèmes {number}" for number in range(2, 100)))
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"-?[0-9]{1,11}(?:\.[0-9]{1,4})?")
"""A number of as many digits as a spreadsheet keeps; a text stands between quotes."""
_VALUES = ("value", "correction", "suggestion")
_WIDTHS = {
    "path": 40,
    "line": 7,
    "numero_editeur": 11,
    "balise": 26,
    "value": 28,
    "severity": 14,
    "source": 10,
    "message": 70,
    "first": 14,
    "correction": 22,
    "suggestion": 22,
    "kind": 30,
}
_FILES = {
    "Fichier": 40,
    "Rapport du": 12,
    "État": 18,
    "N° ANS": 14,
    "SIRET": 18,
    "Lignes": 9,
    "Acceptées": 11,
    "Refusées": 10,
    "À vérifier": 11,
    "Erreurs": 9,
    "Avertissements": 15,
    "Remarque": 50,
}
_STATES = (None, AnswerState.ACCEPTED, AnswerState.REJECTED, AnswerState.TO_VERIFY)
Cell = str | int | Decimal | datetime


class WorkbookRefused(OSError):  # noqa: N818 (it says what happened)
    """A workbook that cannot be made, as there is no place for it; the message says why, in French."""


@contextmanager
def made_workbook(report: Report) -> Iterator[BinaryIO]:
    """Make a report as a workbook, of its problems, then of its files, and open it; raises WorkbookRefused."""
    with TemporaryDirectory(prefix="segur-tui-") as folder:
        path = Path(folder) / "rapport.xlsx"
        try:
            _Book(path, report).write()
        except (OSError, XlsxFileError) as error:
            cause = error.args[0] if isinstance(error, XlsxFileError) else error
            why = explain(cause) if isinstance(cause, OSError) else str(error)
            raise WorkbookRefused(f"le classeur ne se prépare pas dans {path.parent.parent} : {why}") from error
        with path.open("rb") as whole:
            yield whole


def write_workbook(report: Report, target: BinaryIO) -> None:
    """Write a report as a workbook; raises OSError."""
    with made_workbook(report) as whole:
        copyfileobj(whole, target)


class _Book:
    """A workbook that is written row by row, and keeps no row in memory."""

    def __init__(self, path: Path, report: Report) -> None:
        self._report = report
        options = {"constant_memory": True, "tmpdir": str(path.parent)}
        self._book = Workbook(str(path), options)
        self._book.set_properties({"created": self._day, "title": "Contrôle des demandes de solde"})
        self._head = self._format(bold=True, bottom=1)
        self._text = self._format(num_format="@", valign="top")
        self._numbers = [
            self._format(num_format=f"0.{'0' * places}".rstrip("."), valign="top") for places in range(5)
        ]
        self._date = self._format(num_format="dd/mm/yyyy", valign="top")

    @property
    def _day(self) -> datetime:
        return datetime.combine(self._report.day, time())

    def _format(self, **properties: object) -> Format:
        return self._book.add_format(properties)

    def write(self) -> None:
        """Write both kinds of sheets, and the file; raises OSError and XlsxFileError."""
        titles = {TITLES[name]: width for name, width in _WIDTHS.items()}
        problems = (cells for file in self._report.files for cells in _problems(file))
        for name in _NAMES:
            if not self._sheet(name, titles, problems):
                break
        self._sheet("Fichiers", _FILES, map(self._counts, self._report.files))
        self._book.close()

    def _sheet(self, name: str, titles: dict[str, int], rows: Iterator[Iterable[Cell]]) -> bool:
        """Write a sheet with as many rows as it takes, and return whether it is full."""
        sheet = self._book.add_worksheet(name)
        for column, (title, width) in enumerate(titles.items()):
            _seen(sheet.set_column(column, column, width))
            _seen(sheet.write_string(0, column, title, self._head))
        last = 0
        for last, cells in enumerate(islice(rows, ROWS_OF_SHEET - 1), 1):
            for column, cell in enumerate(cells):
                self._write(sheet, last, column, cell)
        sheet.freeze_panes(1, 0)
        _seen(sheet.autofilter(0, 0, last, len(titles) - 1))
        _seen(sheet.ignore_errors({"number_stored_as_text": f"A1:L{last + 1}"}))
        return last == ROWS_OF_SHEET - 1

    def _write(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        match cell:
            case datetime():
                _seen(sheet.write_datetime(row, column, cell, self._date))
            case Decimal():  # with as many decimals as it is written with: these may be what is wrong
                _seen(
                    sheet.write_number(row, column, float(cell), self._numbers[len(str(cell).partition(".")[2])])
                )
            case int():
                _seen(sheet.write_number(row, column, cell, self._numbers[0]))
            case str() if cell:
                text = shortened(_NO_XML.sub("\ufffd", cell.replace("\r\n", "\n")), LONGEST_TEXT)
                _seen(sheet.write_string(row, column, text, self._text))

    def _counts(self, reported: ReportedFile) -> Iterator[Cell]:
        file = reported.file
        claim = None if file.check is None else file.check.claim
        yield visible(str(file.path))
        yield self._day
        yield kind_of(file)
        yield from ("", "") if claim is None else (visible(claim.numero_ans), visible(claim.siret))
        yield from ("" if claim is None else file.lines(state) for state in _STATES)
        yield from map(file.count, Severity)
        yield reported.note


def _problems(reported: ReportedFile) -> Iterator[list[Cell]]:
    """Yield the cells of each problem of a file."""
    for line in rows_by_line(reported.file):
        for finding, row in line:
            yield [_cell(reported, finding, name, getattr(row, name)) for name in _WIDTHS]


def _cell(reported: ReportedFile, finding: Finding, name: str, text: str) -> Cell:
    """Return a line as a number, an amount that is one as a number, anything else as a text."""
    if name == "line" and text:
        return int(text)
    check = reported.file.check
    if name in _VALUES and check is not None and _NUMBER.fullmatch(text):
        balise = check.claim.profile.by_name.get(finding.balise or "")
        if balise is not None and isinstance(balise.kind, Amount):
            return Decimal(text)
    return text


def _seen(result: int | None) -> None:
    """Look at the result of a call: XlsxWriter raises nothing for a cell that it leaves out."""
    if result:
        raise OSError(f"le classeur ne prend pas tout ({result})")
