"""The `config` command: the settings in force, and where each comes from."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from typing import NamedTuple

from segur_tui.application.settings.config import config
from segur_tui.application.settings.values import DEFAULT, Config
from segur_tui.application.state.folder import StateUnavailable, state_folder
from segur_tui.cli.output import write_json, write_line
from segur_tui.format.answer import ACCEPTED_CODES
from segur_tui.format.tree import Json

FORMAT = "segur-tui-config/1"
_BESIDE = "à côté du premier fichier"
_NONE = "aucun"


class Setting(NamedTuple):
    """A setting: its name, its value as text, where it comes from, and what is to be known of it."""

    name: str
    value: str
    origin: str
    note: str = ""


def run_config(options: Namespace) -> int:
    """Print the settings in force; raises ConfigError when the file has mistakes."""
    present = config()
    settings = list(_settings(present))
    path = None if present.path is None else str(present.path)
    is_there = present.path is not None and present.path.exists()
    if options.format == "json":
        values: list[Json] = [dict(setting._asdict()) for setting in settings]
        write_json({"format": FORMAT, "path": path, "exists": is_there, "settings": values})
        return 0
    write_line(f"fichier : {path or 'aucun : HOME manque'}{'' if is_there or path is None else ' (n’existe pas)'}")
    for setting in settings:
        note = f" ({setting.note})" if setting.note else ""
        write_line(f"{setting.name:<15} {setting.value}{note}  [{setting.origin}]")
    return 0


def _settings(present: Config) -> Iterator[Setting]:
    yield Setting("output", str(present.output or _BESIDE), present.origin("output"))
    documents_note = "n’existe pas" if present.documents_missing else ""
    yield Setting("documents", str(present.documents or _NONE), present.origin("documents"), documents_note)
    yield Setting(
        "accepted_codes", ", ".join(present.accepted_codes or ACCEPTED_CODES), present.origin("accepted_codes")
    )
    yield Setting("theme", present.theme, present.origin("theme"))
    yield Setting("zone", present.zone, present.origin("zone"))
    yield Setting("state", *_state(present))
    for name, wanted in present.keys.items():
        yield Setting(f"keys.{name}", wanted.key, f"{present.path}, ligne {wanted.line}")


def _state(present: Config) -> tuple[str, str]:
    try:
        folder = str(state_folder())
    except StateUnavailable as refusal:
        return _NONE, str(refusal)
    if os.environ.get("XDG_STATE_HOME"):
        return folder, "XDG_STATE_HOME"
    return folder, present.origin("state") if present.state is not None else DEFAULT
