"""On which days a leave, a return or a reading is, whatever the day on which it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.understanding import PupilSaid, understand
from tests.domain.understanding.roll import LIKENESS, a_class

MONDAY, TUESDAY, FRIDAY = (date(2026, 11, day) for day in (23, 24, 27))


def said(words: str, day: date = MONDAY) -> PupilSaid:
    (one,) = understand(words, replace(a_class(), day=day), LIKENESS).pupils
    return one


@pytest.mark.parametrize(
    ("words", "day", "first", "last"),
    [
        ("张三明天请假", MONDAY, (11, 24), (11, 24)),
        ("张三周五请假", MONDAY, (11, 27), (11, 27)),
        ("张三周一请假", FRIDAY, (11, 30), (11, 30)),
        ("张三下周一请假", MONDAY, (11, 30), (11, 30)),
        ("张三周三到周五请假", MONDAY, (11, 25), (11, 27)),
        ("张三明后天请假", TUESDAY, (11, 25), (11, 26)),
        ("张三11月27日请假", MONDAY, (11, 27), (11, 27)),
        ("张三12月1日到12月5日请假", MONDAY, (12, 1), (12, 5)),
        ("Zhang San is on leave tomorrow", MONDAY, (11, 24), (11, 24)),
        ("Zhang San will be absent next Monday", TUESDAY, (11, 30), (11, 30)),
    ],
)
def test_a_leave_to_come_is_ahead(
    words: str, day: date, first: tuple[int, int], last: tuple[int, int]
) -> None:
    one = said(words, day)
    assert one.absence is None
    assert one.ahead is not None
    assert (one.ahead.first, one.ahead.last) == (date(2026, *first), date(2026, *last))


@pytest.mark.parametrize("words", ["张三今天请假", "张三从昨天起请假", "张三昨天今天都请假"])
def test_a_leave_that_holds_today_is_an_absence(words: str) -> None:
    assert (said(words).absence, said(words).ahead) == ("other", None)


@pytest.mark.parametrize(
    "words", ["张三昨天请假", "张三上周五请假", "Zhang San was absent yesterday"]
)
def test_a_leave_that_is_over_is_none(words: str) -> None:
    one = said(words)
    assert (one.absence, one.ahead, one.asks) == (None, None, ("what_about",))


@pytest.mark.parametrize("day", [MONDAY, TUESDAY])
@pytest.mark.parametrize("words", ["张三去贵阳看病，周三回来", "张三去贵阳了，周三才回来"])
def test_a_return_on_a_day_of_this_week_is_to_come(words: str, day: date) -> None:
    travel = said(words, day).travel
    assert travel is not None
    assert (travel.place, travel.first, travel.last) == ("贵阳", None, date(2026, 11, 25))


def test_a_return_that_is_done_has_been() -> None:
    travel = said("张三周日从贵阳回来的").travel
    assert travel is not None
    assert travel.first == travel.last == date(2026, 11, 22)


def test_a_date_without_a_year_is_not_one_of_last_year() -> None:
    assert said("张三请假至11月27日").until == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("张三昨晚发烧38.5今早退烧了", None),
        ("张三昨晚38.5，今早36.8", 36.8),
        ("昨天张三38.5", None),
        ("Zhang San had a fever of 38.5 last night, 36.8 this morning", 36.8),
        ("张三昨晚开始发烧，现在38.3", 38.3),
    ],
)
def test_a_figure_of_last_night_is_no_reading_of_today(words: str, reading: float | None) -> None:
    one = said(words)
    assert (None if one.temperature is None else one.temperature.celsius) == reading


def test_of_two_names_only_the_first_was_told_of_yesterday() -> None:
    first, second = understand("张三昨天38.5李四38.2", a_class(), LIKENESS).pupils
    assert first.temperature is None
    assert second.temperature is not None
    assert second.temperature.celsius == 38.2
