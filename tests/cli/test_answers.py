"""`segur-tui answers`: what was settled is listed and taken back, and counts as such (design.md §1)."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from segur_tui.application.files.checking import check_path
from segur_tui.application.record.settled import settle_answer
from segur_tui.format.answer import AnswerState
from tests.claims import ANS, REJECTED, returned, save
from tests.cli.program import Program
from tests.settings import SETTINGS

DAY = ("--date", "2026-11-24")
IN_DOUBT = ("9999", "Demande enregistrée")


def settle(program: Program, path: Path, line: int, state: AnswerState, *, alone: bool = False) -> None:
    with patch.dict(os.environ, program.environment, clear=True):
        report = check_path(path, date(2026, 11, 24), SETTINGS)
        assert report.check is not None
        settle_answer(report.check.claim, line, state, SETTINGS, report.digest if alone else "")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_what_was_settled_is_listed_and_taken_back_by_its_number(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT, IN_DOUBT]))
    none = program.run("answers")
    assert (none.status, plain(none.stdout)) == (
        0,
        "aucune réponse à vérifier n’est réglée (x, sur la ligne d’un fichier, en règle une)\n",
    )
    assert not (program.home / "state").exists()
    settle(program, path, 1, AnswerState.REJECTED)
    settle(program, path, 2, AnswerState.ACCEPTED, alone=True)
    always, alone = plain(program.run("answers").stdout).splitlines()
    said = "« Demande enregistrée » (code 9999) — réglée par "
    assert always.startswith(f"n° 1 · ANS {ANS.lower()} · désormais · refusée : {said}")
    assert alone.startswith(f"n° 2 · ANS {ANS.lower()} · {path.name}, ligne 2 · acceptée : {said}")
    settled: list[dict[str, Any]] = program.run("answers", "--format", "json").report["settled"]
    assert [(each["number"], each["state"], each["line"]) for each in settled] == [
        (1, "rejected", None),
        (2, "accepted", 2),
    ]
    assert program.run("answers", "--forget", "2").status == 0
    assert [each["number"] for each in program.run("answers", "--format", "json").report["settled"]] == [1]
    unknown = program.run("answers", "--forget", "2")
    assert (unknown.status, "aucune réponse réglée n’a le n° 2" in plain(unknown.stderr)) == (2, True)


def test_a_check_counts_what_was_settled_and_says_so(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT, REJECTED]))
    settle(program, path, 1, AnswerState.ACCEPTED)
    (file,) = program.run("check", path, "--format", "json").report["files"]
    assert [file[count] for count in ("accepted", "rejected", "to_verify")] == [1, 1, 0]
    assert "1 acceptée, 1 refusée, dont 1 réglée par une personne" in plain(program.run("check", path).stdout)


def test_a_freed_line_goes_only_when_it_is_named(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([IN_DOUBT, REJECTED]))
    held = program.run("export", path, *DAY, "--lines", "1")
    assert held.status == 0  # it is named
    (path.parent / f"JSON-{ANS}-20261124-001.json").unlink()
    program.run("withdraw", f"JSON-{ANS}-20261124-001.json")
    settle(program, path, 1, AnswerState.REJECTED)
    for choice in ((), ("--lines", "all"), ("--lines", "rejected")):
        report = program.run("export", path, *DAY, *choice, "--dry-run", "--format", "json").report
        assert [line["line"] for file in report["written"] for line in file["lines"]] == [2]
        (left,) = report["left_out"]
        assert (left["line"], left["obstacle"]) == (1, "not-chosen")
        assert "elle ne part que cochée, ou nommée par son numéro" in plain(left["reasons"][0])
    report = program.run("export", path, *DAY, "--lines", "1,2", "--format", "json").report
    assert [line["line"] for file in report["written"] for line in file["lines"]] == [1, 2]


def test_nothing_but_freed_lines_is_nothing_to_do(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT]))
    settle(program, path, 1, AnswerState.REJECTED)
    outcome = program.run("export", path, *DAY)
    assert (outcome.status, "1 réglée refusée, à cocher" in plain(outcome.stderr)) == (0, True)
