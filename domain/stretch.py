"""The stretches of days that a school reckons in: day, week, month, term; and the one before."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from enum import StrEnum

from domain.calendar import Period, UnreadableDay, monday_of, parse_period

_DAY = timedelta(days=1)
AUTUMN, SPRING = 9, 2
"""The months with which the two terms begin: 秋季学期 runs from September to January, 春季学期 from
February to August. Together they are the school year, holidays included; a day without rounds
counts nothing. Ours: a school's own dates differ by a few days that nobody is asked on.
"""


class Stretch(StrEnum):
    """What a period is: one of the school's own stretches, or any days running."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TERM = "term"
    OTHER = "other"


NAMED = (Stretch.WEEK, Stretch.MONTH, Stretch.TERM)
"""The stretches that a day lies in."""


_TERM = re.compile(
    r"(?P<which>本|这个?|上个?|this|last)(?:学期|term|semester)"
    r"|(?:(?P<year>[0-9]{4})年?)?(?P<season>秋季?|春季?|autumn|fall|spring)"
    r"(?:学期|term|semester)(?P<later>[0-9]{4})?"
)


def read_days(raw: str, today: date) -> Period:
    """The days that somebody names, terms too: ``上周``, ``本学期``, ``2025年秋季学期``.

    A season without a year is the last that has begun; 上学期 is the term before this one. Raises
    UnreadableDay.
    """
    found = _TERM.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", raw).casefold()))
    if found is None:
        return parse_period(raw, today)
    if found["which"]:
        term = around(Stretch.TERM, today, today)
        if found["which"][0] in "上l":
            term = around(Stretch.TERM, term.first - _DAY, today)
        return term
    month = AUTUMN if found["season"][0] in "秋af" else SPRING
    year = found["year"] or found["later"]
    try:
        first = date(int(year) if year else today.year, month, 1)
        if first > today and not year:
            first = first.replace(year=first.year - 1)
        return around(Stretch.TERM, first, today)
    except ValueError as impossible:
        raise UnreadableDay from impossible


def around(stretch: Stretch, day: date, today: date) -> Period:
    """The week (from Monday), month or term that holds a day; what holds today ends with it."""
    try:
        whole = _whole(stretch, day)
    except (OverflowError, ValueError):  # it would reach before the year 1 or after 9999
        whole = Period(day, day)
    return Period(whole.first, today) if today in whole else whole


def stretch_of(period: Period, today: date) -> Stretch:
    """What a period is. What is still running may end with today."""
    if period.is_day:
        return Stretch.DAY
    for stretch in NAMED:
        if around(stretch, period.first, today) == period:
            return stretch
    return Stretch.OTHER


def before(period: Period, today: date) -> Period | None:
    """The stretch before, as long or of the same kind; None before the first day there is."""
    if period.first == date.min:
        return None
    return _beside(period, today, period.first - _DAY)


def after(period: Period, today: date) -> Period | None:
    """The stretch after; None where it has not begun."""
    if period.last >= today:
        return None
    return _beside(period, today, period.last + _DAY)


def _beside(period: Period, today: date, day: date) -> Period:
    """The like stretch that holds a day right before or after a period."""
    stretch = stretch_of(period, today)
    if stretch in NAMED:
        return around(stretch, day, today)
    length = timedelta(days=len(period) - 1)
    if day < period.first:
        return Period(max(day - length, date.min) if day - date.min > length else date.min, day)
    return Period(day, min(day + length, today))


def _whole(stretch: Stretch, day: date) -> Period:
    match stretch:
        case Stretch.WEEK:
            monday = monday_of(day)
            return Period(monday, monday + 6 * _DAY)
        case Stretch.MONTH:
            return Period(day.replace(day=1), _last_of(day.year, day.month))
        case Stretch.TERM:
            return _term(day)
        case _:
            return Period(day, day)


def _term(day: date) -> Period:
    if SPRING <= day.month < AUTUMN:
        return Period(date(day.year, SPRING, 1), _last_of(day.year, AUTUMN - 1))
    year = day.year if day.month >= AUTUMN else day.year - 1
    return Period(date(year, AUTUMN, 1), _last_of(year + 1, SPRING - 1))


def _last_of(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - _DAY
