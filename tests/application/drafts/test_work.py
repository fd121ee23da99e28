"""Drafts on the disk: what is kept, what is found again, and what another session or content makes of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from segur_tui.application.drafts.stored import CursorPlace, Drafts
from segur_tui.application.drafts.work import Work
from segur_tui.application.files.checking import check_path
from segur_tui.application.files.summary import summary_of
from segur_tui.application.state.database import open_database
from segur_tui.application.state.sessions import Session, is_live
from segur_tui.application.together.drafted_files import with_drafts
from segur_tui.application.views.folder import FileRow
from tests.application.occupied import RECORD, no_file_beyond, occupied
from tests.application.working import HERE, TODAY, dated, day_of, saved, work_on
from tests.claims import ACCEPTED, REJECTED, demande, returned
from tests.settings import SETTINGS

FIRST_DAY = "01/02/2023"


def test_a_kept_draft_is_found_with_its_history_and_its_place(tmp_path: Path) -> None:
    path = saved(tmp_path)
    work = work_on(path)
    draft = dated(dated(dated(work.draft, "02/02/2023"), "03/02/2023", 2), "04/02/2023", 3)
    for state in (draft, draft.undo()):
        assert work.keep(state, HERE) is state
        assert work.is_kept
    work.leave(CursorPlace("lines", "2", "numeroEditeur", 2))
    again = work_on(path)
    assert again.resumed is not None
    assert again.resumed.place == CursorPlace("lines", "2", "numeroEditeur", 2)
    assert [day_of(again.draft, line) for line in (1, 2, 3)] == ["02/02/2023", "03/02/2023", FIRST_DAY]
    assert day_of(again.draft.redo(), 3) == "04/02/2023"
    assert day_of(again.draft.undo().undo()) == FIRST_DAY
    assert again.is_as_resumed
    again.keep(again.draft.redo(), HERE)
    assert not again.is_as_resumed


def test_a_session_that_ends_without_a_word_loses_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path)
    killed = Session(SETTINGS)
    work = work_on(path, killed)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    killed.end()  # its lock goes, as the system frees it; the file was never closed
    again = work_on(path)
    assert again.holder is None
    assert day_of(again.draft) == "02/02/2023"
    assert again.resumed is not None
    assert again.resumed.place == HERE


def test_a_draft_of_a_rewritten_file_is_tied_to_its_content_and_to_what_was_read(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"numeroEditeur": "00001"', b'"numeroEditeur": 00001'))
    report = check_path(path, TODAY, SETTINGS, is_rewritten=True)
    assert report.check is not None

    def opened(tied: str) -> Work:
        assert report.check is not None
        return Work(path, report.check, tied, TODAY, Session(SETTINGS))

    work = opened(report.draft_digest)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    work.leave(HERE)
    assert (work.digest, work.is_rewritten, work.is_source_changed()) == (report.digest, True, False)
    assert opened(report.draft_digest).resumed is not None
    of_another_text = opened(f"{report.digest}+0")
    assert (of_another_text.resumed, of_another_text.superseded is None) == (None, False)
    (row,) = with_drafts([FileRow(path, summary_of(report))], SETTINGS)
    assert (row.modifications, row.is_draft_of_another) == (1, False)


def test_steps_made_after_an_undo_replace_those_that_were_undone(tmp_path: Path) -> None:
    path = saved(tmp_path)
    work = work_on(path)
    one = dated(work.draft, "02/02/2023")
    two = dated(one, "03/02/2023", 2)
    for state in (one, two, two.undo(), dated(two.undo(), "05/02/2023", 3)):
        work.keep(state, HERE)
    work.leave(HERE)
    again = work_on(path)
    assert [day_of(again.draft, line) for line in (1, 2, 3)] == ["02/02/2023", FIRST_DAY, "05/02/2023"]
    assert again.draft.undone == ()


def test_steps_that_were_undone_are_made_again_in_their_order(tmp_path: Path) -> None:
    path = saved(tmp_path)
    work = work_on(path)
    three = dated(dated(dated(work.draft, "02/02/2023"), "03/02/2023"), "04/02/2023")
    work.keep(three, HERE)
    work.keep(three.undo().undo().undo(), HERE)
    work.leave(HERE)
    draft, seen = work_on(path).draft, []
    for _ in range(3):
        draft = draft.redo()
        seen.append(day_of(draft))
    assert seen == ["02/02/2023", "03/02/2023", "04/02/2023"]


def test_everything_undone_is_not_announced_but_can_be_made_again(tmp_path: Path) -> None:
    path = saved(tmp_path)
    work = work_on(path)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    work.keep(work.draft.undo_all(), HERE)
    work.leave(HERE)
    again = work_on(path)
    assert again.resumed is None
    assert day_of(again.draft) == FIRST_DAY
    assert day_of(again.draft.redo()) == "02/02/2023"


def test_a_file_without_a_draft_leaves_none(tmp_path: Path) -> None:
    path = saved(tmp_path)
    work = work_on(path)
    work.leave(HERE)
    with Drafts.opened(SETTINGS) as drafts:
        assert drafts.in_progress() == {}


# The file on the disk


def test_a_file_that_was_moved_takes_its_draft_along(tmp_path: Path) -> None:
    path = saved(tmp_path)
    work = work_on(path)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    work.leave(HERE)
    copy = tmp_path / "copie.json"
    shutil.copy(path, copy)
    assert work_on(copy).resumed is None
    path.rename(tmp_path / "ailleurs.json")
    moved = work_on(tmp_path / "ailleurs.json")
    assert day_of(moved.draft) == "02/02/2023"
    moved.keep(dated(moved.draft, "03/02/2023"), HERE)
    moved.leave(HERE)
    assert day_of(work_on(tmp_path / "ailleurs.json").draft) == "03/02/2023"
    with Drafts.opened(SETTINGS) as drafts:
        assert len(drafts.in_progress()) == 1


def test_a_draft_is_found_by_whatever_path_its_file_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path / "retours")
    (tmp_path / "lien").symlink_to("retours")
    monkeypatch.chdir(tmp_path)
    work = work_on(Path("retours") / path.name)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    work.leave(HERE)
    for same in (path, tmp_path / "lien" / path.name, Path("lien", "..", "retours", path.name)):
        work = work_on(same)
        assert day_of(work.draft) == "02/02/2023"
        work.leave(HERE)


def test_files_whose_names_are_no_text_are_told_apart(tmp_path: Path) -> None:
    source = saved(tmp_path)
    first, second = (tmp_path / os.fsdecode(name) for name in (b"a\xff.json", b"a\xfe.json"))
    for path in (first, second):
        path.write_bytes(source.read_bytes())
    work = work_on(first)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    work.leave(HERE)
    assert day_of(work_on(first).draft) == "02/02/2023"
    assert day_of(work_on(second).draft) == FIRST_DAY


def test_of_two_copies_of_a_moved_file_each_has_a_draft_of_its_own(tmp_path: Path) -> None:
    path = saved(tmp_path)
    work = work_on(path)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    work.leave(HERE)
    copies = [tmp_path / "a.json", tmp_path / "b.json"]
    for copy in copies:
        copy.write_bytes(path.read_bytes())
    path.unlink()
    first, second = map(work_on, copies)
    first.keep(dated(first.draft, "03/02/2023", 2), HERE)
    second.keep(dated(second.draft, "04/02/2023", 3), HERE)
    for each in (first, second):
        each.leave(HERE)
    drafts = [work_on(copy).draft for copy in copies]
    assert [[day_of(draft, line) for line in (1, 2, 3)] for draft in drafts] == [
        ["02/02/2023", "03/02/2023", FIRST_DAY],
        ["02/02/2023", FIRST_DAY, "04/02/2023"],
    ]


def test_a_file_that_changed_since_is_offered_what_still_fits(tmp_path: Path) -> None:
    path = saved(tmp_path)
    work = work_on(path)
    work.keep(dated(dated(dated(work.draft, "02/02/2023"), "03/02/2023", 2), "04/02/2023", 3), HERE)
    work.leave(HERE)
    tree = returned([REJECTED, REJECTED, ACCEPTED])
    tree["lignesImport"][1] = demande(2, 9, REJECTED)
    saved(tmp_path, tree)
    again = work_on(path)
    assert again.resumed is None
    assert day_of(again.draft) == FIRST_DAY
    assert again.superseded is not None
    assert [step.title for step in again.superseded.draft.done] == ["ligne 1, dateFacture"]
    assert [step.title for step in again.superseded.lost] == ["ligne 2, dateFacture", "ligne 3, dateFacture"]
    assert day_of(again.take_up(HERE)) == "02/02/2023"
    again.leave(HERE)
    assert day_of(work_on(path).draft) == "02/02/2023"


def test_beginning_afresh_keeps_the_old_draft_as_history(tmp_path: Path) -> None:
    path = saved(tmp_path)
    work = work_on(path)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    work.leave(HERE)
    saved(tmp_path, returned([REJECTED, ACCEPTED, ACCEPTED]))
    again = work_on(path)
    again.begin_afresh()
    again.leave(HERE)
    after = work_on(path)
    assert (after.resumed, after.superseded) == (None, None)
    with open_database(SETTINGS) as connection:
        assert connection.execute("SELECT ended, done FROM draft").fetchall() == [("dropped", 1)]


def test_a_file_read_again_keeps_what_fits_and_names_the_rest(tmp_path: Path) -> None:
    path = saved(tmp_path)
    work = work_on(path)
    work.keep(dated(dated(work.draft, "02/02/2023"), "03/02/2023", 2), HERE)
    assert not work.is_source_changed()
    saved(tmp_path, returned([REJECTED, ACCEPTED, REJECTED]))
    assert work.is_source_changed()
    fresh = work_on(path, Session(SETTINGS))
    assert fresh.holder is not None  # the first session still has it
    lost = work.reread(check_path(path, TODAY, SETTINGS))
    assert [step.title for step in lost] == ["ligne 2, dateFacture"]
    work.keep(work.draft, HERE)
    work.leave(HERE)
    again = work_on(path)
    assert day_of(again.draft) == "02/02/2023"
    assert again.superseded is None


# Other sessions


def test_a_second_session_is_told_and_may_only_look(tmp_path: Path) -> None:
    path = saved(tmp_path)
    first = work_on(path)
    first.keep(dated(first.draft, "02/02/2023"), HERE)
    second = work_on(path)
    assert second.holder is not None
    assert day_of(second.draft) == "02/02/2023"
    second.leave(HERE)
    first.keep(dated(first.draft, "03/02/2023"), HERE)
    assert first.holder is None


def test_taking_over_goes_on_with_the_draft_and_the_first_can_no_longer_change_it(tmp_path: Path) -> None:
    path = saved(tmp_path)
    first = work_on(path)
    one = first.keep(dated(first.draft, "02/02/2023"), HERE)
    second = work_on(path)
    assert day_of(second.take_over()) == "02/02/2023"
    assert second.holder is None
    second.keep(dated(second.draft, "03/02/2023", 2), HERE)
    assert first.keep(dated(one, "09/09/2023"), HERE) is one
    assert first.holder is not None
    first.leave(HERE)
    second.leave(HERE)
    again = work_on(path)
    assert [day_of(again.draft, line) for line in (1, 2)] == ["02/02/2023", "03/02/2023"]


def test_a_file_that_was_taken_over_can_be_taken_back(tmp_path: Path) -> None:
    path = saved(tmp_path)
    first, second = work_on(path), work_on(path)
    second.take_over()
    second.keep(dated(second.draft, "03/02/2023"), HERE)
    first.keep(dated(first.draft, "09/09/2023"), HERE)
    assert day_of(first.take_over()) == "03/02/2023"
    first.keep(dated(first.draft, "04/02/2023"), HERE)
    assert first.is_kept


def test_a_session_lives_until_it_ends() -> None:
    session = Session(SETTINGS)
    identity = session.identity
    assert is_live(identity, SETTINGS)
    session.end()
    assert not is_live(identity, SETTINGS)
    assert not is_live("../../etc/passwd", SETTINGS)


# What the disk refuses


@pytest.fixture
def locked(state: Path) -> sqlite3.Connection:
    """A database that another program occupies."""
    open_database(SETTINGS).close()
    other = sqlite3.connect(state / "segur-tui.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    return other


def test_what_could_not_be_kept_is_reported_and_kept_with_the_next_state(
    tmp_path: Path, locked: sqlite3.Connection
) -> None:
    path = saved(tmp_path)
    work = work_on(path)
    assert "occupe" in work.trouble
    one = work.keep(dated(work.draft, "02/02/2023"), HERE)
    assert "occupe" in work.trouble
    assert not work.is_kept
    locked.close()
    work.keep(dated(one, "03/02/2023", 2), HERE)
    assert (work.trouble, work.is_kept) == ("", True)
    work.leave(HERE)
    assert [day_of(work_on(path).draft, line) for line in (1, 2)] == ["02/02/2023", "03/02/2023"]


def test_who_occupies_the_record_keeps_no_edit_from_being_kept(tmp_path: Path, state: Path) -> None:
    work = work_on(saved(tmp_path))
    with occupied(state, "EXCLUSIVE", RECORD):
        work.keep(dated(work.draft, "02/02/2023"), HERE)
    assert (work.trouble, work.is_kept) == ("", True)


def test_a_draft_that_could_not_be_read_is_not_covered_by_another(tmp_path: Path, state: Path) -> None:
    path = saved(tmp_path)
    before = work_on(path)
    before.keep(dated(before.draft, "02/02/2023"), HERE)
    before.leave(HERE)
    other = sqlite3.connect(state / "segur-tui.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    work = work_on(path)
    other.close()
    work.keep(dated(work.draft, "09/09/2023"), HERE)
    assert "brouillon" in work.trouble
    work.leave(HERE)
    assert day_of(work_on(path).draft) == "02/02/2023"


def test_a_draft_is_read_where_the_state_can_no_longer_be_written(tmp_path: Path, state: Path) -> None:
    path = saved(tmp_path)
    before = work_on(path)
    before.keep(dated(before.draft, "02/02/2023"), HERE)
    before.leave(HERE)
    shutil.rmtree(state / "sessions")
    (state / "sessions").touch()  # no session can begin
    work = work_on(path)
    assert "ne peut pas servir" in work.trouble
    assert day_of(work.draft) == "02/02/2023"


def test_a_disk_that_fills_up_loses_nothing_that_was_kept(tmp_path: Path, state: Path) -> None:
    path = saved(tmp_path)
    work = work_on(path)
    one = work.keep(dated(work.draft, "02/02/2023"), HERE)
    with no_file_beyond((state / "segur-tui.db").stat().st_size):
        two = work.keep(dated(one, "03/02/2023" + " " * 500_000, 2), HERE)
        assert "segur-tui.db" in work.trouble
        assert work.draft is two
        assert not work.is_kept
    work.leave(HERE)
    again = work_on(path)
    assert again.trouble == ""
    assert [day_of(again.draft, line) for line in (1, 2)] == ["02/02/2023", FIRST_DAY]


def test_a_damaged_draft_is_reported_and_the_file_opens(tmp_path: Path, state: Path) -> None:
    path = saved(tmp_path)
    before = work_on(path)
    before.keep(dated(before.draft, "02/02/2023"), HERE)
    before.leave(HERE)
    with sqlite3.connect(state / "segur-tui.db") as connection:
        connection.execute("UPDATE draft_step SET edits = '[{'")
    work = work_on(path)
    assert "abîmé" in work.trouble
    assert day_of(work.draft) == FIRST_DAY


def test_a_database_that_disappears_meanwhile_is_made_anew_with_all_steps(tmp_path: Path, state: Path) -> None:
    path = saved(tmp_path)
    session = Session(SETTINGS)
    work = work_on(path, session)
    one = work.keep(dated(work.draft, "02/02/2023"), HERE)
    (state / "segur-tui.db").unlink()
    work.keep(dated(one, "03/02/2023", 2), HERE)
    assert work.trouble == ""
    work.leave(HERE)
    assert [day_of(work_on(path).draft, line) for line in (1, 2)] == ["02/02/2023", "03/02/2023"]


def test_drafts_are_for_their_owner_alone(tmp_path: Path, state: Path) -> None:
    work = work_on(saved(tmp_path))
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    folders = [state, state / "sessions"]
    assert [folder.stat().st_mode & 0o777 for folder in folders] == [0o700, 0o700]
    files = [file for file in state.rglob("*") if file.is_file()]
    assert len(files) == 3
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
