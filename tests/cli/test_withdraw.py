"""`segur-tui withdraw`: what was never deposited is free again (design.md §1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.claims import ACCEPTED, ANS, REJECTED, returned, save
from tests.cli.program import Program

DAY = ("--date", "2026-11-24")
NAME = f"JSON-{ANS}-20261124-001.json"


def left(program: Program) -> list[dict[str, Any]]:
    """Return the refused lines that nothing has followed."""
    passages: list[dict[str, Any]] = program.run("history", "--open", "--format", "json").report["passages"]
    return passages


def test_a_file_corrected_before_its_deposit_is_withdrawn_and_written(program: Program, tmp_path: Path) -> None:
    source, out = save(tmp_path / "retours", returned([ACCEPTED, REJECTED])), tmp_path / "retours"
    assert program.run("export", source, *DAY).status == 0
    again = program.run("export", source, *DAY)
    assert (again.status, (out / f"JSON-{ANS}-20261124-002.json").exists()) == (0, False)
    assert [passage["line"] for passage in left(program)] == []
    done = program.run("withdraw", out / NAME)
    assert (done.status, "1 ligne de nouveau libre" in done.stdout.replace("\N{NO-BREAK SPACE}", " ")) == (0, True)
    assert [passage["line"] for passage in left(program)] == [2]
    report = program.run("export", out, *DAY, "--format", "json").report
    assert [Path(file["path"]).name for file in report["written"]] == [f"JSON-{ANS}-20261124-002.json"]
    assert [warning["id"] for warning in report["warnings"]] == ["withdrawn", "unchanged"]


def test_a_file_that_is_gone_is_withdrawn_by_its_name_with_its_number(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    program.run("export", source, *DAY)
    (source.parent / NAME).unlink()
    assert program.run("withdraw", NAME).status == 0
    program.run("export", source, *DAY)
    assert (source.parent / NAME).exists()


def test_what_was_answered_or_is_not_known_is_refused(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    program.run("export", source, *DAY)
    save(tmp_path / "retours", returned([ACCEPTED]), "20261124")
    outcome = program.run("withdraw", source.parent / NAME)
    assert (outcome.status, outcome.stdout, "a été déposé" in outcome.stderr) == (2, "", True)
    assert program.run("withdraw", source).status == 2
    assert program.run("withdraw").status == 2
    assert program.run("withdraw", ".").stderr.startswith("segur-tui : . : le registre")
