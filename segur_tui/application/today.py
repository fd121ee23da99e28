"""The day of deposit, whatever the clock zone of the server."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = "Europe/Paris"


def today_in_paris() -> date:
    """Return the current day in the ASP's time zone."""
    return datetime.now(ZoneInfo(PARIS)).date()
