"""Files corrected together: taken as that draft has them, alone or among others, until it was exported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.drafts.work import Work
from segur_tui.application.export.deciding import as_sources, decide
from segur_tui.application.export.plan import ExportChoice
from segur_tui.application.files.checking import FileReport, check_path
from segur_tui.application.files.summary import summary_of
from segur_tui.application.state.sessions import Session
from segur_tui.application.together.drafted_files import made_together, note_export, with_drafts
from segur_tui.application.together.grouped_drafts import as_corrected, note_files
from segur_tui.application.together.grouping import Group, group_path, grouped
from segur_tui.application.views.folder import FileRow
from segur_tui.format.candidate import Candidate
from segur_tui.format.edit import Edit, Step
from segur_tui.format.tree import value_at
from tests.application.working import HERE, TODAY, dated, day_of
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.settings import SETTINGS

NEW = "02/02/2023"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three returns with a refused line each; the first two were corrected together, and left."""
    paths = [save(tmp_path, returned([REJECTED, ACCEPTED], 10 * number), number=number) for number in (1, 2, 3)]
    _, work = together(paths[:2])
    work.keep(dated(work.draft, NEW, 2), HERE)
    work.leave(HERE)
    return paths


def reports(paths: list[Path]) -> list[FileReport]:
    return [check_path(path, TODAY, SETTINGS) for path in paths]


def together(paths: list[Path], session: Session | None = None) -> tuple[Group, Work]:
    """Open the work on a group, as the interface does."""
    given = as_corrected(reports(paths), TODAY, SETTINGS, resumed=group_path(paths))
    group = grouped([each.report for each in given], TODAY)
    assert group is not None
    work = Work(group.path, group.opened, group.digest, TODAY, session or Session(SETTINGS))
    note_files(group, SETTINGS)
    return group, work


def days(paths: list[Path]) -> list[object]:
    corrected = as_corrected(reports(paths), TODAY, SETTINGS)
    assert not [each.aside for each in corrected if each.aside]
    return [day_of(Draft.of(each.report.check, TODAY)) for each in corrected if each.report.check is not None]


def test_files_are_taken_as_they_were_corrected_together_alone_and_among_others(files: list[Path]) -> None:
    before = day_of(Draft.of(together(files[2:])[0].opened, TODAY))
    assert days(files[:2]) == [before, NEW]
    assert days(files) == [before, NEW, before]


def test_the_files_may_come_in_another_order(files: list[Path]) -> None:
    again = list(reversed(files[:2]))
    assert group_path(again) == group_path(files[:2])
    assert days(again) == list(reversed(days(files[:2])))
    group, work = together(again)
    assert [source.path for source in group.sources] == files[:2]
    assert work.resumed is not None


def test_a_wider_group_begins_with_what_a_narrower_one_has_corrected(files: list[Path]) -> None:
    group, work = together(files)
    assert [day_of(Draft.of(group.opened, TODAY), line) for line in (1, 2, 3)][1] == NEW
    work.keep(dated(work.draft, "03/03/2023", 3), HERE)
    work.leave(HERE)
    assert days(files)[1:] == [NEW, "03/03/2023"]
    assert together(files)[1].resumed is not None
    assert together(files[:2])[1].resumed is not None


def test_some_of_the_files_are_taken_without_and_that_is_said(files: list[Path]) -> None:
    (corrected,) = as_corrected(reports(files[1:2]), TODAY, SETTINGS)
    assert corrected.report == check_path(files[1], TODAY, SETTINGS)
    assert "1\N{NO-BREAK SPACE}modification faite ensemble sur 2\N{NO-BREAK SPACE}fichiers" in corrected.aside
    assert as_corrected(reports(files[2:]), TODAY, SETTINGS)[0].aside == ""


def test_a_file_that_changed_leaves_the_draft_aside_and_that_is_said(files: list[Path]) -> None:
    files[0].write_bytes(files[0].read_bytes() + b"\n")
    corrected = as_corrected(reports(files), TODAY, SETTINGS)
    assert [bool(each.aside) for each in corrected] == [False, True, False]
    assert day_of(Draft.of(together(files[:2])[0].opened, TODAY), 2) != NEW


