"""Work that is not waited for at the end of the program, as the opening of a file is."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import threading
import weakref
from contextlib import closing
from pathlib import Path

import pytest
from textual.app import App

from segur_tui.application.state.database import FILE_NAME
from segur_tui.tui.app import SegurApp
from segur_tui.tui.background import in_background, let_workers_go
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.file.subject import FileSubject
from segur_tui.tui.screens.folder.screen import FolderScreen
from tests.application.working import saved, work_on
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, begun


def _threads(name: str) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == name]


def test_what_it_returns_and_what_it_raises_arrive() -> None:
    assert asyncio.run(in_background("adding", lambda: 1 + 1)) == 2
    with pytest.raises(ZeroDivisionError):
        asyncio.run(in_background("dividing", lambda: 1 / 0))


def test_it_is_left_without_waiting_for_its_end() -> None:
    goes_on = threading.Event()

    async def left() -> None:
        waiting = asyncio.ensure_future(in_background("waiting", goes_on.wait))
        await asyncio.sleep(0)
        waiting.cancel()

    asyncio.run(left())
    (thread,) = _threads("waiting")
    assert thread.daemon
    goes_on.set()
    thread.join()


async def test_a_file_that_is_being_opened_is_left_at_once(tmp_path: Path, state: Path) -> None:
    path = saved(tmp_path)
    work_on(path).leave(None)
    app = SegurApp([path], TODAY, SETTINGS)
    with closing(sqlite3.connect(state / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")  # the draft of the file is looked for, and waits
        async with app.run_test() as pilot:
            while not (found := _threads("opening")):
                await pilot.pause()
            await pilot.press("q")
            assert not app.is_running
        (thread,) = found
        assert thread.daemon
    thread.join()


@pytest.mark.parametrize("is_file", [True, False])
async def test_the_end_may_come_while_a_screen_is_mounted(tmp_path: Path, *, is_file: bool) -> None:
    path = saved(tmp_path)
    app = SegurApp([path], TODAY, SETTINGS)
    async with app.run_test() as pilot:
        await begun(pilot)
        screen = (
            FileScreen(FileSubject(work_on(path)))
            if is_file
            else FolderScreen(
                (tmp_path,), TODAY, SETTINGS, lambda _: None, lambda _: lambda: None, lambda _: lambda: None
            )
        )
        app.push_screen(screen)
        app.exit()
    assert app.return_code == 0


async def test_a_thread_holds_nothing_of_the_worker_that_it_ran() -> None:
    async def is_held() -> bool:
        app = App[None]()
        async with app.run_test() as pilot:
            if is_let_go:
                let_workers_go()
            worker = app.run_worker(lambda: None, thread=True)
            await worker.wait()
            gone = weakref.ref(worker)
            del worker
            await pilot.pause()
            gc.collect()
            return gone() is not None

    is_let_go = False
    assert await is_held()  # as Textual has it
    is_let_go = True
    assert not await is_held()
