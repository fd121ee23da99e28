"""Withdrawing a written file that was never deposited: the question, and its effect."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from textual.screen import Screen

from segur_tui.application.history.withdrawing import NotWithdrawn, withdraw
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.format.wording import typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, do_if_yes
from segur_tui.tui.widgets.inert import visible_lines

_Answer = TypeVar("_Answer")


def ask_to_withdraw(screen: Screen[_Answer], path: Path, settings: Settings, done: Callable[[], object]) -> None:
    """Ask about a written file that was never deposited; after a yes withdraw it, say the outcome, and go on."""
    question = typeset(
        f"{path.name} n’a pas été déposé, et ne le sera pas : ses lignes seront de nouveau libres, "
        "sauf celles que tient un autre fichier. Le retirer ?"
    )

    def withdraw_behind() -> None:
        try:
            said = withdraw(path, settings).words
        except (NotWithdrawn, RecordUnknown) as why:
            said = str(why)
        show_on(screen, partial(show, said))

    def show(said: str) -> None:
        screen.app.notify(visible_lines(typeset(said)), markup=False)
        done()

    do_if_yes(
        screen.app,
        ConfirmScreen(question),
        lambda: screen.run_worker(withdraw_behind, thread=True, group="withdraw"),
    )
