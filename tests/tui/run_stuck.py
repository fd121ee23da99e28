"""Runs an interface whose loop never answers once its terminal is taken."""

from __future__ import annotations

import sys
import time

from textual.app import App, ComposeResult
from textual.widgets import Static

from segur_tui.tui.terminal.driver import Driver
from segur_tui.tui.terminal.patches import read_as_a_terminal


class Stuck(App[None]):
    def compose(self) -> ComposeResult:
        while True:
            time.sleep(1)
        yield Static()


if __name__ == "__main__":
    read_as_a_terminal()
    Stuck(driver_class=Driver).run()
    sys.exit(0)
