"""The XLSX report: texts that stay texts, numbers that are some, no half of a file, the same bytes each time."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from segur_tui.application.files.checking import check_path
from segur_tui.application.reports import workbook
from segur_tui.application.reports.report import TITLES, Report, ReportedFile
from segur_tui.application.reports.saving import Form, save_report
from segur_tui.application.reports.workbook import write_workbook
from segur_tui.format.tree import Number
from tests.application.reports.office import OFFICE, cells
from tests.claims import claim, demande, returned, save
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def report_of(*paths: Path) -> Report:
    return Report.of_disk([check_path(path, TODAY, SETTINGS) for path in paths], TODAY)


def made(report: Report) -> bytes:
    target = BytesIO()
    write_workbook(report, target)
    return target.getvalue()


class Sheet:
    """A sheet as it is in the file: its cells by their places, with type, value and format."""

    def __init__(self, content: bytes, number: int = 1) -> None:
        archive = ZipFile(BytesIO(content))
        self.tree = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 (our own file)
        styles = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314
        codes = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{MAIN}numFmt")}
        builtin = {"0": "General", "1": "0", "2": "0.00", "49": "@"}
        formats = [(builtin | codes).get(each.get("numFmtId")) for each in styles.find(f"{MAIN}cellXfs") or ()]
        self.cells: dict[str, tuple[str, Any, str | None]] = {}
        for cell in self.tree.iter(f"{MAIN}c"):
            text = "".join(each.text or "" for each in cell.iter(f"{MAIN}t"))
            value = cell.find(f"{MAIN}v")
            kind = cell.get("t", "n")
            content_of = text if kind == "inlineStr" else None if value is None else float(value.text or "")
            self.cells[str(cell.get("r"))] = (kind, content_of, formats[int(cell.get("s", "0"))])

    def column(self, title: str) -> list[tuple[str, Any, str | None]]:
        """Return the cells below a title, of the rows that have one."""
        letter = next(place[0] for place, (_, text, _) in self.cells.items() if text == title and place[1:] == "1")
        return [cell for place, cell in self.cells.items() if place[0] == letter and place[1:] != "1"]


def sheet_of(folder: Path, **values: Any) -> Sheet:
    return Sheet(made(report_of(save(folder, claim([demande(1, 3) | values])))))


def test_identifiers_are_texts_as_they_are_and_lines_are_numbers(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, typeAction="x", dateFacture=Number("73282932000074"))
    assert set(sheet.column("N° éditeur")) == {("inlineStr", "00003", "@")}
    assert set(sheet.column("Ligne")) == {("n", 1.0, "0")}
    assert ("inlineStr", "73282932000074", "@") in sheet.column("Valeur")
    titles = [text for place, (_, text, _) in sheet.cells.items() if place[1:] == "1"]
    assert titles == list(TITLES.values())


@pytest.mark.parametrize(
    ("literal", "cell"),
    [
        ("1075", ("n", 1075.0, "0")),
        ("1075.5", ("n", 1075.5, "0.0")),
        ("-1075.00", ("n", -1075.0, "0.00")),
        ("1e3", ("inlineStr", "1e3", "@")),
        ("123456789012.00", ("inlineStr", "123456789012.00", "@")),
        ("1075.005001", ("inlineStr", "1075.005001", "@")),
    ],
)
def test_an_amount_is_a_number_with_the_decimals_it_was_written_with(
    tmp_path: Path, literal: str, cell: tuple[str, Any, str]
) -> None:
    assert cell in sheet_of(tmp_path, montantSegurHTFacture=Number(literal)).column("Valeur")


def test_a_safe_correction_of_an_amount_is_a_number_and_a_text_is_none(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, montantSegurHTFacture="1 075,00")
    assert set(sheet.column("Valeur")) == {("inlineStr", '"1 075,00"', "@")}
    assert ("n", 1075.0, "0.00") in sheet.column("Correction sûre")


FORMULAS = ["=1+1", "{=1+1}", "+1", "@x", "#N/A", "'x", "_x0001_", " x ", ""]
LINKS = ["http://a.test", "mailto:a@b.test", "internal:", "external:", "file:///x"]
BROKEN = ["a\r\nb", "a\x00\x01b", "\ud800", "\ufffe\uffff", "😀" * 3, "x" * 100_000, "’" * 30_000]
HOSTILE = [*FORMULAS, *LINKS, *BROKEN]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_becomes_a_formula_or_a_link_or_breaks_the_sheet(tmp_path: Path, text: str) -> None:
    path = save(tmp_path, returned([("1204", "TEXTE inconnu"), ("TEXTE", "TEXTE")]))
    path.write_bytes(path.read_bytes().replace(b"TEXTE", json.dumps(text)[1:-1].encode()))
    content = made(report_of(path))
    archive = ZipFile(BytesIO(content))
    assert archive.testzip() is None
    assert not [name for name in archive.namelist() if "rels" in name and b"hyperlink" in archive.read(name)]
    sheet = Sheet(content)
    assert not list(sheet.tree.iter(f"{MAIN}f"))
    assert {kind for kind, _, _ in sheet.cells.values()} <= {"inlineStr", "n"}
    texts = [
        (value, code)
        for place, (kind, value, code) in sheet.cells.items()
        if kind == "inlineStr" and place[1:] != "1"
    ]
    assert {code for _, code in texts} == {"@"}
    assert max(len(value) for value, _ in texts) <= 4_000


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    report = report_of(save(tmp_path, claim([demande(1) | {"typeAction": "x"}])))
    assert made(report) == made(report)
    properties = ZipFile(BytesIO(made(report))).read("docProps/core.xml").decode()
    assert re.findall(r">(2026-[^<]*)<", properties) == ["2026-11-24T00:00:00Z"] * 2


def test_the_header_stays_and_filters(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, typeAction="x", dateFacture="x")
    pane = next(sheet.tree.iter(f"{MAIN}pane"))
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    assert next(sheet.tree.iter(f"{MAIN}autoFilter")).get("ref") == "A1:L3"
    widths = [each for each in sheet.tree.iter(f"{MAIN}col") if each.get("customWidth")]
    assert sum(int(each.get("max", 0)) - int(each.get("min", 0)) + 1 for each in widths) == len(TITLES)


def test_the_files_have_a_sheet_with_their_counts_and_the_day(tmp_path: Path) -> None:
    (tmp_path / "illisible.json").write_text("{")
    report = report_of(save(tmp_path, returned([("1204", "x"), ("", "")])), tmp_path / "illisible.json")
    sheet = Sheet(made(report), 2)
    day = (datetime(2026, 11, 24) - datetime(1899, 12, 30)).days  # noqa: DTZ001 (as a spreadsheet counts days)
    assert sheet.column("Rapport du") == [("n", float(day), "dd/mm/yyyy")] * 2
    assert sheet.column("Lignes") == [("n", 2.0, "0")]
    assert [text for _, text, _ in sheet.column("État")] == ["retour de l’ASP", "illisible"]
    assert all(code == "@" for _, _, code in sheet.column("SIRET"))


def test_no_character_that_is_no_xml_reaches_the_file(tmp_path: Path) -> None:
    (file,) = report_of(save(tmp_path, claim([demande(1)]))).files
    noted = ReportedFile(file.file, "a\x01\ud800\ufffe\r\nb\rc")
    sheet = Sheet(made(Report((noted,), TODAY)), 2)
    assert [text for _, text, _ in sheet.column("Remarque")] == ["a\ufffd\ufffd\ufffd\nb\ufffdc"]


def test_what_a_sheet_does_not_take_goes_on_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_OF_SHEET", 3)
    lines = [demande(number) | {"typeAction": "x"} for number in range(1, 6)]
    content = made(report_of(save(tmp_path, claim(lines))))
    found = [Sheet(content, number).column("Ligne") for number in (1, 2, 3)]
    assert [[value for _, value, _ in cells] for cells in found] == [[1, 2], [3, 4], [5]]
    names = re.findall('<sheet name="([^"]*)"', ZipFile(BytesIO(content)).read("xl/workbook.xml").decode())
    assert names == ["Problèmes", "Problèmes 2", "Problèmes 3", "Fichiers"]


def test_nothing_stays_behind_and_a_full_disk_leaves_no_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    report = report_of(save(tmp_path, returned([("1204", "x")])))
    path = save_report(report, Form.XLSX, tmp_path, "a")
    assert ZipFile(path).testzip() is None
    assert list((tmp_path / "temporary").iterdir()) == []
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(OSError, match="No space"):
        write_workbook(report, full)
    assert list((tmp_path / "temporary").iterdir()) == []
    (tmp_path / "temporary").rmdir()
    with pytest.raises(OSError, match="temporary"):
        write_workbook(report, BytesIO())


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine: the workbook was not opened")
def test_libreoffice_shows_every_cell_as_it_is(tmp_path: Path) -> None:
    line = demande(1, 3) | {"montantSegurHTFacture": Number("1075"), "typeAction": "=1+1"}
    path = save(tmp_path / "Retours, octobre", claim([line]))
    book = save_report(report_of(path), Form.XLSX, tmp_path, "a")
    titles, *rows = cells(book, sheet=1)
    assert titles == list(TITLES.values())
    assert [str(path), "1", "00003", "montantSegurHTFacture", "1075"] in [row[:5] for row in rows]
    assert {row[9] for row in rows} >= {"1075.00"}  # its locale is that of the test
    assert {row[4] for row in rows} >= {'"=1+1"'}
    assert cells(book, sheet=2)[1][1:6] == ["24/11/2026", "à déposer", "LGCTEST001", "73282932000074", "1"]
