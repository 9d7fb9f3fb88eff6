"""The calendar as stored: the public list, and what units have marked.

domain.school_calendar says what follows from them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from domain.calendar import DayKind, NationalDay, Period
from domain.roster import Unit, UnitKind
from domain.school_calendar import (
    CalendarRules,
    Level,
    PublicCalendar,
    ReturnDay,
    Span,
    UnitCalendar,
)
from storage.named import queries

_FAR = timedelta(days=400)
"""How long before and after a day a return day may lie and still decide it."""


class Calendar:
    """The tables ``calendar_day``, ``calendar_year``, ``calendar_span`` and ``return_day``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("calendar")

    # -- the public list ---------------------------------------------------------------------

    def national(self, day: date) -> tuple[str, str, str] | None:
        """``(kind, name, source)`` of a public holiday or make-up workday."""
        row = self._q.national(self._c, day=day.isoformat())
        return None if row is None else (row[0], row[1], row[2])

    def holidays(self, year: int) -> list[tuple[date, str]]:
        """``(day, name)`` of a year's public holidays, in order."""
        rows = self._q.holidays(self._c, first=f"{year:04d}-01-01", last=f"{year:04d}-12-31")
        return [(date.fromisoformat(day), name) for day, name in rows]

    def public(self, period: Period) -> PublicCalendar:
        """The public list of a time, and every year that is loaded."""
        first, last = period.first.isoformat(), period.last.isoformat()
        rows = self._q.national_between(self._c, first_day=first, last_day=last)
        days = {
            date.fromisoformat(day): NationalDay(
                date.fromisoformat(day), DayKind(kind), name, source
            )
            for day, kind, name, source in rows
        }
        return PublicCalendar(days, frozenset(row[0] for row in self._q.years(self._c)))

    def year_known(self, year: int) -> bool:
        """Whether the public holidays of a year are loaded."""
        return self._q.year_known(self._c, year=year) is not None

    def put_national(self, day: date, kind: str, name: str, source: str) -> None:
        """Add a public holiday (off) or a make-up workday (school)."""
        self._q.put_national(self._c, day=day.isoformat(), kind=kind, name=name, source=source)

    def put_year(self, year: int, source: str) -> None:
        """Say that a year's public holidays are complete."""
        self._q.put_year(self._c, year=year, source=source)

    def national_of(self, year: int) -> tuple[NationalDay, ...]:
        """The list of a year as it stands, in order."""
        days = self.public(Period(date(year, 1, 1), date(year, 12, 31))).days
        return tuple(days[day] for day in sorted(days))

    def replace_year(self, year: int, days: Iterable[NationalDay], source: str | None) -> None:
        """A year's list takes the place of the one before; without a source it is unknown again."""
        first, last = f"{year:04d}-01-01", f"{year:04d}-12-31"
        self._q.forget_national(self._c, first_day=first, last_day=last)
        self._q.forget_year(self._c, year=year)
        for one in days:
            self.put_national(one.day, one.kind.value, one.name, one.source)
        if source is not None:
            self.put_year(year, source)

    # -- what units have marked --------------------------------------------------------------

    def of_unit(self, unit_id: int, period: Period, rules: CalendarRules) -> UnitCalendar:
        """The calendar of a unit for the days of a time; its own marks are the first level."""
        marks = self.marks_up(unit_id, period)
        own = marks.pop(unit_id, Level())
        return UnitCalendar((own, *marks.values()), self.public(period), rules)

    def marks_up(self, unit_id: int, period: Period) -> dict[int, Level]:
        """What a unit and those above it have marked around a time, by unit, nearest first."""
        marks = self._marks(unit_id, period, below=False)
        upward = queries("roster").ancestors(self._c, unit_id=unit_id)
        return {row[0]: marks[row[0]] for row in upward if row[0] in marks}

    def marks_below(self, unit_id: int, period: Period) -> dict[int, Level]:
        """What units below a unit have marked themselves in a time, by unit."""
        days = _days(unit_id, period.first, period.last)
        return _by_unit(self._q.spans_down(self._c, **days), self._q.returns_down(self._c, **days))

    def of_classes(
        self, school_id: int, period: Period, rules: CalendarRules, *, without: int = 0
    ) -> list[tuple[Unit, UnitCalendar]]:
        """The calendar of each class of a school, in the roster's order; as if one change had
        never been made, where that is asked.
        """
        marks = self._marks(school_id, period, below=True, without=without)
        public = self.public(period)
        rows = self._q.chains(self._c, school_id=school_id, day=period.first.isoformat())
        found = []
        for _, chain in groupby(rows, key=lambda row: row[0]):
            upward = list(chain)
            row = upward[0]
            unit = Unit(row[0], row[1], row[2], UnitKind(row[3]), row[4])
            levels = tuple(marks[one[5]] for one in upward if one[5] in marks)
            found.append((unit, UnitCalendar(levels, public, rules)))
        return found

    def _marks(
        self, unit_id: int, period: Period, *, below: bool, without: int = 0
    ) -> dict[int, Level]:
        """What the unit and those above it have marked, and where wanted those below it."""
        touching = _days(unit_id, period.first, period.last, without)
        around = _days(unit_id, _shifted(period.first, -_FAR), _shifted(period.last, _FAR), without)
        spans = list(self._q.spans_up(self._c, **touching))
        returns = list(self._q.returns_up(self._c, **around))
        if below:
            spans += self._q.spans_down(self._c, **touching)
            returns += self._q.returns_down(self._c, **around)
        return _by_unit(spans, returns)


def _days(unit_id: int, first: date, last: date, without: int = 0) -> dict[str, object]:
    return {
        "unit_id": unit_id,
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "without": without,
    }


def _by_unit(spans: Iterable[sqlite3.Row], returns: Iterable[sqlite3.Row]) -> dict[int, Level]:
    spans_of: dict[int, list[Span]] = {}
    returns_of: dict[int, list[ReturnDay]] = {}
    for span_id, unit_id, first, last, kind, name in spans:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
        spans_of.setdefault(unit_id, []).append(Span(span_id, period, DayKind(kind), name))
    for return_id, unit_id, day, approved in returns:
        one = ReturnDay(return_id, date.fromisoformat(day), bool(approved))
        returns_of.setdefault(unit_id, []).append(one)
    return {
        unit_id: Level(tuple(spans_of.get(unit_id, ())), tuple(returns_of.get(unit_id, ())))
        for unit_id in (*spans_of, *(one for one in returns_of if one not in spans_of))
    }


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta() else date.max
