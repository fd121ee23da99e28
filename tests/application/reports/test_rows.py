"""The rows of reports: made in proportion to what is said, and cut where one value is a whole file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.files.checking import FileReport
from segur_tui.application.reports.html_page import html_pieces
from segur_tui.application.reports.report import LONGEST_VALUE, Report, rows
from segur_tui.format.check import check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.reading import read
from segur_tui.format.writing import write
from tests.application.working import TODAY
from tests.claims import claim
from tests.work import assert_linear

NAME = "JSON-LGCTEST001-20261005-001.json"


def _report(*lines: dict[str, Any]) -> FileReport:
    return FileReport(Path(NAME), check(ClaimFile.of(NAME, read(write(claim(lines)))), TODAY))


def _with_unknown_keys(count: int) -> FileReport:
    return _report({f"x{i}": i for i in range(count)})


def _with_wrong_items(count: int) -> FileReport:
    return _report({"identDMP": [[i] for i in range(count)]})


@pytest.mark.parametrize("of", [_with_unknown_keys, _with_wrong_items])
def test_a_report_costs_in_proportion_to_what_it_tells(of: Callable[[int], FileReport]) -> None:
    def telling(size: int) -> Callable[[], object]:
        report = of(size)
        return lambda: [*rows(report), *html_pieces(Report.of_disk([report], TODAY))]

    assert_linear(telling, 200)


def test_a_value_as_long_as_a_file_is_cut() -> None:
    report = _report({"dateFacture": ["x" * 100] * 2_000})
    longest = max(len(row.value) for row in rows(report))
    assert longest == LONGEST_VALUE
