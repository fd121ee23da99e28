"""The state folder: what the program keeps between runs, readable by its owner alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from segur_tui.application.disk.folders import make_folder
from segur_tui.application.disk.system import explain
from segur_tui.application.settings.values import Settings

APPLICATION = "segur-tui"


class StateUnavailable(Exception):  # noqa: N818 (it names the state of things)
    """The program cannot keep its state; the message says why, in French."""


class StateBusy(StateUnavailable):
    """Another program occupies the state; it may not do so for long."""


def state_folder(settings: Settings) -> Path:
    """Return where the state is kept: `XDG_STATE_HOME`, else as configured, else `~/.local/state`.

    Nothing is created. Raises StateUnavailable where no home is known.
    """
    if settings.state is not None and not os.environ.get("XDG_STATE_HOME"):
        return settings.state
    from platformdirs import user_state_path

    try:
        return user_state_path(APPLICATION).absolute()
    except RuntimeError:
        raise StateUnavailable(
            "ni XDG_STATE_HOME ni HOME ne disent où garder le registre et les brouillons ; donnez l’un des deux"
        ) from None


def ensure_state_folder(settings: Settings) -> Path:
    """Create the state folder, or tighten it, so that only its owner enters it; raises StateUnavailable."""
    folder = state_folder(settings)
    try:
        make_folder(folder, 0o700)
        tighten(folder, 0o700)
    except OSError as error:
        raise StateUnavailable(f"le dossier d’état {folder} ne peut pas servir : {explain(error)}") from None
    return folder


def tighten(path: Path, mode: int) -> None:
    """Give a folder or an ordinary file of one's own the mode that keeps others out; raises OSError."""
    status = path.stat()
    is_ours = status.st_uid == os.getuid() and (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode))
    if is_ours and stat.S_IMODE(status.st_mode) != mode:
        path.chmod(mode)
