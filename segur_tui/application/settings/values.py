"""The values of the person's settings, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import NamedTuple

from segur_tui.application.disk.folders import is_folder
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import typeset

THEMES = ("sombre", "clair")
PARIS = "Europe/Paris"
DEFAULT = "par défaut"
SETTINGS = ("output", "documents", "accepted_codes", "theme", "zone", "state")
"""What the file may set before its table of keys."""
KEY_FORMS = "une lettre, un chiffre, « ctrl+lettre » ou f1 à f12"


@value_type
class KeySetting:
    """A key that a person wants for a command, and the line of the file that says so, from 1.

    The key is empty where the file has something that is no key at all.
    """

    key: str
    line: int


class Mistake(NamedTuple):
    """What is wrong with the file, in French, and where: the line, from 1, or 0 for none; its key or column."""

    line: int
    at: str
    what: str


class ConfigError(Exception):
    """The configuration cannot be followed; the message says in French all that is wrong, line by line.

    `keys` are those that the file wants all the same: what is wrong with them the commands know.
    """

    def __init__(
        self, path: Path | None, mistakes: Iterable[Mistake], keys: Mapping[str, KeySetting] | None = None
    ) -> None:
        """Tell the mistakes of a file in the order of its lines."""
        self.path, self.mistakes, self.keys = path, tuple(sorted(mistakes)), keys or {}
        super().__init__("\n".join(typeset(_sentence(path, mistake)) for mistake in self.mistakes))

    def joined_with(self, mistakes: Iterable[Mistake]) -> ConfigError:
        """Return the same with further mistakes."""
        return ConfigError(self.path, (*self.mistakes, *mistakes), self.keys)


def _sentence(path: Path | None, mistake: Mistake) -> str:
    line = f", ligne {mistake.line}" if mistake.line else ""
    return f"{path}{line}{mistake.at and ', '}{mistake.at} : {mistake.what}"


@value_type
class Config:
    """What is in force; `origins` tell in French where each value comes from, by its name.

    A folder that is None is the one beside the file, or the system's own; without `accepted_codes` those
    of the format count.
    """

    path: Path | None
    output: Path | None = None
    documents: Path | None = None
    accepted_codes: tuple[str, ...] = ()
    theme: str = THEMES[0]
    zone: str = PARIS
    state: Path | None = None
    keys: Mapping[str, KeySetting] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def origin(self, name: str) -> str:
        """Return where a value comes from."""
        return self.origins.get(name, DEFAULT)

    @property
    def present_documents(self) -> Path | None:
        """Return the folder of the documents, where it is there."""
        return self.documents if self.documents is not None and is_folder(self.documents) else None

    @property
    def documents_missing(self) -> str:
        """Return in French that the folder of the documents is not there, where one is configured.

        That is no mistake of the file: a disk of the network may not be there just now.
        """
        if self.documents is None or self.present_documents is not None:
            return ""
        return f"{self.origin('documents')}, documents : le dossier {self.documents} n’existe pas"
