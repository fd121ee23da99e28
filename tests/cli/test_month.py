"""A month of avances and soldes in one folder: no avance goes, what is planted is told, no cent is lost."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import simplejson

from segur_tui.format.solde import SOLDE
from tests.cli.program import Program
from tests.generated.month import Month, month

SEEDS = (1, 2, 3)
RULES = {rule.id for rule in (*SOLDE.rules.of_evidence, SOLDE.rules.of_unordered)}


@pytest.fixture(params=SEEDS)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Month:
    found = month(request.param)
    found.write(tmp_path / "dossier")
    return found


def test_what_is_planted_is_told_and_no_other(program: Program, tmp_path: Path, made: Month) -> None:
    report = program.run("check", tmp_path / "dossier", "--format", "json").report
    told = Counter(
        (Path(file["path"]).name, finding["line"], finding["rule"])
        for file in report["files"]
        for finding in file["findings"]
        if finding["rule"] in RULES
    )
    assert told == made.planted
    kinds = Counter(file["kind"] for file in report["files"])
    assert kinds == {"avance": 4, "return": 4, "submission": 2}
    for file in report["files"]:
        if file["kind"] == "avance":
            assert [finding["rule"] for finding in file["findings"]] == ["avance"]


def test_no_cent_is_lost(program: Program, tmp_path: Path, made: Month) -> None:
    text = program.run("history", "--unclaimed", tmp_path / "dossier", "--format", "json").stdout
    report = simplejson.loads(text, use_decimal=True)
    assert {kind: money for kind, money in report["totals"].items() if kind != "all"} == made.unclaimed
    assert report["totals"]["all"] == sum(made.unclaimed.values(), Decimal())
    assert not (program.home / "state").exists(), "files that are given are read, and not remembered"


def test_nothing_of_an_avance_is_written(program: Program, tmp_path: Path, made: Month) -> None:
    folder, out = tmp_path / "dossier", tmp_path / "out"
    asked = ("--lines", "all", "--fix", "--suggest", "--leave-out-errors", "--output", out)
    outcome = program.run("export", folder, *asked, "--date", "2026-11-24", "--format", "json")
    assert outcome.status == 0
    avances = {str(folder / name) for name in made.files if "20260105" in name}
    assert len(avances) == 4
    written = {line["source"] for file in outcome.report["written"] for line in file["lines"]}
    assert written
    assert written.isdisjoint(avances)
    left = Counter(each["obstacle"] for each in outcome.report["left_out"] if each["source"] in avances)
    lines = sum(len(made.files[Path(name).name]["lignesImport"]) for name in avances)
    assert left == {"avance": lines}
    assert not any(b"BON_COMMANDE" in path.read_bytes() for path in out.iterdir())
