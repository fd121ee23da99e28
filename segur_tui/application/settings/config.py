"""The configuration in force: where its file lies, read once."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from segur_tui.application.settings.values import Config


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
    if path is None or _is_absent(path):
        return Config(path)
    from segur_tui.application.settings.config_file import read_config

    return read_config(path)


def _is_absent(path: Path) -> bool:
    """Return whether nothing is there; what cannot be looked at is there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
