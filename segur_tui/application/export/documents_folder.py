"""The folder that a supplier's documents came from at its last export."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from segur_tui.application.disk.folders import is_folder
from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.division import mine
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import path_as_text
from segur_tui.application.state.folder import StateUnavailable

_AT_ONCE = Patience(0.1)
"""The time for which others are waited for: it is a proposal, no more."""


def documents_before(numero_ans: str, settings: Settings) -> Path | None:
    """Return the folder of the documents at the last export for an ANS number, if it is still there."""
    query = "SELECT path FROM documents_folder WHERE numero_ans = ?"
    with suppress(StateUnavailable), mine(settings, _AT_ONCE, to_read=True) as connection:
        known = connection.execute(query, (numero_ans,)).fetchone()
        return Path(known[0]) if known is not None and is_folder(Path(known[0])) else None
    return None


def remember_documents(numero_ans: str, folder: Path, settings: Settings) -> None:
    """Keep the folder for the next export of an ANS number, where it can be kept."""
    insertion = "INSERT OR REPLACE INTO documents_folder (numero_ans, path) VALUES (?, ?)"
    with suppress(StateUnavailable), mine(settings, _AT_ONCE) as connection:
        connection.execute(insertion, (numero_ans, path_as_text(folder)))
