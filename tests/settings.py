"""The settings of a person who has set nothing; the folders of the state are those of the environment."""

from __future__ import annotations

from segur_tui.application.settings.values import Settings

SETTINGS = Settings()
