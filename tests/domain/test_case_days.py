"""The days of a case, counted in both directions and over every edge."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case_days import (
    LONGEST,
    CaseEndsBadly,
    day_number,
    first_day,
    free_from,
    is_served,
    judged_end,
    last_day,
    moved_end,
    over_ms,
)
from domain.case_rules import RULES, CaseKind, CaseLimits
from domain.unit_settings import UnitSettings
from tests.clock import ZONE, instant

LIMITS = UnitSettings.resolve([]).cases


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("anchor", "first", "last"),
    [
        ("2026-11-20", "2026-11-21", "2026-12-04"),  # over the end of a month
        ("2026-12-24", "2026-12-25", "2027-01-07"),  # over the end of a year
        ("2028-02-20", "2028-02-21", "2028-03-05"),  # over a leap day
        ("2027-02-20", "2027-02-21", "2027-03-06"),  # the same without one
        ("2026-02-28", "2026-03-01", "2026-03-14"),
        ("2026-12-31", "2027-01-01", "2027-01-14"),
    ],
)
def test_fourteen_days_begin_after_the_last_contact_and_the_last_one_counts(
    anchor: str, first: str, last: str
) -> None:
    assert RULES["home_isolation"].span(day(anchor), LIMITS) == (day(first), day(last))
    assert day_number(day(first), day(first)) == 1
    assert day_number(day(last), day(first)) == 14
    assert day_number(day(anchor), day(first)) == 0


@pytest.mark.parametrize(
    ("today", "served", "free"),
    [
        ("2026-12-03", False, None),
        ("2026-12-04", True, "2026-12-05"),  # the last day itself: free from the day after
        ("2026-12-05", True, "2026-12-05"),
        ("2026-12-09", True, "2026-12-09"),
    ],
)
def test_nobody_is_free_before_the_last_day_is_over(
    today: str, served: bool, free: str | None
) -> None:
    last = day("2026-12-04")
    assert is_served(last, day(today)) is served
    if free is not None:
        assert free_from(last, day(today)) == day(free)


def test_a_kind_without_days_is_served_at_once() -> None:
    first, last = RULES["illness"].span(day("2026-11-23"), LIMITS)
    assert (first, last) == (day("2026-11-24"), None)
    assert is_served(None, day("2026-11-23"))
    assert free_from(None, day("2026-11-23")) == day("2026-11-23")


def test_a_last_day_is_over_at_midnight_where_the_school_is() -> None:
    last = day("2026-12-04")
    assert over_ms(last, ZONE) == instant("2026-12-05 00:00")
    assert over_ms(last, ZONE) - 1 == instant("2026-12-04 23:59") + 59_999
    urumqi = ZoneInfo("Asia/Urumqi")
    assert over_ms(last, urumqi) - over_ms(last, ZONE) == 2 * 3_600_000


def test_a_day_of_23_hours_is_over_at_its_midnight_too() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    hours = (over_ms(day("2027-03-28"), berlin) - over_ms(day("2027-03-27"), berlin)) / 3_600_000
    assert hours == 23


@pytest.mark.parametrize(
    ("by", "last"),
    [(7, "2026-12-11"), (-7, "2026-11-27"), (1, "2026-12-05"), (-1, "2026-12-03")],
)
def test_a_case_is_extended_and_shortened_alike(by: int, last: str) -> None:
    first, was = RULES["home_isolation"].span(day("2026-11-20"), LIMITS)
    assert was is not None
    moved = moved_end(first, was, by)
    assert moved == day(last)
    assert moved_end(first, moved, -by) == was


def test_a_case_ends_on_its_first_day_at_the_earliest_and_within_its_longest() -> None:
    first = day("2026-11-21")
    assert judged_end(first, first) == first
    latest = first + timedelta(days=LONGEST - 1)
    assert judged_end(first, latest) == latest
    for bad in (first - timedelta(days=1), latest + timedelta(days=1)):
        with pytest.raises(CaseEndsBadly):
            judged_end(first, bad)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_so_many_days_are_so_many_days(anchor: date, days: int) -> None:
    first = first_day(anchor, after=True)
    last = last_day(first, days)
    assert last is not None
    assert (last - anchor).days == days
    assert day_number(last, first) == days
    assert [is_served(last, last + timedelta(days=n)) for n in (-1, 0, 1)] == [False, True, True]
    # Counted from the same day everything is one day earlier.
    assert last_day(first_day(anchor, after=False), days) == last - timedelta(days=1)


def test_the_days_of_a_rule_are_what_is_set() -> None:
    limits = CaseLimits(7, 3, 10, 48, 48, time(10), time(16), time(19))
    assert RULES["home_isolation"].length(limits) == 7
    assert RULES["close_contact"].length(limits) == 7
    assert RULES["travel"].length(limits) == 3
    assert RULES["rectification"].length(limits) == 10
    assert RULES["measles"].length(limits) == 7
    assert RULES["chickenpox"].length(limits) == 14


def test_every_kind_has_a_rule_and_every_rule_its_source() -> None:
    assert {rule.kind for rule in RULES.values()} == set(CaseKind)
    assert all(rule.source and rule.anchor for rule in RULES.values())
