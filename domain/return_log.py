"""The log before a return (返校前记录): which days of it a class and its pupils have, and lack.

Counting rules: the log ends on the eve, the day of the return is not one of its days. A day on
which the class was not asked is nobody's fault and is not lacking; a day on which it was asked and
did not answer lacks for all of its pupils; one on which a pupil was not measured, for that pupil.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.calendar import Period
from domain.roster import Unit
from domain.school_calendar import ReturnDay


@dataclass(frozen=True, slots=True)
class AskedDay:
    """A day on which a class was asked. ``unmeasured`` are the pupils who were not measured."""

    day: date
    answered: bool
    unmeasured: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ShortPupil:
    """A pupil whose log lacks some days of those on which the class answered."""

    name: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class ClassLog:
    """The log of one class up to a day, that day included.

    ``not_asked`` are days of the log before anybody knew of the return, ``missed`` those the class
    did not answer, ``isolated`` pupils who will not be back on the day.
    """

    unit: Unit
    returns: ReturnDay
    day: date
    days: int
    not_asked: tuple[date, ...]
    missed: tuple[date, ...]
    short: tuple[ShortPupil, ...]
    isolated: tuple[str, ...] = ()

    @property
    def is_eve(self) -> bool:
        """Whether the class is back tomorrow."""
        return (self.returns.day - self.day).days == 1

    @property
    def today_is_missing(self) -> bool:
        """Whether the class can still answer for today."""
        return self.day in self.missed

    @property
    def lacks(self) -> bool:
        """Whether anybody's log is short of a day."""
        return bool(self.missed or self.short)


def class_log(
    unit: Unit,
    returns: ReturnDay,
    length: int,
    day: date,
    asked: Sequence[AskedDay],
    isolated: Iterable[str] = (),
) -> ClassLog:
    """Count a class's log up to a day. ``asked`` are the days on which it was asked, any order."""
    window = returns.log_window(length)
    first = day if window is None else window.first
    last = day if window is None else min(window.last, day)
    so_far = list(Period(first, last))
    by_day = {one.day: one for one in asked if first <= one.day <= last}
    return ClassLog(
        unit,
        returns,
        day,
        length,
        not_asked=tuple(one for one in so_far if one not in by_day),
        missed=tuple(one for one in so_far if one in by_day and not by_day[one].answered),
        short=_short(by_day[one] for one in so_far if one in by_day and by_day[one].answered),
        isolated=tuple(isolated),
    )


def _short(answered: Iterable[AskedDay]) -> tuple[ShortPupil, ...]:
    lacking: dict[int, tuple[str, list[date]]] = {}
    for one in answered:
        for pupil_id, name in one.unmeasured.items():
            lacking.setdefault(pupil_id, (name, []))[1].append(one.day)
    return tuple(ShortPupil(name, tuple(days)) for name, days in lacking.values())
