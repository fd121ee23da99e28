"""Draw the pictures of the guide and of the README from the program itself, into a folder.

Run it from the project's folder: `.venv/bin/python docs/pictures.py docs/pictures`.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Sequence
from contextlib import chdir
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drawing import Run, lines_of, svg
from textual.pilot import Pilot

from segur_tui.tui.app import SegurApp
from tests.clock import PARIS, Clock
from tests.samples import SAMPLES
from tests.settings import SETTINGS
from tests.tui.file_app import begun, settled

COLUMNS, ROWS = 100, 24
_DAY = datetime(2026, 11, 24, 9, 30, tzinfo=PARIS)
_RETURNS = (
    "JSON-LGCMED2026-20261012-001.json",
    "a-grouper/JSON-SOINLOG300-20261005-001.json",
    "a-grouper/JSON-SOINLOG300-20261006-001.json",
    "a-verifier/JSON-AVERIFIER1-20261022-001.json",
    "tout-accepte/JSON-DOCSOFT042-20260907-001.json",
    "tronque/JSON-CABILOG007-20260928-002.json",
)
_FIRST, _BEGUN, _TO_VERIFY = (
    f"retours/JSON-{name}.json"
    for name in ("LGCMED2026-20261012-001", "SOINLOG300-20261005-001", "AVERIFIER1-20261022-001")
)
_SHOWN = "/home/claire/asp/"
"""The folder that the pictures show in place of the one in which they are drawn."""

STORIES = (
    ("retours", ":dossier down :illisible"),
    (_FIRST, ":problemes n n n enter :edition"),
    (_FIRST, "2 :lignes down down 3 :champs c :corrections enter e :export enter o :resultat enter e :retenues"),
    (_BEGUN, "enter 0 2 / 0 9 / 2 0 2 6 enter"),
    (_BEGUN, ":brouillon question_mark :aide"),
    (_TO_VERIFY, "2 down down x :a-verifier"),
    ("retours", ":apres"),
)
"""What is opened, one after the other, and the keys pressed; a name behind a colon is that of a picture."""


TOUR = (
    ("retours", ": down down down down :"),
    (
        _BEGUN,
        ": enter : 0 2 / 0 9 / 2 0 2 6 : enter : c : enter : e : enter :",
    ),
)
"""The same for the tour: a colon alone is a frame of it."""


class Artist:
    """The one who opens files, presses keys, and draws what is seen, into a folder."""

    def __init__(self, target: Path) -> None:
        self._target, self._frames = target, list[list[list[Run]]]()

    async def tell(self, opened: str, keys: str) -> None:
        """Press keys in the program, and draw what is asked for."""
        app = SegurApp([Path(opened)], _DAY.date(), SETTINGS)
        async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
            await begun(pilot)
            for key in keys.split():
                await self._follow(pilot, key)

    async def _follow(self, pilot: Pilot[None], key: str) -> None:
        seen = partial(lines_of, pilot.app, f"{Path.cwd()}/", _SHOWN)
        if key == ":":
            self._frames.append(seen())
        elif key.startswith(":"):
            self._draw(key[1:], [seen()])
        else:
            await pilot.press(key)
            await pilot.pause()
            await settled(pilot)

    def _draw(self, name: str, frames: list[list[list[Run]]]) -> None:
        (self._target / f"{name}.svg").write_text(svg(COLUMNS, frames, name), encoding="utf-8")

    def end(self) -> None:
        """Draw the frames, where there are some, as one picture that moves."""
        if self._frames:
            self._draw("visite", self._frames)


def draw(target: Path, stories: Sequence[tuple[str, str]]) -> None:
    """Tell all stories, in a folder of their own, on one day."""
    with TemporaryDirectory(dir="/tmp") as folder, pytest.MonkeyPatch.context() as patch, chdir(folder):
        patch.setenv("XDG_STATE_HOME", f"{folder}/state")
        patch.setenv("XDG_CONFIG_HOME", f"{folder}/config")
        Clock(_DAY).install(patch)
        Path("retours").mkdir()
        for name in _RETURNS:
            shutil.copy(SAMPLES / name, "retours")
        artist = Artist(target)
        for opened, keys in stories:
            asyncio.run(artist.tell(opened, keys))
        artist.end()


if __name__ == "__main__":
    draw(Path(sys.argv[1]).absolute(), STORIES)
    draw(Path(sys.argv[1]).absolute(), TOUR)
