"""Every code and label of the ASP: how often, how it is read, what was changed before it accepted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.export.deciding import decide
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import FileReport, check_path
from segur_tui.application.files.opening import open_claim
from segur_tui.application.history.known_answers import Answers, KnownAnswer, known_answers, seen_before
from segur_tui.application.history.readings import remember
from segur_tui.application.history.withdrawing import withdraw
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.schema import FILE_NAME
from segur_tui.application.record.settled import settle_label
from segur_tui.format.answer import Answer, AnswerState
from segur_tui.format.candidate import Candidate
from segur_tui.format.check import check
from segur_tui.format.edit import Edit
from segur_tui.format.tree import value_at
from tests.application.working import TODAY
from tests.claims import ACCEPTED, REJECTED, RPPS, demande, returned, save
from tests.settings import SETTINGS

IN_DOUBT = ("9999", "Demande enregistrée")
NO_RPPS = ("1300", "RPPS {} inconnu")


def report_of(path: Path) -> FileReport:
    report = check_path(path, TODAY, SETTINGS)
    remember([report], SETTINGS)
    return report


def known(*paths: Path) -> Answers:
    with open_record(SETTINGS, to_read=True) as store:
        return known_answers(store, [open_claim(path, SETTINGS) for path in paths])


def of(answers: Answers, answer: tuple[str, str]) -> KnownAnswer:
    found = seen_before(answers)(Answer(AnswerState.REJECTED, *answer))
    assert found is not None
    return found


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def corrected(path: Path, folder: Path, changes: dict[int, dict[str, Any]]) -> Path:
    """Export all refused lines of a return, some of them changed."""
    report = report_of(path)
    assert report.check is not None
    claim = report.check.claim
    for line, values in changes.items():
        for name, value in values.items():
            at = (*claim.line_pointer(line), *name.split("/"))
            claim = claim.edited(Edit(at, value_at(claim.root, at), value))
    source = SourceFile(path, check_path(path, TODAY, SETTINGS).check or report.check, report.digest)

    source = SourceFile(path, check(claim, TODAY), report.digest)
    lines = [line for line, each in enumerate(claim.answers, 1) if each.state is AnswerState.REJECTED]
    plan = decide([source], ExportChoice([Candidate(0, line) for line in lines], TODAY), TODAY)
    assert len(plan.resubmission.going) == len(lines)
    (written,) = export(plan, folder, SETTINGS).paths
    return written


def answered(path: Path, answers: list[tuple[str, str]], numbers: list[int], folder: Path) -> None:
    """Save what the ASP returns of a file, and remember it."""
    tree = returned(answers)
    for line, number in zip(tree["lignesImport"], numbers, strict=True):
        line |= {"numeroEditeur": f"{number:05d}", "numeroASP": f"FINMDV0{number:05d}"}
    day, serial = path.stem.split("-")[2:]
    report_of(save(folder, tree, day, int(serial)))


def test_what_was_changed_before_the_asp_accepted_is_known(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([ACCEPTED, REJECTED, REJECTED, REJECTED, REJECTED]))
    day, later = {"dateFacture": "03/02/2023"}, {"dateFacture": "04/02/2023"}
    written = corrected(path, tmp_path / "out", {2: day, 3: day, 4: later})
    before = of(known(), REJECTED)
    assert (before.times, before.went_again, before.accepted) == (4, 4, 0)
    assert plain(before.seen) == "déjà vu 4 fois ; 4 redéposées, aucune acceptée à ce jour"
    answered(written, [ACCEPTED, ACCEPTED, REJECTED, ACCEPTED], [2, 3, 4, 5], tmp_path / "retours")
    after = of(known(), REJECTED)
    assert (after.times, after.went_again, after.accepted, after.unchanged) == (5, 4, 3, 1)
    (change,) = after.changes
    assert (change.balise, change.times, change.most) == ("dateFacture", 2, None)
    assert (
        plain(after.seen)
        == "déjà vu 5 fois ; 3 acceptées, dont 2 après un changement de dateFacture, 1 sans changement"
    )
    assert after.proposal(demande(1)) == ""  # the day of one invoice is not that of another


def test_a_value_of_a_few_that_helped_is_proposed(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    flag = {"isDirectToDMP": True, "identDMP": [RPPS[0]]}
    written = corrected(path, tmp_path / "out", {1: flag, 2: flag})
    answered(written, [ACCEPTED, ACCEPTED], [1, 2], tmp_path / "retours")
    found = of(known(), REJECTED)
    assert plain(found.proposal(demande(1))) == "proposé : isDirectToDMP false → true"
    assert found.proposal(demande(1) | {"isDirectToDMP": True}) == ""


def test_what_did_not_help_at_once_has_not_helped(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([REJECTED]))
    written = corrected(path, tmp_path / "out", {1: {"dateFacture": "03/02/2023"}})
    answered(written, [NO_RPPS], [1], tmp_path / "retours")
    again = tmp_path / "retours" / written.name
    rewritten = corrected(again, tmp_path / "out", {1: {"beneficiaires/liberalRPPS": [RPPS[2]]}})
    answered(rewritten, [ACCEPTED], [1], tmp_path / "retours")
    assert (of(known(), REJECTED).went_again, of(known(), REJECTED).accepted) == (1, 0)
    assert of(known(), NO_RPPS).accepted == 1


def test_the_sentence_is_short_where_one_change_has_helped_every_time(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    written = corrected(
        path, tmp_path / "out", {1: {"dateFacture": "03/02/2023"}, 2: {"dateFacture": "04/02/2023"}}
    )
    answered(written, [ACCEPTED, ACCEPTED], [1, 2], tmp_path / "retours")
    assert plain(of(known(), REJECTED).seen) == "déjà vu 2 fois ; 2 acceptées après un changement de dateFacture"


@pytest.mark.sqlite
def test_of_an_identifier_only_that_it_changed_stands_in_the_record(tmp_path: Path, state: Path) -> None:
    refused = (NO_RPPS[0], NO_RPPS[1].format(RPPS[0]))
    path = save(tmp_path / "retours", returned([refused]))
    written = corrected(path, tmp_path / "out", {1: {"beneficiaires/liberalRPPS": [RPPS[2]]}})
    answered(written, [ACCEPTED], [1], tmp_path / "retours")
    found = of(known(), (NO_RPPS[0], NO_RPPS[1].format(RPPS[3])))  # the same cause, of another doctor
    assert plain(found.seen) == "déjà vu 1 fois ; 1 acceptée après un changement de liberalRPPS"
    with closing(sqlite3.connect(state / FILE_NAME)) as connection:
        assert connection.execute("SELECT balise, before, after FROM changed_value").fetchall() == [
            ("liberalRPPS", "", "")
        ]
        assert connection.execute("SELECT code, label FROM refused_line").fetchall() == [
            ("1300", "RPPS … inconnu")
        ]


def test_a_withdrawn_file_is_no_attempt(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([REJECTED]))
    written = corrected(path, tmp_path / "out", {1: {"dateFacture": "03/02/2023"}})
    withdraw(written, SETTINGS)
    assert plain(of(known(), REJECTED).seen) == "déjà vu 1 fois"


def test_files_at_hand_show_what_another_program_has_changed(tmp_path: Path) -> None:
    first = save(tmp_path, returned([REJECTED, REJECTED, ACCEPTED]))
    tree = returned([ACCEPTED, REJECTED, ACCEPTED])
    tree["lignesImport"][0]["isDirectToDMP"] = True
    second = save(tmp_path, tree, "20261012")
    found = of(known(first, second), REJECTED)
    assert (found.times, found.went_again, found.accepted) == (3, 2, 1)
    assert [change.balise for change in found.changes] == ["isDirectToDMP"]
    report_of(first)
    report_of(second)
    assert of(known(first, second), REJECTED).times == 3  # each line once


def test_each_answer_is_told_with_how_it_is_read(tmp_path: Path) -> None:
    exists = ("1400", "Le dossier FINMDV000003 existe déjà")
    path = save(tmp_path, returned([ACCEPTED, ACCEPTED, REJECTED, exists, IN_DOUBT, None]))
    report = report_of(path)
    assert [(each.label, each.reading, each.balise, each.times, each.numero_ans) for each in known()] == [
        ("Demande acceptée", "acceptée", "", 2, ""),
        ("Date de facture invalide", "refusée", "dateFacture", 1, ""),
        ("Le dossier … existe déjà", "existe déjà", "", 1, ""),
        ("Demande enregistrée", "à vérifier", "", 1, "LGCTEST001"),
    ]
    assert report.check is not None
    claim = report.check.claim
    settle_label(claim.numero_ans, claim.answers[4], AnswerState.REJECTED, SETTINGS)
    (settled,) = [each for each in known() if each.is_in_doubt]
    assert (settled.reading, settled.is_settled) == ("refusée (réglée)", True)
    assert known(path) == known()


def test_nothing_is_known_without_a_record(state: Path) -> None:
    assert known() == []
    assert not state.exists()
