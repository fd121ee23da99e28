"""Files with drafts, taken together: corrected by the draft that is theirs, and said where one is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.disk.patience import Patience
from segur_tui.application.drafts.stored import Drafts
from segur_tui.application.export.deciding import as_sources, decide
from segur_tui.application.export.plan import ExportChoice
from segur_tui.application.files.checking import check_path
from segur_tui.application.files.summary import summary_of
from segur_tui.application.reports.corrected import report_of_folder
from segur_tui.application.state.sessions import Session
from segur_tui.application.together.drafted_files import (
    DraftedFile,
    note_export,
    with_drafts,
    with_own_drafts,
)
from segur_tui.application.views.folder import FileRow
from segur_tui.format.candidate import Candidate
from tests.application.occupied import changed, occupied
from tests.application.working import HERE, TODAY, dated, saved, work_on
from tests.settings import SETTINGS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a draft of one step, left."""
    path = saved(tmp_path)
    work = work_on(path)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    work.leave(HERE)
    return path


def taken(path: Path) -> DraftedFile:
    (corrected,) = with_own_drafts([check_path(path, TODAY, SETTINGS)], TODAY, SETTINGS, Patience(0.1))
    return corrected


def exported(corrected: DraftedFile) -> None:
    """Note that all lines of a file were written as it was taken."""
    chosen = [Candidate(0, line) for line in (1, 2, 3)]
    session = Session(SETTINGS)
    note_export(decide(as_sources([corrected.report]), ExportChoice(chosen, TODAY), TODAY), session)
    session.end()


def row(path: Path) -> FileRow:
    (row,) = with_drafts([FileRow(path, summary_of(check_path(path, TODAY, SETTINGS)))], SETTINGS)
    return row


def test_a_file_is_taken_as_its_draft_has_it_and_exporting_that_ends_it(path: Path) -> None:
    corrected = taken(path)
    assert corrected.aside == ""
    assert [step.title for step in corrected.report.steps] == ["ligne 1, dateFacture"]
    assert row(path).state == "en correction"
    exported(corrected)
    assert row(path).modifications == 0


def test_a_draft_of_another_content_is_said_to_be_left_out_and_goes_on(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")
    corrected = taken(path)
    assert "le brouillon de 1\N{NO-BREAK SPACE}modification de" in corrected.aside
    assert row(path).state == "changé depuis"
    exported(corrected)
    with Drafts.opened(SETTINGS, to_read=True) as drafts:
        assert len(drafts.in_progress()) == 1


def test_a_moved_file_s_draft_ends_with_it(path: Path) -> None:
    exported(taken(path.rename(path.with_name("ailleurs.json"))))
    with Drafts.opened(SETTINGS, to_read=True) as drafts:
        assert drafts.in_progress() == {}


def test_drafts_that_cannot_be_read_are_said_to_be_left_out(path: Path, state: Path) -> None:
    with occupied(state):
        assert "ne se lisent pas" in taken(path).aside
    changed(state, "UPDATE draft_step SET edits = '[{'")
    assert "abîmé" in taken(path).aside


def test_a_report_says_that_a_draft_is_left_out(path: Path, state: Path) -> None:
    (reported,) = report_of_folder([row(path)], TODAY, SETTINGS).files
    assert reported.note.startswith("état présent, avec 1")
    path.write_bytes(path.read_bytes() + b"\n")
    (reported,) = report_of_folder([row(path)], TODAY, SETTINGS).files
    assert reported.note.startswith("tel qu’il est sur le disque, car le brouillon")
    changed(state, "UPDATE draft_step SET edits = '[{'")
    (reported,) = report_of_folder([row(path)], TODAY, SETTINGS).files
    assert "abîmé" in reported.note
