"""A report is written beside the files that it tells of, whatever they are called, and never over another file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from segur_tui.application.reports.report import Report
from segur_tui.application.reports.saving import Form, save_report

EMPTY = Report((), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("JSON-LGCTEST001-20261005-001", "rapport-JSON-LGCTEST001-20261005-001.html"),
        ("../ailleurs", "rapport-..ailleurs.html"),
        ("/etc/passwd", "rapport-etcpasswd.html"),
        ("", "rapport-.html"),
        ("été" * 100, f"rapport-{('été' * 100)[:50]}.html"),
    ],
    ids=["a file", "above", "elsewhere", "nothing", "long"],
)
def test_the_report_stands_in_its_folder_under_a_name_that_is_one(tmp_path: Path, subject: str, name: str) -> None:
    (tmp_path / "retours").mkdir()
    path = save_report(EMPTY, Form.HTML, tmp_path / "retours", subject)
    assert path == tmp_path / "retours" / name
    assert [each.name for each in tmp_path.rglob("*.html")] == [name]


def test_what_would_steer_a_terminal_is_not_in_the_name(tmp_path: Path) -> None:
    path = save_report(EMPTY, Form.CSV, tmp_path, "a\x1b[31m\u202e\nb\x00c")
    assert path.exists()
    assert path.name.isprintable()


@pytest.mark.parametrize("form", Form)
def test_the_first_free_number_is_taken_and_nothing_is_overwritten(tmp_path: Path, form: Form) -> None:
    taken = [tmp_path / f"rapport-a.{form}", tmp_path / f"rapport-a-2.{form}"]
    for path in taken:
        path.write_bytes(b"mine")
    assert save_report(EMPTY, form, tmp_path, "a").name == f"rapport-a-3.{form}"
    assert [path.read_bytes() for path in taken] == [b"mine", b"mine"]
