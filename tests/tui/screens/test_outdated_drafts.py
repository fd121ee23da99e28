"""A draft with steps that are none to make says so when its file is opened, and offers to undo them."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Static

from segur_tui.application.drafts.outdated import steps_of_apart
from segur_tui.application.drafts.work import Work
from segur_tui.application.files.checking import check_path
from segur_tui.application.state.sessions import Session
from segur_tui.format.edit import Edit, Step
from segur_tui.tui.app import SegurApp
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from tests.application.drafts.test_outdated import PLAIN, renamed, report_of
from tests.application.working import HERE
from tests.avances import avance
from tests.claims import ACCEPTED, claim, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, begun, settled, until


def plain(screen: object) -> str:
    assert isinstance(screen, ConfirmScreen)
    return str(screen.query(Static).first().render()).replace("\N{NO-BREAK SPACE}", " ")


async def test_a_renamed_spelling_is_told_on_opening_and_undone(tmp_path: Path) -> None:
    report = report_of(tmp_path)
    assert report.check is not None
    work = Work(report.path, report.check, report.digest, TODAY, Session(SETTINGS))
    work.keep(renamed(work.draft, 1), HERE)
    work.leave(HERE)
    app = SegurApp([report.path], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        assert "a renommé « piecesJustificatives » (1 fois)" in plain(app.screen)
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, FileScreen))
        screen = app.screen
        assert isinstance(screen, FileScreen)
        assert PLAIN not in str(screen.state.draft.check.claim.lines[0])
        await pilot.press("u")
        await settled(pilot)
        assert PLAIN in str(screen.state.draft.check.claim.lines[0])


async def test_the_draft_of_an_avance_is_told_on_opening_and_dropped(tmp_path: Path) -> None:
    path = save(tmp_path, claim([avance(1, ACCEPTED)]))
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    work = Work(path, report.check, report.digest, TODAY, Session(SETTINGS))
    step = Step("ligne 1", (Edit(("lignesImport", 0, "typeAction"), "C", "D"),))
    work.keep(work.draft.with_step(step), HERE)
    work.leave(HERE)
    app = SegurApp([tmp_path], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        said = plain(app.screen)
        assert "Un brouillon garde 1 modification, que rien n’exporte : l’annuler ?" in said
        await pilot.press("n")
        await settled(pilot)
        assert steps_of_apart(report, SETTINGS) == 1
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, FolderScreen))
        await settled(pilot)
        assert steps_of_apart(report, SETTINGS) == 0
