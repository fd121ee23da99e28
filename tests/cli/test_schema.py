"""`segur-tui schema`: what scripts may rely on; program.py holds every report that a test reads to it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from segur_tui.cli.reports.contract import CheckReport, ExportReport
from tests.claims import REJECTED, claim, demande, returned, save
from tests.cli.program import Program
from tests.samples import SAMPLES


@pytest.mark.parametrize("of", ["check", "export", "file"])
def test_what_is_printed_is_a_schema(program: Program, of: str) -> None:
    outcome = program.run("schema", of)
    assert outcome.status == 0
    Draft202012Validator.check_schema(outcome.json)


def test_the_reports_and_what_is_written_hold_to_their_schemas(program: Program, tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][1]["dateFacture"] = "x"
    source = save(tmp_path, tree)
    checked = program.run("check", source, "--format", "json").json
    exported = program.run("export", source, "--leave-out-errors", "--format", "json").json
    (written,) = exported["written"]
    for of, report in (("check", checked), ("export", exported)):
        Draft202012Validator(program.run("schema", of).json).validate(report)
    claims = Draft202012Validator(program.run("schema", "file").json)
    claims.validate(json.loads(Path(written["path"]).read_text()))
    assert not claims.is_valid(
        json.loads(save(tmp_path, claim([demande(1) | {"typeAction": "X"}]), number=9).read_text())
    )


def test_what_is_written_of_a_return_with_blocks_holds_to_the_schema_of_files(
    program: Program, tmp_path: Path
) -> None:
    exported = program.run(
        "export", SAMPLES / "imbrique", "--fix", "--leave-out-errors", "--output", tmp_path, "--format", "json"
    )
    (written,) = exported.report["written"]
    claims = Draft202012Validator(program.run("schema", "file").json)
    claims.validate(json.loads(Path(written["path"]).read_text()))


def test_a_member_that_the_schema_does_not_know_is_no_report(program: Program, tmp_path: Path) -> None:
    report = program.run("check", save(tmp_path, claim([demande(1)])), "--format", "json").json
    with pytest.raises(ValidationError):
        CheckReport.model_validate(report | {"more": 1})


def test_an_id_that_may_not_occur_is_no_report(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path, returned([REJECTED, REJECTED]))
    checked = program.run("check", source, "--format", "json").json
    exported = program.run("export", source, "--dry-run", "--format", "json").json
    CheckReport.model_validate(checked)
    ExportReport.model_validate(exported)
    checked["files"][0]["findings"][0]["rule"] = "no-rule"
    exported["warnings"][0]["id"] = "no-warning"
    for report, model in ((checked, CheckReport), (exported, ExportReport)):
        with pytest.raises(ValidationError):
            model.model_validate(report)


def test_names_that_are_no_text_stand_in_the_reports_as_text(program: Program, tmp_path: Path) -> None:
    """Perl, and others, refuse a whole report for half a character; the record writes names so, too."""
    odd = os.fsdecode(b"re\xe7us")
    folder, out, documents = (tmp_path / odd / name for name in ("in", "out", "documents"))
    source = save(folder, returned([REJECTED, REJECTED]))
    source = source.rename(folder / f"{odd}.json")
    documents.mkdir()
    (documents / f"{odd}.pdf").touch()
    (folder / f"{odd}-2.json").write_text("{")
    checked = program.run("check", folder, "--format", "json")
    arguments = ("--skip-unreadable", "--without-record", "--output", out, "--format", "json")
    exported = program.run("export", folder, *arguments)
    packed = program.run("export", source, *arguments, "--documents", documents, "--dry-run")
    for outcome in (checked, exported, packed):
        outcome.stdout.encode()
        assert "\\ud" not in outcome.stdout
    assert {Path(file["path"]).name for file in checked.report["files"]} == {r"re\xe7us.json", r"re\xe7us-2.json"}
    (written,) = exported.report["written"]
    assert Path(written["path"]).parent == tmp_path / r"re\xe7us" / "out"
    assert {Path(line["source"]).name for line in written["lines"]} == {r"re\xe7us.json"}
    assert packed.report["unnamed"] == [{"name": r"re\xe7us.pdf", "proposed": None}]


@pytest.mark.parametrize("arguments", [(), ("history",), ("check", "export")])
def test_of_anything_else_there_is_none(program: Program, arguments: tuple[str, ...]) -> None:
    assert program.run("schema", *arguments).status == 2
