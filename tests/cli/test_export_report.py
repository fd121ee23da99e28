"""The reports of `export`: whatever keeps a demande, they tell it in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from segur_tui.application.export.exporting import Exported
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.cli.reports.export_json import print_export_json
from segur_tui.cli.reports.export_text import print_export_text
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import Obstacle
from segur_tui.format.resubmission import LeftOut, Resubmission
from segur_tui.format.wording import as_typed
from tests.claims import ACCEPTED, REJECTED, claim, demande, returned, save
from tests.cli.program import Program
from tests.settings import SETTINGS

REPORTED_TOGETHER = (Obstacle.AVANCE, Obstacle.OTHER_FORMAT, Obstacle.PENDING, Obstacle.NOT_CHOSEN)
TODAY = date(2026, 11, 24)


def leaving_out(folder: Path, obstacle: Obstacle) -> Plan:
    """Return a plan in which one demande stays."""
    path = save(folder, returned([REJECTED]))
    check = check_path(path, TODAY, SETTINGS).check
    assert check is not None
    stays = LeftOut(Candidate(0, 1), obstacle, ("pour une raison",))
    return Plan((SourceFile(path, check),), Resubmission((), (stays,)), (), TODAY, ExportChoice(()))


def reported(print_report: Callable[..., None], plan: Plan, capsys: pytest.CaptureFixture[str]) -> str:
    print_report(plan, Exported(()), dry_run=False)
    return capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("obstacle", [each for each in Obstacle if each not in REPORTED_TOGETHER])
def test_every_obstacle_is_reported(
    tmp_path: Path, obstacle: Obstacle, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = leaving_out(tmp_path, obstacle)
    first, reason = reported(print_export_text, plan, capsys).splitlines()
    assert obstacle.heading
    assert first.startswith(f"reste, {as_typed(obstacle.heading)} : JSON-")
    assert reason.strip() == "pour une raison"
    (left,) = json.loads(reported(print_export_json, plan, capsys))["left_out"]
    assert left["reasons"] == ["pour une raison"]


@pytest.mark.parametrize("obstacle", REPORTED_TOGETHER)
def test_those_whose_reason_is_the_same_for_all_are_reported_together(
    tmp_path: Path, obstacle: Obstacle, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = leaving_out(tmp_path, obstacle)
    (line,) = reported(print_export_text, plan, capsys).splitlines()
    assert line == f"reste, {as_typed(obstacle.heading)} : {plan.sources[0].path.name}, ligne 1 (n° éditeur 00001)"
    (left,) = json.loads(reported(print_export_json, plan, capsys))["left_out"]
    assert (left["obstacle"], left["reasons"]) == (obstacle.id, ["pour une raison"])


def test_a_demande_that_the_asp_knows_by_another_file_goes_with_a_warning(
    program: Program, tmp_path: Path
) -> None:
    said = [
        "Solde déjà demandé",
        "Le dernier avenant n'est pas au statut Décidé et payé",
        "Date de facture invalide",
    ]
    save(tmp_path, returned([("1204", label) for label in said]))
    save(tmp_path, claim([demande(number) for number in (1, 2, 3, 4)]), day="20261009")
    asked = ("export", tmp_path, "--date", "2026-11-24", "--dry-run")
    warnings = program.run(*asked, "--format", "json").report["warnings"]
    known = [warning["text"] for warning in warnings if warning["id"] == "known-to-asp"]
    assert [label in text for label, text in zip(said, known, strict=False)] == [True, True]
    beside = [line for line in program.run(*asked).stdout.splitlines() if line.startswith("       ! l'ASP dit")]
    assert [label in line for label, line in zip(said, beside, strict=False)] == [True, True]


def test_a_line_to_verify_that_is_named_goes_with_a_warning(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path, returned([ACCEPTED, ("1204", "Demande validée")]))
    asked = ("export", source, "--lines", "2", "--date", "2026-11-24", "--dry-run", "--format", "json")
    report = program.run(*asked).report
    assert [line["line"] for file in report["written"] for line in file["lines"]] == [2]
    assert "known-to-asp" in [warning["id"] for warning in report["warnings"]]


def test_no_two_obstacles_are_called_the_same() -> None:
    assert len({obstacle.heading for obstacle in Obstacle}) == len(Obstacle)