def test_the_folder_says_which_files_were_corrected_together(files: list[Path]) -> None:
    rows = with_drafts([FileRow(path, summary_of(check_path(path, TODAY, SETTINGS))) for path in files], SETTINGS)
    assert [row.state for row in rows] == ["refus à traiter", "en correction", "refus à traiter"]
    assert "1\N{NO-BREAK SPACE}modification faite avec d’autres fichiers (g)" in rows[1].words
    assert with_drafts(rows, SETTINGS) == rows


RENUMBERED = "99999"


def numbered(draft: Draft, line: int) -> Draft:
    pointer = ("lignesImport", line - 1, "numeroEditeur")
    edit = Edit(pointer, value_at(draft.check.claim.root, pointer), RENUMBERED)
    return draft.with_step(Step(f"ligne {line}, numeroEditeur", (edit,)))


def of_header(draft: Draft) -> Draft:
    edit = Edit(("raisonSociale",), value_at(draft.check.claim.root, ("raisonSociale",)), "AUTRE")
    return draft.with_step(Step("raisonSociale", (edit,)))


@pytest.mark.parametrize(
    ("steps", "counts"),
    [
        ([lambda draft: dated(draft, NEW, 1)], [1, 0, 0]),
        ([lambda draft: dated(draft, NEW, 1), lambda draft: dated(draft, NEW, 3)], [1, 0, 1]),
        ([lambda draft: numbered(draft, 2), lambda draft: dated(draft, NEW, 2)], [0, 2, 0]),
        ([of_header], [1, 1, 1]),
        ([of_header, lambda draft: dated(draft, NEW, 2)], [1, 2, 1]),
        ([lambda draft: dated(draft, NEW, 1).undo()], [0, 0, 0]),
    ],
    ids=["one file", "two files", "a number, then its line", "header", "header and a line", "undone"],
)
def test_each_file_counts_its_own_steps_of_those_made_together(
    tmp_path: Path, steps: list[Callable[[Draft], Draft]], counts: list[int]
) -> None:
    paths = [save(tmp_path, returned([REJECTED, ACCEPTED], 10 * number), number=number) for number in (1, 2, 3)]
    _, work = together(paths)
    for step in steps:
        work.keep(step(work.draft), HERE)
    work.leave(HERE)
    rows = with_drafts([FileRow(path, summary_of(check_path(path, TODAY, SETTINGS))) for path in paths], SETTINGS)
    assert [row.together for row in rows] == counts
    asked = [as_corrected([report], TODAY, SETTINGS)[0].aside for report in reports(paths)]
    assert list(map(bool, asked)) == list(map(bool, counts))


@pytest.mark.parametrize(("lines", "left"), [((1, 2, 3), 0), ((1, 3), 1)])
def test_writing_all_that_was_corrected_together_ends_the_draft(
    files: list[Path], lines: tuple[int, ...], left: int
) -> None:
    corrected = [each.report for each in as_corrected(reports(files), TODAY, SETTINGS)]
    chosen = [Candidate(line - 1, 1) for line in lines]
    note_export(decide(as_sources(corrected), ExportChoice(chosen, TODAY), TODAY), Session(SETTINGS))
    assert len(made_together(reports(files), SETTINGS)) == left


def test_a_draft_that_another_session_is_working_on_goes_on(files: list[Path]) -> None:
    session = Session(SETTINGS)
    try:
        together(files[:2], session)
        corrected = [each.report for each in as_corrected(reports(files), TODAY, SETTINGS)]
        chosen = [Candidate(source, 1) for source in range(3)]
        note_export(decide(as_sources(corrected), ExportChoice(chosen, TODAY), TODAY), Session(SETTINGS))
        assert len(made_together(reports(files), SETTINGS)) == 1
    finally:
        session.end()
