"""Folders that are there, that are to come, or that cannot be."""

from __future__ import annotations

import os
from pathlib import Path


def is_folder(path: Path) -> bool:
    """Return whether a folder is there; one that the system does not let be looked at is not."""
    return os.path.isdir(path)  # noqa: PTH112 (Path.is_dir raises where the system refuses)


def in_the_way(folder: Path) -> Path | None:
    """Return what is no folder where one is to be, itself or above it; None when nothing is in the way."""
    there = next((path for path in (folder, *folder.parents) if os.path.exists(path)), None)  # noqa: PTH110 (as above)
    return None if there is None or is_folder(there) else there


def folder_to_come(folder: Path) -> str:
    """Return a folder as it is told before anything is written there: that it is to be created, or cannot be."""
    if is_folder(folder):
        return str(folder)
    blocking = in_the_way(folder)
    if blocking is None:
        return f"{folder} (ce dossier sera créé)"
    return f"{folder} ({'ce' if blocking == folder else blocking} n’est pas un dossier)"
