"""`segur-tui record`, and what commands say of a configured record."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.record.schema import FILE_NAME
from tests.claims import ANS, REJECTED, returned, save
from tests.cli.program import Program

DAY = ("--date", "2026-11-24")


@pytest.fixture
def commun(program: Program) -> Path:
    """The folder of the configured record."""
    path = program.home / ".config" / "segur-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    folder = program.home / "commun"
    path.write_text(f'record = "{folder}"\n')
    folder.mkdir(mode=0o700)
    return folder


def test_a_record_that_is_not_there_is_unknown_until_it_is_made(
    program: Program, commun: Path, tmp_path: Path
) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    commands = (("export", source), ("export", source, "--dry-run"), ("history", "1"), ("answers",))
    for arguments in (*commands, ("withdraw", source)):
        outcome = program.run(*arguments)
        assert (outcome.status, outcome.stdout) == (2, ""), arguments
        assert "record create" in outcome.stderr
    assert program.run("check", source).status == 1
    assert not list(commun.iterdir())
    assert len(list(source.parent.iterdir())) == 1
    made = program.run("record", "create")
    assert (made.status, made.stdout.replace("\N{NO-BREAK SPACE}", " ")) == (
        0,
        f"registre créé : {commun / FILE_NAME}\n",
    )
    assert "déjà là" in program.run("record", "create").stdout
    assert program.run("export", source, *DAY).status == 0
    assert not (program.home / "state" / "segur-tui" / FILE_NAME).exists()


def test_two_people_with_one_record_take_each_number_once_in_whatever_folders(
    program: Program, commun: Path, tmp_path: Path
) -> None:
    assert commun.is_dir()
    assert program.run("record", "create").status == 0
    sources = [save(tmp_path / f"retours{number}", returned([REJECTED], number)) for number in (1, 2, 3)]
    for number, (source, state) in enumerate(zip(sources, "aba", strict=True), 1):
        done = program.run(
            "export", source, *DAY, "--output", tmp_path / state, XDG_STATE_HOME=str(tmp_path / state)
        )
        assert f"JSON-{ANS}-20261124-{number:03d}.json" in done.stdout
    again = program.run("export", sources[2], *DAY, "--output", tmp_path / "c", XDG_STATE_HOME=str(tmp_path / "b"))
    assert "003.json" in again.stdout + again.stderr
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize("arguments", [("record",), ("record", "make"), ("record", "create", "x")])
def test_wrong_calls_are_answered_in_words(program: Program, arguments: tuple[str, ...]) -> None:
    outcome = program.run(*arguments)
    assert (outcome.status, outcome.stdout) == (2, "")
    assert "create" in outcome.stderr or "ACTION" in outcome.stderr


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("mysql://localhost/segur", "n'est pas possible ; attendu : un chemin de dossier"),
        ("postgres://localhost/segur", "« postgresql://"),
        ("", "un texte vide n'est pas possible"),
    ],
)
def test_a_record_that_is_neither_a_folder_nor_a_server_is_a_mistake(
    program: Program, commun: Path, value: str, what: str
) -> None:
    (commun.parent / ".config" / "segur-tui" / "config.toml").write_text(f'record = "{value}"\n')
    outcome = program.run("record", "create")
    assert (outcome.status, outcome.stdout) == (2, "")
    assert what in outcome.stderr.replace("\N{NO-BREAK SPACE}", " ")
