"""How many bytes and how many demandes a file may have: one more of either, and it is refused in one sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.files.checking import check_path
from segur_tui.application.history.listed_files import known_files, read_file, record_files
from segur_tui.application.together.grouping import grouped
from segur_tui.format.edit import Edit
from segur_tui.format.writing import write
from tests.claims import ANS, SIRET, claim, demande, save
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
THEN = "\N{NO-BREAK SPACE}; {}\N{NO-BREAK SPACE}: coupez-le"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / f"JSON-{ANS}-20261005-001.json"


def refusal(path: Path) -> str:
    """Return what is said of a file that is refused: its one finding."""
    report = check_path(path, TODAY, SETTINGS)
    (finding,) = report.findings
    assert (report.kind, report.check, finding.rule, finding.pointer) == ("unreadable", None, "unreadable", ())
    assert finding.message == f"fichier illisible\N{NO-BREAK SPACE}: {report.failure}"
    return str(report.failure)


def of_size(size: int) -> bytes:
    """Return a right file of so many bytes."""
    content = write(claim([demande(1)]))
    return content + b" " * (size - len(content))


def test_a_file_of_8_000_000_bytes_is_read(path: Path) -> None:
    path.write_bytes(of_size(8_000_000))
    report = check_path(path, TODAY, SETTINGS)
    assert (report.kind, report.lines(), report.findings) == ("submission", 1, ())


def test_a_file_of_one_byte_more_is_not(path: Path) -> None:
    path.write_bytes(of_size(8_000_001))
    said = "l’ASP prend 200 demandes par fichier, soit 0,2\N{NO-BREAK SPACE}Mo"
    assert refusal(path) == "8\N{NO-BREAK SPACE}Mo" + THEN.format(said)


def test_nothing_is_read_of_a_file_that_is_too_big(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10**12)  # a hole on the disk: reading it would take minutes, and more memory than there is
    assert refusal(path).startswith("1000000\N{NO-BREAK SPACE}Mo\N{NO-BREAK SPACE}; ")


def holding(count: int, name: str, block: str | None) -> bytes:
    """Return a file whose list of demandes, none of them right, has a name, in a block of its own or in none."""
    lines: dict[str, Any] = {name: [None] * count}
    header = {"impId": None, "numeroAns": ANS, "SIRET": SIRET}
    return write(header | (lines if block is None else {block: lines}))


@pytest.mark.parametrize("block", [None, "envoi"])
@pytest.mark.parametrize("name", ["lignesImport", "lignesimport"])
def test_of_5_000_demandes_all_is_said_and_one_more_is_refused(path: Path, name: str, block: str | None) -> None:
    path.write_bytes(holding(5_000, name, block))
    check = check_path(path, TODAY, SETTINGS).check
    assert check is not None
    assert [len(findings) for findings in check.of_lines] == [1] * 5_000
    path.write_bytes(holding(5_001, name, block))
    assert refusal(path) == "5\N{NO-BREAK SPACE}001 demandes" + THEN.format("l’ASP en prend 200 par fichier")


def test_a_folder_says_of_each_file_that_is_too_big_what_it_is(tmp_path: Path) -> None:
    big, many = save(tmp_path, claim([]), number=1), save(tmp_path, claim([]), number=2)
    right = save(tmp_path, claim([demande(1)]), number=3)
    big.write_bytes(of_size(19_300_000))
    many.write_bytes(holding(20_000, "lignesImport", None))
    paths = [big, many, right]
    record_files([read_file(path, TODAY, SETTINGS) for path in paths], TODAY, SETTINGS)
    known = known_files(paths, TODAY, SETTINGS)
    assert [known[path].summary.kind for path in paths] == ["unreadable", "unreadable", "submission"]
    assert "19,3\N{NO-BREAK SPACE}Mo" in known[big].summary.failure
    assert "20\N{NO-BREAK SPACE}000 demandes" in known[many].summary.failure


@pytest.mark.crowd
def test_several_files_together_may_hold_more(tmp_path: Path) -> None:
    reports = []
    for number in (1, 2):
        lines = [demande(line, line + 3_000 * number) for line in range(1, 3_001)]
        reports.append(check_path(save(tmp_path, claim(lines), number=number), TODAY, SETTINGS))
    group = grouped(reports, TODAY)
    assert group is not None
    assert len(group.opened.claim.lines) == 6_000
    first = group.opened.claim.lines[0]
    assert len(group.opened.claim.edited(Edit(("lignesImport", 0), first, first)).lines) == 6_000
