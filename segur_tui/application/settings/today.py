"""The day of deposit and the time of day, whatever the clock zone of the server."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo


def today_in(zone: str) -> date:
    """Return the current day in a time zone: the ASP's, unless another is configured."""
    return now_in(zone).date()


def now_in(zone: str) -> datetime:
    """Return the current moment in a time zone."""
    return datetime.now(ZoneInfo(zone))


def moment_of(utc: str, zone: str) -> str:
    """Return a moment that was kept in UTC, such as 2026-11-23T13:02:00Z, as French readers write it in a zone."""
    return moment(datetime.fromisoformat(utc).astimezone(ZoneInfo(zone)))


def moment(when: datetime) -> str:
    """Return a moment as French readers write it, such as 23/11/2026 à 14:02."""
    return f"{when:%d/%m/%Y à %H:%M}"
