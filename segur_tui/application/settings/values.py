"""The settings, each declared once: its name, type, default, and what its value must be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, tzinfo
from enum import Flag
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from segur_tui.application.disk.folders import in_the_way, is_folder, no_folder
from segur_tui.format.answer import ACCEPTED_CODES
from segur_tui.format.value_type import field, fields, value_type
from segur_tui.format.wording import moment, typeset

DEFAULT = "par défaut"
KEY_FORMS = "une lettre, un chiffre, « ctrl+lettre » ou f1 à f12"


class Keyed(Protocol):
    """A command as far as its key goes: its name in the file, its own key, where it works, whether it yields."""

    @property
    def name(self) -> str: ...  # noqa: D102 (above)
    @property
    def key(self) -> str: ...  # noqa: D102 (above)
    @property
    def where(self) -> Flag: ...  # noqa: D102 (above)
    @property
    def yields(self) -> bool: ...  # noqa: D102 (above)


@value_type
class KeySetting:
    """A key that a person wants for a command (empty: no key at all), and its line in the file, from 1."""

    key: str
    line: int


class Mistake(NamedTuple):
    """A mistake in the file, in French, and its place: the line, from 1, or 0 for none; the key or column."""

    line: int
    at: str
    what: str


class ConfigError(Exception):
    """The configuration cannot be followed; the message says in French all that is wrong, line by line."""

    def __init__(self, path: Path, mistakes: Iterable[Mistake]) -> None:
        super().__init__("\n".join(typeset(_sentence(path, mistake)) for mistake in sorted(mistakes)))


def _sentence(path: Path, mistake: Mistake) -> str:
    line = f", ligne {mistake.line}" if mistake.line else ""
    return f"{path}{line}{mistake.at and ', '}{mistake.at} : {mistake.what}"


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


def _record(value: object, base: Path) -> Path | str:
    """Return the folder of the record, or the address of a database server as it stands."""
    if isinstance(value, str) and "://" in value:
        from segur_tui.application.settings.address import wrong_with

        if why := wrong_with(value):
            raise ValueError(why)
        return value
    return _folder(value, base)


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
RECORD = Kind(f"{FOLDER.expected}, ou une adresse « postgresql://… »", _record)
CODES = Kind('une liste de codes entre guillemets, par exemple ["0000"]', _codes)
ZONE = Kind('un fuseau horaire, par exemple "Europe/Paris"', _zone)
KEYS = Kind('une table [keys] : nom de commande = "touche"', _table)


def _declared(kind: Kind, default: object = None, unset: str = "") -> Any:  # noqa: ANN401 (of the type beside it)
    """Declare a setting: the kind of its value, its default, and the words for None."""
    return field(default=default, metadata={"kind": kind, "unset": unset})


@value_type
class Settings:
    """The settings in force; `path` is where the file is, or would be: None where there is no home.

    `origins` says in French where each value comes from, by its name. A `state` of None is the system's own.
    """

    output: Path | None = _declared(FOLDER, unset="à côté du premier fichier")
    documents: Path | None = _declared(FOLDER, unset="aucun")
    accepted_codes: tuple[str, ...] = _declared(CODES, ACCEPTED_CODES)
    theme: str = _declared(one_of("sombre", "clair"), "sombre")
    zone: str = _declared(ZONE, "Europe/Paris")
    state: Path | None = _declared(FOLDER, unset="aucun")
    record: Path | str | None = _declared(RECORD, unset="avec les brouillons")
    keys: Mapping[str, KeySetting] = field(default_factory=dict, metadata={"kind": KEYS})
    path: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """Return the present moment in the time zone, whatever the clock zone of the server."""
        return datetime.now(self._clock)

    @property
    def today(self) -> date:
        """Return the present day in the time zone: the ASP's, unless another is configured."""
        return self.now.date()

    def moment_of(self, utc: str) -> str:
        """Return a moment kept in UTC, such as 2026-11-23T13:02:00Z, as French readers write it in the zone."""
        return moment(datetime.fromisoformat(utc).astimezone(self._clock))

    @property
    def _clock(self) -> tzinfo:
        from zoneinfo import ZoneInfo  # some commands ask for no time, and do without it

        return ZoneInfo(self.zone)

    def origin(self, name: str) -> str:
        """Return the origin of a value, in French."""
        return self.origins.get(name, DEFAULT)

    @property
    def present_documents(self) -> Path | None:
        """Return the folder of the documents, where it is there."""
        return self.documents if self.documents is not None and is_folder(self.documents) else None

    @property
    def documents_missing(self) -> str:
        """Return in French that the configured documents are not there: no mistake, a disk may be away."""
        if self.documents is None or self.present_documents is not None:
            return ""
        return f"{self.origin('documents')}, documents : le dossier {self.documents} {no_folder(self.documents)}"


KINDS: Mapping[str, Kind] = {each.name: each.metadata["kind"] for each in fields(Settings) if each.metadata}
"""The kind of each setting by its name, in the order in which they are shown; the last is the table of keys."""
UNSET: Mapping[str, str] = {
    each.name: each.metadata["unset"] for each in fields(Settings) if "unset" in each.metadata
}
"""The words for a setting that has no value, by the names of those before the table of keys."""
