"""Each key on each screen: it does something, or the line of keys says why it does not, and help is at hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.events import Key
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from segur_tui.format.wording import folded
from segur_tui.tui.app import SegurApp
from segur_tui.tui.commands import COMMANDS, REST
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.screens.dialogs.help import HelpScreen
from segur_tui.tui.screens.export.commands import COMMANDS as OF_EXPORT
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.palette import PaletteSearch, commands_on
from tests.application.documents.folders import all_of, put
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, begun, settled

IN_FILE = {
    "problems": (),
    "lines": ("2",),
    "fields": ("3",),
    "groups": ("g",),
    "history": ("h",),
    "corrections": ("c",),
    "suggestions": ("S",),
    "changes": ("d",),
    "source": ("s",),
    "marked": ("2", "space", "m"),
    "report": ("p",),
    "answers": ("a",),
    "export": ("e",),
    "documents": ("e", "p", "ctrl+u", *"pieces", "enter", "j"),
    "result": ("c", "enter", "e", "enter", "o"),
}
IN_FOLDER = {"folder": (), "unclaimed": ("i",), "refused": ("h",), "of_answers": ("a",)}
LEAVING = {"q", "ctrl+z"}
UNSEEN = {
    "ctrl+l",
    "ctrl+t",
    "shift+up",
    "shift+down",
    ("1", "problems"),
    ("1", "groups"),
    ("2", "lines"),
    ("3", "fields"),
    ("r", "documents"),
}
"""Keys that change colours alone, show again or jump to what is there, or are the same as + and -."""
AVANCE = Path(__file__).parents[2] / "samples" / "avance" / "JSON-AVANCELGC1-20260112-001.json"
KEYS = sorted({key for command in (*COMMANDS, *OF_EXPORT) for key in (command.key, command.also) if key} - LEAVING)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a return of four demandes, two of them faulty, and a document of the first."""
    monkeypatch.chdir(tmp_path)
    tree = returned([REJECTED, ACCEPTED, REJECTED, REJECTED])
    tree["lignesImport"][0]["isDirectToDMP"] = "non"
    tree["lignesImport"][2]["dateFacture"] = "31/02/2023"
    put(tmp_path / "pieces", *all_of([1]))
    return save(tmp_path / "retours", tree)


