"""`segur-tui record`, and what commands say of a configured record."""

from __future__ import annotations

import os
import pwd
from pathlib import Path
from unittest.mock import patch

import pytest

from segur_tui.application.record.schema import FILE_NAME
from segur_tui.application.record.settled import settle_label
from segur_tui.application.settings.values import Settings
from segur_tui.format.answer import Answer, AnswerState
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


def test_the_history_says_who_exported_withdrew_and_settled(program: Program, tmp_path: Path) -> None:
    me = f"{pwd.getpwuid(os.getuid()).pw_name} sur {os.uname().nodename}"
    source = save(tmp_path / "retours", returned([REJECTED, ("", "Traité")]))
    assert program.run("export", source, *DAY).status == 0
    (written,) = (path for path in source.parent.iterdir() if path != source)

    def told() -> list[str]:
        lines = program.run("history", "00001").stdout.replace("\N{NO-BREAK SPACE}", " ").splitlines()
        return [line.partition("JSON")[2] for line in lines if me in line]

    place = "-LGCTEST001-20261124-001.json, ligne 1 (venant de JSON-LGCTEST001-20261005-001.json, ligne 1)"
    assert told() == [f"{place}, par {me}"]
    assert program.run("withdraw", written).status == 0
    assert told() == [f"{place}, retirée par {me}"]
    assert f"déjà retiré par {me}" in program.run("withdraw", written).stdout
    with patch.dict(os.environ, program.environment):
        settle_label(ANS, Answer(AnswerState.TO_VERIFY, "", "Traité"), AnswerState.REJECTED, Settings())
    (told_of,) = program.run("history", "00002", "--format", "json").report["passages"]
    assert (told_of["what"], told_of["by"]) == ("rejected", me)
    assert f"réglée par {me}" in program.run("history", "00002").stdout
