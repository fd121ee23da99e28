"""The CSV report: what a French Excel makes of it on a double click, and what a program reads back."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.files.checking import check_path
from segur_tui.application.reports.csv_table import csv_pieces
from segur_tui.application.reports.report import Report
from segur_tui.format.tree import Number
from tests.claims import RPPS, claim, demande, likely, save
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
TITLES = [
    "Fichier",
    "Ligne",
    "N° éditeur",
    "Balise",
    "Valeur",
    "Gravité",
    "Source",
    "Problème",
    "Arrêt de l’ASP",
    "Correction sûre",
    "Suggestion",
    "Nature",
]
HEAD = ";".join(f'"{title}"' for title in TITLES)


def text_of(*paths: Path) -> str:
    return "".join(csv_pieces(Report.of_disk([check_path(path, TODAY, SETTINGS) for path in paths], TODAY)))


def read_back(text: str) -> list[dict[str, str]]:
    """Read as a program does that knows the one rule: an apostrophe in front is not part of the value."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";", strict=True)
    return [{title: cell.removeprefix("'") for title, cell in row.items()} for row in rows]


def cells_of(folder: Path, **values: Any) -> list[dict[str, str]]:
    text = text_of(save(folder, claim([demande(1) | values])))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_the_table_begins_with_one_bom_and_ends_every_row_as_excel_does(tmp_path: Path) -> None:
    wrong = [demande(line) | {"dateFacture": "2023-02-01"} for line in (1, 2)]
    text = text_of(save(tmp_path, claim(wrong)), save(tmp_path, claim(wrong), number=2))
    assert text.startswith("\ufeff" + HEAD + "\r\n")
    assert text.count("\ufeff") == 1
    assert text.count("\n") == text.count("\r\n") == text.count("\r") == 5
    assert text.endswith("\r\n")


def test_a_report_without_finding_keeps_its_titles(tmp_path: Path) -> None:
    assert text_of(save(tmp_path, claim([demande(1)]))) == "\ufeff" + HEAD + "\r\n"


def test_every_cell_stands_between_quotes(tmp_path: Path) -> None:
    text = text_of(save(tmp_path / "Retours, octobre", claim([demande(1) | {"typeAction": 'x;"y"\t,=1+1'}])))
    assert re.fullmatch(r'\ufeff("(?:[^"]|"")*"(?:;|\r\n))+', text)
    assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == 2


def test_separators_quotes_and_line_ends_stay_in_their_cell(tmp_path: Path) -> None:
    (row,) = cells_of(tmp_path, typeAction='x;"y"\r\nz')
    assert row["Valeur"] == r'"x;\"y\"\r\nz"'
    assert list(row) == TITLES


@pytest.mark.parametrize("literal", ["73282932000074", "10000000009", "1075.0", "1e3", "12.5", "-1075.00", "0.5"])
def test_a_number_stays_the_text_that_it_was_read_as(tmp_path: Path, literal: str) -> None:
    """Excel would show 7,32829E+13, 12-mai, 1,00E+03; an apostrophe keeps it a text."""
    rows = cells_of(tmp_path, dateFacture=Number(literal))
    assert [row["Valeur"] for row in rows if row["Balise"] == "dateFacture"] == [f"'{literal}"]


@pytest.mark.parametrize("number", ["00003", "1E234", "MARS1", "=1+1", "(123)", "12-05"])
def test_an_editor_number_is_never_taken_for_another_kind_of_value(tmp_path: Path, number: str) -> None:
    rows = cells_of(tmp_path, numeroEditeur=number, typeAction="x")
    assert {row["N° éditeur"] for row in rows} == {f"'{number}"}


def test_the_line_stays_a_number_to_sort_by(tmp_path: Path) -> None:
    assert {row["Ligne"] for row in cells_of(tmp_path, typeAction="x")} == {"1"}


def test_texts_keep_the_quotes_of_json_so_that_dates_and_digits_stay_as_they_are(tmp_path: Path) -> None:
    (row,) = cells_of(tmp_path, dateFacture="2023-02-01")
    assert (row["Valeur"], row["Correction sûre"], row["Suggestion"]) == ('"2023-02-01"', '"01/02/2023"', "")


def test_what_is_likely_has_a_column_of_its_own(tmp_path: Path) -> None:
    (row,) = read_back(text_of(save(tmp_path, claim([likely(1)]))))
    assert (row["Correction sûre"], row["Suggestion"]) == ("", f'"{RPPS[1]}"')


@pytest.mark.parametrize(
    "name", ["=cmd", "+cmd", "-cmd", "@cmd", " =cmd", "\u00a0@cmd", "＝cmd", "'=cmd", "\t=cmd", "\r=cmd", "12-05"]
)
def test_no_cell_can_be_taken_for_a_formula_or_a_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text("[]")
    cell = text_of(Path(name)).splitlines()[1].split(";")[0].strip('"')
    assert cell.startswith("'") or cell[0] in "␉␍"
    assert read_back(text_of(Path(name)))[0]["Fichier"] in (name, name.replace("\t", "␉").replace("\r", "␍"))


def test_a_program_gets_every_value_back_by_dropping_one_apostrophe(tmp_path: Path) -> None:
    path = save(tmp_path, claim([demande(1, 3) | {"montantSegurHTFacture": Number("-1075.00")}]))
    (row,) = read_back(text_of(path))
    assert (row["N° éditeur"], row["Valeur"]) == ("00003", "-1075.00")


def test_no_cell_is_longer_than_excel_takes(tmp_path: Path) -> None:
    (row,) = cells_of(tmp_path, typeAction="x" * 100_000)
    assert len(row["Valeur"]) == 32_767
    assert row["Valeur"].endswith("…")