@asynccontextmanager
async def reached(opened: Path, keys: tuple[str, ...], size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    app = SegurApp([opened], TODAY, SETTINGS)
    async with app.run_test(size=size) as pilot:
        await begun(pilot)
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        yield pilot


def seen(screen: Screen[Any]) -> tuple[object, ...]:
    """Return what is on the screen, with the field that has the keys."""
    lines = screen._compositor.render_strips()  # noqa: SLF001 (a picture takes long)
    return screen, screen.focused, [line.text for line in lines]


async def pressed(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as one who types fast, and wait once: the pilot would wait for the processor behind each."""
    for key in keys:
        pilot.app.post_message(Key(key, key_to_character(key)))
    await pilot.pause()
    if any(not worker.is_finished for worker in pilot.app.workers):
        await settled(pilot)


async def back_to(pilot: Pilot[None], screen: Screen[Any]) -> None:
    for _ in range(5):
        edits = any(table.edited is not None for table in pilot.app.screen.query(EditableTable))
        if pilot.app.screen is screen and not edits and not isinstance(screen.focused, Input):
            return
        await pressed(pilot, "escape")


@pytest.mark.parametrize(
    ("keys", "answers"),
    [
        (("f",), "Entrée, ↑ ↓, Échap"),
        (("c", "enter", "z"), "o, n, Entrée, Échap"),
    ],
)
@pytest.mark.parametrize("size", [(60, 15), (100, 30)])
async def test_a_key_that_does_nothing_in_a_dialog_says_which_keys_do(
    path: Path, keys: tuple[str, ...], answers: str, size: tuple[int, int]
) -> None:
    async with reached(path, keys, size) as pilot:
        assert pilot.app.screen.is_modal
        line = pilot.app.screen.query_one(KeyLine)
        shown = str(line.render())
        letters = ("x", "5", "semicolon", "w") if keys != ("f",) else ()  # which the list of filters looks for
        for key in (*letters, "f5", "delete", "left", "right", "tab", "shift+tab", "insert"):
            await pressed(pilot, key)
            said = str(line.render()).replace("\N{NO-BREAK SPACE}", " ")
            assert said == f"touche sans effet ici : {answers}"
        await pressed(pilot, "question_mark")
        await pressed(pilot, "escape")
        assert pilot.app.screen.query_one(KeyLine) is line
        assert str(line.render()) == shown


@pytest.mark.parametrize("name", [*IN_FILE, *IN_FOLDER])
async def test_the_keys_of_every_screen_are_told_by_the_help_and_run_by_the_palette(path: Path, name: str) -> None:
    opened, keys = (path, IN_FILE[name]) if name in IN_FILE else (path.parent, IN_FOLDER[name])
    async with reached(opened, keys, (60, 15)) as pilot:
        screen = pilot.app.screen
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(shown := pilot.app.screen, HelpScreen)
        assert "LES TOUCHES" in "\n".join(shown.lines(76))
        await pilot.press("question_mark", "full_stop")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CommandPalette)
        await pilot.press("escape")
        assert pilot.app.screen is screen


@pytest.mark.parametrize("name", [*IN_FILE, *IN_FOLDER])
async def test_every_word_that_names_a_key_finds_it_in_the_palette(path: Path, name: str) -> None:
    opened, keys = (path, IN_FILE[name]) if name in IN_FILE else (path.parent, IN_FOLDER[name])
    async with reached(opened, keys, (80, 24)) as pilot:
        screen = pilot.app.screen
        named = [key for line in screen.query(KeyLine) for key in line.keys if " " not in key[0] and key != REST]
        named += [(command.key_name, command.label) for command in commands_on(screen) if command.action]
        search = PaletteSearch(screen, commands_on(screen))(screen)
        for key, label in named:
            for word in (label, *label.split(), folded(label), label.upper()):
                hits = [str(hit.prompt) async for hit in search.search(word)]
                assert any(hit.endswith(f"({key})") for hit in hits), (key, word, hits)


@pytest.mark.parametrize("name", [*IN_FILE, *IN_FOLDER])
async def test_a_key_that_does_nothing_on_a_screen_says_why(path: Path, name: str) -> None:
    opened, keys = (path, IN_FILE[name]) if name in IN_FILE else (path.parent, IN_FOLDER[name])
    silent = []
    async with reached(opened, keys, (100, 30)) as pilot:
        screen = pilot.app.screen
        for key in KEYS:
            await pressed(pilot, "end", "home")
            before = seen(pilot.app.screen)
            await pressed(pilot, key)
            if seen(pilot.app.screen) == before and not UNSEEN & {key, (key, name)}:
                silent.append(key)
            await back_to(pilot, screen)
            if pilot.app.screen is not screen:
                break
    assert silent == []


@pytest.mark.parametrize("name", [*IN_FILE, *IN_FOLDER])
async def test_a_key_that_does_nothing_anywhere_says_where_the_keys_are(path: Path, name: str) -> None:
    opened, keys = (path, IN_FILE[name]) if name in IN_FILE else (path.parent, IN_FOLDER[name])
    async with reached(opened, keys, (60, 15)) as pilot:
        screen = pilot.app.screen
        line = screen.query_one(KeyLine)
        shown = str(line.render())
        for key, called in (("K", "K"), ("V", "V"), ("f7", "F7"), ("semicolon", ";"), ("ctrl+g", "Ctrl+G")):
            await pressed(pilot, key)
            said = str(line.render()).replace("\N{NO-BREAK SPACE}", " ")
            idle = (f"{called} ne fait rien ici : ? montre les touches", "touche sans effet ici : ")
            assert said.startswith(
                "aucun choix ne commence par" if name in {"report", "marked"} and len(called) == 1 else idle
            )
        await pressed(pilot, "left_shift", "shift+left_shift", "caps_lock")
        await pressed(pilot, "left")
        await pressed(pilot, "up", "home")
        assert str(line.render()) == shown
        assert pilot.app.screen is screen


@pytest.mark.parametrize("keys", [(), ("enter",)])
async def test_above_an_avance_a_key_of_corrections_says_why_it_does_nothing(keys: tuple[str, ...]) -> None:
    async with reached(AVANCE, keys, (80, 24)) as pilot:
        for key in ("c", "S", "m"):
            await pressed(pilot, key)
            said = str(pilot.app.screen.query_one(KeyLine).render()).replace("\N{NO-BREAK SPACE}", " ")
            assert said == f"{key} ne fait rien ici : une avance se lit, sans être corrigée ni exportée"


async def test_a_key_of_several_places_names_its_command_once(path: Path) -> None:
    async with reached(path, (), (140, 24)) as pilot:
        await pressed(pilot, "w")
        said = str(pilot.app.screen.query_one(KeyLine).render())
        assert said.count("non déposé") == 1
        assert " ou " in said
