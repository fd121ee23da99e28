"""The pages of the guide, as the help shows them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from segur_tui.tui.screens.dialogs.guide import page_lines
from segur_tui.tui.screens.dialogs.help import HelpScreen
from tests.samples import RETURN
from tests.tui.file_app import opened


@pytest.mark.parametrize("width", [30, 76, 136])
@pytest.mark.parametrize("page", range(1, 11))
def test_a_page_is_shown_without_marks_and_within_the_width(page: int, width: int) -> None:
    lines = list(page_lines(page, width))
    assert max(map(len, lines)) <= width + (0 if width > 30 else 20)  # a command is not wrapped
    assert not re.search(r"[`#|]|\*\*|\]\(|  \S+ {3,}\S+ {3}", "\n".join(lines))


async def test_a_digit_of_the_help_opens_its_page_and_escape_goes_back(tmp_path: Path) -> None:
    async with opened(Path(shutil.copy(RETURN, tmp_path))) as file:
        await file.press("question_mark", "6")
        help_screen = file.pilot.app.screen
        assert isinstance(help_screen, HelpScreen)
        assert next(iter(help_screen.lines(76))) == " EXPORTER"
        await file.press("right", "right", "right", "right")
        assert next(iter(help_screen.lines(76))) == " LES TOUCHES"
        assert "\n  n  " in "\n".join(help_screen.lines(76))
        await file.press("right", "left", "escape")
        assert "LE GUIDE" in "\n".join(help_screen.lines(76))
        await file.press("escape", "e", "question_mark", "0")
        help_screen = file.pilot.app.screen
        assert isinstance(help_screen, HelpScreen)
        assert next(iter(help_screen.lines(76))) == " LES TOUCHES"
        await file.press("escape")
        assert "écrire les lignes cochées" in "\n".join(help_screen.lines(136))
