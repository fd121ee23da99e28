"""Two sessions on one file: no draft of one covers or ends the other's."""

from __future__ import annotations

import os
import pwd
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from segur_tui.application.drafts.stored import Drafts
from segur_tui.application.drafts.work import Work
from segur_tui.application.export.deciding import decide
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.state.sessions import Session, is_live
from segur_tui.application.together.drafted_files import note_export
from segur_tui.format.candidate import Candidate
from tests.application.occupied import occupied
from tests.application.working import HERE, TODAY, dated, day_of, saved, work_on
from tests.settings import SETTINGS

FIRST_DAY = "01/02/2023"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(tmp_path)


def days(work: Work) -> list[object]:
    return [day_of(work.draft, line) for line in (1, 2, 3)]


def exported(work: Work, session: Session, lines: Sequence[int] = (1, 2, 3)) -> None:
    """Note that lines of a file were exported as one session has it."""
    source = SourceFile(work.path, work.draft.check, work.digest, work.draft.done)
    note_export(decide([source], ExportChoice([Candidate(0, line) for line in lines], TODAY), TODAY), session)


def in_progress() -> list[int]:
    """Return how many steps each draft in progress holds."""
    with Drafts.opened(SETTINGS, to_read=True) as drafts:
        return [draft.steps for draft in drafts.in_progress().values()]


# Exports


def test_an_export_ends_the_draft_that_it_holds(path: Path) -> None:
    session = Session(SETTINGS)
    work = work_on(path, session)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    exported(work, session)
    session.end()
    assert work_on(path).resumed is None


def test_an_export_of_one_who_was_taken_over_does_not_end_the_newer_draft(path: Path) -> None:
    first, second = Session(SETTINGS), Session(SETTINGS)
    here = work_on(path, first)
    here.keep(dated(here.draft, "02/02/2023"), HERE)
    there = work_on(path, second)
    there.take_over()
    exported(here, first)
    there.keep(dated(there.draft, "03/02/2023", 2), HERE)
    exported(here, first)
    for session in (first, second):
        session.end()
    assert days(work_on(path)) == ["02/02/2023", "03/02/2023", FIRST_DAY]


def test_an_export_of_one_who_looks_does_not_end_the_draft_of_the_other(path: Path) -> None:
    first, second = Session(SETTINGS), Session(SETTINGS)
    here = work_on(path, first)
    here.keep(dated(here.draft, "02/02/2023"), HERE)
    looking = work_on(path, second)
    exported(looking, second)
    here.keep(dated(here.draft, "03/02/2023"), HERE)
    exported(looking, second)
    for session in (first, second):
        session.end()
    assert days(work_on(path)) == ["03/02/2023", FIRST_DAY, FIRST_DAY]


@pytest.mark.parametrize("exporting", ["was taken over", "looks"])
def test_a_draft_that_another_holds_goes_on_when_its_very_steps_are_exported(path: Path, exporting: str) -> None:
    first, second = Session(SETTINGS), Session(SETTINGS)
    here = work_on(path, first)
    here.keep(dated(here.draft, "02/02/2023"), HERE)
    there = work_on(path, second)
    assert there.draft.done == here.draft.done
    if exporting == "looks":
        exported(there, second)
    else:
        there.take_over()
        exported(here, first)
    assert in_progress() == [1]
    for session in (first, second):
        session.end()


def test_a_draft_goes_on_until_every_line_that_it_changes_is_exported(path: Path) -> None:
    session = Session(SETTINGS)
    work = work_on(path, session)
    for line in (1, 2):
        work.keep(dated(work.draft, "02/02/2023", line), HERE)
    exported(work, session, [1, 3])
    assert in_progress() == [2]
    exported(work, session, [1, 2])
    assert in_progress() == []
    session.end()


def test_what_is_corrected_after_an_export_is_kept_with_what_was_before(path: Path) -> None:
    session = Session(SETTINGS)
    work = work_on(path, session)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    exported(work, session)
    work.keep(dated(work.draft, "03/02/2023", 2), HERE)
    assert in_progress() == [2]
    session.end()
    assert days(work_on(path)) == ["02/02/2023", "03/02/2023", FIRST_DAY]


def test_an_export_of_an_earlier_content_does_not_end_the_draft_of_the_present_one(path: Path) -> None:
    session = Session(SETTINGS)
    before = work_on(path, session)
    before.keep(dated(before.draft, "02/02/2023"), HERE)
    path.write_bytes(path.read_bytes() + b"\n")
    present = work_on(path, session)
    present.take_up(HERE)
    assert present.draft.done == before.draft.done
    exported(before, session)
    assert in_progress() == [1]
    exported(present, session)
    assert in_progress() == []
    session.end()


