"""Marking days: what a unit's calendar becomes, and what of it is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.calendar import DayKind, Period
from domain.mode import Mode
from domain.school_calendar import (
    ONE_BREAK,
    DayVerdict,
    Level,
    ReturnDay,
    Span,
    UnitCalendar,
)

_DAY = timedelta(days=1)
_AT_HOME = (DayKind.VACATION, DayKind.CLOSURE)
_NEWEST = 1 << 60
"""The id of what is not stored yet: newer than all that is."""
_LATEST_BREAK = 30 * _DAY
"""A vacation that ended longer before a return was another one. Ours."""


@dataclass(frozen=True, slots=True)
class Marking:
    """What a change does to one unit: spans and return days that end, and those that begin."""

    ends: tuple[int, ...] = ()
    adds: tuple[Span, ...] = ()
    ends_returns: tuple[int, ...] = ()
    returns: ReturnDay | None = None

    def applied(self, level: Level) -> Level:
        """What the unit has marked afterwards."""
        spans = (*self.adds, *(one for one in level.spans if one.id not in self.ends))
        returns = tuple(one for one in level.returns if one.id not in self.ends_returns)
        return Level(spans, (*returns, *([self.returns] if self.returns is not None else [])))


def mark(level: Level, period: Period, kind: DayKind, note: str, today: date) -> Marking:
    """Mark days for a unit.

    A vacation or closure that overlaps one of the same kind stands for it: one that has begun
    keeps its beginning and gets a new end, one to come is moved. Any other mark lies over what was
    there before.
    """
    same = [
        one
        for one in level.spans
        if kind in _AT_HOME and one.kind is kind and _overlap(one.period, period)
    ]
    kept = [
        replace(one, id=_NEWEST, period=Period(one.period.first, period.first - _DAY))
        for one in same
        if one.period.first <= today and one.period.first < period.first
    ]
    added = Span(_NEWEST + 1, period, kind, note)
    return Marking(tuple(one.id for one in same), (added, *kept))


def mark_return(
    level: Level, calendar: UnitCalendar, day: date, *, approved: bool = False
) -> Marking:
    """Set the day a unit is back; one of the same break that was set before is replaced.

    A vacation or closure that ends earlier is made longer, where school would be held between:
    nobody comes back for a few days before the return.
    """
    before = tuple(one.id for one in level.returns if abs(one.day - day) < ONE_BREAK)
    longer: list[Span] = []
    last = _last_at_home(calendar, day)
    if last is not None:
        gap = Period(last.period.last + _DAY, day - _DAY) if last.period.last < day - _DAY else None
        if gap is not None and any(calendar.on(one).mode is Mode.TERM for one in gap):
            longer.append(Span(_NEWEST + 1, gap, last.kind, last.note))
    returns = ReturnDay(_NEWEST, day, approved)
    return Marking(adds=tuple(longer), ends_returns=before, returns=returns)


def rest_of_break(calendar: UnitCalendar, day: date) -> Period:
    """From a day on to the end of what keeps the unit at home then; the day alone where nothing
    does.
    """
    span = calendar.span_on(day)
    if span is None or span.kind not in (*_AT_HOME, DayKind.OFF):
        return Period(day, day)
    return Period(day, span.period.last)


def _last_at_home(calendar: UnitCalendar, day: date) -> Span | None:
    back = day - _DAY
    while back >= day - _LATEST_BREAK:
        span = calendar.span_on(back)
        if span is not None and span.kind in _AT_HOME:
            return span
        back -= _DAY
    return None


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


@dataclass(frozen=True, slots=True)
class Difference:
    """Days running that were of one mode and are of another."""

    period: Period
    before: Mode
    after: Mode


def differences(
    before: UnitCalendar, after: UnitCalendar, days: Sequence[date]
) -> tuple[Difference, ...]:
    """What changes on some days that follow one another, in order."""
    found: list[Difference] = []
    for day in days:
        was, now = before.on(day), after.on(day)
        if _same(was, now):
            continue
        last = found[-1] if found else None
        if last is not None and (last.before, last.after, last.period.last) == (
            was.mode,
            now.mode,
            day - _DAY,
        ):
            found[-1] = replace(last, period=Period(last.period.first, day))
        else:
            found.append(Difference(Period(day, day), was.mode, now.mode))
    return tuple(found)


def _same(was: DayVerdict, now: DayVerdict) -> bool:
    return (was.mode, was.asked) == (now.mode, now.asked)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days running that become one thing, whatever each was before."""

    period: Period
    before: tuple[Mode, ...]
    after: Mode


def stretches(changed: Sequence[Difference]) -> tuple[Stretch, ...]:
    """Differences as one reads them: a vacation is one time, not a week and a week-end in turn."""
    found: list[Stretch] = []
    for one in changed:
        last = found[-1] if found else None
        if last is not None and (last.after, last.period.last) == (
            one.after,
            one.period.first - _DAY,
        ):
            before = tuple(dict.fromkeys((*last.before, one.before)))
            found[-1] = Stretch(Period(last.period.first, one.period.last), before, one.after)
        else:
            found.append(Stretch(one.period, (one.before,), one.after))
    return tuple(found)
