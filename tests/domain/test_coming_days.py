"""Days to come, as people name them when they arrange something."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import UnreadableDay
from domain.coming_days import (
    MOST_AHEAD,
    Coming,
    DayGone,
    TooFarAhead,
    find_coming,
    read_coming,
)

MONDAY = date(2026, 11, 23)


def nov(day: int) -> date:
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("今天", nov(23), nov(23)),
        ("明天", nov(24), nov(24)),
        ("后天", nov(25), nov(25)),
        ("周五", nov(27), nov(27)),
        ("星期一", nov(23), nov(23)),
        ("周日", nov(29), nov(29)),
        ("下周一", nov(30), nov(30)),
        ("下个星期三", date(2026, 12, 2), date(2026, 12, 2)),
        ("下下周一", date(2026, 12, 7), date(2026, 12, 7)),
        ("本周四", nov(26), nov(26)),
        ("11-24", nov(24), nov(24)),
        ("１１月２４日", nov(24), nov(24)),
        ("十一月二十四日", nov(24), nov(24)),
        ("24号", nov(24), nov(24)),
        ("二十四号", nov(24), nov(24)),
        ("1月5日", date(2027, 1, 5), date(2027, 1, 5)),
        ("2026-11-24", nov(24), nov(24)),
        ("明天-周五", nov(24), nov(27)),
        ("明天到周五", nov(24), nov(27)),
        ("明天 至 周五", nov(24), nov(27)),
        ("从明天到下周三", nov(24), date(2026, 12, 2)),
        ("周二至周四", nov(24), nov(26)),
        ("周二到四", nov(24), nov(26)),
        ("周1-周5", nov(23), nov(27)),
        ("下周一到周五", nov(30), date(2026, 12, 4)),
        ("11-24 到 11-27", nov(24), nov(27)),
        ("11-24～11-27", nov(24), nov(27)),
        ("11-24-11-27", nov(24), nov(27)),
        ("11月24日到27日", nov(24), nov(27)),
        ("11月24-27", nov(24), nov(27)),
        ("24号到27号", nov(24), nov(27)),
        ("30号到2号", nov(30), date(2026, 12, 2)),
        ("12-28..1-3", date(2026, 12, 28), date(2027, 1, 3)),
        ("周二、周三", nov(24), nov(25)),
        ("本周", nov(23), nov(29)),
        ("下周", nov(30), date(2026, 12, 6)),
        ("这个月", nov(23), nov(30)),
        ("12月", date(2026, 12, 1), date(2026, 12, 31)),
        ("到周五", nov(23), nov(27)),
        ("直到下周二", nov(23), date(2026, 12, 1)),
        ("到月底", nov(23), nov(30)),
        ("三天", nov(23), nov(25)),
        ("两周", nov(23), date(2026, 12, 6)),
        ("明天起三天", nov(24), nov(26)),
        ("从周三开始，2天", nov(25), nov(26)),
        ("tomorrow", nov(24), nov(24)),
        ("tomorrow - Friday", nov(24), nov(27)),
        ("tomorrow to friday", nov(24), nov(27)),
        ("next Monday", nov(30), nov(30)),
        ("from next Monday until next Friday", nov(30), date(2026, 12, 4)),
        ("Tue-Thu", nov(24), nov(26)),
        ("this week", nov(23), nov(29)),
        ("next week", nov(30), date(2026, 12, 6)),
        ("until Friday", nov(23), nov(27)),
        ("for 3 days", nov(23), nov(25)),
        ("two days from tomorrow", nov(24), nov(25)),
        ("Nov 24 - Nov 27", nov(24), nov(27)),
        ("24 November", nov(24), nov(24)),
        ("the day after tomorrow", nov(25), nov(25)),
    ],
)
def test_days_to_come_are_read_as_people_name_them(raw: str, first: date, last: date) -> None:
    assert read_coming(raw, MONDAY) == Coming(first, last)


@pytest.mark.parametrize(
    "raw",
    ["明天起", "从明天开始", "from tomorrow onwards", "从明天", "from tomorrow", "starting 24 Nov"],
)
def test_a_beginning_without_an_end_says_so(raw: str) -> None:
    assert read_coming(raw, MONDAY) == Coming(nov(24), None)


def test_on_a_friday_friday_is_today_and_on_a_sunday_next_monday_is_tomorrow() -> None:
    assert read_coming("周五", nov(27)).first == nov(27)
    assert read_coming("下周一", nov(29)).first == nov(30)
    assert read_coming("本周", nov(29)) == Coming(nov(29), nov(29))


@pytest.mark.parametrize(
    ("raw", "rest", "last"),
    [
        ("王老师 明天-周五", "王老师", nov(27)),
        ("王老师明天到周五", "王老师", nov(27)),
        ("明天请王老师", "请王老师", nov(24)),
        ("王老师 11-24 到 11-27", "王老师", nov(27)),
        ("Li Lei tomorrow to Friday", "Li Lei", nov(27)),
        ("Sun Wei tomorrow", "Sun Wei", nov(24)),
        ("Simon until Friday", "Simon", nov(27)),
        ("本周 王老师", "王老师", nov(29)),
        ("张一天", "张", nov(23)),
    ],
)
def test_what_else_is_said_is_left(raw: str, rest: str, last: date) -> None:
    found = find_coming(raw, MONDAY)
    assert (found.rest, found.coming and found.coming.last) == (rest, last)


@pytest.mark.parametrize(
    "raw", ["王老师", "", "三年级2班", "13800001111", "2026111001", "全班正常"]
)
def test_a_text_without_days_names_none(raw: str) -> None:
    assert find_coming(raw, MONDAY).coming is None


@pytest.mark.parametrize("raw", ["昨天", "上周五", "放假以后", "周八", "王老师明天", "周二、周五"])
def test_what_names_no_days_to_come_is_refused(raw: str) -> None:
    with pytest.raises(UnreadableDay):
        read_coming(raw, MONDAY)


@pytest.mark.parametrize("raw", ["11-20", "11月20日", "2026-11-20", "11-20 到 11-27"])
def test_a_day_that_is_gone_is_said_to_be_gone(raw: str) -> None:
    with pytest.raises(DayGone) as gone:
        read_coming(raw, MONDAY)
    assert gone.value.values["day"] == nov(20)


@pytest.mark.parametrize("raw", ["本周一", "this Monday"])
def test_a_day_of_this_week_that_is_over_is_gone(raw: str) -> None:
    with pytest.raises(DayGone):
        read_coming(raw, nov(25))


@pytest.mark.parametrize("raw", ["2028-01-01", "明天到2027-09-01", "300天"])
def test_more_than_a_term_ahead_is_refused(raw: str) -> None:
    with pytest.raises(TooFarAhead):
        read_coming(raw, MONDAY)


@pytest.mark.parametrize("raw", ["27号到11月24日", "0天", "13月", "11-31", "2月30日"])
def test_what_ends_before_it_begins_or_is_on_no_calendar_is_refused(raw: str) -> None:
    with pytest.raises(UnreadableDay):
        read_coming(raw, MONDAY)


def test_a_weekday_that_ends_a_range_is_the_first_after_its_beginning() -> None:
    assert read_coming("周五到周三", MONDAY) == Coming(nov(27), date(2026, 12, 2))


@given(
    st.text(alphabet="0123456789-/.年月日号周上下本一五到至起天 tomorwfrinexdy王", max_size=18),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_no_text_breaks_the_reader_or_leads_out_of_the_term(raw: str, today: date) -> None:
    try:
        coming = find_coming(raw, today).coming
    except UnreadableDay:
        return
    if coming is not None:
        assert today <= coming.first <= (coming.last or coming.first)
        assert (coming.last or coming.first) - today <= timedelta(days=MOST_AHEAD)
