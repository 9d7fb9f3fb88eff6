"""What a button of the calendar means: a month, days to look at or to mark, a kind for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from domain.calendar import Period, UnreadableDay
from domain.calendar_order import OrderKind
from domain.choice import Choice, UnreadableChoice

ACTION = "cal"
"""The verb of a button that leads through a unit's calendar; its subject is the unit."""
CONFIRM, DROP, UNDO, APPROVE = "cal_ok", "cal_no", "cal_undo", "cal_appr"
"""What is done with a change; the subject is its id."""

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100

_ARGUMENT = re.compile(
    r"(?P<step>[mrekup])(?:(?P<month>[0-9]{6})|(?P<first>[0-9]{8})(?:-(?P<last>[0-9]{6,8}))?)?"
    r"(?:\.(?P<kind>[a-z]+))?"
)


@dataclass(frozen=True, slots=True)
class MonthAsked:
    """A month to look at, by its first day."""

    month: date

    def choice(self, unit_id: int) -> Choice:
        """The button that asks for it."""
        return Choice(ACTION, unit_id, argument=f"m{self.month:%Y%m}")


@dataclass(frozen=True, slots=True)
class PictureAsked:
    """A month as a picture, by its first day."""

    month: date

    def choice(self, unit_id: int) -> Choice:
        """The button that asks for it."""
        return Choice(ACTION, unit_id, argument=f"p{self.month:%Y%m}")


@dataclass(frozen=True, slots=True)
class DaysChosen:
    """Days to look at and to mark."""

    period: Period

    def choice(self, unit_id: int) -> Choice:
        """The button that chooses them."""
        return Choice(ACTION, unit_id, argument=f"r{_digits(self.period)}")


@dataclass(frozen=True, slots=True)
class LastDayAsked:
    """The first day is chosen; the last is picked in a month."""

    first: date
    month: date

    def choice(self, unit_id: int) -> Choice:
        """The button that asks for it."""
        return Choice(ACTION, unit_id, argument=f"e{self.first:%Y%m%d}-{self.month:%Y%m}")


@dataclass(frozen=True, slots=True)
class KindChosen:
    """A kind for days."""

    period: Period
    kind: OrderKind

    def choice(self, unit_id: int) -> Choice:
        """The button that chooses it."""
        return Choice(ACTION, unit_id, argument=f"k{_digits(self.period)}.{self.kind}")


@dataclass(frozen=True, slots=True)
class UnitsAsked:
    """The units right below, each with its own calendar."""

    def choice(self, unit_id: int) -> Choice:
        """The button that asks for them."""
        return Choice(ACTION, unit_id, argument="u")


CalendarAsked = MonthAsked | PictureAsked | DaysChosen | LastDayAsked | KindChosen | UnitsAsked


@dataclass(frozen=True, slots=True)
class _Parts:
    step: str
    month: str | None
    first: str | None
    last: str | None
    kind: str | None

    @classmethod
    def of(cls, argument: str) -> Self:
        found = _ARGUMENT.fullmatch(argument)
        if found is None:
            raise UnreadableChoice
        return cls(**found.groupdict())


def read_asked(argument: str) -> CalendarAsked:
    """What a button bears. Raises UnreadableChoice."""
    parts = _Parts.of(argument)
    try:
        return _read(parts)
    except (ValueError, UnreadableDay):
        raise UnreadableChoice from None


def _read(parts: _Parts) -> CalendarAsked:
    match parts:
        case _Parts(step="u", month=None, first=None, kind=None):
            return UnitsAsked()
        case _Parts(step="m", month=str(month), kind=None):
            return MonthAsked(_month(month))
        case _Parts(step="p", month=str(month), kind=None):
            return PictureAsked(_month(month))
        case _Parts(step="e", first=str(first), last=str(month), kind=None):
            return LastDayAsked(_day(first), _month(month))
        case _Parts(step="r", first=str(first), last=last, kind=None):
            return DaysChosen(Period(_day(first), _day(last or first)))
        case _Parts(step="k", first=str(first), last=last, kind=str(kind)):
            return KindChosen(Period(_day(first), _day(last or first)), OrderKind(kind))
    raise UnreadableChoice


def _digits(period: Period) -> str:
    first = f"{period.first:%Y%m%d}"
    return first if period.is_day else f"{first}-{period.last:%Y%m%d}"


def _day(digits: str) -> date:
    if len(digits) != 8:
        raise ValueError(digits)
    return _in_sight(date(int(digits[:4]), int(digits[4:6]), int(digits[6:])))


def _month(digits: str) -> date:
    if len(digits) != 6:
        raise ValueError(digits)
    return _in_sight(date(int(digits[:4]), int(digits[4:]), 1))


def _in_sight(day: date) -> date:
    """A day that a calendar may be asked about; years beyond it were never on a button."""
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise ValueError(day)
    return day
