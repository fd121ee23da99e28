"""The keys as the pages that list them have them."""

from __future__ import annotations

from segur_tui.tui.commands import Command, Where

_PLACES = {Where.FILE: "fichier", Where.FOLDER: "dossier", Where.ANYWHERE: "fichier, dossier"}


def place(command: Command) -> str:
    """Return where a command works, as the README and the guide say it."""
    return "partout" if command.always else _PLACES[command.where]
