"""The clock on the wall, set to a moment for the time of a test; it goes on from there."""

from __future__ import annotations

from datetime import datetime, tzinfo
from time import monotonic
from typing import Self
from zoneinfo import ZoneInfo

import pytest

from segur_tui.application.settings import values

PARIS = ZoneInfo("Europe/Paris")


class Clock:
    """A clock that goes on from the moment to which it was set last."""

    def __init__(self, moment: datetime) -> None:
        """Set it."""
        self.set(moment)

    def set(self, moment: datetime) -> None:
        self._moment, self._since = moment.timestamp(), monotonic()

    @property
    def timestamp(self) -> float:
        return self._moment + monotonic() - self._since

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Let the program read this clock."""
        clock = self

        class Shown(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Self:
                return cls.fromtimestamp(clock.timestamp, tz)

        patch.setattr(values, "datetime", Shown)
