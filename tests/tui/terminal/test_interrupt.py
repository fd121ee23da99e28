"""Ctrl+C: how to leave is said wherever one is, nothing is lost, and a selected text is still copied."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.samples import RETURN
from tests.tui.file_app import Driven, opened

SENTENCE = "Échap laisse ce qui est en cours ; q revient en arrière, puis quitte"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(RETURN, tmp_path))


def toasts(driven: Driven) -> list[str]:
    found = driven.pilot.app.screen.query("Toast")
    return [str(toast.render()).replace("\N{NO-BREAK SPACE}", " ") for toast in found]


async def test_how_to_leave_is_said_once_and_all_stays_as_it_was(path: Path) -> None:
    async with opened(path, notifications=True) as driven:
        await driven.press("c", "enter")  # corrections to lose
        for before in [(), ("enter", "x"), ("slash", "x"), ("z",)]:
            await driven.press(*before)
            screen = driven.pilot.app.screen
            typed = [field.value for field in screen.query(Input)]
            await driven.press("ctrl+c")
            assert toasts(driven) == [SENTENCE], before
            assert driven.pilot.app.screen is screen
            assert [field.value for field in screen.query(Input)] == typed
            await driven.press("escape")
        await driven.press("ctrl+c", "ctrl+c")
        assert toasts(driven) == [SENTENCE]
        assert len(driven.screen.state.draft.done) == 1


async def test_a_selected_text_is_copied_instead_while_it_can_be_seen(path: Path) -> None:
    async with opened(path, notifications=True) as driven:
        await driven.press("enter", "shift+home", "ctrl+c")
        assert driven.pilot.app.clipboard == "2026-08-22"
        assert toasts(driven) == []
        await driven.press("escape", "ctrl+c")
        assert toasts(driven) == [SENTENCE]
        await driven.press("slash", "0", "shift+home", "ctrl+c")
        assert driven.pilot.app.clipboard == "0"
