"""What works in the background while its screen ends: the screen has lost parts, and still has workers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker

from segur_tui.application.documents.survey import Survey
from segur_tui.application.export.deciding import undecided
from segur_tui.application.export.looking import taken_by_nobody
from segur_tui.application.export.plan import Plan, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.reports.report import Report
from segur_tui.format.candidate import Candidate
from segur_tui.format.solde import SOLDE
from segur_tui.format.value_type import replace
from segur_tui.tui import background
from segur_tui.tui.screens.dialogs.dialog import WaitingScreen
from segur_tui.tui.screens.export.choices import Offer, Origin
from segur_tui.tui.screens.export.documents import DocumentsScreen
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from segur_tui.tui.screens.history import HistoryScreen
from segur_tui.tui.screens.report import ReportScreen, ReportSubject
from segur_tui.tui.widgets.footer import KeyLine
from tests.application.occupied import occupied
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY

FILES = 12
"""More than are read within a key press."""


class SlowToGo(Static):
    """A part of a screen that ends after all others."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go = asyncio.Event()

    async def on_unmount(self) -> None:
        await self.may_go.wait()


@dataclass
class Held:
    """Work that a thread does not go on with until it is released."""

    folder: Path
    state: Path
    locks: ExitStack = field(default_factory=ExitStack)
    is_free: Event = field(default_factory=Event)

    def wait(self, *_: object) -> None:
        self.is_free.wait(30)

    def lock(self) -> None:
        self.locks.enter_context(occupied(self.state))

    def release(self) -> None:
        self.is_free.set()
        self.locks.close()

    def sources(self) -> tuple[SourceFile, ...]:
        path = next(self.folder.glob("*.json"))
        check = check_path(path, TODAY, SETTINGS).check
        assert check is not None
        return (SourceFile(path, check),)

    def report(self) -> Report:
        self.wait()
        return Report((), TODAY)

    def planned(self) -> Plan:
        self.wait()
        return replace(undecided(self.sources(), TODAY), survey=Survey(self.folder, SOLDE.document_names, {}, ()))

    def prepared(self, *_: object) -> Callable[[], object]:
        self.wait()
        return lambda: None

    def export(self, note: Callable[[Plan], object] = lambda _: None) -> ExportScreen:
        offer = Offer(self.sources(), [Candidate(0, 1)])
        return ExportScreen(offer, Origin(lambda: offer, taken_by_nobody, note), SETTINGS)


def waiting(held: Held) -> Screen[Any]:
    return WaitingScreen(held.wait)


def reporting(held: Held) -> Screen[Any]:
    return ReportScreen(ReportSubject(held.report, "un fichier", "x", held.folder))


def looking_up(held: Held) -> Screen[Any]:
    held.lock()
    return HistoryScreen(SETTINGS, "00001")


def looking_at_documents(held: Held) -> Screen[Any]:
    survey, plan = Survey(held.folder, SOLDE.document_names, {}, ()), undecided(held.sources(), TODAY)
    return DocumentsScreen(survey, plan, held.planned)


def planning(held: Held) -> Screen[Any]:
    held.lock()
    return held.export()


def exporting(held: Held) -> Screen[Any]:
    return held.export(held.wait)


def reading(held: Held) -> Screen[Any]:
    held.lock()
    return FolderScreen((held.folder,), TODAY, SETTINGS, held.wait, held.prepared, held.prepared)


def grouping(held: Held) -> Screen[Any]:
    return FolderScreen((held.folder,), TODAY, SETTINGS, held.wait, held.prepared, held.prepared)


def under_way(app: App[None], screen: Screen[Any]) -> list[Worker[Any]]:
    return [worker for worker in app.workers if worker.node is screen and not worker.is_finished]


async def begun(pilot: Pilot[None], screen: Screen[Any], keys: Sequence[str]) -> Worker[Any]:
    """Begin what is under way when the screen ends: what the keys do, else what the screen begins with."""
    if keys:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*keys)
    (worker,) = under_way(pilot.app, screen)
    return worker


@pytest.mark.parametrize(
    ("work", "keys"),
    [
        (waiting, ""),
        (reporting, ["enter"]),
        (looking_up, ""),
        (looking_at_documents, "r"),
        (planning, ""),
        (exporting, "e"),
        (reading, ""),
        (grouping, ["asterisk", "g"]),
    ],
)
async def test_a_screen_may_end_while_its_work_goes_on(
    work: Callable[[Held], Screen[Any]], keys: Sequence[str], tmp_path: Path, state: Path
) -> None:
    folder = tmp_path / "retours"
    for number in range(1, FILES + 1):
        save(folder, returned([REJECTED], number), number=number)
    held, app = Held(folder, state), App[None]()
    async with app.run_test() as pilot:
        app.push_screen(screen := work(held))
        await pilot.pause()
        worker = await begun(pilot, screen, keys)
        await screen.mount(slow := SlowToGo())
        app.pop_screen()
        try:
            async with asyncio.timeout(30):
                while screen.query(KeyLine):  # noqa: ASYNC110 (Textual tells of no such event)
                    await asyncio.sleep(0)
            assert screen.is_attached
            assert not worker.is_finished
            held.release()
            await worker.wait()
        finally:
            held.release()
            slow.may_go.set()


def test_threads_speak_to_screens_in_one_way_only() -> None:
    package = Path(background.__file__).parent
    assert [path for path in package.rglob("*.py") if "call_from_thread" in path.read_text()] == [
        Path(background.__file__)
    ]
