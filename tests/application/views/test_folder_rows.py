"""A file of a folder as a row: its figures and, in words, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.files.checking import check_path
from segur_tui.application.files.summary import summary_of
from segur_tui.application.reports.summary import file_summary, total
from segur_tui.application.views.folder import FileRow, differences, differing_files
from segur_tui.format.finding import Severity
from segur_tui.format.value_type import replace
from tests.avances import avances
from tests.claims import ACCEPTED, ANS, REJECTED, SIRET, returned, save
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)


def row_of(path: Path) -> FileRow:
    return FileRow(path, summary_of(check_path(path, TODAY, SETTINGS)))


def test_a_return_has_its_figures(tmp_path: Path) -> None:
    row = row_of(save(tmp_path, returned([ACCEPTED, REJECTED, REJECTED, None]), "20261005", 7))
    assert row.name is not None
    assert (row.numero_ans, row.name.day, row.name.number) == (ANS, date(2026, 10, 5), 7)
    figures = row.figures
    assert (figures.lines, figures.accepted, figures.rejected, figures.pending) == (4, 1, 2, 1)


def test_an_avance_is_named_as_one(tmp_path: Path) -> None:
    row = row_of(save(tmp_path, avances([ACCEPTED, REJECTED])))
    assert row.state == "avance"
    assert row.words.replace("\N{NO-BREAK SPACE}", " ") == (
        "avance · 2 demandes · 1 acceptée · 1 refusée · ni contrôlée ni exportée"
    )


def test_a_file_not_yet_read_says_what_its_name_tells() -> None:
    row = FileRow(Path(f"/retours/JSON-{ANS}-20261005-007.json"))
    assert (row.numero_ans, row.state) == (ANS, "à lire…")
    assert (row.figures.lines, row.figures.errors, row.figures.warnings) == (0, 0, 0)
    assert FileRow(Path("autre.json")).numero_ans == ""


def test_a_broken_file_keeps_its_row_and_its_reason(tmp_path: Path) -> None:
    path = tmp_path / f"JSON-{ANS}-20261005-001.json"
    path.write_text('{"impId": null,')
    row = row_of(path)
    assert (row.state, row.numero_ans) == ("illisible", ANS)
    assert (row.figures.lines, row.figures.errors, row.figures.warnings) == (0, 0, 0)
    assert "ligne 1, colonne 16" in row.figures.failure


def test_the_header_wins_over_the_name(tmp_path: Path) -> None:
    path = save(tmp_path, returned([None]))
    other = path.rename(path.with_name("JSON-AUTREANS02-20261005-001.json"))
    assert row_of(other).numero_ans == ANS


def test_a_fault_that_the_asp_tells_too_is_one(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED, ("1204", "Erreur"), ("1204", "")])
    tree["lignesImport"][0] |= {"dateFacture": "31/02/2023", "typeAction": "X"}
    tree["lignesImport"][2]["dateFacture"] = "31/02/2023"
    tree["lignesImport"][1]["typeAction"] = "X"
    path = save(tmp_path, tree)
    report = check_path(path, TODAY, SETTINGS)
    figures = row_of(path).figures
    assert report.count(Severity.ERROR) == 8
    assert (figures.errors, figures.retold, figures.to_verify) == (6, 1, 1)
    assert "✗ 6 à corriger (1 redite de l’ASP)" in row_of(path).words.replace("\N{NO-BREAK SPACE}", " ")
    assert "6 à corriger (1 redite de l’ASP)" in file_summary(report).replace("\N{NO-BREAK SPACE}", " ")
    assert "12 à corriger (2 redites de l’ASP)" in total([report, report]).replace("\N{NO-BREAK SPACE}", " ")


def test_two_files_of_one_name_have_two_keys(tmp_path: Path) -> None:
    paths = [save(tmp_path / folder, returned([None])) for folder in ("a", "b")]
    assert len({FileRow(path).key for path in paths}) == 2


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([None, None], "à déposer"),
        ([ACCEPTED, ACCEPTED], "tout accepté"),
        ([ACCEPTED, REJECTED, None], "refus à traiter"),
        ([ACCEPTED, None], "en attente"),
    ],
)
def test_the_state_is_reported_in_words(
    tmp_path: Path, answers: Sequence[tuple[str, str] | None], state: str
) -> None:
    assert row_of(save(tmp_path, returned(answers))).state == state


def test_a_submission_with_errors_is_to_be_corrected(tmp_path: Path) -> None:
    tree = returned([None])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    assert row_of(save(tmp_path, tree)).state == "à corriger"


@pytest.mark.parametrize(
    ("left", "state"), [(None, "refus à traiter"), (2, "refus à traiter"), (1, "reste 1 refus"), (0, "exporté")]
)
def test_the_state_tells_what_the_history_knows_of_the_rejected_lines(
    tmp_path: Path, left: int | None, state: str
) -> None:
    row = row_of(save(tmp_path, returned([ACCEPTED, REJECTED, REJECTED])))
    assert replace(row, left=left).state == state


@pytest.mark.parametrize(
    ("left", "state"), [(None, "à déposer"), (3, "à déposer"), (1, "répondu 2/3"), (0, "réponse reçue")]
)
def test_the_state_tells_that_a_submission_was_answered(tmp_path: Path, left: int | None, state: str) -> None:
    row = replace(row_of(save(tmp_path, returned([None, None, None]))), left=left)
    assert row.state == state
    assert ("réponse de l’ASP reçue" in row.words) is (left in {0, 1})


def test_an_answered_submission_with_errors_is_not_to_be_corrected(tmp_path: Path) -> None:
    tree = returned([None])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    assert replace(row_of(save(tmp_path, tree)), left=0).state == "réponse reçue"


def test_what_differs_between_files_is_named(tmp_path: Path) -> None:
    first = row_of(save(tmp_path, returned([None])))
    other_ans = row_of(save(tmp_path, returned([None], numero_ans="LGCTEST002")))
    no_siret = row_of(save(tmp_path, returned([None], siret=""), number=2))
    assert differences([first, first]) == ""
    assert differences([first, other_ans, first]) == f"n° ANS différents ({ANS}, LGCTEST002)"
    assert differences([first, no_siret]) == f"SIRET différents ({SIRET}, aucun)"
    assert differences([no_siret, other_ans]) == f"n° ANS et SIRET différents ({ANS}, LGCTEST002)"
    assert differing_files([first, first]) == ""
    assert differing_files([first, other_ans, first]).replace("\N{NO-BREAK SPACE}", " ").split("\n") == [
        f"n° ANS {ANS} : 2 fichiers, dont {first.path.name}",
        f"n° ANS LGCTEST002 : {other_ans.path.name}",
    ]


def test_many_differences_are_reported_in_half_a_line_and_a_few_lines(tmp_path: Path) -> None:
    rows = [
        row_of(save(tmp_path, returned([None], numero_ans=f"LGCTEST{number:03d}", siret=f"{number:014d}")))
        for number in range(100, 112)
    ]
    for known in (rows[:2], rows[:3], rows):
        said = differences(known)
        assert "n° ANS" in said
        assert "SIRET" in said
        assert "LGCTEST100" in said
        assert len(f"pas d’export ensemble : {said}") <= 78
    assert len(differing_files(rows).split("\n")) == 9
    hostile = row_of(save(tmp_path, returned([None], siret="9" * 5000)))
    assert len(differences([rows[0], hostile])) < 78


def test_all_figures_are_said(tmp_path: Path) -> None:
    said = row_of(save(tmp_path, returned([ACCEPTED, REJECTED]))).words
    assert said.split(" ")[-1] == "!\N{NO-BREAK SPACE}0\N{NO-BREAK SPACE}avertissement"
    assert (
        said.replace("\N{NO-BREAK SPACE}", " ")
        == "2 lignes · 1 acceptée · 1 refusée · ✗ 1 à corriger · ! 0 avertissement"
    )


@pytest.mark.parametrize(
    ("drafts", "words"),
    [
        ({}, "1 refusée · ✗ 1 à corriger · ! 0 avertissement"),
        ({"modifications": 1}, "1 refusée · sans le brouillon : ✗ 1 à corriger · ! 0 avertissement"),
        (
            {"modifications": 2, "is_draft_of_another": True},
            "1 refusée · sans le brouillon : ✗ 1 à corriger · ! 0 avertissement",
        ),
        (
            {"modifications": 1, "together": 1},
            "1 refusée · sans le brouillon : ✗ 1 à corriger · ! 0 avertissement",
        ),
        ({"together": 2}, "1 refusée · sans elles : ✗ 1 à corriger · ! 0 avertissement"),
    ],
)
def test_figures_beside_a_draft_are_said_to_be_those_without_it(
    tmp_path: Path, drafts: dict[str, Any], words: str
) -> None:
    row = replace(row_of(save(tmp_path, returned([REJECTED]))), **drafts)
    assert row.words.replace("\N{NO-BREAK SPACE}", " ").endswith(words)


def test_a_draft_of_another_content_is_not_said_to_be_the_file_s(tmp_path: Path) -> None:
    row = replace(row_of(save(tmp_path, returned([REJECTED]))), modifications=2)
    assert row.state == "en correction"
    changed = replace(row, is_draft_of_another=True)
    assert changed.state == "changé depuis"
    assert changed.words.startswith(
        "brouillon de 2\N{NO-BREAK SPACE}modifications fait avant que le fichier change"
    )
