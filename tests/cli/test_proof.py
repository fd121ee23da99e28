"""What the ASP accepted in files at hand lets others of them go: check, and export beside them (format.md §8)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from segur_tui.format.tree import Number
from tests.claims import ACCEPTED, REJECTED, claim, demande, returned, save
from tests.cli.program import Program

_REFUSED = ("1204", "Refus")
_DAY = "2026-11-24"


def _spelled(line: dict[str, Any]) -> dict[str, Any]:
    """Return a demande with its documents under a key that only an acceptance can prove right."""
    return {"PiecesJustificatives" if key == "piecesjustificatives" else key: each for key, each in line.items()}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return save(tmp_path / "deposits", claim([_spelled(demande(1))]))


def _theirs(folder: Path, ans: str = "LGCTEST001") -> Path:
    return save(folder, claim([_spelled(demande(1, 50, ACCEPTED))], numero_ans=ans), day="20260901")


def _spellings(program: Program, *paths: Path) -> list[tuple[str, bool]]:
    """Return how grave each odd spelling is, and whether it has a safe correction."""
    report = program.run("check", *paths, "--format", "json").report
    found = (finding for file in report["files"] for finding in file["findings"])
    return [(each["severity"], each["fix"] is not None) for each in found if each["rule"] == "letter-case"]


def test_check_goes_by_the_files_given_and_those_under_a_folder(program: Program, mine: Path) -> None:
    theirs = _theirs(mine.parent / "returns")
    assert _spellings(program, mine) == [("error", True)]
    assert _spellings(program, mine, theirs) == _spellings(program, mine.parent) == [("warning", False)]
    outcome = program.run("check", mine.parent)
    assert outcome.status == 0
    assert "; 1 ligne acceptée fait de même" in outcome.stdout.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("options", [(), ("--fix",), ("--dry-run",)])
def test_an_export_goes_by_the_files_beside_its_sources_too(
    program: Program, mine: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    _theirs(mine.parent)
    outcome = program.run("export", mine, "--output", tmp_path, "--date", _DAY, "--format", "json", *options)
    assert outcome.status == 0
    assert [len(file["lines"]) for file in outcome.report["written"]] == [1]
    written = sorted(tmp_path.glob("*-20261124-*"))
    assert [b'"PiecesJustificatives"' in path.read_bytes() for path in written] == [True] * (
        "--dry-run" not in options
    )


@pytest.mark.parametrize("place", ["elsewhere", "of another ANS number"])
def test_what_was_accepted_elsewhere_proves_nothing(
    program: Program, mine: Path, tmp_path: Path, place: str
) -> None:
    _theirs(tmp_path / place) if place == "elsewhere" else _theirs(mine.parent, "LGCTEST002")
    outcome = program.run("export", mine, "--output", tmp_path, "--date", _DAY, "--format", "json")
    assert outcome.status == 1
    assert [each["obstacle"] for each in outcome.report["left_out"]] == ["errors"]


def test_a_return_whose_accepted_lines_break_a_control_stops_no_export(program: Program, tmp_path: Path) -> None:
    fault = {"typeAction": "M", "dateFacture": "2023-02-01", "isDirectToDMP": "non"}
    tree = returned([_REFUSED, ACCEPTED])
    tree["lignesImport"] = [line | fault for line in tree["lignesImport"]]
    path = save(tmp_path, tree)
    outcome = program.run(
        "export", path, "--fix", "--output", tmp_path / "out", "--date", _DAY, "--format", "json"
    )
    assert (outcome.status, outcome.report["left_out"]) == (0, [])
    (written,) = (tmp_path / "out").iterdir()
    assert all(f'"{value}"'.encode() in written.read_bytes() for value in fault.values())


def test_what_the_asp_refuses_by_name_holds_the_line(program: Program, tmp_path: Path) -> None:
    tree = returned([REJECTED, ACCEPTED])
    tree["lignesImport"] = [line | {"dateFacture": "hier"} for line in tree["lignesImport"]]
    outcome = program.run("export", save(tmp_path, tree), "--output", tmp_path, "--date", _DAY, "--format", "json")
    (left,) = outcome.report["left_out"]
    assert (outcome.status, left["obstacle"]) == (1, "errors")


def test_decimals_are_proven_by_the_deposited_file_beside_the_return(program: Program, tmp_path: Path) -> None:
    odd = {"montantSegurHTFacture": Number("1075.0")}
    mine = save(tmp_path, claim([demande(1, 60) | odd]))
    save(tmp_path, claim([demande(1, 50, ACCEPTED) | odd]), day="20260901")
    export = ("export", mine, "--output", tmp_path / "out", "--date", _DAY)
    assert program.run(*export).status == 1
    save(tmp_path, claim([demande(1, 50) | odd]), day="20260901").rename(
        tmp_path / "JSON-LGCTEST001-20260901-001 (1).json"
    )
    save(tmp_path, claim([demande(1, 50, ACCEPTED) | odd]), day="20260901")
    assert program.run(*export).status == 0
