"""The State Council's public holidays and make-up workdays, put into the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version

import chinese_calendar

from domain.calendar import DayKind, NationalDay
from storage.transaction import Transaction

_DAY = timedelta(days=1)


def years_around(day: date) -> range:
    """The years a running program needs: the one before, this one, the next."""
    return range(day.year - 1, day.year + 2)


def seed(tx: Transaction, years: Iterable[int]) -> tuple[int, ...]:
    """Load the public holidays of these years; gives the years nobody knows yet.

    A year already loaded is left alone, so that an admin's changes stay and a second start costs
    nothing. An unknown year is never guessed: the next year's list comes out in November.
    """
    unknown = []
    for year in years:
        if tx.calendar.year_known(year):
            continue
        try:
            days = national_days(year)
        except YearUnknown:
            unknown.append(year)
            continue
        for day in days:
            tx.calendar.put_national(day.day, day.kind.value, day.name, day.source)
        tx.calendar.put_year(year, _source())
    return tuple(unknown)


class YearUnknown(Exception):
    """The list of that year is not in the package."""


@cache
def national_days(year: int) -> tuple[NationalDay, ...]:
    """Public holidays and make-up workdays (调休) of a year, in order; plain week-ends are none.

    The list of a year comes with the package and does not change while a program runs. Raises
    YearUnknown.
    """
    source = _source()
    found = []
    day = date(year, 1, 1)
    while day.year == year:
        try:
            off, name = chinese_calendar.get_holiday_detail(day)
        except NotImplementedError as unknown:
            raise YearUnknown(year) from unknown
        if name is not None:
            kind = DayKind.OFF if off else DayKind.SCHOOL
            found.append(NationalDay(day, kind, chinese_calendar.Holiday(name).chinese, source))
        day += _DAY
    return tuple(found)


def _source() -> str:
    return f"chinesecalendar {version('chinesecalendar')}"
