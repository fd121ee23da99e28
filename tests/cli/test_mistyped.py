"""A call that is mistyped is told with what it seems to mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import Program


@pytest.mark.parametrize(
    ("given", "meant"), [("chek", "check"), ("Export", "export"), ("histroy", "history"), ("rule", "rules")]
)
def test_a_command_that_is_mistyped_is_told_with_the_nearest(program: Program, given: str, meant: str) -> None:
    outcome = program.run(given, "retours/")
    assert (outcome.status, outcome.stdout) == (2, "")
    assert f"voulez-vous dire {meant} ?" in outcome.stderr


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("check --fromat json retours/", "--format"),
        ("check --rul=date-format retours/", "--rule"),
        ("export retours/ --leave-errors", "--leave-out-errors"),
        ("history --OPEN", "--open"),
        ("--versoin", "--version"),
    ],
)
def test_an_option_that_is_mistyped_is_told_with_the_nearest(program: Program, given: str, meant: str) -> None:
    outcome = program.run(*given.split())
    assert (outcome.status, outcome.stdout) == (2, "")
    assert f"voulez-vous dire {meant} ?" in outcome.stderr


@pytest.mark.parametrize("given", ["export -", "export retours/ --output -", "answers -", "-"])
def test_standard_input_is_read_by_check_alone(program: Program, given: str) -> None:
    outcome = program.run(*given.split())
    assert (outcome.status, outcome.stdout) == (2, "")
    assert "seul check lit l'entrée standard" in outcome.stderr


@pytest.mark.parametrize(
    ("name", "why"), [("absent.json", "ce chemin n'existe pas"), ("boucle.json", "trop de liens s'enchaînent")]
)
def test_a_path_that_leads_nowhere_is_said_before_the_interface(
    program: Program, tmp_path: Path, name: str, why: str
) -> None:
    (tmp_path / "boucle.json").symlink_to("boucle.json")
    outcome = program.run(str(tmp_path / name))
    assert (outcome.status, outcome.stdout, outcome.stderr) == (2, "", f"segur-tui : {tmp_path / name} : {why}\n")
