"""`segur-tui answers`: what was settled is listed and taken back, and counts as such (design.md §1)."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from segur_tui.application.files.checking import check_path
from segur_tui.application.record.settled import settle_answer, settle_label
from segur_tui.format.answer import AnswerState
from tests.claims import ACCEPTED, ANS, REJECTED, returned, save
from tests.cli.program import Program
from tests.settings import SETTINGS

DAY = ("--date", "2026-11-24")
IN_DOUBT = ("9999", "Demande enregistrée")


def settle(program: Program, path: Path, line: int, state: AnswerState, *, alone: bool = False) -> None:
    with patch.dict(os.environ, program.environment, clear=True):
        report = check_path(path, date(2026, 11, 24), SETTINGS)
        assert report.check is not None
        claim = report.check.claim
        if alone:
            settle_answer(claim, line, state, SETTINGS, report.digest)
        else:
            settle_label(claim.numero_ans, claim.answers[line - 1], state, SETTINGS)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_what_was_settled_is_listed_and_taken_back_by_its_number(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT, IN_DOUBT]))
    none = program.run("answers")
    assert (none.status, plain(none.stdout)) == (
        0,
        "aucune réponse de l'ASP n'est connue : donnez des fichiers, ou ouvrez-les\n",
    )
    assert not (program.home / "state").exists()
    settle(program, path, 1, AnswerState.REJECTED)
    settle(program, path, 2, AnswerState.ACCEPTED, alone=True)
    *_, heading, always, alone = plain(program.run("answers").stdout).splitlines()
    assert heading == "réglées (--forget N en reprend une) :"
    said = "« Demande enregistrée » (code 9999) — réglée par "
    assert always.startswith(f"  n° 1 · ANS {ANS} · désormais · refusée : {said}")
    assert alone.startswith(f"  n° 2 · ANS {ANS} · {path.name}, ligne 2 · acceptée : {said}")
    settled: list[dict[str, Any]] = program.run("answers", "--format", "json").report["settled"]
    assert [(each["number"], each["state"], each["line"]) for each in settled] == [
        (1, "rejected", None),
        (2, "accepted", 2),
    ]
    assert program.run("answers", "--forget", "2").status == 0
    assert [each["number"] for each in program.run("answers", "--format", "json").report["settled"]] == [1]
    unknown = program.run("answers", "--forget", "2")
    assert (unknown.status, "aucune réponse réglée n'a le n° 2" in plain(unknown.stderr)) == (2, True)


def test_a_check_counts_what_was_settled_and_says_so(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT, REJECTED]))
    settle(program, path, 1, AnswerState.ACCEPTED)
    (file,) = program.run("check", path, "--format", "json").report["files"]
    assert [file[count] for count in ("accepted", "rejected", "to_verify")] == [1, 1, 0]
    said = plain(program.run("check", path).stdout)
    assert "1 acceptée, 1 refusée, 1 réponse réglée par " in said
    assert "(n° 1)" in said


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
    assert (outcome.status, "1 réglée comme refusée, à cocher" in plain(outcome.stderr)) == (0, True)


def test_every_code_and_label_is_listed_with_what_followed(program: Program, tmp_path: Path) -> None:
    rpps = ("1300", "RPPS 10000000009 inconnu")
    first = returned([REJECTED, rpps, IN_DOUBT])
    second = returned([ACCEPTED, rpps, IN_DOUBT])
    second["lignesImport"][0]["isDirectToDMP"] = True
    save(tmp_path, first)
    save(tmp_path, second, "20261012")
    text = plain(program.run("answers", tmp_path).stdout).splitlines()
    assert text == [
        "    2 fois  refusée              « RPPS … inconnu » (code 1300) [liberalRPPS]",
        "            1 redéposée, aucune acceptée à ce jour",
        f"    2 fois  à vérifier           « Demande enregistrée » (code 9999) (ANS {ANS})",
        "    1 fois  acceptée             « Demande acceptée » (code 0000)",
        "    1 fois  refusée              « Date de facture invalide » (code 1204) [dateFacture]",
        "            1 acceptée après un changement d'isDirectToDMP (false → true)",
    ]
    report = program.run("answers", tmp_path, "--format", "json").report
    assert report["format"] == "segur-tui-answers/1"
    assert report["answers"][3] == {
        "code": "1204",
        "label": "Date de facture invalide",
        "numeroAns": None,
        "state": "rejected",
        "settled": False,
        "balise": "dateFacture",
        "times": 1,
        "wentAgain": 1,
        "accepted": 1,
        "unchanged": 0,
        "changes": [{"balise": "isDirectToDMP", "times": 1, "before": "false", "after": "true"}],
    }
    titles, *rows = program.run("answers", tmp_path, "--format", "csv").stdout.splitlines()
    assert titles.startswith('\ufeff"Fois";"Lecture";"N° ANS";"Code";')
    assert plain(rows[0]) == (
        '"2";"refusée";"";"\'1300";"RPPS … inconnu";"liberalRPPS";"1";"0";"1 redéposée, aucune acceptée à ce jour"'
    )
    assert not (program.home / "state").exists()


def test_of_several_changes_that_of_the_balise_named_is_the_example(program: Program, tmp_path: Path) -> None:
    first, second = returned([("1204", "isDirectToDMP erroné")]), returned([ACCEPTED])
    first["lignesImport"][0] |= {"typeAction": "M", "isDirectToDMP": True}
    save(tmp_path, first)
    save(tmp_path, second, "20261012")
    shown = plain(program.run("answers", tmp_path).stdout)
    assert "(true → false)" in shown


def test_a_file_that_cannot_be_read_is_told(program: Program, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    outcome = program.run("answers", tmp_path)
    assert (outcome.status, "x.json" in outcome.stderr) == (2, True)
    assert program.run("answers", tmp_path, "--forget", "1").status == 2


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_what_steers_a_terminal_is_shown_as_symbols(program: Program, tmp_path: Path, form: str) -> None:
    save(tmp_path, returned([("\x1b[31m", "Refus\x07 \x9b2J")]))
    ran = program.run("answers", tmp_path, "--format", form)
    assert (ran.status, {"\x1b", "\x07", "\x9b"} & set(ran.stdout)) == (0, set())


def test_a_number_to_forget_that_is_none_is_said_to_be_none(program: Program) -> None:
    ran = program.run("answers", "--forget", "x")
    assert (ran.status, "--forget : 'x' n'est pas un nombre entier" in plain(ran.stderr)) == (2, True)
