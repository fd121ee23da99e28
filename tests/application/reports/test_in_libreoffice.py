"""The CSV report in a real LibreOffice: whatever its dialog takes for a separator, every cell stays one."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from segur_tui.application.files.checking import check_path
from segur_tui.application.reports.csv_table import csv_pieces
from segur_tui.application.reports.report import Report
from segur_tui.format.tree import Number
from tests.application.reports.office import OFFICE, cells
from tests.claims import claim, demande, returned, save
from tests.settings import SETTINGS

pytestmark = pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine: the table was not opened")

TODAY = date(2026, 11, 24)
HOSTILE = [
    "=1+1",
    ",=1+1",
    "\t=1+1",
    ";=1+1",
    '"=1+1"',
    "'=1+1",
    "+1",
    "@x",
    "1e5",
    "12.5",
    "01/02/2023",
    "a\r\nb",
    "1 075,00",
]


@pytest.mark.parametrize("separators", ["59", "59/44", "59/44/9", "59/44/9/32"])
def test_every_cell_stays_one_whatever_is_ticked(tmp_path: Path, separators: str) -> None:
    lines = [demande(number) | {"typeAction": each} for number, each in enumerate(HOSTILE, 1)]
    lines[0]["montantSegurHTFacture"] = Number("1075.5")
    answers = returned([("1204", f"inconnu{each}") for each in HOSTILE])
    paths = [save(tmp_path / "Retours, octobre", claim(lines)), save(tmp_path / "=1+1;a,b", answers)]
    text = "".join(csv_pieces(Report.of_disk([check_path(path, TODAY, SETTINGS) for path in paths], TODAY)))
    path = tmp_path / "rapport.csv"
    path.write_text(text, encoding="utf-8", newline="")
    # As its dialog has it: quotes, UTF-8, from row 1, French; a quoted cell may be a number, a date, a formula.
    shown = cells(path, f"{separators},34,76,1,,1036,false,true,false,false,false,0,true")
    assert shown == list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert len(shown) > 2 * len(HOSTILE)
