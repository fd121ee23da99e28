"""The `record` command: the team's record, made and looked after (design.md §1)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace

from segur_tui.application.record.place import record_place
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.store import create
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.output import tell, tell_waiting, write_line
from segur_tui.format.wording import typeset

DONE = 0
_PATIENCE = replace(PATIENCE, tell=tell_waiting)


def run(options: Namespace, settings: Settings) -> int:
    """Do what is asked with the record, and return the exit status."""
    do, wanted = _ACTIONS[options.action]
    if len(options.places) != len(wanted):
        tell(f"usage : segur-tui record {' '.join((options.action, *wanted))}")
        return USAGE_ERROR
    try:
        return do(options.places, settings)
    except (RecordUnknown, StateUnavailable) as why:
        tell(str(why))
        return USAGE_ERROR


def _create(_: Sequence[str], settings: Settings) -> int:
    is_new = create(settings, _PATIENCE)
    write_line(typeset(f"registre {'créé' if is_new else 'déjà là'} : {record_place(settings)}"))
    return DONE


_ACTIONS: dict[str, tuple[Callable[[Sequence[str], Settings], int], tuple[str, ...]]] = {"create": (_create, ())}
"""What can be done, and the places that are to be given for it."""
