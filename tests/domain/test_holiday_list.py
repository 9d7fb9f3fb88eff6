"""A list of holidays from anybody's file: read whole, or every bad line named."""

from __future__ import annotations

from datetime import date

import pytest

from domain.calendar import DayKind
from domain.holiday_list import (
    MOST_DAYS,
    HolidayListTooLarge,
    NotAHolidayList,
    judge_holidays,
)
from domain.roster_rows import RawRow, RawTable


def table(*rows: tuple[str, ...], headings: tuple[str, ...] = ("日期", "类别", "名称")) -> RawTable:
    return RawTable("2027", headings, tuple(RawRow(n, row) for n, row in enumerate(rows, 2)))


def test_holidays_and_make_up_days_are_read_in_order() -> None:
    read = judge_holidays(
        table(
            ("2027年10月1日", "放假", "国庆节"),
            ("2027-01-01", "休", "元旦"),
            ("2027/10/9", "补班", "国庆节调休"),
        ),
        "2027.csv",
    )
    assert read.bad_rows == ()
    assert [(one.day, one.kind, one.name) for one in read.days] == [
        (date(2027, 1, 1), DayKind.OFF, "元旦"),
        (date(2027, 10, 1), DayKind.OFF, "国庆节"),
        (date(2027, 10, 9), DayKind.SCHOOL, "国庆节调休"),
    ]
    assert read.years == (2027,)


def test_english_headings_in_any_order_are_read_too() -> None:
    read = judge_holidays(
        table(("New Year", "off", "2027-01-01"), headings=("Name", "Kind", "Date")), "x.csv"
    )
    assert [(one.day, one.name) for one in read.days] == [(date(2027, 1, 1), "New Year")]


def test_every_bad_line_is_named_with_its_number() -> None:
    read = judge_holidays(
        table(
            ("2027-13-01", "放假", "x"),
            ("2027-01-01", "狂欢", "x"),
            ("2027-01-02", "放假", "元旦"),
            ("2027-01-02", "上班", "元旦"),
            ("2027-01-03", "放假", "长" * 41),
            ("", "放假"),
        ),
        "x.csv",
    )
    assert [(bad.line, bad.code) for bad in read.bad_rows] == [
        (2, "bad_day"),
        (3, "bad_kind"),
        (5, "day_twice"),
        (6, "long_name"),
        (7, "bad_day"),
    ]


def test_a_missing_column_is_named() -> None:
    read = judge_holidays(table(("2027-01-01",), headings=("日期",)), "x.csv")
    assert [(bad.line, bad.code) for bad in read.bad_rows] == [(1, "no_kind")]


def test_too_many_lines_and_none_are_refused() -> None:
    with pytest.raises(HolidayListTooLarge):
        judge_holidays(table(*[("2027-01-01", "放假", "")] * (MOST_DAYS + 1)), "x.csv")
    with pytest.raises(NotAHolidayList):
        judge_holidays(table(), "x.csv")
