"""What the history knows keeps a demande from being claimed twice, in the plan of an export."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.at_hand import read_together
from segur_tui.application.history.claimed_before import exported_from
from segur_tui.application.history.readings import remember
from segur_tui.application.history.withdrawing import NotWithdrawn, withdraw
from segur_tui.application.record.schema import FILE_NAME, RECORD, RecordUnknown
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import NOTHING_CLAIMED, ClaimedBefore, Obstacle
from segur_tui.format.tree import Number
from segur_tui.format.writing import write
from tests.application.occupied import changed, occupied, with_an_index_that_does_not_find_it
from tests.application.working import TODAY
from tests.claims import ACCEPTED, REJECTED, claim, demande, returned, save
from tests.settings import SETTINGS

FIRST, SECOND = Candidate(0, 1), Candidate(0, 2)


def source(folder: Path, tree: dict[str, Any], day: str = "20261005") -> SourceFile:
    path = save(folder, tree, day)
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    remember([report], SETTINGS)
    return SourceFile(path, report.check, report.digest)


def known(*sources: SourceFile) -> ClaimedBefore:
    return known_of(sources, SETTINGS)


def reported(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


def test_nothing_is_known_without_a_history(tmp_path: Path, state: Path) -> None:
    path = save(tmp_path, returned([REJECTED, REJECTED]))
    check = check_path(path, TODAY, SETTINGS).check
    assert check is not None
    assert known(SourceFile(path, check)) == NOTHING_CLAIMED
    assert not state.exists()


def _broken(state: Path) -> None:
    (state / FILE_NAME).write_bytes(b"no database" * 100)


def _newer(state: Path) -> None:
    changed(state, f"PRAGMA user_version = {RECORD.newest + 1}", FILE_NAME)


def _in_a_file(state: Path) -> None:
    (state / FILE_NAME).unlink()
    for left in state.iterdir():
        left.unlink()
    state.rmdir()
    state.write_text("no folder")


@pytest.mark.parametrize("make", [_broken, with_an_index_that_does_not_find_it, _newer, _in_a_file])
@pytest.mark.sqlite
def test_a_record_that_cannot_be_read_is_unknown_and_not_empty(
    tmp_path: Path, state: Path, make: Callable[[Path], None]
) -> None:
    source(tmp_path / "later", returned([ACCEPTED]), "20261012")
    rejected = source(tmp_path, returned([REJECTED]))
    make(state)
    with pytest.raises(RecordUnknown):
        known(rejected)


@pytest.mark.usefixtures("fleeting")
def test_a_lock_that_outlasts_the_patience_is_unknown_too(tmp_path: Path, state: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED]))
    with occupied(state, "EXCLUSIVE", FILE_NAME), pytest.raises(RecordUnknown, match="occupe"):
        known(rejected)


def test_a_demande_accepted_in_another_return_stays_unless_a_person_confirms_it(tmp_path: Path) -> None:
    source(tmp_path / "later", returned([ACCEPTED]), "20261012")
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    claimed = known(rejected)
    prepared = decide([rejected], ExportChoice([FIRST, SECOND], TODAY), TODAY, claimed)
    assert prepared.resubmission.going == (SECOND,)
    (left,) = prepared.resubmission.left_out
    assert (left.candidate, left.obstacle) == (FIRST, Obstacle.CLAIMED)
    assert "déjà acceptée dans JSON-LGCTEST001-20261012-001.json (12/10/2026 n° 001), ligne 1" in left.reasons[0]
    assert not prepared.resubmission.has_errors
    chosen = decide([rejected], ExportChoice([FIRST, SECOND], TODAY, existing=[FIRST]), TODAY, claimed)
    assert chosen.resubmission.going == (SECOND,)
    anyway = decide([rejected], ExportChoice([FIRST, SECOND], TODAY, confirmed=[FIRST]), TODAY, claimed)
    assert anyway.resubmission.going == (FIRST, SECOND)


def test_a_demande_exported_since_is_reported_and_its_new_return_is_free(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    export(decide([rejected], ExportChoice([FIRST], TODAY), TODAY), tmp_path / "out", SETTINGS)
    before = known(rejected)
    assert (set(before.exported), before.accepted) == ({FIRST}, {})
    assert "déjà exportée dans JSON-LGCTEST001-20261124-001.json" in before.exported[FIRST]
    assert known(source(tmp_path / "retour", returned([REJECTED]), "20261124")) == NOTHING_CLAIMED


@pytest.mark.parametrize(
    ("changed", "shared"),
    [({"numeroEditeur": "00007"}, "dossier FINMDV000001"), ({"numeroASP": "FINMDV000007"}, "n° éditeur 00001")],
)
def test_the_number_by_which_an_export_holds_another_line_is_named(
    tmp_path: Path, changed: dict[str, str], shared: str
) -> None:
    rejected = source(tmp_path, returned([REJECTED]))
    export(decide([rejected], ExportChoice([FIRST], TODAY), TODAY), tmp_path / "out", SETTINGS)
    own = reported(known(rejected).exported[FIRST])
    assert own.endswith("ligne 1, sans réponse connue")
    other = source(tmp_path / "autre", claim([demande(1, 1, REJECTED) | changed]), "20261006")
    freed = f"ligne 1 ({shared}), sans réponse connue ; corriger ce numéro, s’il est faux, libère la ligne"
    assert reported(known(other).exported[FIRST]).endswith(freed)


def test_a_file_written_to_be_deposited_does_not_go_again_with_the_returns_beside_it(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    (path,) = export(decide([rejected], ExportChoice([FIRST], TODAY), TODAY), tmp_path, SETTINGS).paths
    check = check_path(path, TODAY, SETTINGS).check
    assert check is not None
    written = SourceFile(path, check)
    files, everyone = (rejected, written), (FIRST, SECOND, Candidate(1, 1))
    claimed = known(*files)
    own = "déjà exportée : segur-tui a écrit ce fichier, à déposer"
    assert reported(claimed.exported[Candidate(1, 1)]) == own
    prepared = decide(files, ExportChoice(everyone, TODAY), TODAY, claimed)
    assert prepared.resubmission.going == (SECOND,)
    assert set(known(written).exported) == {FIRST}
    answered = source(tmp_path, returned([REJECTED]), "20261124")
    assert answered.path == path
    claimed = known(rejected, answered)
    assert Candidate(1, 1) not in claimed.exported


def test_an_accepted_line_is_left_to_what_its_own_file_says(tmp_path: Path) -> None:
    source(tmp_path / "later", returned([ACCEPTED]), "20261012")
    assert known(source(tmp_path, returned([ACCEPTED, REJECTED]))) == NOTHING_CLAIMED


def test_a_demande_exported_since_stays_until_it_is_chosen_whatever_its_errors(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    rejected = source(tmp_path, tree)
    save(tmp_path / "corrected", returned([REJECTED]))
    corrected = SourceFile(
        rejected.path,
        check_path(tmp_path / "corrected" / rejected.path.name, TODAY, SETTINGS).check or rejected.check,
    )
    export(decide([corrected], ExportChoice([FIRST], TODAY), TODAY), tmp_path / "out", SETTINGS)
    claimed = known(rejected)
    prepared = decide([rejected], ExportChoice([FIRST, SECOND], TODAY), TODAY, claimed)
    (left,) = prepared.resubmission.left_out
    assert (left.candidate, left.obstacle) == (FIRST, Obstacle.EXPORTED)
    assert left.reasons[0] == claimed.exported[FIRST]
    assert [each.partition(" ")[0] for each in left.reasons[1:]] == ["dateFacture"]
    assert not prepared.resubmission.has_errors
    chosen = decide([rejected], ExportChoice([FIRST, SECOND], TODAY, existing=[FIRST]), TODAY, claimed)
    assert [each.obstacle for each in chosen.resubmission.left_out] == [Obstacle.ERRORS]


def test_either_number_of_an_accepted_demande_holds_a_line_until_it_is_corrected(tmp_path: Path) -> None:
    tree = returned([ACCEPTED, REJECTED])
    tree["lignesImport"][1]["numeroEditeur"] = " 1"
    twice = source(tmp_path, tree)
    (left,) = decide([twice], ExportChoice([SECOND], TODAY), TODAY, known(twice)).resubmission.left_out
    assert left.obstacle is Obstacle.CLAIMED
    assert "ligne 1 (n° éditeur  1)" in reported(left.reasons[0])
    assert reported(left.reasons[0]).endswith("corriger ce numéro, s’il est faux, libère la ligne")
    alone = source(tmp_path / "seul", claim([tree["lignesImport"][1]]), "20261012")
    (left,) = decide([alone], ExportChoice([FIRST], TODAY), TODAY, known(alone)).resubmission.left_out
    assert left.obstacle is Obstacle.CLAIMED
    tree["lignesImport"][1].update(numeroEditeur="00002")
    free = source(tmp_path / "corrigé", claim([tree["lignesImport"][1]]), "20261012")
    assert known(free) == NOTHING_CLAIMED


@pytest.mark.parametrize("dossier", ["finmdv000001", " FINMDV 000001 "])
@pytest.mark.parametrize("way", ["beside", "record", "given"])
def test_an_acceptance_at_hand_or_in_the_record_is_known_however_its_dossier_is_written(
    tmp_path: Path, dossier: str, way: str
) -> None:
    accepted = returned([ACCEPTED])
    accepted["lignesImport"][0].update(numeroEditeur="00099", numeroASP=dossier)
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    if way == "record":
        other = source(tmp_path / "ailleurs", accepted, "20261001")
        other.path.unlink()
    else:
        other = unread(tmp_path if way == "beside" else tmp_path / "donné", accepted, "20261001")
    sources = [rejected, other] if way == "given" else [rejected]
    plan = decide(sources, ExportChoice([FIRST, SECOND], TODAY), TODAY, known(*sources))
    assert plan.resubmission.going == (SECOND,)
    (left,) = plan.resubmission.left_out
    assert (left.obstacle, "dossier FINMDV000001)" in reported(left.reasons[0])) == (Obstacle.CLAIMED, True)


def test_files_beside_of_another_supplier_and_broken_ones_of_nobody_prove_nothing(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED]))
    unread(tmp_path, returned([ACCEPTED], numero_ans="AUTREANS02"), "20261001")
    (tmp_path / "cassé.json").write_text('{"numeroAns": "AUTREANS02"', encoding="utf-8")
    (tmp_path / "vide.json").touch()
    (tmp_path / "nulle part.json").symlink_to(tmp_path / "rien")
    (tmp_path / "dossier.json").mkdir()
    assert known(rejected) == NOTHING_CLAIMED


def test_an_export_is_held_from_all_sides_until_it_is_answered(tmp_path: Path) -> None:
    """The same demande in an older return, in a later submission, in a copy of another name: all are held."""
    rejected = source(tmp_path, returned([REJECTED]))
    older = source(tmp_path / "avant", returned([REJECTED]), "20261001")
    later = source(tmp_path / "après", claim([demande(1)]), "20261110")
    copy = tmp_path / "copie" / "retour.json"
    copy.parent.mkdir()
    copy.write_bytes(rejected.path.read_bytes())
    copied = at(copy)
    choice = ExportChoice([FIRST], TODAY, existing=[FIRST])
    export(decide([rejected], choice, TODAY, known(rejected)), tmp_path / "out", SETTINGS)
    everywhere = (rejected, older, later, copied)
    assert [set(known(each).exported) for each in everywhere] == [{FIRST}] * 4
    answer = source(tmp_path / "retour", returned([REJECTED]), "20261124")
    assert known(answer) == NOTHING_CLAIMED
    assert [set(known(each).exported) for each in everywhere] == [set[Candidate]()] * 4
    assert [set(known(each).older) for each in everywhere] == [{FIRST}] * 4


@pytest.mark.parametrize(("corrected", "is_answer"), [(1, True), (2, False), (3, False)])
def test_a_return_whose_name_tells_nothing_answers_what_most_of_its_lines_mean(
    tmp_path: Path, corrected: int, *, is_answer: bool
) -> None:
    """Its other lines were corrected in it since, or it is another version: then all stay held."""
    rejected = source(tmp_path, returned([REJECTED] * 4))
    everything = [Candidate(0, line) for line in range(1, 5)]
    export(decide([rejected], ExportChoice(everything, TODAY), TODAY), tmp_path / "out", SETTINGS)
    answer = returned([REJECTED] * 4)
    answer["lignesImport"].reverse()
    for line in answer["lignesImport"][:corrected]:
        line["dateFacture"] = "02/02/2023"
    answer["lignesImport"][3]["montantSegurHTFacture"] = Number("358.330")
    retour = at(nameless(tmp_path / "retour", answer))
    held = set() if is_answer else set(everything)
    assert set(known(retour).exported) == held
    remember([check_path(retour.path, TODAY, SETTINGS)], SETTINGS)
    assert [set(known(of).exported) for of in (retour, rejected)] == [held, held]
    assert set(known(rejected).older) == set(everything) - held


def test_an_export_that_was_corrected_by_hand_before_its_deposit_is_answered_by_what_equals_it(
    tmp_path: Path,
) -> None:
    rejected = source(tmp_path, returned([REJECTED]))
    path = export(decide([rejected], ExportChoice([FIRST], TODAY), TODAY), tmp_path / "out", SETTINGS).paths[0]
    as_it_went = returned([("1300", "Autre")])
    as_it_went["lignesImport"][0]["dateFacture"] = "02/02/2023"
    retour = at(nameless(tmp_path / "retour", as_it_went))
    assert set(known(retour).exported) == {FIRST}
    path.write_bytes(path.read_bytes().replace(b"01/02/2023", b"02/02/2023"))
    assert set(known(retour).exported) == set()
    remember([check_path(retour.path, TODAY, SETTINGS)], SETTINGS)
    with pytest.raises(NotWithdrawn, match="déposé"):
        withdraw(path, SETTINGS)


def test_a_return_whose_name_tells_nothing_and_which_lacks_a_line_answers_nothing(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED, REJECTED]))
    everything = [Candidate(0, line) for line in range(1, 4)]
    export(decide([rejected], ExportChoice(everything, TODAY), TODAY), tmp_path / "out", SETTINGS)
    retour = at(nameless(tmp_path / "retour", returned([ACCEPTED, ACCEPTED])))
    assert FIRST not in known(retour).older
    remember([check_path(retour.path, TODAY, SETTINGS)], SETTINGS)
    assert set(known(rejected).exported) == set(everything)


def test_of_two_files_alike_the_earlier_is_answered_and_the_later_holds(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    for day in (TODAY, TODAY + timedelta(1)):
        choice = ExportChoice([FIRST, SECOND], day, confirmed=[FIRST, SECOND])
        export(decide([rejected], choice, TODAY, known(rejected)), tmp_path / "out", SETTINGS)
    retour = at(nameless(tmp_path / "retour", returned([REJECTED, ("1300", "Autre")])))
    held = known(retour).exported
    assert ["25/11/2026" in said for said in held.values()] == [True, True]


def test_a_copy_of_what_was_exported_is_no_answer_though_pending_lines_were_answered_in_it_since(
    tmp_path: Path,
) -> None:
    tree = returned([REJECTED, REJECTED, REJECTED])
    rejected = source(tmp_path, tree)
    everything = [Candidate(0, line) for line in range(1, 4)]
    export(decide([rejected], ExportChoice(everything, TODAY), TODAY), tmp_path / "out", SETTINGS)
    before = at(nameless(tmp_path / "avant", returned([REJECTED, None, None])))
    assert set(known(before).exported) == set(everything)


def test_of_two_files_the_one_that_it_is_most_like_is_answered(tmp_path: Path) -> None:
    everything = [Candidate(0, line) for line in range(1, 4)]
    tree = returned([REJECTED, REJECTED, REJECTED])
    for day in (TODAY, TODAY + timedelta(1)):
        rejected = source(tmp_path / day.isoformat(), tree)
        choice = ExportChoice(everything, day, confirmed=everything)
        export(decide([rejected], choice, TODAY, known(rejected)), tmp_path / "out", SETTINGS)
        tree["lignesImport"][0]["dateFacture"] = "02/02/2023"
    answer = returned([("1300", "Autre")] * 3)
    answer["lignesImport"][0]["dateFacture"] = "02/02/2023"
    assert known(at(nameless(tmp_path / "retour", answer))) == NOTHING_CLAIMED


def test_a_source_whose_name_tells_nothing_and_that_nobody_remembers_is_no_answer(tmp_path: Path) -> None:
    rejected = at(nameless(tmp_path, returned([REJECTED])))
    export(decide([rejected], ExportChoice([FIRST], TODAY), TODAY), tmp_path / "out", SETTINGS)
    assert set(known(rejected).exported) == {FIRST}


def test_an_answer_may_have_the_name_of_what_was_exported_where_it_tells_no_day(tmp_path: Path) -> None:
    path = nameless(tmp_path, returned([REJECTED]))
    remember([check_path(path, TODAY, SETTINGS)], SETTINGS)
    export(decide([at(path)], ExportChoice([FIRST], TODAY), TODAY), tmp_path / "out", SETTINGS)
    answer = at(nameless(tmp_path / "retour", returned([("1300", "Autre")])))
    assert known(answer) == NOTHING_CLAIMED


def nameless(folder: Path, tree: dict[str, Any]) -> Path:
    """Save a file whose name tells no day."""
    return save(folder, tree).rename(folder / "retour.json")


def test_what_a_demande_was_exported_from_is_no_answer_to_it(tmp_path: Path) -> None:
    """It means the same, and may even bear a later day."""
    unnamed = save(tmp_path, returned([REJECTED])).rename(tmp_path / "retour.json")
    early = save(tmp_path, returned([REJECTED], 7), "20261201")
    for path in (unnamed, early):
        of = at(path)
        remember([check_path(path, TODAY, SETTINGS)], SETTINGS)
        export(decide([of], ExportChoice([FIRST], TODAY), TODAY), tmp_path / "out", SETTINGS)
        assert set(known(of).exported) == {FIRST}


def test_a_file_that_this_program_wrote_holds_its_own_lines_wherever_it_lies(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    plan = decide([rejected], ExportChoice([FIRST, SECOND], TODAY), TODAY)
    (path,) = export(plan, tmp_path / "out", SETTINGS).paths
    (tmp_path / "parti").mkdir()
    moved = at(path.rename(tmp_path / "parti" / path.name))
    assert set(known(moved).exported) == {FIRST, SECOND}


def at(path: Path) -> SourceFile:
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    return SourceFile(path, report.check, report.digest)


def unread(folder: Path, tree: dict[str, Any], day: str) -> SourceFile:
    """Return a file of which the record knows nothing."""
    return at(save(folder, tree, day))


def where(of: SourceFile) -> dict[int, str]:
    reported = exported_from(of.path, of.check.claim, SETTINGS)
    return {line: passage.name for line, passage in reported.items()}


def test_a_file_knows_which_of_its_lines_were_exported_from_it(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED, REJECTED]))
    assert where(rejected) == {}
    export(decide([rejected], ExportChoice([FIRST, Candidate(0, 3)], TODAY), TODAY), tmp_path / "out", SETTINGS)
    assert set(where(rejected)) == {1, 3}
    once_more = ExportChoice([FIRST], TODAY, again=True)
    export(decide([rejected], once_more, TODAY, known(rejected)), tmp_path / "out", SETTINGS)
    assert where(rejected) == {
        1: "JSON-LGCTEST001-20261124-002.json",
        3: "JSON-LGCTEST001-20261124-001.json",
    }
    moved = source(tmp_path / "archives", returned([REJECTED, REJECTED, REJECTED]))
    assert set(where(moved)) == {1, 3}
    others = source(tmp_path / "archives", returned([REJECTED, REJECTED, REJECTED], 11))
    assert where(others) == {}


@pytest.mark.sqlite
def test_which_lines_were_exported_is_unknown_without_a_history(tmp_path: Path, state: Path) -> None:
    path = save(tmp_path, returned([REJECTED]))
    state.mkdir(parents=True)
    (state / "record.db").write_bytes(b"no database" * 100)
    check = check_path(path, TODAY, SETTINGS).check
    assert check is not None
    with pytest.raises(RecordUnknown):
        exported_from(path, check.claim, SETTINGS)


IN_DOUBT = ("9999", "Demande enregistrée")


@pytest.mark.parametrize("is_at_hand", [True, False])
def test_an_answer_to_verify_of_another_file_holds_the_demande_until_it_is_chosen(
    tmp_path: Path, *, is_at_hand: bool
) -> None:
    """format.md §5: an answer in doubt may be an acceptance, also in a file that is gone since."""
    doubtful = source(tmp_path if is_at_hand else tmp_path / "later", returned([IN_DOUBT]), "20261012")
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    if not is_at_hand:
        doubtful.path.unlink()
    claimed = known(rejected)
    plan = decide([rejected], ExportChoice([FIRST, SECOND], TODAY), TODAY, claimed)
    assert plan.resubmission.going == (SECOND,)
    assert {left.obstacle for left in plan.resubmission.left_out} == {Obstacle.TO_VERIFY}
    assert "est à vérifier" in reported(claimed.doubtful[FIRST])
    ticked = decide([rejected], ExportChoice([FIRST, SECOND], TODAY, existing=[FIRST]), TODAY, claimed)
    assert ticked.resubmission.going == (FIRST, SECOND)


def test_an_answer_to_verify_is_reported_once_of_its_own_line(tmp_path: Path) -> None:
    doubtful = source(tmp_path, returned([IN_DOUBT, REJECTED]))
    assert known(doubtful) == NOTHING_CLAIMED
    plan = decide([doubtful], ExportChoice([FIRST, SECOND], TODAY), TODAY, known(doubtful))
    assert plan.resubmission.going == (SECOND,)
    (left,) = plan.resubmission.left_out
    assert (left.obstacle, len(left.reasons)) == (Obstacle.TO_VERIFY, 1)


def test_a_line_exported_stays_held_as_long_as_its_answer_is_to_verify(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED]))
    export(decide([rejected], ExportChoice([FIRST], TODAY), TODAY), tmp_path / "out", SETTINGS)
    source(tmp_path / "retour", returned([IN_DOUBT]), "20261124")
    claimed = known(rejected)
    assert FIRST in claimed.exported
    assert FIRST in claimed.doubtful
    source(tmp_path / "retour", returned([REJECTED]), "20261124")
    assert FIRST not in known(rejected).exported


def _cut(content: bytes) -> bytes:
    return content[:-40]


def _of_zeros(content: bytes) -> bytes:
    return bytes(len(content))


def _overwritten(content: bytes) -> bytes:
    return content[:900] + b"\xef\xbf\xbd" * 8 + content[924:]


def _too_big(content: bytes) -> bytes:
    return content + b" " * 8_000_001


def _with_a_comma(content: bytes) -> bytes:
    return content.replace(b"358.33", b"358,33")


def _as_an_object(content: bytes) -> bytes:
    return content.replace(b'"lignesImport": [', b'"lignesImport": {"1": ').replace(b"]\n}", b"}\n}")


@pytest.mark.parametrize("damage", [_cut, _too_big])
def test_a_file_beside_that_cannot_be_read_holds_the_demandes_whose_numbers_stand_in_it(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    """Unknown is not "no": it may show them accepted."""
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    beside = save(tmp_path, returned([ACCEPTED]), "20261012")
    beside.write_bytes(damage(beside.read_bytes()))
    other = save(tmp_path, returned([ACCEPTED, ACCEPTED], numero_ans="LGCTEST002"), "20261012")
    other.write_bytes(_cut(other.read_bytes()))
    claimed = known(rejected)
    assert "est illisible et peut la montrer acceptée" in claimed.doubtful[FIRST]
    plan = decide([rejected], ExportChoice([FIRST, SECOND], TODAY), TODAY, claimed)
    assert plan.resubmission.going == (SECOND,)
    assert [left.obstacle for left in plan.resubmission.left_out] == [Obstacle.TO_VERIFY]


@pytest.mark.parametrize("damage", [_with_a_comma, _as_an_object])
def test_a_file_beside_whose_damage_leaves_no_doubt_shows_what_it_accepts(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    beside = save(tmp_path, returned([ACCEPTED]), "20261012")
    sound = beside.read_bytes()
    beside.write_bytes(damage(sound))
    assert beside.read_bytes() != sound
    claimed = known(rejected)
    assert (set(claimed.accepted), claimed.doubtful) == ({FIRST}, {})
    plan = decide([rejected], ExportChoice([FIRST, SECOND], TODAY), TODAY, claimed)
    assert plan.resubmission.going == (SECOND,)
    assert [left.obstacle for left in plan.resubmission.left_out] == [Obstacle.CLAIMED]


@pytest.mark.parametrize("damage", [_of_zeros, _overwritten])
@pytest.mark.parametrize("name", ["as it is", "retour.json"])
def test_a_file_beside_that_cannot_be_decoded_may_hold_all_demandes_of_its_supplier(
    tmp_path: Path, damage: Callable[[bytes], bytes], name: str
) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    beside = save(tmp_path, returned([ACCEPTED]), "20261012")
    beside.write_bytes(damage(beside.read_bytes()))
    if name == "retour.json":
        beside = beside.rename(tmp_path / name)
    is_of_nobody = name == "retour.json" and damage is _of_zeros
    assert set(known(rejected).doubtful) == (set() if is_of_nobody else {FIRST, SECOND})


@pytest.mark.parametrize("name", ["JSON-LGCTEST001-20261012-001.json", "retour.json"])
def test_a_pipe_beside_is_no_file_and_is_not_waited_for(tmp_path: Path, name: str) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    os.mkfifo(tmp_path / name)
    assert known(rejected) == NOTHING_CLAIMED
    assert len(read_together([rejected.path], TODAY, SETTINGS, {})) == 1


def test_a_link_beside_that_leads_to_itself_may_hold_all_demandes(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    (tmp_path / "retour.json").symlink_to(tmp_path / "retour.json")
    assert set(known(rejected).doubtful) == {FIRST, SECOND}
    assert len(read_together([rejected.path], TODAY, SETTINGS, {})) == 1


def test_a_name_of_the_supplier_that_leads_nowhere_may_hold_all_its_demandes(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    (tmp_path / "JSON-LGCTEST001-20261012-001.json").symlink_to(tmp_path / "rien")
    assert set(known(rejected).doubtful) == {FIRST, SECOND}


@pytest.mark.parametrize(
    "numero_ans", [None, [["lgctest001 "]], "LGCTEST001\u200b", "\u00a0LGCTEST001", "ＬＧＣＴＥＳＴ００１"]
)
@pytest.mark.parametrize("is_gone", [False, True])
def test_a_return_whose_ans_number_is_nothing_or_in_a_box_is_of_the_supplier_of_its_name(
    tmp_path: Path, numero_ans: Any, *, is_gone: bool
) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    accepted = returned([ACCEPTED])
    beside = save(tmp_path, accepted, "20261012")
    accepted["numeroAns"] = numero_ans
    beside.write_bytes(write(accepted))
    if is_gone:
        remember([check_path(beside, TODAY, SETTINGS)], SETTINGS)
        beside.unlink()
    assert set(known(rejected).accepted) == {FIRST}


def test_a_file_beside_that_cannot_be_searched_holds_all_demandes_of_the_supplier_in_its_name(
    tmp_path: Path,
) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    endless = save(tmp_path, returned([ACCEPTED]), "20261012")
    os.truncate(endless, 300_000_000)
    assert set(known(rejected).doubtful) == {FIRST, SECOND}
    endless.rename(endless.with_name(endless.name.replace("LGCTEST001", "LGCTEST002")))
    assert known(rejected) == NOTHING_CLAIMED


def test_a_file_or_folder_that_nobody_can_read_may_hold_all_demandes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    (tmp_path / "retour.json").symlink_to("/proc/self/mem")  # whoever reads it, root included, is refused
    assert set(known(rejected).doubtful) == {FIRST, SECOND}
    (tmp_path / "retour.json").unlink()
    assert known(rejected) == NOTHING_CLAIMED

    listed = Path.iterdir

    def refused(path: Path) -> Iterator[Path]:
        if path != tmp_path:
            return listed(path)
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "iterdir", refused)
    assert set(known(rejected).doubtful) == {FIRST, SECOND}


def test_the_answer_to_an_export_is_not_older_than_the_source_whose_name_tells_no_day(tmp_path: Path) -> None:
    """Each was held as older than the other, and the refused line went nowhere."""
    path = tmp_path / "r.json"
    save(tmp_path, returned([REJECTED, REJECTED])).rename(path)
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    remember([report], SETTINGS)
    rejected = SourceFile(path, report.check, report.digest)
    export(decide([rejected], ExportChoice([FIRST, SECOND], TODAY), TODAY), tmp_path, SETTINGS)
    answer = source(tmp_path, returned([ACCEPTED, REJECTED]), "20261124")
    for files, refused in (([answer, rejected], Candidate(0, 2)), ([rejected, answer], Candidate(1, 2))):
        everyone = [Candidate(file, line) for file in (0, 1) for line in (1, 2)]
        plan = decide(files, ExportChoice(everyone, TODAY), TODAY, known(*files))
        assert plan.resubmission.going == (refused,)
