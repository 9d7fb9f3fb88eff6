"""Leaves with an end: which last days are offered and read, what an answer gives and ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.calendar import UnreadableDay
from domain.check_in import Absence, CheckIn, Entry, Where
from domain.leave import (
    EVER,
    LONGEST,
    GivenLeave,
    LeaveEndsBadly,
    ends_offered,
    judge_end,
    leaves_ended,
    leaves_given,
    parse_end,
)
from domain.roster import Away

MONDAY = date(2026, 11, 23)
TUESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)
FEVER = 3730


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        (MONDAY, ["11-24", "11-25", "11-26", "11-27", "12-04"]),
        (date(2026, 11, 26), ["11-27", "12-04"]),
        (FRIDAY, ["11-30", "12-01", "12-02", "12-03", "12-04", "12-11"]),
        (date(2026, 11, 28), ["11-30", "12-01", "12-02", "12-03", "12-04", "12-11"]),
    ],
)
def test_the_rest_of_the_week_is_offered_and_the_friday_after(
    day: date, offered: list[str]
) -> None:
    assert [end.strftime("%m-%d") for end in ends_offered(day)] == offered


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("周五", FRIDAY),
        ("到周五", FRIDAY),
        ("请假到 11月27日", FRIDAY),
        ("until 11-27", FRIDAY),
        ("明天", TUESDAY),
        ("下周三", date(2026, 12, 2)),
        ("下个星期天", date(2026, 12, 6)),
        ("12-4", date(2026, 12, 4)),
        ("Friday", FRIDAY),
        ("mon", date(2026, 11, 30)),
        ("next Wednesday", date(2026, 12, 2)),
        ("1-5", date(2027, 1, 5)),
        ("元旦", date(2027, 1, 1)),
        ("元旦放假", date(2027, 1, 1)),
        ("New Year's Day", date(2027, 1, 1)),
    ],
)
def test_a_last_day_is_read_forward(typed: str, last: date) -> None:
    assert parse_end(typed, MONDAY) == last


def test_a_holiday_too_far_away_is_no_last_day() -> None:
    with pytest.raises(LeaveEndsBadly):
        parse_end("国庆节", MONDAY)


@pytest.mark.parametrize("typed", ["", "到", "好", "38.2", "13-40"])
def test_what_is_no_day_is_none(typed: str) -> None:
    with pytest.raises(UnreadableDay):
        parse_end(typed, MONDAY)


@pytest.mark.parametrize(
    ("days", "stands"),
    [(0, False), (-1, False), (1, True), (LONGEST.days, True), (LONGEST.days + 1, False)],
)
def test_a_leave_ends_after_its_day_and_within_a_term(days: int, stands: bool) -> None:
    last = MONDAY + timedelta(days=days)
    if stands:
        assert judge_end(last, MONDAY) == last
    else:
        with pytest.raises(LeaveEndsBadly):
            judge_end(last, MONDAY)


def given(**entry: object) -> list[GivenLeave]:
    said = CheckIn(pupils={7: Entry().model_copy(update=entry)})
    return list(leaves_given(said, MONDAY, FEVER))


def test_a_leave_runs_from_the_day_after_the_answer() -> None:
    assert given(absence=Absence.SICK, until=FRIDAY) == [GivenLeave(7, Away.SICK, TUESDAY, FRIDAY)]
    assert given(where=Where.HOME, until=FRIDAY) == [GivenLeave(7, Away.SICK, TUESDAY, FRIDAY)]
    for reason in (Absence.PERSONAL, Absence.OTHER):
        assert given(absence=reason, until=FRIDAY) == [GivenLeave(7, Away.LEAVE, TUESDAY, FRIDAY)]


def test_a_fever_has_no_end_that_runs_by_itself() -> None:
    assert given(temperature=3730, where=Where.HOME, until=FRIDAY) == []
    assert given(temperature=3729, where=Where.HOME, until=FRIDAY) != []


@pytest.mark.parametrize(
    "entry",
    [
        {"where": Where.SCHOOL, "until": FRIDAY},
        {"absence": Absence.SICK},
        {"absence": Absence.SICK, "until": MONDAY},
    ],
)
def test_no_leave_is_given_without_a_reason_and_a_day_to_come(entry: dict[str, object]) -> None:
    assert given(**entry) == []


def test_who_has_gone_is_away_until_the_roster_follows() -> None:
    assert given(gone=True) == [GivenLeave(7, Away.LEAVING, TUESDAY, EVER)]


def test_who_is_back_ends_the_leave_the_day_before_and_a_new_leave_ends_the_old() -> None:
    said = CheckIn(
        pupils={
            1: Entry(back=True),
            2: Entry(absence=Absence.SICK, until=FRIDAY),
            3: Entry(absence=Absence.SICK),
            # Said to be back, and then at home after all.
            4: Entry(back=True, where=Where.HOME),
        }
    )
    assert dict(leaves_ended(said, MONDAY, FEVER)) == {1: date(2026, 11, 22), 2: MONDAY}
