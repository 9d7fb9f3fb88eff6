"""Days and times of day as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from views.words import say


def day_name(language: str, day: date) -> str:
    """``11月23日(周一)``."""
    weekday = say(language, f"day.weekday_{day.weekday()}")
    return say(language, "day.day", month=day.month, day=day.day, weekday=weekday)


def short_day(language: str, day: date) -> str:
    """``11月23日``."""
    return say(language, "day.short", month=day.month, day=day.day)


def month_name(language: str, day: date, today: date) -> str:
    """``9月``, of another year ``2025年9月``."""
    month = say(language, f"period.month_{day.month}")
    if day.year == today.year:
        return month
    return say(language, "period.month_of", year=day.year, month=month)


def moment(at_ms: int, zone: ZoneInfo) -> str:
    """``2026-11-23 07:41``, in the school's zone."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M")


def clock_time(at_ms: int, zone: ZoneInfo) -> str:
    """``07:41``, in the school's zone."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).strftime("%H:%M")
