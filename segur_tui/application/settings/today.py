"""The day of deposit and the time of day, whatever the clock zone of the server."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from segur_tui.application.settings.config import config


def today_in_paris() -> date:
    """Return the current day in the ASP's time zone, unless another is configured."""
    return now_in_paris().date()


def now_in_paris() -> datetime:
    """Return the current moment in the ASP's time zone."""
    return datetime.now(ZoneInfo(config().zone))


def moment(when: datetime) -> str:
    """Return a moment as French readers write it, such as 23/11/2026 à 14:02."""
    return f"{when:%d/%m/%Y à %H:%M}"
