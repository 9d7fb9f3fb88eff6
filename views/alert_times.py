"""Times of an alert as people read them."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from views.days import clock_time, short_day
from views.words import say

_MINUTE_MS = 60_000
_HOUR_MS = 60 * _MINUTE_MS


def time_words(language: str, at_ms: int, day: date, zone: ZoneInfo) -> str:
    """``07:41``, with its day where that is another one."""
    at = clock_time(at_ms, zone)
    when = school_day_of(at_ms, zone)
    if when == day:
        return at
    return say(language, "alert.day_time", day=short_day(language, when), time=at)


def time_today(language: str, at_ms: int, today: date, zone: ZoneInfo) -> str:
    """``07:41``, ``昨天 14:02``, ``11月20日 14:02``: as somebody says it who looks at it today."""
    if school_day_of(at_ms, zone) == today - timedelta(days=1):
        return say(language, "alert_told.yesterday", time=clock_time(at_ms, zone))
    return time_words(language, at_ms, today, zone)


def minutes_words(language: str, minutes: float) -> str:
    """``4.5 分钟``; what took longer is rounded to hours."""
    if minutes < 1:
        return say(language, "alert_told.under_a_minute")
    if minutes < 2 * 60:
        return say(language, "alert_told.minutes", count=f"{minutes:g}")
    return waited_words(language, round(minutes) * _MINUTE_MS)


def waited_words(language: str, waited_ms: int) -> str:
    """``12 分钟``, ``22 小时``, ``3 天``: how long something has waited."""
    hours = waited_ms // _HOUR_MS
    if hours < 2:
        return say(language, "alert_told.minutes", count=waited_ms // _MINUTE_MS)
    if hours < 48:
        return say(language, "alert_told.hours", count=hours)
    return say(language, "alert_told.days", count=hours // 24)