def test_an_export_of_the_same_number_of_other_values_ends_nothing(path: Path) -> None:
    session = Session(SETTINGS)
    work = work_on(path, session)
    before = work.keep(dated(work.draft, "02/02/2023"), HERE)
    source = SourceFile(path, before.check, work.digest, before.done)
    work.keep(dated(before.undo(), "03/02/2023"), HERE)
    note_export(decide([source], ExportChoice([Candidate(0, 1)], TODAY), TODAY), session)
    session.end()
    assert days(work_on(path))[0] == "03/02/2023"


# Keeping


@pytest.mark.parametrize("ending", ["killed", "closed"])
def test_edits_of_one_who_took_over_and_left_are_not_covered(path: Path, ending: str) -> None:
    second = Session(SETTINGS)
    here, there = work_on(path), work_on(path, second)
    here.keep(dated(here.draft, "02/02/2023"), HERE)
    there.take_over()
    there.keep(dated(there.draft, "03/02/2023", 2), HERE)
    if ending == "closed":
        there.leave(HERE)
    second.end()
    one = here.draft
    assert here.keep(dated(one, "04/02/2023", 3), HERE) is one
    assert here.holder is not None
    assert here.holder.has_left
    here.take_over()
    assert days(here) == ["02/02/2023", "03/02/2023", FIRST_DAY]
    here.keep(dated(here.draft, "04/02/2023", 3), HERE)
    here.leave(HERE)
    assert days(work_on(path)) == ["02/02/2023", "03/02/2023", "04/02/2023"]


def test_a_session_that_was_killed_does_not_keep_the_next_one_from_keeping(path: Path, state: Path) -> None:
    killed = Session(SETTINGS)
    before = work_on(path, killed)
    before.keep(dated(before.draft, "02/02/2023"), HERE)
    killed.end()
    with occupied(state, "IMMEDIATE"):
        work = work_on(path)
        assert "occupe" in work.trouble
        for line in (2, 3):
            work.keep(dated(work.draft, "03/02/2023", line), HERE)
        assert len(work.unkept) == 2
    work.keep(work.draft, HERE, again=True)
    assert (work.holder, work.trouble, len(work.unkept)) == (None, "", 0)
    work.leave(HERE)
    assert days(work_on(path)) == ["02/02/2023", "03/02/2023", "03/02/2023"]


def test_what_could_not_be_kept_survives_a_take_over_and_is_made_again(path: Path, state: Path) -> None:
    here = work_on(path)
    here.keep(dated(here.draft, "02/02/2023"), HERE)
    with occupied(state):
        for line in (2, 3):
            here.keep(dated(here.draft, "03/02/2023", line), HERE)
    there = work_on(path)
    there.take_over()
    there.keep(dated(there.draft, "09/02/2023", 2), HERE)
    here.keep(here.draft, HERE, again=True)
    assert here.holder is not None
    assert days(here) == ["02/02/2023", "03/02/2023", "03/02/2023"]
    assert len(here.unkept) == 2
    here.keep(here.take_over(), HERE)
    assert days(here) == ["02/02/2023", "09/02/2023", "03/02/2023"]
    assert [step.title for step in here.lost] == ["ligne 2, dateFacture"]
    assert here.is_kept


def test_a_file_that_another_has_is_known_to_be_where_nothing_can_be_written(path: Path, state: Path) -> None:
    first = work_on(path)
    first.keep(dated(first.draft, "02/02/2023"), HERE)
    with occupied(state, "IMMEDIATE"):
        second = work_on(path)
    assert second.holder is not None
    assert days(second)[0] == "02/02/2023"


# Noticing


def test_a_take_over_is_noticed_without_a_change(path: Path) -> None:
    here = work_on(path)
    here.keep(dated(here.draft, "02/02/2023"), HERE)
    assert not here.notice_others()
    there = work_on(path)
    assert not here.notice_others()
    there.take_over()
    assert here.notice_others()
    assert here.holder is not None
    assert not here.holder.has_left


def test_a_draft_that_another_has_changed_and_left_is_noticed(path: Path) -> None:
    here, there = work_on(path), work_on(path)
    there.take_over()
    there.keep(dated(there.draft, "03/02/2023"), HERE)
    there.leave(HERE)
    assert here.notice_others()
    assert here.holder is not None
    assert here.holder.has_left


def test_one_s_own_changes_and_undisturbed_work_are_nobody_elses(path: Path, tmp_path: Path) -> None:
    here = work_on(path)
    shutil.copy(path, tmp_path / "autre.json")
    work_on(tmp_path / "autre.json").leave(HERE)
    for day in ("02/02/2023", "03/02/2023"):
        here.keep(dated(here.draft, day), HERE)
        assert not here.notice_others()


# Who it is


def test_a_session_says_whose_it_is_on_which_terminal_and_from_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 22")
    assert Session(SETTINGS).whence.endswith("depuis 192.0.2.7")
    assert Session(SETTINGS).whence.startswith(pwd.getpwuid(os.getuid()).pw_name)


def test_an_impossible_identity_is_nobody_s() -> None:
    assert not is_live("a\0b", SETTINGS)
