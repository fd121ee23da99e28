"""Where the record lies: beside the drafts, or in a folder that a team shares."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from segur_tui.application.disk.file_systems import lockless
from segur_tui.application.disk.folders import resolved
from segur_tui.application.disk.whose import distrusted_by_team
from segur_tui.application.record.schema import FILE_NAME, RecordBusy, RecordUnknown
from segur_tui.application.settings.address import NO_ADDRESS, wrong_with
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.folder import StateBusy, StateUnavailable, has_record, state_folder
from segur_tui.format.value_type import replace


def record_path(settings: Settings) -> Path:
    """Return the path of a record that is a file; raises StateUnavailable where it may not serve."""
    if why := refusal(settings):
        raise RecordUnknown(why)
    return Path(settings.record or state_folder(settings)) / FILE_NAME


def record_place(settings: Settings) -> str:
    """Return where the record is, as people name it; raises StateUnavailable where it may not serve."""
    return settings.record if isinstance(settings.record, str) else str(record_path(settings))


def at_place(place: str, settings: Settings) -> Settings:
    """Return settings with their record at a place that was typed: a folder, its file in it, or an address.

    Raises StateUnavailable, without citing an address that bears a password.
    """
    if "://" in place:
        if why := wrong_with(place):
            raise RecordUnknown(f"un lieu donné {why}" if why == NO_ADDRESS else why)
        return replace(settings, record=place)
    try:
        path = Path(place).expanduser().absolute()
    except RuntimeError:
        raise RecordUnknown(f"{place} n’est le dossier de personne ici") from None
    if not place:
        raise RecordUnknown("un lieu vide n’est pas possible : donnez le dossier d’un registre, ou postgresql://…")
    folder = path.parent if path.name == FILE_NAME else path
    if os.path.isfile(folder):  # noqa: PTH113 (Path.is_file raises where the system refuses)
        raise RecordUnknown(
            f"{folder} est un fichier, et un lieu est le dossier d’un registre, ou postgresql://… ; "
            f"pour une copie, mettez-la sous le nom {FILE_NAME} dans un dossier à elle"
        )
    own = replace(settings, record=None)
    is_own = has_record(own) and resolved(folder) == resolved(state_folder(own))
    return own if is_own else replace(settings, record=folder)


def refusal(settings: Settings) -> str:
    """Return in French why a configured record is not to be used, whatever it holds; else empty."""
    folder = settings.record
    if folder is None or isinstance(folder, str):
        return ""
    with suppress(OSError):  # one that cannot be looked at cannot be opened either, which is said
        if why := distrusted_by_team(folder):
            return f"le dossier du registre {folder} {why}"
    if kind := lockless(folder):
        return (
            f"le dossier du registre {folder} est sur un disque {kind}, où les verrous ne tiennent pas : le même "
            "numéro y serait pris deux fois ; mettez le registre sur un serveur PostgreSQL "
            '(record = "postgresql://…"), ou dans un dossier d’un disque de cette machine'
        )
    return ""


def absent(path: Path) -> RecordUnknown:
    """Return the error of a configured record that is not there: it is unknown, and not empty."""
    return RecordUnknown(
        f"le registre {path} n’est pas là : son disque ou son partage n’est peut-être pas monté ; s’il n’a jamais "
        "existé, « segur-tui record create » le crée"
    )


@contextmanager
def as_unknown() -> Iterator[None]:
    """Turn what keeps the record from serving in a block into RecordUnknown."""
    try:
        yield
    except RecordUnknown:
        raise
    except StateUnavailable as trouble:
        kind = RecordBusy if isinstance(trouble, StateBusy) else RecordUnknown
        raise kind(str(trouble)) from None
