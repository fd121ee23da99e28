"""The one place that starts the interface, where the terminal can show it."""

from __future__ import annotations

import gc
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from segur_tui.application.disk.system import explain
from segur_tui.application.settings.values import Keyed, Settings
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.output import tell


def keyed_commands() -> Sequence[Keyed]:
    """Return the commands of the interface that a key may be chosen for; Textual is not loaded."""
    from segur_tui.tui.commands import COMMANDS

    return COMMANDS


def run(options: Namespace, settings: Settings) -> int:
    """Open files or folders in the interface; return the exit status."""
    from segur_tui.application.disk.event_loop import load_asyncio

    load_asyncio()
    from segur_tui.tui.terminal.line import prepare_environment, refuse_unusable_terminal

    paths: Sequence[Path] = options.paths or [Path()]
    try:
        for path in paths:
            path.stat()
    except OSError as error:
        tell(f"{error.filename} : {explain(error)}")
        return USAGE_ERROR
    refusal = refuse_unusable_terminal() or _refuse_state(settings)
    if refusal is not None:
        tell(refusal)
        return USAGE_ERROR
    prepare_environment()
    gc.disable()  # a pass through all that the start makes would take 20 ms of it
    from segur_tui.application.state.folder import doubts_of_disk
    from segur_tui.tui.app import run_interface

    status, parting = run_interface(paths, settings.today, settings)
    with suppress(OSError):  # a terminal that has gone shows nothing
        for sentence in (*parting, *(text for _, text in doubts_of_disk(settings))):
            tell(sentence)
    return status


def _refuse_state(settings: Settings) -> str | None:
    """Return in French why the state, or a configured record, is not to serve; screens show what else there is."""
    from segur_tui.application.state.folder import StateDistrusted, StateUnavailable, state_folder

    try:
        state_folder(settings)
    except StateDistrusted as why:
        return str(why)
    except StateUnavailable:
        pass
    if settings.record is None:
        return None
    from segur_tui.application.record.place import refusal

    return refusal(settings) or None
