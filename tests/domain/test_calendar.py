from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import (
    DayKind,
    DayReason,
    NationalDay,
    Period,
    UnreadableDay,
    judge_day,
    parse_day,
    parse_period,
)

MONDAY = date(2026, 11, 23)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
LIST = "State Council notice"
NATIONAL_DAY = NationalDay(date(2026, 10, 1), DayKind.OFF, "国庆节", LIST)
MAKE_UP = NationalDay(date(2026, 10, 10), DayKind.SCHOOL, "国庆节调休", LIST)


@pytest.mark.parametrize(
    ("day", "national", "held", "why"),
    [
        (MONDAY, None, True, DayReason.WEEKDAY),
        (date(2026, 11, 20), None, True, DayReason.WEEKDAY),
        (date(2026, 11, 21), None, False, DayReason.WEEKEND),
        (date(2026, 11, 22), None, False, DayReason.WEEKEND),
        (date(2026, 10, 1), NATIONAL_DAY, False, DayReason.HOLIDAY),
        (date(2026, 10, 10), MAKE_UP, True, DayReason.MAKE_UP),
    ],
)
def test_the_national_list_goes_before_monday_to_friday(
    day: date, national: NationalDay | None, held: bool, why: DayReason
) -> None:
    verdict = judge_day(day, national)
    assert (verdict.is_school_day, verdict.why) == (held, why)
    assert verdict.note == ("" if national is None else national.name)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("今天", MONDAY),
        ("昨天", date(2026, 11, 22)),
        ("前天", date(2026, 11, 21)),
        ("明天", date(2026, 11, 24)),
        ("today", MONDAY),
        (" Yesterday ", date(2026, 11, 22)),
        ("11-20", date(2026, 11, 20)),
        ("11/20", date(2026, 11, 20)),
        ("11.20", date(2026, 11, 20)),
        ("１１－２０", date(2026, 11, 20)),
        ("１１月２０日", date(2026, 11, 20)),
        ("11月20日", date(2026, 11, 20)),
        ("11 月 20 号", date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
        ("2026/11/20", date(2026, 11, 20)),
        ("2026年11月20日", date(2026, 11, 20)),
        ("20261120", date(2026, 11, 20)),
        ("2026-12-01", date(2026, 12, 1)),
        ("11-23", MONDAY),
        ("11-24", date(2025, 11, 24)),
        ("2-29", date(2024, 2, 29)),
        ("20日", date(2026, 11, 20)),
        ("31号", date(2026, 10, 31)),
        ("周五", date(2026, 11, 20)),
        ("周一", MONDAY),
        ("本周五", date(2026, 11, 27)),
        ("上周五", date(2026, 11, 20)),
        ("星期天", date(2026, 11, 22)),
    ],
)
def test_a_day_is_read_as_people_name_it(raw: str, day: date) -> None:
    assert parse_period(raw, MONDAY) == Period(day, day)
    assert parse_day(raw, MONDAY) == day


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("本周", (2026, 11, 23), (2026, 11, 25)),
        ("this week", (2026, 11, 23), (2026, 11, 25)),
        ("上周", (2026, 11, 16), (2026, 11, 22)),
        ("last week", (2026, 11, 16), (2026, 11, 22)),
        ("11月", (2026, 11, 1), (2026, 11, 25)),
        ("10月", (2026, 10, 1), (2026, 10, 31)),
        ("12月", (2025, 12, 1), (2025, 12, 31)),
        ("2024年2月", (2024, 2, 1), (2024, 2, 29)),
        ("2025-12", (2025, 12, 1), (2025, 12, 31)),
        ("上个月", (2026, 10, 1), (2026, 10, 31)),
        ("9月1日-9月30日", (2026, 9, 1), (2026, 9, 30)),
        ("9月1日到9月30日", (2026, 9, 1), (2026, 9, 30)),
        ("9月1日-30日", (2026, 9, 1), (2026, 9, 30)),
        ("9月1日-2025年9月30日", (2025, 9, 1), (2025, 9, 30)),
        ("11-01..11-20", (2026, 11, 1), (2026, 11, 20)),
        ("11-01 ～ 11-20", (2026, 11, 1), (2026, 11, 20)),
        ("11-01-11-20", (2026, 11, 1), (2026, 11, 20)),
        ("2026-11-01-2026-11-20", (2026, 11, 1), (2026, 11, 20)),
        ("2026-11-01 to 2026-11-20", (2026, 11, 1), (2026, 11, 20)),
        ("12-20..01-10", (2025, 12, 20), (2026, 1, 10)),
        ("11-20..11-30", (2026, 11, 20), (2026, 11, 30)),
        ("昨天-明天", (2026, 11, 24), (2026, 11, 26)),
        ("上周一到上周五", (2026, 11, 16), (2026, 11, 20)),
    ],
)
def test_a_period_is_read_as_people_name_it(
    raw: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    wednesday = date(2026, 11, 25)
    assert parse_period(raw, wednesday) == Period(date(*first), date(*last))


@pytest.mark.parametrize(
    "raw",
    [
        "", " ", "-", "放假了吧", "2月30日", "11-31", "2025-02-29", "13月", "0月", "20日-", "2026",
        "00-00", "20261320", "2026-11-20-", "今天..昨天", "11-20-25-30", "99999-01-01", "1-1-1",
        "9999-12", "0000-01-01", "²", "周八", "2026-1-2-3日",
    ],
)  # fmt: skip
def test_nonsense_names_no_day(raw: str) -> None:
    with pytest.raises(UnreadableDay):
        parse_period(raw, MONDAY)


def test_a_week_is_no_day() -> None:
    with pytest.raises(UnreadableDay):
        parse_day("上周", MONDAY)


@given(DAYS, DAYS)
def test_a_day_with_its_year_is_that_day_whenever_it_is_read(day: date, today: date) -> None:
    assert parse_day(day.isoformat(), today) == day
    assert parse_day(f"{day:%Y%m%d}", today) == day
    assert parse_day(f"{day.year}年{day.month}月{day.day}日", today) == day


@given(DAYS, DAYS)
def test_a_day_without_a_year_is_the_latest_such_day_that_has_come(day: date, today: date) -> None:
    found = parse_day(f"{day.month}-{day.day}", today)
    assert (found.month, found.day) == (day.month, day.day)
    assert found <= today
    if (day.month, day.day) != (2, 29):
        assert found.replace(year=found.year + 1) > today


@given(DAYS, st.integers(0, 800), DAYS)
def test_a_written_range_is_kept(first: date, days: int, today: date) -> None:
    last = first + timedelta(days=days)
    assert parse_period(f"{first}..{last}", today) == Period(first, last)


@given(DAYS)
def test_this_week_begins_on_monday_and_ends_today(today: date) -> None:
    this, last = parse_period("本周", today), parse_period("上周", today)
    assert (this.first.weekday(), this.last) == (0, today)
    assert (len(last), last.last) == (7, this.first - timedelta(days=1))


@given(st.text(alphabet="0123456789-/.年月日号周上本一五到 todaywek", max_size=14), DAYS)
def test_no_text_breaks_the_reader(raw: str, today: date) -> None:
    try:
        period = parse_period(raw, today)
    except UnreadableDay:
        return
    assert period.first <= period.last


def test_a_period_holds_its_first_and_its_last_day() -> None:
    week = Period(date(2026, 11, 16), date(2026, 11, 22))
    assert list(week) == [date(2026, 11, day) for day in range(16, 23)]
    assert week.first in week
    assert week.last in week
    assert MONDAY not in week
    assert not week.is_day
    assert Period(MONDAY, MONDAY).is_day


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(UnreadableDay):
        Period(MONDAY, date(2026, 11, 22))
