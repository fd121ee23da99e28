"""A failure of the program itself: a few French words, a log, and the draft as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from segur_tui.__main__ import main
from tests.claims import REJECTED, returned, save
from tests.terminal import Terminal, environment
from tests.tui.file_app import opened

CONTENT = "données\x1b[2J de la demande"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    return save(tmp_path / "retours", tree)


async def test_a_failure_is_reported_in_french_logged_and_costs_no_edit(path: Path, state: Path) -> None:
    command = [sys.executable, "-m", "tests.tui.run_failing", str(path)]
    changes = {"XDG_STATE_HOME": str(state.parent), "FAILURE": CONTENT}
    with Terminal(command, 100, 30, environment(**changes)) as terminal:
        terminal.wait_for("1 Problèmes")
        terminal.send("\r28/02/2023\r")
        terminal.wait_for("1\N{NO-BREAK SPACE}modification")
        terminal.send("\x1bOQ")
        assert terminal.wait_exit() == 1
        assert terminal.echoes
        drawn, _, said = terminal.raw.decode().rpartition("\x1b[?1049l")
    said = said.replace("\N{NO-BREAK SPACE}", " ")
    assert "segur-tui s’est arrêté sur une erreur du programme (KeyError)" in said
    assert str(state / "segur-tui.log") in said.replace("\r\n", "")
    assert "rouvrez le fichier" in said
    assert "Traceback" not in drawn + said
    assert CONTENT not in drawn + said
    log = state / "segur-tui.log"
    assert log.stat().st_mode & 0o777 == 0o600
    written = log.read_text()
    assert "action_fail" in written
    assert "KeyError" in written
    assert CONTENT.split(maxsplit=1)[0] not in written
    assert written.replace("\n", "").isprintable()
    async with opened(path) as file:
        assert "repris : 1 modification" in file.text("#keeping")


def test_a_failing_command_ends_with_a_sentence_and_status_2(
    state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("segur_tui.cli.commands.main_parser", lambda: 1 / 0)
    assert main(["--version"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "ZeroDivisionError" in said.err
    assert "Traceback" not in said.err
    assert "1 / 0" in (state / "segur-tui.log").read_text()


def test_a_log_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "no folder").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no folder"))
    monkeypatch.setattr("segur_tui.cli.commands.main_parser", lambda: 1 / 0)
    assert main(["--version"]) == 2
    assert "n'a pas pu être écrit" in capsys.readouterr().err
