"""Times of an alert as people read them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from views.days import clock_time, short_day
from views.words import say


def time_words(language: str, at_ms: int, day: date, zone: ZoneInfo) -> str:
    """``07:41``, with its day where that is another one."""
    at = clock_time(at_ms, zone)
    when = school_day_of(at_ms, zone)
    if when == day:
        return at
    return say(language, "alert.day_time", day=short_day(language, when), time=at)
