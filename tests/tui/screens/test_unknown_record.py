"""A file is opened while the record is unknown: that is said once, and nothing is taken for not exported."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.export.exporting import export
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.claimed_before import exported_from
from segur_tui.application.history.readings import remember
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.schema import FILE_NAME, RECORD, RecordUnknown
from tests.application.export.test_unrecorded import planned
from tests.application.occupied import changed
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, Driven, opened, settled
from tests.tui.screens.test_folder_screen import Folder, shown


def said(file: Driven | Folder) -> list[str]:
    return [each.message.replace("\N{NO-BREAK SPACE}", " ") for each in file.pilot.app._notifications]  # noqa: SLF001 (there is no other way to see all)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(tmp_path / "retours", returned([REJECTED, REJECTED]))


async def test_a_record_that_cannot_be_read_is_said_once(path: Path, state: Path) -> None:
    with open_record(SETTINGS):
        pass
    changed(state, f"PRAGMA user_version = {RECORD.newest + 1}", FILE_NAME)
    async with opened(path, notifications=True) as file:
        await settled(file.pilot)
        (sentence,) = said(file)
        assert "version plus récente" in sentence
        assert "exportées ne sont pas montrées" in sentence or "dans ce fichier y sera noté plus tard" in sentence


async def test_a_record_that_keeps_nothing_is_said(path: Path, state: Path) -> None:
    with open_record(SETTINGS):
        pass
    changed(
        state, "CREATE TRIGGER full BEFORE INSERT ON seen_file BEGIN SELECT RAISE(ABORT, 'no'); END", FILE_NAME
    )
    async with opened(path, notifications=True) as file:
        await settled(file.pilot)
        (sentence,) = said(file)
        assert "ce que l’ASP dit dans ce fichier y sera noté plus tard" in sentence


@pytest.fixture
def twice(tmp_path: Path) -> str:
    """What is to be said of a line that was exported with the record, and without it."""
    _, plan = planned(tmp_path / "autres", 7)
    export(plan, tmp_path / "un", SETTINGS)
    export(plan, tmp_path / "deux", SETTINGS, is_recorded=False)
    return "ne déposez qu’un des deux"


async def test_that_a_line_was_exported_twice_is_said_as_a_file_is_opened(path: Path, twice: str) -> None:
    async with opened(path, notifications=True) as file:
        await settled(file.pilot)
        (sentence,) = said(file)
        assert twice in sentence


async def test_that_a_line_was_exported_twice_is_said_as_a_folder_is_opened(path: Path, twice: str) -> None:
    async with shown(path.parent) as folder:
        (sentence,) = said(folder)
        assert twice in sentence


def test_what_cannot_be_known_is_not_nothing(path: Path, state: Path) -> None:
    with open_record(SETTINGS):
        pass
    changed(state, f"PRAGMA user_version = {RECORD.newest + 1}", FILE_NAME)
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    with pytest.raises(RecordUnknown):
        exported_from(path, report.check.claim, SETTINGS)
    with pytest.raises(RecordUnknown):
        remember([report], SETTINGS)
