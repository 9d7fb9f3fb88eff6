"""The log before a return, counted at its boundaries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from domain.return_log import AskedDay, ClassLog, ShortPupil, class_log
from domain.roster import Unit, UnitKind
from domain.school_calendar import ReturnDay

CLASS = Unit(1, "c", "九年级1班", UnitKind.CLASS, 1)
RETURN = date(2027, 2, 9)
EVE = RETURN - timedelta(days=1)
FIRST = RETURN - timedelta(days=14)
DAY = timedelta(days=1)


def asked(
    day: date, *, answered: bool = True, unmeasured: Mapping[int, str] | None = None
) -> AskedDay:
    return AskedDay(day, answered, unmeasured or {})


def log(*days: AskedDay, on: date = EVE, length: int = 14) -> ClassLog:
    return class_log(CLASS, ReturnDay(1, RETURN), length, on, days)


def every_day(*, until: date = EVE) -> list[AskedDay]:
    return [asked(FIRST + n * DAY) for n in range((until - FIRST).days + 1)]


def test_fourteen_days_answered_are_a_whole_log_and_day_14_is_the_eve() -> None:
    whole = log(*every_day())
    assert not whole.lacks
    assert whole.not_asked == ()
    assert whole.is_eve


def test_the_last_day_counts_until_it_is_over() -> None:
    """On the eve itself the fourteenth day may still be answered, and lacks until then."""
    days = [*every_day(until=EVE - DAY), asked(EVE, answered=False)]
    open_still = log(*days)
    assert open_still.missed == (EVE,)
    assert open_still.today_is_missing


def test_the_day_before_the_log_and_the_day_of_the_return_are_not_in_it() -> None:
    days = [asked(FIRST - DAY, answered=False), *every_day(), asked(RETURN, answered=False)]
    assert not log(*days).lacks
    assert not log(*days, on=RETURN).lacks


def test_the_first_day_is_the_fourteenth_before_the_return() -> None:
    assert log(asked(FIRST, answered=False)).missed == (FIRST,)


def test_of_days_to_come_nobody_is_short() -> None:
    third = FIRST + 2 * DAY
    assert not log(*every_day(until=third), on=third).lacks
    assert not log(*every_day(until=third), on=third).is_eve


def test_not_asked_is_never_lacking() -> None:
    """The date was set ten days before the return: four days of the log nobody was asked."""
    late = log(*every_day()[4:])
    assert late.not_asked == tuple(FIRST + n * DAY for n in range(4))
    assert not late.lacks


def test_a_pupil_who_was_not_measured_is_short_of_that_day_alone() -> None:
    days = every_day()
    days[3] = asked(days[3].day, unmeasured={7: "王小明"})
    days[5] = asked(days[5].day, unmeasured={7: "王小明", 8: "李晓红"})
    assert log(*days).short == (
        ShortPupil("王小明", (days[3].day, days[5].day)),
        ShortPupil("李晓红", (days[5].day,)),
    )


@pytest.mark.parametrize(("length", "first"), [(7, RETURN - 7 * DAY), (1, EVE)])
def test_the_length_is_counted_back_from_the_eve(length: int, first: date) -> None:
    days = [asked(RETURN - 15 * DAY + n * DAY, answered=False) for n in range(15)]
    assert log(*days, length=length).missed[0] == first
    assert len(log(*days, length=length).missed) == length
