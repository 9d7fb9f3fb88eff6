"""Times of an alert as people read them."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.alert import Alert
from domain.day_plan import school_day_of
from domain.message import Text
from views.days import clock_time, short_day
from views.words import say, text


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
    hours = round(minutes) // 60
    if hours < 48:
        return say(language, "alert_told.hours", count=hours)
    return say(language, "alert_told.days", count=hours // 24)


def nobody_since(language: str, alert: Alert, zone: ZoneInfo) -> Text:
    """How long nobody has come, by the clock: the message stays as it is until somebody comes."""
    time = time_words(language, alert.said_ms, alert.day, zone)
    return text(language, "alert.nobody_since", time=time)
