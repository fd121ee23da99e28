"""A broken file on the screens: keys pressed at random, and every line drawn is looked at."""

from __future__ import annotations

import random
from pathlib import Path

from segur_tui.format.inert import visible
from segur_tui.tui.app import SegurApp
from segur_tui.tui.commands import COMMANDS
from tests.fuzz.invariants import TODAY, Broken
from tests.settings import SETTINGS
from tests.tui.file_app import begun

_MOVES = (
    "down",
    "up",
    "pagedown",
    "end",
    "home",
    "enter",
    "escape",
    "tab",
    "right",
    "left",
    "x",
    "1",
    "é",
    "backspace",
)
_LEAVING = ("q", "ctrl+z")
_KEYS = (*_MOVES, *(command.key for command in COMMANDS if command.key not in _LEAVING))
SIZES = ((80, 24), (140, 40), (60, 15))


async def hold_on_screens(path: Path, chance: random.Random, keys: int = 15) -> None:
    """Open a file, press keys at random, and look at what is drawn after each; raises Broken."""
    app = SegurApp([path], TODAY, SETTINGS)
    async with app.run_test(size=chance.choice(SIZES)) as pilot:
        await begun(pilot)
        for _ in range(keys):
            pressed = chance.choice(_KEYS)
            await pilot.press(pressed)
            if not app.is_running:
                return
            _look_at(app, pressed)


def _look_at(app: SegurApp, pressed: str) -> None:
    for strip in app.screen._compositor.render_strips():  # noqa: SLF001 (what is sent)
        text = "".join(segment.text for segment in strip)
        if visible(text) != text:
            raise Broken(f"after {pressed}, a line steers: {text!r}")
