"""The program with a key that fails: F2."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from segur_tui.tui.terminal.line import prepare_environment

prepare_environment()

from textual.binding import Binding  # noqa: E402 (Textual reads the environment when it is imported)

from segur_tui.tui.app import SegurApp  # noqa: E402
from tests.settings import SETTINGS  # noqa: E402
from tests.tui.file_app import TODAY  # noqa: E402


class FailingApp(SegurApp):
    """The program with a fault in it."""

    BINDINGS = [Binding("f2", "fail", priority=True)]  # noqa: RUF012 (as Textual wants it)

    def action_fail(self) -> None:
        raise KeyError(os.environ["FAILURE"])


if __name__ == "__main__":
    app = FailingApp([Path(sys.argv[1])], TODAY, SETTINGS)
    app.run()
    sys.exit(app.return_code)
