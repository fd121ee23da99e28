"""Copies of what was exported, or of what it was made from, are not exported again unasked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.claims import ACCEPTED, ANS, REJECTED, returned, save
from tests.cli.program import Program

DAY = ("--date", "2026-11-24")
WRITTEN = f"JSON-{ANS}-20261124-001.json"


@pytest.mark.parametrize("source", [f"JSON-{ANS}-20261005-001.json", "retour.json"])
@pytest.mark.parametrize("copied", [WRITTEN, "source"])
@pytest.mark.parametrize(
    "copy", ["copie.json", f"JSON-{ANS}-20261105-001 (1).json", f"JSON-{ANS}-20261201-007.json", "d/copie.json"]
)
@pytest.mark.parametrize("is_written_anew", [True, False])
def test_a_copy_under_another_name_is_held(  # noqa: PLR0913 (a table)
    program: Program, tmp_path: Path, source: str, copied: str, copy: str, *, is_written_anew: bool
) -> None:
    path = save(tmp_path / "retours", returned([REJECTED, ACCEPTED, REJECTED])).rename(
        tmp_path / "retours" / source
    )
    assert len(program.run("export", path, *DAY, "--format", "json").report["written"]) == 1
    place = path.parent / copy
    place.parent.mkdir(exist_ok=True)
    original = path if copied == "source" else path.parent / WRITTEN
    if is_written_anew and not (
        copied == "source" and "1201" in copy
    ):  # a later name makes another content an answer
        place.write_bytes(original.read_bytes().replace(b"  ", b"    "))
    else:
        shutil.copy(original, place)
    report = program.run("export", place, *DAY, "--format", "json").report
    assert report["written"] == []
    assert {left["obstacle"] for left in report["left_out"]} == {"exported"}
    report = program.run("export", path.parent, *DAY, "--format", "json").report
    assert report["written"] == []


@pytest.mark.parametrize("is_different", [True, False])
def test_a_file_that_was_downloaded_twice_goes_once(
    program: Program, tmp_path: Path, *, is_different: bool
) -> None:
    tree = returned([REJECTED, REJECTED, ACCEPTED])
    path = save(tmp_path / "retours", tree)
    other = path.with_name(f"JSON-{ANS}-20261005-001 (1).json")
    shutil.copy(path, other)
    if is_different:
        tree["lignesImport"][0]["dateFacture"] = "07/02/2023"
        save(path.parent, tree)
    outcome = program.run("export", path.parent, *DAY, "--format", "json")
    assert outcome.status == 0
    assert [(line["source"], line["line"]) for line in outcome.report["written"][0]["lines"]] == [
        (str(path), 1),
        (str(path), 2),
    ]
    left = outcome.report["left_out"]
    assert [(each["source"], each["line"], each["obstacle"]) for each in left] == [
        (str(other), 1, "older"),
        (str(other), 2, "older"),
    ]
    guess = "rien d’autre que l’ordre donné"
    assert [guess in reason for each in left for reason in each["reasons"]] == [is_different, False]
    assert "la même ligne est dans" in left[1]["reasons"][0]
