"""A month as a picture: what each day says, and that every month fits."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from domain.calendar import DayKind, NationalDay, Period
from domain.school_calendar import Level, PublicCalendar, ReturnDay, Span, UnitCalendar
from views.calendar_picture import Month, _words, month_file, month_png

HOLIDAYS = {
    date(2026, 10, day): NationalDay(date(2026, 10, day), DayKind.OFF, "国庆节", "test")
    for day in range(1, 8)
} | {date(2026, 10, 10): NationalDay(date(2026, 10, 10), DayKind.SCHOOL, "国庆节", "test")}
PUBLIC = PublicCalendar(HOLIDAYS, frozenset({2026}))
MARKED = UnitCalendar(
    (
        Level(
            (
                Span(1, Period(date(2026, 11, 25), date(2026, 11, 27)), DayKind.CLOSURE, "大雪"),
                Span(2, Period(date(2026, 11, 11), date(2026, 11, 11)), DayKind.OFF),
                Span(3, Period(date(2026, 11, 14), date(2026, 11, 14)), DayKind.SCHOOL),
                Span(4, Period(date(2026, 12, 1), date(2026, 12, 31)), DayKind.VACATION),
            ),
            (ReturnDay(1, date(2027, 1, 4)),),
        ),
    ),
    PUBLIC,
)


def a_month(first: date) -> Month:
    days = [first + timedelta(days=n) for n in range(31)]
    return Month(
        "和川镇中心小学",
        first,
        tuple(MARKED.on(day) for day in days if day.month == first.month),
        MARKED.returns,
        date(2026, 11, 23),
    )


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 10, 1), ["国庆节"]),
        (date(2026, 10, 10), ["补课"]),
        (date(2026, 11, 11), ["不上课"]),
        (date(2026, 11, 14), ["补课"]),
        (date(2026, 11, 15), []),
        (date(2026, 11, 23), []),
        (date(2026, 11, 25), ["停课", "要上报"]),
        (date(2026, 12, 1), ["假期"]),
        (date(2026, 12, 7), ["假期", "要上报"]),
        (date(2026, 12, 25), ["返校前", "要上报"]),
        (date(2027, 1, 4), ["返校(待批)"]),
    ],
)
def test_a_day_says_what_is_not_plain_about_it(day: date, says: list[str]) -> None:
    back = {one.day: one.approved for one in MARKED.returns}
    assert [word for word, _ in _words("zh", MARKED.on(day), back.get(day))] == says


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(["zh", "en"]))
def test_every_month_is_a_picture_that_telegram_shows(day: date, language: str) -> None:
    month = a_month(day.replace(day=1))
    picture = Image.open(io.BytesIO(month_png(language, month)))
    assert picture.width == 1080
    assert 700 < picture.height < 1400
    assert month.is_guess == (day.year != 2026)


def test_the_caption_tells_whose_month_it_is() -> None:
    file = month_file("zh", a_month(date(2026, 11, 1)))
    assert file.caption.plain == "和川镇中心小学 2026年11月校历"
    assert file.name == "校历_2026-11.png"
    assert (file.picture, file.silent, file.protect) == (True, True, False)
