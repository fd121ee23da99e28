"""The one place that starts the interface, where the terminal can show it."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from segur_tui.application.settings.values import Keyed, Settings
from segur_tui.cli.output import tell
from segur_tui.cli.status import USAGE_ERROR


def keyed_commands() -> Sequence[Keyed]:
    """Return the commands of the interface that a key may be chosen for; Textual is not loaded."""
    from segur_tui.tui.commands import COMMANDS

    return COMMANDS


def run_interface_on(paths: Sequence[Path], settings: Settings) -> int:
    """Open files or folders in the interface; return the exit status."""
    from segur_tui.tui.terminal.line import prepare_environment, refuse_unusable_terminal

    missing = [path for path in paths if not path.exists()]
    if missing:
        tell(f"{missing[0]} : ce chemin n’existe pas")
        return USAGE_ERROR
    refusal = refuse_unusable_terminal()
    if refusal is not None:
        tell(refusal)
        return USAGE_ERROR
    prepare_environment()
    gc.disable()  # a pass through all that the start makes would take 20 ms of it
    from segur_tui.application.settings.today import today_in
    from segur_tui.tui.app import run_interface

    return run_interface(paths, today_in(settings.zone), settings)
