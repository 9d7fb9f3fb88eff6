"""Weeks, months and terms, the one before and the one after; and how people name them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Period, UnreadableDay
from domain.report_request import MOST_DAYS
from domain.stretch import NAMED, Stretch, after, around, before, read_days, stretch_of

MONDAY = date(2026, 11, 23)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
STRETCHES = st.sampled_from(NAMED)


def days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("本学期", "2026-09-01", "2026-11-23"),
        ("this term", "2026-09-01", "2026-11-23"),
        ("上学期", "2026-02-01", "2026-08-31"),
        ("上个学期", "2026-02-01", "2026-08-31"),
        ("last semester", "2026-02-01", "2026-08-31"),
        ("秋季学期", "2026-09-01", "2026-11-23"),
        ("春季学期", "2026-02-01", "2026-08-31"),
        ("2025年秋季学期", "2025-09-01", "2026-01-31"),
        ("2025 秋学期", "2025-09-01", "2026-01-31"),
        ("autumn term 2025", "2025-09-01", "2026-01-31"),
        ("spring term", "2026-02-01", "2026-08-31"),
        ("上上周", "2026-11-09", "2026-11-15"),
        ("近7天", "2026-11-17", "2026-11-23"),
        ("最近 30 天", "2026-10-25", "2026-11-23"),
        ("last 7 days", "2026-11-17", "2026-11-23"),
        ("9月1日到15日", "2026-09-01", "2026-09-15"),
        ("1-15 Sep", "2026-09-01", "2026-09-15"),
        ("Sep 1-15, 2025", "2025-09-01", "2025-09-15"),
        ("1 to 15 September", "2026-09-01", "2026-09-15"),
        ("Sep 1 to Oct 3", "2026-09-01", "2026-10-03"),
        ("Dec 20 - Jan 10", "2025-12-20", "2026-01-10"),
        ("September", "2026-09-01", "2026-09-30"),
        ("Sep 2025", "2025-09-01", "2025-09-30"),
        ("1st of November", "2026-11-01", "2026-11-01"),
        ("last monday", "2026-11-16", "2026-11-16"),
        ("Friday", "2026-11-20", "2026-11-20"),
        ("last month", "2026-10-01", "2026-10-31"),
    ],
)
def test_days_are_read_as_people_name_them(raw: str, first: str, last: str) -> None:
    assert read_days(raw, MONDAY) == days(first, last)


@pytest.mark.parametrize(
    "raw", ["学期", "0000年秋季学期", "sun", "may be", "31 Sep", "近0天", "term 2"]
)
def test_words_that_name_no_days_are_refused(raw: str) -> None:
    with pytest.raises(UnreadableDay):
        read_days(raw, MONDAY)


@given(DAYS, STRETCHES, DAYS)
def test_a_stretch_holds_its_day_and_never_goes_past_today(
    day: date, stretch: Stretch, today: date
) -> None:
    whole = around(stretch, day, today)
    assert day in whole or whole.first <= today < day
    assert today not in whole or whole.last == today
    assert len(whole) <= MOST_DAYS


@given(DAYS, STRETCHES, st.integers(0, 900))
def test_the_one_before_and_the_one_after_join_without_a_gap(
    day: date, stretch: Stretch, ago: int
) -> None:
    today = day + timedelta(days=ago)
    whole = around(stretch, day, today)
    earlier = before(whole, today)
    assert earlier is not None
    assert earlier.last + timedelta(days=1) == whole.first
    assert after(earlier, today) == whole
    later = after(whole, today)
    assert (later is None) == (whole.last == today)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_at_the_ends_of_the_calendar_a_day_stands_for_itself(day: date) -> None:
    assert around(Stretch.TERM, day, MONDAY) == Period(day, day)
    assert (before(Period(day, day), MONDAY) is None) == (day == date.min)
    assert (after(Period(day, day), MONDAY) is None) == (day == date.max)


def test_a_month_is_followed_by_a_month_and_other_days_by_as_many() -> None:
    september = days("2026-09-01", "2026-09-30")
    assert stretch_of(september, MONDAY) is Stretch.MONTH
    assert before(september, MONDAY) == days("2026-08-01", "2026-08-31")
    assert after(days("2026-10-01", "2026-10-31"), MONDAY) == days("2026-11-01", "2026-11-23")
    some = days("2026-09-03", "2026-09-12")
    assert stretch_of(some, MONDAY) is Stretch.OTHER
    assert before(some, MONDAY) == days("2026-08-24", "2026-09-02")
    assert after(days("2026-11-15", "2026-11-20"), MONDAY) == days("2026-11-21", "2026-11-23")
    assert before(Period(date.min, MONDAY), MONDAY) is None
