"""The days of a case: which is day 1, which is the last, and when it is over."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from domain.day_plan import instant_ms
from domain.errors import ChenjianError

_DAY = timedelta(days=1)

LONGEST = 120
"""Days a case may last by one press; a longer one is extended again. Ours."""


class CaseEndsBadly(ChenjianError):
    """The last day of a case is before its first, or too far away."""


def first_day(anchor: date, *, after: bool) -> date:
    """Day 1: the day after the anchor (last contact, departure, onset), or the anchor itself.

    FIELD section 3: day 1 is the day after the last contact.
    """
    return anchor + _DAY if after else anchor


def last_day(first: date, days: int) -> date | None:
    """The last of so many days, itself included: 14 days from the 1st end with the 14th.

    None where the kind counts no days.
    """
    return first + (days - 1) * _DAY if days else None


def day_number(day: date, first: date) -> int:
    """Which day of the case it is; the anchor is day 0."""
    return (day - first).days + 1


def is_served(last: date | None, day: date) -> bool:
    """Whether the days are served by the end of a day: the last day itself still counts."""
    return last is None or day >= last


def free_from(last: date | None, day: date) -> date:
    """The first day a person who is released on ``day`` is free: never before the last day is over,
    which is at 24:00 local.
    """
    return day if last is None or day > last else last + _DAY


def over_ms(last: date, zone: ZoneInfo) -> int:
    """The instant a last day is over: midnight after it, where the school is."""
    return instant_ms(last + _DAY, time(), zone)


def moved_end(first: date, last: date, by: int) -> date:
    """Extended (by > 0) or shortened by so many days, by the same rule. Raises CaseEndsBadly."""
    return judged_end(first, last + by * _DAY)


def judged_end(first: date, last: date) -> date:
    """The same day, if a case may end on it. Raises CaseEndsBadly."""
    if not first <= last < first + LONGEST * _DAY:
        raise CaseEndsBadly
    return last
