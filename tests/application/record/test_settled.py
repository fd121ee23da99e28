"""What a person says of an answer to verify: kept, read with files, taken back, looked up again (format.md §5)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.looking import Changed
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import FileReport, check_path
from segur_tui.application.history.freed import freed_lines
from segur_tui.application.history.listed_files import known_files, read_file, record_files
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import remember
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.schema import FILE_NAME, RECORD
from segur_tui.application.record.settled import SettledAnswers, forget_answer, settle_answer, settle_label
from segur_tui.application.together.grouping import grouped
from segur_tui.format.answer import AnswerState
from segur_tui.format.candidate import Candidate
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.obstacle import Obstacle
from tests.application.occupied import changed, occupied
from tests.application.working import TODAY
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.settings import SETTINGS

IN_DOUBT = ("9999", "Demande enregistrée")
OTHERWISE = ("9999", "Demande validée")
FIRST, SECOND = Candidate(0, 1), Candidate(0, 2)
YES, NO, UNSURE = AnswerState.ACCEPTED, AnswerState.REJECTED, AnswerState.TO_VERIFY


def report_of(path: Path) -> FileReport:
    return check_path(path, TODAY, SETTINGS)


def claim_of(path: Path) -> ClaimFile:
    check = report_of(path).check
    assert check is not None
    return check.claim


def states(path: Path) -> list[AnswerState]:
    return [answer.state for answer in claim_of(path).answers]


def settle(path: Path, line: int, state: AnswerState, *, alone: bool = False) -> None:
    claim = claim_of(path)
    if alone:
        settle_answer(claim, line, state, SETTINGS, report_of(path).digest)
    else:
        settle_label(claim.numero_ans, claim.answers[line - 1], state, SETTINGS)


def source(path: Path) -> SourceFile:
    report = report_of(path)
    assert report.check is not None
    return SourceFile(path, report.check, report.digest)


def test_a_word_on_a_line_holds_for_it_alone(tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT, IN_DOUBT]))
    settle(path, 2, YES, alone=True)
    assert states(path) == [UNSURE, YES]
    later = save(tmp_path, returned([IN_DOUBT, IN_DOUBT, IN_DOUBT]), "20261012")
    assert states(later) == [UNSURE] * 3
    (moved := tmp_path / "ailleurs").mkdir()
    assert states(path.rename(moved / path.name)) == [UNSURE, YES]


def test_a_word_from_now_on_holds_for_that_code_and_label_of_that_supplier(tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT, OTHERWISE, ("9998", IN_DOUBT[1])]))
    settle(path, 1, NO)
    assert states(path) == [NO, UNSURE, UNSURE]
    assert states(save(tmp_path, returned([ACCEPTED, IN_DOUBT]), "20261012")) == [YES, NO]
    assert states(save(tmp_path, returned([IN_DOUBT], numero_ans="LGCTEST002"), "20261012")) == [UNSURE]


def test_the_word_on_a_line_goes_before_the_word_from_now_on(tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT, IN_DOUBT]))
    settle(path, 1, YES, alone=True)
    settle(path, 2, NO)
    assert states(path) == [YES, NO]
    remember([report_of(path)], SETTINGS)
    with History.opened(SETTINGS, to_read=True) as history:
        assert [history.passages(f"0000{line}")[0].what.value for line in (1, 2)] == ["accepted", "rejected"]


def test_it_is_reported_who_settled_it_and_when(tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT, REJECTED]))
    settle(path, 1, NO)
    check = report_of(path).check
    assert check is not None
    said = check.claim.answers[0].settled
    assert said.startswith("réglée par ")
    assert said.endswith(" (n° 1)")
    (finding,) = (each for each in check.of_lines[0] if each.rule == "asp-rejection")
    assert said in finding.message
    settle(path, 1, YES)
    assert [each.number for each in _kept()] == [2]


def _kept() -> list[Any]:
    with open_record(SETTINGS, to_read=True) as store:
        return list(SettledAnswers(store).all())


def test_what_is_taken_back_is_to_verify_again_and_was_never_remembered_otherwise(tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT]))
    settle(path, 1, YES)
    remember([report_of(path)], SETTINGS)
    other = save(tmp_path / "autre", returned([REJECTED]), "20261006")
    claimed = known_of([source(other)], SETTINGS)
    assert "ligne 1, réglée par une personne" in claimed.accepted[FIRST]
    assert forget_answer(1, SETTINGS) is not None
    assert forget_answer(1, SETTINGS) is None
    assert states(path) == [UNSURE]
    claimed = known_of([source(other)], SETTINGS)
    assert (FIRST in claimed.accepted, FIRST in claimed.doubtful) == (False, True)


def test_a_line_settled_as_refused_goes_only_when_it_is_chosen(tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT, REJECTED]))
    settle(path, 1, NO)
    of = source(path)
    claimed = known_of([of], SETTINGS)
    plan = decide([of], ExportChoice([FIRST, SECOND], TODAY), TODAY, claimed)
    assert plan.resubmission.going == (SECOND,)
    (left,) = plan.resubmission.left_out
    assert (left.obstacle, left.obstacle.id) == (Obstacle.SETTLED, "not-chosen")
    assert not plan.is_held
    chosen = decide([of], ExportChoice([FIRST, SECOND], TODAY, existing=[FIRST]), TODAY, claimed)
    assert chosen.resubmission.going == (FIRST, SECOND)


@pytest.mark.parametrize("is_at_hand", [True, False])
def test_it_frees_its_demande_in_other_files_for_who_chooses_it_alone(tmp_path: Path, *, is_at_hand: bool) -> None:
    doubtful = save(tmp_path if is_at_hand else tmp_path / "plus-tard", returned([IN_DOUBT]), "20261012")
    settle(doubtful, 1, NO, alone=True)
    remember([report_of(doubtful)], SETTINGS)
    if not is_at_hand:
        doubtful.unlink()
    pending = source(save(tmp_path, returned([None, REJECTED])))
    claimed = known_of([pending], SETTINGS)
    assert not claimed.doubtful
    assert FIRST in claimed.settled
    later = source(save(tmp_path / "encore", returned([REJECTED]), "20261019"))
    assert FIRST not in known_of([later], SETTINGS).settled  # the ASP itself has refused it since
    unanswered = source(save(tmp_path / "ensuite", returned([None]), "20261026"))
    assert FIRST in known_of([unanswered], SETTINGS).settled


def test_a_word_taken_back_while_an_export_waits_holds_the_line_again(tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT]))
    settle(path, 1, NO)
    of = source(path)
    plan = decide([of], ExportChoice([FIRST], TODAY, existing=[FIRST]), TODAY, known_of([of], SETTINGS))
    assert len(plan.files) == 1
    forget_answer(1, SETTINGS)
    with pytest.raises(Changed, match="une réponse à vérifier a été réglée, ou ne l’est plus"):
        export(plan, tmp_path / "out", SETTINGS)
    assert not list((tmp_path / "out").glob("*.json"))
    settle(path, 1, NO)
    with pytest.raises(Changed):  # another word, by its number
        export(plan, tmp_path / "out", SETTINGS)
    of = source(path)
    plan = decide([of], ExportChoice([FIRST], TODAY, existing=[FIRST]), TODAY, known_of([of], SETTINGS))
    assert len(export(plan, tmp_path / "out", SETTINGS).paths) == 1


def test_reading_leaves_no_trace_and_makes_no_record(tmp_path: Path, state: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT]))
    assert states(path) == [UNSURE]
    assert not state.exists()
    settle(path, 1, YES)
    before = {each: (each.stat().st_mtime_ns, each.read_bytes()) for each in sorted(state.rglob("*"))}
    assert states(path) == [YES]
    assert {each: (each.stat().st_mtime_ns, each.read_bytes()) for each in sorted(state.rglob("*"))} == before


@pytest.mark.sqlite
def test_what_the_record_cannot_tell_stays_to_verify(tmp_path: Path, state: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT]))
    settle(path, 1, YES)
    changed(state, f"PRAGMA user_version = {RECORD.newest + 1}", FILE_NAME)
    assert states(path) == [UNSURE]
    changed(state, f"PRAGMA user_version = {RECORD.newest}", FILE_NAME)
    assert states(path) == [YES]
    (state / FILE_NAME).write_bytes(b"no database" * 100)
    assert states(path) == [UNSURE]


def test_what_records_disagree_on_nobody_has_settled(tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT]))
    settle(path, 1, NO)
    remember([report_of(path)], SETTINGS)

    def told() -> list[tuple[str, bool]]:
        with History.opened(SETTINGS, to_read=True) as history:
            return [(each.what.value, bool(each.whose)) for each in history.passages("00001")]

    assert told() == [("rejected", True)]
    with open_record(SETTINGS) as store, store.transaction():
        store.change("UPDATE settled_answer SET contradicted = 1")
    assert told() == [("to-verify", False)]
    assert states(path) == [UNSURE]


def test_a_group_knows_what_was_settled_of_its_lines(tmp_path: Path) -> None:
    one = save(tmp_path, returned([ACCEPTED, IN_DOUBT, IN_DOUBT]))
    two = save(tmp_path, returned([REJECTED, IN_DOUBT], first_editor=11), "20261006")
    settle(one, 3, NO, alone=True)
    settle(two, 2, NO, alone=True)
    group = grouped([report_of(one), report_of(two)], TODAY)
    assert group is not None
    assert [answer.state for answer in group.opened.claim.answers] == [UNSURE, NO, NO, NO]
    assert [bool(answer.settled) for answer in group.opened.claim.answers] == [False, True, False, True]


def test_the_figures_of_a_folder_follow(tmp_path: Path) -> None:
    path = save(tmp_path, returned([IN_DOUBT]))
    record_files([read_file(path, TODAY, SETTINGS)], TODAY, SETTINGS)
    settle(path, 1, YES)
    assert path not in known_files([path], TODAY, SETTINGS)
    assert read_file(path, TODAY, SETTINGS).summary.accepted == 1


def test_refusing_from_now_on_names_all_lines_that_this_frees(tmp_path: Path) -> None:
    earlier = save(tmp_path / "avant", returned([IN_DOUBT, OTHERWISE], first_editor=7), "20260928")
    remember([report_of(earlier)], SETTINGS)
    path = save(tmp_path, returned([REJECTED, IN_DOUBT, IN_DOUBT]))
    remember([report_of(path)], SETTINGS)
    claim, digest = claim_of(path), report_of(path).digest
    assert freed_lines(claim, 2, digest, SETTINGS, is_alone=True) == [f"{path.name}, ligne 2 (n° éditeur 00002)"]
    assert freed_lines(claim, 2, digest, SETTINGS, is_alone=False) == [
        f"{path.name}, ligne 2 (n° éditeur 00002)",
        f"{path.name}, ligne 3 (n° éditeur 00003)",
        f"{earlier.name}, ligne 1 (n° éditeur 00007)",
    ]


def test_an_occupied_record_is_not_waited_for_when_nothing_is_to_verify(tmp_path: Path, state: Path) -> None:
    settle(save(tmp_path, returned([IN_DOUBT])), 1, YES)
    with occupied(state, database=FILE_NAME):
        assert states(save(tmp_path, returned([REJECTED]), "20261012")) == [NO]
