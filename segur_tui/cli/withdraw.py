"""The `withdraw` command: a written file was never deposited, so its lines are free again (design.md §1)."""

from __future__ import annotations

from argparse import Namespace

from segur_tui.application.history.withdrawing import NotWithdrawn, withdraw
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.output import tell, tell_waiting, write_line
from segur_tui.format.value_type import replace

WITHDRAWN = 0


def run(options: Namespace, settings: Settings) -> int:
    """Withdraw a file, say what is free again, and return the exit status."""
    try:
        withdrawn = withdraw(options.file, settings, replace(PATIENCE, tell=tell_waiting))
    except (NotWithdrawn, RecordUnknown) as why:
        tell(str(why))
        return USAGE_ERROR
    write_line(withdrawn.words)
    return WITHDRAWN
