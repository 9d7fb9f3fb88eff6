"""The days a duty, an enrolment or an absence runs, and how a new roster file changes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from domain.calendar import Period
from domain.roster import OPEN_FROM, OPEN_UNTIL

Told = tuple[date | None, date | None]
"""First and last day as a file gives them; None is open."""

ALWAYS: Told = (None, None)

_DAY, _NONE = timedelta(days=1), timedelta()


def joined(periods: Iterable[Period], *, touching: bool = True) -> tuple[Period, ...]:
    """The same days in as few periods as possible, in order.

    Without ``touching``, one that begins the day after another ends stays by itself.
    """
    gap = _DAY if touching else _NONE
    found: list[Period] = []
    for period in sorted(periods, key=lambda one: (one.first, one.last)):
        if found and (found[-1].last == OPEN_UNTIL or period.first <= found[-1].last + gap):
            found[-1] = Period(found[-1].first, max(found[-1].last, period.last))
        else:
            found.append(period)
    return tuple(found)


def runs(periods: Iterable[Period], day: date) -> bool:
    """Whether any of it is still running on a day, or is to come."""
    return any(period.last >= day for period in periods)


def without(periods: Iterable[Period], taken: Period) -> tuple[Period, ...]:
    """The same days but those that are taken away; what is cut in two stays in two."""
    left: list[Period] = []
    for period in periods:
        if period.last < taken.first or taken.last < period.first:
            left.append(period)
            continue
        if period.first < taken.first:
            left.append(Period(period.first, taken.first - _DAY))
        if taken.last < period.last:
            left.append(Period(taken.last + _DAY, period.last))
    return tuple(left)


def until(periods: Iterable[Period], day: date) -> tuple[Period, ...]:
    """The days before a day."""
    return without(periods, Period(day, OPEN_UNTIL))


def first_difference(before: Sequence[Period], after: Sequence[Period]) -> date | None:
    """The first day that is in one and not in the other; None where they are the same days."""
    edges = {one.first for one in (*before, *after)}
    edges |= {one.last + _DAY for one in (*before, *after) if one.last < OPEN_UNTIL}
    return next(
        (day for day in sorted(edges) if _covers(before, day) is not _covers(after, day)), None
    )


def _covers(periods: Iterable[Period], day: date) -> bool:
    return any(day in period for period in periods)


def carried(
    known: Sequence[Period], told: Iterable[Told], day: date, *, first_import: bool
) -> tuple[Period, ...]:
    """Duties and enrolments: what was stays, and from ``day`` on the file counts.

    Where the file leaves the first day open, it begins on ``day`` (on the very first import: was
    always so). What the file no longer has ends the day before.
    """
    beginning = OPEN_FROM if first_import else day
    return joined([*until(known, day), *_said(told, beginning)])


def restated(
    known: Sequence[Period], told: Iterable[Told], day: date, *, first_import: bool
) -> tuple[Period, ...]:
    """Absences: days that the file gives are corrections and also count for the past.

    An open first day keeps the one that is known. What the file no longer has ends the day
    before ``day``. An absence that follows another at once is another one.
    """
    known = joined(known, touching=False)
    beginning = OPEN_FROM if first_import else day
    said: list[Period] = []
    for first, last in told:
        running = [one.first for one in known if one.last >= day - _DAY and one.first <= day]
        begins = first or min([*running, beginning])
        said += _said([(begins, last)], beginning)
    corrections = [one for one in said if one.first < day]
    untouched = [
        one
        for one in known
        if not any(one.first <= new.last and new.first <= one.last for new in corrections)
    ]
    return joined([*until(untouched, day), *said], touching=False)


def _said(told: Iterable[Told], beginning: date) -> list[Period]:
    bounds = [(first or beginning, last or OPEN_UNTIL) for first, last in told]
    return [Period(first, last) for first, last in bounds if first <= last]
