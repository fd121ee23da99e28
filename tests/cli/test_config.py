"""`config`, and what every command says of a configuration with mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.settings.values import KINDS, UNSET
from tests.claims import REJECTED, returned, save
from tests.cli.program import Program


@pytest.fixture
def configured(program: Program) -> Path:
    path = program.home / ".config" / "segur-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def test_config_tells_every_setting_and_where_it_comes_from(program: Program, configured: Path) -> None:
    configured.write_text('output = "a-deposer"\n')
    reported = program.run("config")
    assert reported.status == 0
    lines = reported.stdout.splitlines()
    assert lines[0] == f"fichier : {configured}"
    assert f"output          {configured.parent}/a-deposer  [{configured}, ligne 1]" in lines
    assert "theme           sombre  [par défaut]" in lines
    settings = {each["name"]: each for each in program.run("config", "--format", "json").report["settings"]}
    assert list(settings) == list(UNSET)
    assert set(UNSET) == set(KINDS) - {"keys"}
    assert settings["state"]["origin"] == "XDG_STATE_HOME"
    assert settings["accepted_codes"]["value"] == "0000"


def test_the_configured_folder_is_where_exports_go_unless_told_otherwise(
    program: Program, configured: Path, tmp_path: Path
) -> None:
    configured.write_text('output = "a-deposer"\n')
    source = save(tmp_path / "retours", returned([REJECTED]))
    assert program.run("export", source).status == 0
    assert len(list((configured.parent / "a-deposer").iterdir())) == 1
    assert program.run("export", source, "--again", "--output", tmp_path / "ici").status == 0
    assert len(list((tmp_path / "ici").iterdir())) == 1


@pytest.mark.parametrize("command", ["check", "export", "history", "config"])
def test_mistakes_stop_every_command_with_status_2(
    program: Program, configured: Path, tmp_path: Path, command: str
) -> None:
    configured.write_text('theme = "bleu"\n')
    arguments = {"history": ["00001"], "config": []}.get(command, [str(save(tmp_path, returned([REJECTED])))])
    reported = program.run(command, *arguments)
    assert (reported.status, reported.stdout) == (2, "")
    assert f"{configured}, ligne 1, theme" in reported.stderr
    assert program.run(command, "--help").status == 0


@pytest.mark.parametrize("command", ["check", "config"])
def test_the_mistakes_of_the_keys_stand_among_the_others_in_the_order_of_the_lines(
    program: Program, configured: Path, tmp_path: Path, command: str
) -> None:
    configured.write_text('[keys]\nsuivant = "c"\nannuler = 3\nsuivent = "j"\n[autre]\ntheme = "bleu"\n')
    arguments = [save(tmp_path, returned([REJECTED]))] if command == "check" else []
    reported = program.run_apart(command, *arguments)  # the keys are looked at as they are imported
    assert (reported.status, reported.stdout) == (2, "")
    lines = reported.stderr.removeprefix("segur-tui : ").splitlines()
    assert [line.removeprefix(f"{configured}, ").partition(" :")[0] for line in lines] == [
        "ligne 2, keys.suivant",
        "ligne 3, keys.annuler",
        "ligne 4, keys.suivent",
        "ligne 5, autre",
    ]


def test_a_configured_folder_of_documents_that_is_missing_is_reported_and_stops_nothing(
    program: Program, configured: Path, tmp_path: Path
) -> None:
    configured.write_text('theme = "clair"\ndocuments = "pieces"\n')
    source = save(tmp_path, returned([REJECTED]))
    place, folder = f"{configured}, ligne 2, documents", configured.parent / "pieces"
    reported = program.run("export", source, "--dry-run", "--format", "json")
    assert (reported.status, len(reported.report["written"])) == (0, 1)
    said, unchanged = reported.stderr.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert "part sans changement" in unchanged
    assert said == (
        f"segur-tui : attention, {place} : le dossier {folder} n'existe pas ; "
        "les pièces ne sont ni contrôlées ni rangées"
    )
    asked = program.run("config")
    assert f"documents       {folder} (n'existe pas)  [{configured}, ligne 2]" in asked.stdout.splitlines()
    notes = {each["name"]: each["note"] for each in program.run("config", "--format", "json").report["settings"]}
    assert (notes["documents"], notes["theme"]) == ("n’existe pas", "")
    folder.mkdir()
    assert program.run("export", source, "--dry-run").status == 1  # the lines' documents are looked up
    given = program.run("export", source, "--dry-run", "--documents", tmp_path / "autre")
    assert (given.status, given.stdout) == (2, "")
    assert f"--documents : le dossier {tmp_path}/autre n'existe pas" in given.stderr.replace(
        "\N{NO-BREAK SPACE}", " "
    )
