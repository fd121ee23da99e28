"""The `config` command: the settings in force, and where each comes from."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from segur_tui.application.settings.values import UNSET, Settings
from segur_tui.application.state.folder import StateUnavailable, has_record, state_folder
from segur_tui.cli.output import write_json, write_line
from segur_tui.format.tree import Json

FORMAT = "segur-tui-config/1"


class Setting(NamedTuple):
    """A setting: its name, its value as text, where it comes from, and what is to be known of it."""

    name: str
    value: str
    origin: str
    note: str = ""


def run(options: Namespace, settings: Settings) -> int:
    """Print the settings in force."""
    shown = list(_shown(settings))
    path = None if settings.path is None else str(settings.path)
    is_there = settings.path is not None and settings.path.exists()
    if options.format == "json":
        values: list[Json] = [dict(each._asdict()) for each in shown]
        write_json({"format": FORMAT, "path": path, "exists": is_there, "settings": values})
        return 0
    write_line(f"fichier : {path or 'aucun : HOME manque'}{'' if is_there or path is None else ' (n’existe pas)'}")
    for each in shown:
        note = f" ({each.note})" if each.note else ""
        write_line(f"{each.name:<15} {each.value}{note}  [{each.origin}]")
    return 0


def _shown(settings: Settings) -> Iterator[Setting]:
    for name, unset in UNSET.items():
        value = getattr(settings, name)
        origin = settings.origin(name)
        note = "n’existe pas" if name == "documents" and settings.documents_missing else ""
        if name == "state":
            value, origin = _state(settings)
        elif name == "record":
            value, note = _record(settings)
        text = ", ".join(value) if isinstance(value, tuple) else str(value or unset)
        yield Setting(name, text, origin, note)
    for name, wanted in settings.keys.items():
        yield Setting(f"keys.{name}", wanted.key, f"{settings.path}, ligne {wanted.line}")


def _record(settings: Settings) -> tuple[str | Path | None, str]:
    """Return where the record is, and whether it answers, in French."""
    from segur_tui.application.history.readings import words_on_others
    from segur_tui.application.record.engines import open_record
    from segur_tui.application.record.health import look_up_time, why_only_read
    from segur_tui.application.record.left_behind import RecordIncomplete, left_behind
    from segur_tui.application.record.place import record_place

    try:
        place = record_place(settings)
        if settings.record is None and not has_record(settings):
            return place, "n’existe pas encore ; le premier export le crée"
        took = f"répond en {round(1000 * look_up_time(settings)) or 1} ms"
        with open_record(settings, to_read=True) as store:
            behind = left_behind(settings, store)
        try:
            others = words_on_others(settings)
        except RecordIncomplete as unread:
            others = str(unread)
        only_read = f"ne peut être que lu : {why}" if (why := why_only_read(settings)) else ""
        return place, " ; ".join(filter(None, (took, only_read, behind, others)))
    except StateUnavailable as refusal:
        return settings.record, f"ne répond pas : {refusal}"


def _state(settings: Settings) -> tuple[Path | None, str]:
    """Return the state folder that is used, None where none can be, and where it comes from."""
    try:
        folder = state_folder(settings)
    except StateUnavailable as refusal:
        return None, str(refusal)
    if os.environ.get("XDG_STATE_HOME"):
        return folder, "XDG_STATE_HOME"
    return folder, settings.origin("state")
