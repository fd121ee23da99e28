"""The kinds of values that a setting may have: what is expected of one, in French, and what is made of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from segur_tui.application.disk.folders import in_the_way
from segur_tui.format.answer import ACCEPTED_CODES
from segur_tui.format.value_type import value_type


@value_type
class Kind:
    """A kind of value: what is expected of it, in French, and what makes it of a value of the file.

    `taken` is given the value and the file's folder. It raises ValueError for any other value; its message, in
    French, is empty where `expected` says enough.
    """

    expected: str
    taken: Callable[[object, Path], object]


def one_of(*words: str) -> Kind:
    """Return the kind of a value that is one of some words."""

    def taken(value: object, _: Path) -> str:
        if not isinstance(value, str) or value not in words:
            raise ValueError
        return value

    return Kind(" ou ".join(f"« {word} »" for word in words), taken)


def _folder(value: object, base: Path) -> Path:
    """Return the folder that a text means: `~` is the home, and a relative one begins at the file's folder."""
    if not isinstance(value, str) or not value or "\0" in value:
        raise ValueError
    try:
        folder = base / Path(value).expanduser()
    except RuntimeError:
        raise ValueError(f"{value} n’est le dossier de personne ici") from None
    if blocking := in_the_way(folder):
        raise ValueError(f"{blocking} n’est pas un dossier")
    return folder


def _codes(value: object, _: Path) -> tuple[str, ...]:
    """Return the codes of a list; an empty one stands for the codes by default."""
    if not isinstance(value, list) or not all(isinstance(code, str) and code for code in value):
        raise ValueError
    return tuple(value) or ACCEPTED_CODES


def _zone(value: object, _: Path) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004 (a value of any wrong kind gives the same message)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError from None
    return value


def _table(value: object, _: Path) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError  # noqa: TRY004 (as above)
    return value


FOLDER = Kind("un chemin de dossier entre guillemets", _folder)
CODES = Kind('une liste de codes entre guillemets, par exemple ["0000"]', _codes)
ZONE = Kind('un fuseau horaire, par exemple "Europe/Paris"', _zone)
KEYS = Kind('une table [keys] : nom de commande = "touche"', _table)
