"""The place of the configuration file, and the settings that it gives."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from segur_tui.application.settings.values import ConfigError, Keyed, Mistake, Settings


def read_settings(commands: Callable[[], Sequence[Keyed]] | None) -> Settings:
    """Return the settings; raises ConfigError with all that is wrong with the file, or whose it is.

    `commands` returns those that a key may be chosen for, and is asked only where one is; without it the keys
    are not looked at.
    """
    path = _config_path()
    if path is None or _is_absent(path):
        return Settings(path=path)
    from segur_tui.application.disk.whose import distrusted
    from segur_tui.application.settings.config_file import read_config

    with suppress(OSError):  # what cannot be looked at cannot be read either, which is said
        if why := distrusted(path):
            raise ConfigError(path, [Mistake(0, "", f"ce fichier {why}")])
    return read_config(path, commands)


def settings_for_the_log() -> Settings:
    """Return the settings as far as the log needs them: those by default where the file has mistakes."""
    try:
        return read_settings(None)
    except ConfigError:
        return Settings()


def _config_path() -> Path | None:
    """Return the configuration's path, in `XDG_CONFIG_HOME`, else in `~/.config`; None without a home."""
    chosen = os.environ.get("XDG_CONFIG_HOME", "")
    try:
        folder = Path(chosen) if Path(chosen).is_absolute() else Path("~/.config").expanduser()
    except RuntimeError:
        return None
    return folder / "segur-tui" / "config.toml"


def _is_absent(path: Path) -> bool:
    """Return whether nothing is there; what cannot be looked at is there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
