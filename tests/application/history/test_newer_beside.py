"""What lies beside a file that is exported alone holds what it is newer than (format.md §1, §6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.readings import remember
from segur_tui.format.candidate import Candidate
from segur_tui.format.wording import as_typed
from segur_tui.format.writing import write
from tests.application.history.test_withdrawing import exported, read
from tests.application.working import TODAY
from tests.claims import ACCEPTED, ANS, REJECTED, claim, demande, returned, save
from tests.settings import SETTINGS

ALTERED = f"JSON-{ANS}-20261005-001 (1).json"


def known(path: Path, *, is_recorded: bool = True) -> dict[Candidate, str]:
    return dict(known_of([read(path)], SETTINGS, is_recorded=is_recorded).older)


def corrected_return(path: Path) -> Path:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "05/02/2023"
    path.write_bytes(write(tree))
    return path


@pytest.mark.parametrize("name", [ALTERED, "retour.json", f"JSON-{ANS}-20261007-004.JSON"])
@pytest.mark.parametrize("is_remembered", [True, False])
@pytest.mark.parametrize("is_recorded", [True, False])
def test_a_submission_is_older_than_its_return_beside_it(
    tmp_path: Path, name: str, *, is_remembered: bool, is_recorded: bool
) -> None:
    path = save(tmp_path, returned([None, None]))
    answer = corrected_return(tmp_path / name)
    if is_remembered:
        remember([check_path(answer, TODAY, SETTINGS)], SETTINGS)
    found = known(path, is_recorded=is_recorded)
    assert found == {
        Candidate(0, line): f"une version plus récente est dans {name}, ligne {line}" for line in (1, 2)
    }
    assert known(answer) == {}


def test_a_return_is_older_than_what_was_deposited_since(tmp_path: Path) -> None:
    path = save(tmp_path, returned([REJECTED, REJECTED, ACCEPTED]))
    later = save(tmp_path, claim([demande(1, 2)]), "20261010")
    assert known(path) == {Candidate(0, 2): f"une version plus récente est en attente, {later.name}, ligne 1"}
    assert known(later) == {}


def test_what_does_not_make_a_line_older(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    (path.parent / "copie.json").write_bytes(path.read_bytes())
    save(path.parent, returned([REJECTED], numero_ans="AUTREANS02"), "20261010")
    save(path.parent, returned([REJECTED], 9), "20261011")
    save(path.parent.parent, returned([REJECTED]), "20261012")
    assert known(path) == {}


@pytest.mark.parametrize(
    ("numbers", "shared"),
    [
        (("00001", "FINMDV000077"), "n° éditeur 00001"),
        (("00077", "FINMDV000001"), "dossier FINMDV000001"),
        (("00077", "FINMDV000077"), ""),
    ],
)
@pytest.mark.parametrize("answer", [REJECTED, None, ACCEPTED])
@pytest.mark.parametrize("place", ["given", "beside", "beside and recorded", "recorded"])
def test_a_line_is_held_in_the_same_words_wherever_what_shares_a_number_is(
    tmp_path: Path, numbers: tuple[str, str], shared: str, answer: tuple[str, str] | None, place: str
) -> None:
    path = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    line = demande(1, int(numbers[0]), answer) | {"numeroASP": numbers[1]}
    other = save(path.parent, claim([line]), "20261013")
    if "recorded" in place:
        remember([check_path(other, TODAY, SETTINGS)], SETTINGS)
    sources = [read(each) for each in ([path, other] if place == "given" else [path])]
    if place == "recorded":
        other.unlink()
    choice = ExportChoice([Candidate(0, 1), Candidate(0, 2)])
    held = decide(sources, choice, TODAY, known_of(sources, SETTINGS)).resubmission.left_out
    assert [each.candidate.line for each in held] == ([1] if shared else [])
    for left in held:
        is_accepted, said = answer is ACCEPTED, as_typed(" ".join(left.reasons))
        assert left.obstacle.id == ("accepted" if is_accepted else "older")
        why = (
            "la déposer à nouveau serait la demander deux fois"
            if is_accepted
            else "une seule des deux est à déposer"
        )
        assert f"({shared}) : {why} ; corriger ce numéro, s'il est faux, libère la ligne" in said
        assert other.name in said


def test_what_this_program_wrote_is_known_otherwise(tmp_path: Path) -> None:
    of: SourceFile = read(save(tmp_path, returned([REJECTED, REJECTED])))
    exported(tmp_path, of)
    assert known(of.path) == {}
    assert set(known_of([of], SETTINGS).exported) == {Candidate(0, 1), Candidate(0, 2)}


@pytest.mark.parametrize(("day", "is_older"), [("20261005", True), ("20261012", True), ("20261001", False)])
def test_an_answer_that_the_record_knows_is_newer_though_its_file_is_gone(
    tmp_path: Path, day: str, *, is_older: bool
) -> None:
    path = save(tmp_path / "dépôts", returned([None, None, None]))
    exists = ("3436", "Demande déjà existante")
    answer = save(tmp_path / "retours", returned([REJECTED, exists, ACCEPTED]), day)
    remember([check_path(answer, TODAY, SETTINGS)], SETTINGS)
    assert known(answer) == {}
    answer.unlink()
    assert set(known(path)) == ({Candidate(0, 1), Candidate(0, 2)} if is_older else set())
