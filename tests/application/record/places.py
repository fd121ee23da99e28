"""Places for records of either kind."""

from __future__ import annotations

from collections.abc import Callable

from segur_tui.application.settings.values import Settings

KINDS = ("sqlite", "postgresql")
Place = Callable[[str], Settings]
