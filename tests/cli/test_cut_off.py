"""`segur-tui export` after one that was killed: what came of it is said, and counts (format.md §6)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from segur_tui.format.wording import as_typed
from tests.claims import ANS, REJECTED, returned, save
from tests.cli.program import Outcome, Program
from tests.cutting import killed

DAY = ("--date", "2026-11-24", "--format", "json")
NAME = f"JSON-{ANS}-20261124-001.json"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return save(tmp_path / "retours", returned([REJECTED, REJECTED]))


def cut_off(program: Program, source: Path, *, stands: bool) -> None:
    """Kill an export right after its file has got its name, or right before."""
    killed(partial(program.run, "export", source, *DAY), ("unlink", 0) if stands else ("link", 1))
    assert (source.parent / NAME).exists() == stands


def warned(outcome: Outcome) -> list[tuple[str, str]]:
    assert all(as_typed(each["text"]) in outcome.stderr for each in outcome.report["warnings"])
    return [(each["id"], each["text"].replace("\N{NO-BREAK SPACE}", " ")) for each in outcome.report["warnings"]]


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def rehearsed(program: Program, source: Path) -> Outcome:
    """Return what a dry run answers, which leaves all as it is."""
    before = everything(source.parent), everything(program.home / "state" / "segur-tui")
    outcome = program.run("export", source, *DAY, "--dry-run")
    assert (everything(source.parent), everything(program.home / "state" / "segur-tui")) == before
    return outcome


def test_lines_of_a_killed_export_whose_file_stands_are_exported(program: Program, source: Path) -> None:
    cut_off(program, source, stands=True)
    rehearsal = rehearsed(program, source)
    outcome = program.run("export", source, *DAY)
    assert rehearsal == outcome
    assert (outcome.status, outcome.report["written"]) == (0, [])
    ((kind, text),) = warned(outcome)
    assert kind == "cut-off"
    assert text.endswith(f"dans {source.parent} a été coupé net : 2 lignes exportées dans {NAME}")
    assert {each["obstacle"] for each in outcome.report["left_out"]} == {"exported"}
    assert warned(program.run("export", source, *DAY)) == []


def test_lines_and_number_of_a_killed_export_that_wrote_nothing_are_free(program: Program, source: Path) -> None:
    cut_off(program, source, stands=False)
    rehearsal = rehearsed(program, source)
    outcome = program.run("export", source, *DAY)
    assert rehearsal == outcome
    assert outcome.status == 0
    assert [Path(each["path"]).name for each in outcome.report["written"]] == [NAME]
    (kind, text), (unchanged, _) = warned(outcome)
    assert (kind, unchanged) == ("cut-off", "unchanged")
    assert text.endswith("a été coupé net : 2 lignes de nouveau libres, rien n’a été écrit")
    assert sorted(path.name for path in source.parent.iterdir()) == sorted([source.name, NAME])


def test_a_record_that_can_be_read_is_used_whatever_is_asked(program: Program, source: Path) -> None:
    cut_off(program, source, stands=True)
    outcome = program.run("export", source, *DAY, "--without-record")
    assert [kind for kind, _ in warned(outcome)] == ["cut-off"]
    assert (outcome.status, outcome.report["written"]) == (0, [])
    assert {left["obstacle"] for left in outcome.report["left_out"]} == {"exported"}
