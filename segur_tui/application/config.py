"""The person's settings: what is chosen, and where each choice comes from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

THEMES = ("sombre", "clair")
PARIS = "Europe/Paris"
DEFAULT = "par défaut"


class ConfigError(Exception):
    """The configuration cannot be followed; the message says in French what, in which file and line."""


@dataclass(frozen=True, slots=True)
class KeySetting:
    """A key that a person wants for a command, and the line of the file that says so, from 1."""

    key: str
    line: int


@dataclass(frozen=True, slots=True)
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


def config_path() -> Path | None:
    """Return where the configuration is looked for: `XDG_CONFIG_HOME`, else `~/.config`; None without a home."""
    chosen = os.environ.get("XDG_CONFIG_HOME", "")
    try:
        folder = Path(chosen) if Path(chosen).is_absolute() else Path("~/.config").expanduser()
    except RuntimeError:
        return None
    return folder / "segur-tui" / "config.toml"


@cache
def config() -> Config:
    """Return the configuration, read once; raises ConfigError."""
    path = config_path()
    if path is None or not os.path.lexists(path):
        return Config(path)
    from segur_tui.application.config_file import read_config

    return read_config(path)
