"""Draw the README's picture: the sample return as the interface shows it, in docs/fichier.svg.

Run it from the project's folder: `.venv/bin/python docs/picture.py`.
"""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from segur_tui.tui.app import SegurApp
from tests.settings import SETTINGS

SAMPLE = Path("samples/JSON-LGCMED2026-20261012-001.json")


async def draw(target: Path) -> None:
    """Open the sample, begin to edit its first problem, and save the screen."""
    app = SegurApp([SAMPLE], date(2026, 11, 24), SETTINGS)
    async with app.run_test(size=(120, 30)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("n", "n", "n", "enter")
        await pilot.pause()
        app.save_screenshot(target.name, str(target.parent))


if __name__ == "__main__":
    asyncio.run(draw(Path("docs/fichier.svg")))
