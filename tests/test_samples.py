"""The samples' README is true: it lists every finding, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from segur_tui.application.files.checking import check_together
from segur_tui.application.files.opening import claim_paths
from tests.samples import SAMPLES
from tests.settings import SETTINGS

TODAY = date(2026, 11, 2)

Expected = tuple[str, str, str, str, str]


def documented() -> dict[str, list[Expected]]:
    tables: dict[str, list[Expected]] = {}
    name = ""
    for line in (SAMPLES / "README.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            name = line.removeprefix("## ")
            tables[name] = []
        elif line.startswith("| ") and not line.startswith("| line"):
            row, balise, severity, rule, fix = (cell.strip() for cell in line.split("|")[1:6])
            tables[name].append((row, balise, severity, rule, fix))
    return tables


DOCUMENTED = documented()
CHECKED = {
    str(report.path.relative_to(SAMPLES)): report
    for report in check_together(claim_paths([SAMPLES]), TODAY, SETTINGS)
}
"""Together, as `segur-tui check samples` has them: an avance tells of the solde beside it."""


def test_every_sample_is_documented() -> None:
    assert {str(path.relative_to(SAMPLES)) for path in claim_paths([SAMPLES])} == set(DOCUMENTED)


@pytest.mark.parametrize("name", DOCUMENTED)
def test_the_readme_lists_all_findings_of_a_sample_and_nothing_else(name: str) -> None:
    found = [
        (
            "" if finding.line is None else str(finding.line),
            finding.balise or "",
            finding.severity.value,
            finding.rule,
            "yes" if finding.fix else "likely" if finding.suggestion else "",
        )
        for finding in CHECKED[name].findings
    ]
    assert found == DOCUMENTED[name]
