"""Leaves (请假到某天): which last days are offered and read, and what an answer gives and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import UnreadableDay, parse_period
from domain.check_in import Absence, CheckIn
from domain.errors import ChenjianError
from domain.roster import Away

_DAY = timedelta(days=1)
_FRIDAY = 4

LONGEST = timedelta(days=120)
"""A leave given in chat ends within a term; a longer one is a matter of the roster. Ours."""
EVER = date.max
"""The last day of what lasts until the roster follows."""


class LeaveEndsBadly(ChenjianError):
    """The last day of a leave is not after the day it is given on, or too far away."""


def ends_offered(day: date) -> tuple[date, ...]:
    """Last days for buttons: what is left of the working week, and the Friday after it.

    On a Friday and at the week-end the coming week is offered.
    """
    friday = day + (_FRIDAY - day.weekday()) * _DAY
    if friday <= day:
        first, friday = friday + 3 * _DAY, friday + 7 * _DAY
    else:
        first = day + _DAY
    left = [first + n * _DAY for n in range((friday - first).days + 1)]
    return (*left, friday + 7 * _DAY)


def judge_end(last: date, day: date) -> date:
    """The same day, if a leave given on ``day`` may end on it. Raises LeaveEndsBadly."""
    if not day < last <= day + LONGEST:
        raise LeaveEndsBadly
    return last


_NEXT_WEEK = re.compile(r"下个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH = re.compile(r"(?P<next>next )?(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*")
_UNTIL = re.compile(r"^(?:请假)?(?:一直)?(?:到|至|until|till)?\s*")


_HOLIDAYS = {
    **dict.fromkeys(("元旦", "new year", "new year's day"), (1, 1)),
    **dict.fromkeys(("五一", "劳动"), (5, 1)),
    **dict.fromkeys(("国庆", "十一"), (10, 1)),
}
"""Holidays that are on the same day every year, so that no calendar has to be asked."""


def _coming(month: int, number: int, day: date) -> date:
    this_year = date(day.year, month, number)
    return this_year if this_year > day else date(day.year + 1, month, number)


def parse_end(raw: str, day: date) -> date:
    """Read the last day of a leave as people name it, forward: ``周五``, ``下周三``, ``12-4``,
    ``元旦``.

    Raises UnreadableDay, LeaveEndsBadly.
    """
    named = _UNTIL.sub("", raw.strip().casefold())
    next_week = _NEXT_WEEK.fullmatch(named)
    if next_week:
        weekday = "一二三四五六日".index(next_week["weekday"].replace("天", "日"))
        monday = day - day.weekday() * _DAY
        return judge_end(monday + (7 + weekday) * _DAY, day)
    english = _ENGLISH.fullmatch(named)
    if english:
        weekday = _WEEKDAYS.index(english["weekday"])
        return judge_end(_next(day, weekday, bool(english["next"])), day)
    if not named:
        raise UnreadableDay
    holiday = _HOLIDAYS.get(named.removesuffix("放假").removesuffix("节"))
    if holiday:
        return judge_end(_coming(*holiday, day), day)
    try:
        # A range reads its end forward from its beginning.
        last = parse_period(f"{day.isoformat()}..{named}", day).last
    except UnreadableDay:
        last = parse_period(named, day).last
    return judge_end(last, day)


def _next(day: date, weekday: int, next_week: bool) -> date:
    """The first such weekday after a day, or that of the week after this one."""
    if next_week:
        return day + (7 - day.weekday() + weekday) * _DAY
    return day + ((weekday - day.weekday() - 1) % 7 + 1) * _DAY


@dataclass(frozen=True, slots=True)
class GivenLeave:
    """A leave an answer gives a pupil, from the day after it."""

    pupil_id: int
    kind: Away
    first: date
    last: date


def leaves_given(check_in: CheckIn, day: date, threshold: int) -> Iterator[GivenLeave]:
    """What an answer says of the days after it: a leave with an end, or somebody who has gone."""
    for pupil_id, entry in check_in.pupils.items():
        last = entry.leave_until(threshold)
        if entry.ahead is not None and entry.ahead.first > day:
            ahead = entry.ahead
            yield GivenLeave(pupil_id, _kind(ahead.absence), ahead.first, ahead.last)
        if entry.gone:
            yield GivenLeave(pupil_id, Away.LEAVING, day + _DAY, EVER)
        elif last is not None and last > day:
            yield GivenLeave(pupil_id, _kind(entry.away), day + _DAY, last)


def _kind(absence: Absence | None) -> Away:
    return Away.SICK if absence is Absence.SICK else Away.LEAVE


def leaves_ended(check_in: CheckIn, day: date, threshold: int) -> Iterator[tuple[int, date]]:
    """Whose running leave an answer ends, and its last day: who is back, and who has another."""
    tomorrow = day + _DAY
    given = {
        one.pupil_id
        for one in leaves_given(check_in, day, threshold)
        if one.first == tomorrow and check_in.pupils[one.pupil_id].ahead is None
    }
    for pupil_id, entry in check_in.pupils.items():
        if entry.returned:
            yield pupil_id, day - _DAY
        elif pupil_id in given:
            yield pupil_id, day


def touches_leaves(check_in: CheckIn) -> bool:
    """Whether an answer may give or end a leave at all."""
    return any(
        entry.back or entry.gone or entry.until is not None or entry.ahead is not None
        for entry in check_in.pupils.values()
    )
