"""The log of failures of the program itself: in the state folder, readable by its owner alone, without values."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from pathlib import Path

from segur_tui import __version__
from segur_tui.application.disk.system import explain
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.folder import StateUnavailable, ensure_state_folder

FILE_NAME = "segur-tui.log"
_LARGEST = 1_000_000
"""Bytes from which the log begins anew."""


def log_failure(error: BaseException, settings: Settings) -> str:
    """Write a failure to the log, and return the sentences for the person, in French; raises nothing."""
    said = f"segur-tui s’est arrêté sur une erreur du programme ({type(error).__name__})."
    try:
        path = _write(error, settings)
    except StateUnavailable as refusal:
        return f"{said}\nLe journal n’a pas pu être écrit : {refusal}."
    return f"{said}\nLe journal est dans {path} ; joignez-le à votre signalement, après l’avoir relu."


def _write(error: BaseException, settings: Settings) -> Path:
    path = ensure_state_folder(settings) / FILE_NAME
    trace = "\n".join(map(_in_lines, reversed([*_chain(error)])))
    entry = f"{settings.now.isoformat()} segur-tui {__version__}\n{trace}\n"
    try:
        again = os.O_TRUNC if path.exists() and path.stat().st_size > _LARGEST else 0
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW | again
        with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(entry)
    except OSError as refusal:
        raise StateUnavailable(f"{path} : {explain(refusal)}") from None
    return path


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, then what led to it."""
    seen = set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _in_lines(error: BaseException) -> str:
    """Return where an error was raised and its kind, without its words: these may hold values of files."""
    number = f" {error.errno}" if isinstance(error, OSError) and error.errno is not None else ""
    return f"{''.join(traceback.format_tb(error.__traceback__))}{type(error).__qualname__}{number}"
