"""The state folder: what the program keeps between runs, readable by its owner alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeAlias

from segur_tui.application.disk.file_systems import lockless
from segur_tui.application.disk.folders import make_folder
from segur_tui.application.disk.system import explain
from segur_tui.application.disk.whose import distrusted, keeps_modes
from segur_tui.application.settings.values import Settings

APPLICATION = "segur-tui"
RECORD_NAME = "record.db"
_OPEN, _LOCKLESS = "open-to-others", "lockless-disk"
"""Files that stand in a state folder once it was said that its file system keeps no modes, or no locks."""
Doubt: TypeAlias = Literal["state-open", "state-lockless"]
"""The id of what is to be known of the disk of the state."""


class StateUnavailable(Exception):  # noqa: N818 (it names the state of things)
    """The program cannot keep its state; the message says why, in French."""


class StateBusy(StateUnavailable):
    """Another program occupies the state; it may not do so for long."""


class StateDistrusted(StateUnavailable):
    """Others could have written what is in the state folder."""


def state_folder(settings: Settings) -> Path:
    """Return the folder of the state, `XDG_STATE_HOME` before the configured one, or the system's own.

    Nothing is created. Raises StateUnavailable where no home is known, and StateDistrusted.
    """
    if settings.state is not None and not os.environ.get("XDG_STATE_HOME"):
        folder = settings.state
    else:
        from platformdirs import user_state_path

        try:
            folder = user_state_path(APPLICATION).absolute()
        except RuntimeError:
            raise StateUnavailable(
                "ni XDG_STATE_HOME ni HOME ne disent où garder le registre et les brouillons ; donnez l’un d’eux"
            ) from None
    with suppress(OSError):  # one that is to come, or cannot be looked at: whoever opens it says so
        if why := distrusted(folder):
            raise StateDistrusted(f"le dossier d’état {folder} {why}")
    return folder


def has_record(settings: Settings) -> bool:
    """Tell whether a record stands where it is to be, or may stand there; it is not opened."""
    if isinstance(settings.record, str):
        return True
    try:
        path = (settings.record or state_folder(settings)) / RECORD_NAME
        return path.exists() or path.is_symlink()
    except OSError:
        return True
    except StateUnavailable:
        return False


def ensure_state_folder(settings: Settings) -> Path:
    """Create the state folder, if it is not there, for its owner alone; raises StateUnavailable."""
    folder = state_folder(settings)
    try:
        make_folder(folder, 0o700)
    except OSError as error:
        raise StateUnavailable(f"le dossier d’état {folder} ne peut pas servir : {explain(error)}") from None
    return folder


def doubts_of_disk(settings: Settings) -> Iterator[tuple[Doubt, str]]:
    """Yield what is to be known of the disk of the state, once for a folder: an id, and a sentence in French."""
    with suppress(OSError, StateUnavailable):
        folder = state_folder(settings)
        mode = folder.stat().st_mode
        for marker, name, doubt in _DOUBTS:
            if not (folder / marker).exists() and (words := doubt(folder, mode)):
                (folder / marker).touch()
                yield name, f"attention, le dossier d’état {folder} est sur {words}"


def _open_to_others(folder: Path, mode: int) -> str:
    if not mode & (stat.S_IRWXG | stat.S_IRWXO) or keeps_modes(folder):
        return ""
    return "un disque sans droits d’accès : d’autres comptes peuvent y lire et y écrire"


def _without_locks(folder: Path, _mode: int) -> str:
    if not (kind := lockless(folder)):
        return ""
    return f"un disque {kind}, où les verrous peuvent manquer : n’y travaillez que d’une machine à la fois"


_DOUBTS: tuple[tuple[str, Doubt, Callable[[Path, int], str]], ...] = (
    (_OPEN, "state-open", _open_to_others),
    (_LOCKLESS, "state-lockless", _without_locks),
)
