"""What a closed screen leaves behind: nothing, however many files are opened and left."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual._styles_cache import StylesCache
from textual.pilot import Pilot
from textual.strip import Strip

from segur_tui.tui.app import SegurApp
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.folder.screen import FolderScreen
from segur_tui.tui.terminal.patches import let_screens_go
from tests.application.working import TODAY
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.settings import SETTINGS


@pytest.fixture(autouse=True)
def _as_it_starts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin as the program does: the collector rests, and Textual keeps no widget for its colours."""
    monkeypatch.setattr(StylesCache, "get_inner_outer", StylesCache.get_inner_outer)  # to put it back
    let_screens_go()
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


async def holds(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    for _ in range(400):
        if condition():
            return
        await pilot.pause(0.05)
    raise AssertionError("it never came about")


def count(kind: type) -> int:
    return sum(isinstance(each, kind) for each in gc.get_objects())


@contextmanager
def whole_passes() -> Iterator[list[bool]]:
    """Note each pass of the collector through all objects."""
    passes = list[bool]()

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop" and info["generation"] == 2:
            passes.append(True)

    gc.callbacks.append(note)
    try:
        yield passes
    finally:
        gc.callbacks.remove(note)


async def test_no_more_objects_are_there_after_many_files_than_while_two_are_shown(tmp_path: Path) -> None:
    for number in (1, 2):
        save(tmp_path, returned([ACCEPTED, *[REJECTED] * 20]), number=number)
    app = SegurApp([tmp_path], TODAY, SETTINGS)
    shown, left = list[int](), list[int]()
    async with app.run_test(size=(80, 24)) as pilot:
        await holds(pilot, lambda: isinstance(app.screen, FolderScreen) and gc.isenabled())
        await holds(pilot, lambda: not any(worker.is_running for worker in app.workers))
        for _ in range(6):
            await pilot.press("enter")
            await holds(pilot, lambda: isinstance(app.screen, FileScreen))
            await pilot.press("2", "down", "3", "1")
            shown.append(count(Strip))
            await pilot.press("q")
            await holds(pilot, lambda: isinstance(app.screen, FolderScreen))
            await holds(pilot, lambda: count(FileScreen) <= 1)  # the last one may be named somewhere yet
            left.append(count(Strip))
    assert max(left) <= 2 * shown[0]


async def test_a_screen_that_is_held_while_it_is_first_collected_for_goes_later(tmp_path: Path) -> None:
    save(tmp_path, returned([ACCEPTED, REJECTED]), number=1)
    save(tmp_path, returned([ACCEPTED, REJECTED]), number=2)
    app = SegurApp([tmp_path], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await holds(pilot, lambda: isinstance(app.screen, FolderScreen) and gc.isenabled())
        await pilot.press("enter")
        await holds(pilot, lambda: isinstance(app.screen, FileScreen))
        held = [app.screen]
        gone = weakref.ref(app.screen)
        await pilot.press("q")
        await holds(pilot, lambda: isinstance(app.screen, FolderScreen))
        await pilot.press("enter")  # the last one may be named somewhere yet: this is another
        await holds(pilot, lambda: isinstance(app.screen, FileScreen))
        with whole_passes() as passes:
            await pilot.press("q")
            await holds(pilot, lambda: bool(passes))
        held.clear()
        await holds(pilot, lambda: gone() is None)


@pytest.mark.parametrize("key", ["e", "?", "h"])
async def test_what_any_screen_held_is_collected_once_it_has_closed(key: str, tmp_path: Path) -> None:
    save(tmp_path, returned([ACCEPTED, REJECTED]), number=1)
    app = SegurApp([tmp_path], TODAY, SETTINGS)
    async with app.run_test(size=(80, 24)) as pilot:
        await holds(pilot, lambda: isinstance(app.screen, FolderScreen) and gc.isenabled())
        await pilot.press(key)
        await holds(pilot, lambda: not isinstance(app.screen, FolderScreen))
        with whole_passes() as passes:
            await pilot.press("q")
            await holds(pilot, lambda: bool(passes))
