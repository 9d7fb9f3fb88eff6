"""Modes of days, counted at their boundaries: spans, returns, logs, years nobody knows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import DayKind, DayReason, NationalDay, Period
from domain.mode import Mode
from domain.school_calendar import (
    CalendarRules,
    Level,
    PublicCalendar,
    ReturnDay,
    Span,
    UnitCalendar,
)

DAY = timedelta(days=1)
HOLIDAY = NationalDay(date(2027, 2, 17), DayKind.OFF, "春节", "list")
MAKE_UP = NationalDay(date(2027, 2, 13), DayKind.SCHOOL, "春节调休", "list")
PUBLIC = PublicCalendar({one.day: one for one in (HOLIDAY, MAKE_UP)}, frozenset({2026, 2027}))


def day(text: str) -> date:
    return date.fromisoformat(text)


def span(number: int, first: str, last: str, kind: DayKind, note: str = "") -> Span:
    return Span(number, Period(day(first), day(last)), kind, note)


def back(on: str, *, approved: bool = True) -> ReturnDay:
    return ReturnDay(1, day(on), approved)


def calendar(*levels: Level, rules: CalendarRules | None = None) -> UnitCalendar:
    return UnitCalendar(levels, PUBLIC, rules or CalendarRules())


def mode(of: UnitCalendar, on: str) -> Mode:
    return of.on(day(on)).mode


WINTER = span(1, "2027-01-20", "2027-02-15", DayKind.VACATION, "寒假")
SCHOOL = Level((WINTER,))


def test_where_nobody_marked_anything_the_public_calendar_decides() -> None:
    plain = calendar()
    assert mode(plain, "2026-11-23") is Mode.TERM
    assert mode(plain, "2026-11-21") is Mode.OFF
    assert plain.on(HOLIDAY.day).note == "春节"
    assert mode(plain, "2027-02-13") is Mode.TERM


def test_the_first_and_the_last_day_of_a_span_belong_to_it() -> None:
    closed = calendar(Level((span(1, "2026-12-01", "2026-12-03", DayKind.CLOSURE),)))
    modes = [mode(closed, f"2026-{on}") for on in ("11-30", "12-01", "12-03", "12-04")]
    assert modes == [Mode.TERM, Mode.CLOSURE, Mode.CLOSURE, Mode.TERM]


def test_a_span_runs_across_the_end_of_a_month_and_of_a_year() -> None:
    closed = calendar(Level((span(1, "2026-12-30", "2027-01-04", DayKind.CLOSURE),)))
    days = [day("2026-12-29") + n * DAY for n in range(8)]
    assert [closed.on(one).mode is Mode.CLOSURE for one in days] == [False, *[True] * 6, False]


def test_a_make_up_saturday_is_a_school_day_and_one_in_the_vacation_is_none() -> None:
    saturday = span(2, "2026-12-05", "2026-12-05", DayKind.SCHOOL)
    assert mode(calendar(Level((saturday,))), "2026-12-05") is Mode.TERM
    assert mode(calendar(SCHOOL), "2027-02-13") is Mode.VACATION


def test_the_nearest_unit_that_has_marked_a_day_decides() -> None:
    grade = Level((span(1, "2026-12-02", "2026-12-02", DayKind.PLAIN),))
    school = Level((span(9, "2026-12-01", "2026-12-03", DayKind.CLOSURE),))
    assert mode(calendar(grade, school), "2026-12-02") is Mode.TERM
    assert mode(calendar(grade, school), "2026-12-03") is Mode.CLOSURE


def test_of_one_unit_s_marks_the_newest_decides() -> None:
    first = span(1, "2026-12-01", "2026-12-03", DayKind.CLOSURE)
    later = span(2, "2026-12-03", "2026-12-03", DayKind.SCHOOL)
    assert mode(calendar(Level((first, later))), "2026-12-03") is Mode.TERM


def test_plain_takes_other_marks_away_and_leaves_week_ends_free() -> None:
    resumed = span(2, "2026-12-02", "2026-12-06", DayKind.PLAIN)
    school = Level((span(1, "2026-12-01", "2026-12-10", DayKind.CLOSURE), resumed))
    assert mode(calendar(school), "2026-12-02") is Mode.TERM
    assert mode(calendar(school), "2026-12-06") is Mode.OFF
    assert mode(calendar(school), "2026-12-07") is Mode.CLOSURE


# -- which days are asked ----------------------------------------------------------------------


def test_a_vacation_asks_once_a_week_or_every_day() -> None:
    week = [day("2027-01-25") + n * DAY for n in range(7)]
    monday = calendar(SCHOOL)
    sunday = calendar(SCHOOL, rules=CalendarRules(vacation_weekday=6))
    daily = calendar(SCHOOL, rules=CalendarRules(vacation_weekday=None))
    assert [monday.on(one).asked for one in week] == [True, *[False] * 6]
    assert [sunday.on(one).asked for one in week] == [*[False] * 6, True]
    assert all(daily.on(one).asked for one in week)


def test_a_closure_asks_at_the_week_end_unless_the_school_does_not_want_it() -> None:
    closed = Level((span(1, "2026-12-01", "2026-12-10", DayKind.CLOSURE),))
    saturday = day("2026-12-05")
    assert calendar(closed).on(saturday).asked
    quiet = calendar(closed, rules=CalendarRules(closure_weekends=False))
    assert not quiet.on(saturday).asked
    assert quiet.on(day("2026-12-04")).asked


@pytest.mark.parametrize("on", ["2026-11-21", "2027-02-17"])
def test_nobody_is_asked_at_a_week_end_or_on_a_holiday(on: str) -> None:
    verdict = calendar().on(day(on))
    assert (verdict.mode, verdict.asked) == (Mode.OFF, False)


# -- returns and their log -----------------------------------------------------------------------


def test_the_log_has_fourteen_days_day_14_is_the_eve_and_the_opening_day_is_not_inside() -> None:
    nine = calendar(Level(returns=(back("2027-02-09"),)), SCHOOL)
    window = [
        one
        for n in range(60)
        if nine.on(one := day("2027-01-01") + n * DAY).mode is Mode.PRE_RETURN
    ]
    assert (window[0], window[-1], len(window)) == (day("2027-01-26"), day("2027-02-08"), 14)
    assert mode(nine, "2027-01-25") is Mode.VACATION
    assert mode(nine, "2027-02-09") is Mode.TERM


def test_the_log_is_kept_at_week_ends_and_on_holidays_too() -> None:
    late = calendar(Level(returns=(back("2027-02-20"),)), SCHOOL)
    assert late.on(HOLIDAY.day).mode is Mode.PRE_RETURN
    assert late.on(day("2027-02-14")).asked
    assert mode(late, "2027-02-20") is Mode.OFF  # a Saturday: back, and free


def test_how_long_the_log_is_is_a_setting_and_none_is_none() -> None:
    nine = Level(returns=(back("2027-02-09"),))
    week = calendar(nine, SCHOOL, rules=CalendarRules(log_days=7))
    assert mode(week, "2027-02-01") is Mode.VACATION
    assert mode(week, "2027-02-02") is Mode.PRE_RETURN
    none = calendar(nine, SCHOOL, rules=CalendarRules(log_days=0))
    assert mode(none, "2027-02-08") is Mode.VACATION


def test_a_return_that_is_not_approved_brings_nobody_back_but_its_log_is_kept() -> None:
    draft = calendar(Level(returns=(back("2027-02-09", approved=False),)), SCHOOL)
    assert mode(draft, "2027-02-08") is Mode.PRE_RETURN
    assert mode(draft, "2027-02-09") is Mode.VACATION


def test_grade_9_is_back_while_the_others_stay_at_home() -> None:
    school = Level((WINTER,), (back("2027-02-16"),))
    nine = calendar(Level(returns=(back("2027-02-09"),)), school)
    seven = calendar(school)
    assert (mode(nine, "2027-02-10"), mode(seven, "2027-02-10")) == (Mode.TERM, Mode.PRE_RETURN)
    # A free Sunday of grade 9 is no log of the school's later return.
    assert (mode(nine, "2027-02-14"), mode(seven, "2027-02-14")) == (Mode.OFF, Mode.PRE_RETURN)
    assert mode(seven, "2027-02-16") is Mode.TERM


def test_a_grade_that_returns_later_than_its_school_stays_at_home() -> None:
    longer = span(2, "2027-02-16", "2027-02-22", DayKind.VACATION)
    school = Level((WINTER, longer), (back("2027-02-16"),))
    seven = calendar(Level((longer,), (back("2027-02-23"),)), school)
    assert mode(seven, "2027-02-16") is Mode.PRE_RETURN
    assert mode(seven, "2027-02-22") is Mode.PRE_RETURN
    assert mode(seven, "2027-02-23") is Mode.TERM


def test_a_grade_whose_own_return_was_never_approved_comes_back_with_the_school() -> None:
    school = Level((WINTER,), (back("2027-02-11"),))
    nine = calendar(Level(returns=(back("2027-02-09", approved=False),)), school)
    assert mode(nine, "2027-02-10") is Mode.PRE_RETURN
    assert mode(nine, "2027-02-11") is Mode.TERM


def test_last_term_s_return_says_nothing_of_the_next_vacation() -> None:
    summer = span(2, "2027-07-05", "2027-08-31", DayKind.VACATION)
    school = calendar(Level((summer,), (back("2027-02-16"),)))
    assert mode(school, "2027-07-06") is Mode.VACATION


def test_a_closure_after_the_return_holds_and_one_from_before_does_not() -> None:
    before = span(1, "2026-11-26", "2026-12-10", DayKind.CLOSURE)
    after = span(2, "2026-12-09", "2026-12-09", DayKind.CLOSURE)
    nine = calendar(Level(returns=(back("2026-12-07"),)), Level((before, after)))
    modes = [mode(nine, f"2026-12-{on}") for on in ("06", "07", "08", "09", "10")]
    assert modes == [Mode.CLOSURE, Mode.TERM, Mode.TERM, Mode.CLOSURE, Mode.TERM]
    # What the grade itself has marked is not undone by the return of the school.
    own = calendar(Level((before,)), Level(returns=(back("2026-12-07"),)))
    assert mode(own, "2026-12-08") is Mode.CLOSURE


def test_a_closure_within_the_log_stays_a_closure_and_names_the_return() -> None:
    closed = span(2, "2027-02-01", "2027-02-03", DayKind.CLOSURE)
    nine = calendar(Level((closed,), (back("2027-02-09"),)), SCHOOL)
    verdict = nine.on(day("2027-02-02"))
    assert verdict.mode is Mode.CLOSURE
    assert verdict.returns == back("2027-02-09")


def test_a_holiday_that_is_cut_short_in_the_middle_ends_there() -> None:
    resumed = span(2, "2027-02-04", "2027-02-15", DayKind.PLAIN)
    school = calendar(Level((WINTER, resumed)))
    assert mode(school, "2027-02-03") is Mode.VACATION
    assert mode(school, "2027-02-04") is Mode.TERM
    assert mode(school, "2027-02-06") is Mode.OFF


# -- years nobody knows --------------------------------------------------------------------------


def test_a_year_that_is_not_loaded_is_guessed_from_the_week_and_says_so() -> None:
    for on, held in ((date(2028, 10, 2), True), (date(2028, 10, 1), False)):
        verdict = calendar().on(on)
        assert verdict.asked is held
        assert verdict.is_guess


def test_what_was_marked_is_no_guess_even_in_a_year_that_is_not_loaded() -> None:
    closed = calendar(Level((span(1, "2028-10-02", "2028-10-02", DayKind.CLOSURE),)))
    verdict = closed.on(date(2028, 10, 2))
    assert not verdict.year_known
    assert not verdict.is_guess


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(0, 40),
    st.sampled_from(list(DayKind)),
    st.integers(-50, 50),
)
def test_every_day_has_a_mode_and_off_is_never_asked(
    first: date, length: int, kind: DayKind, to_return: int
) -> None:
    marked = Span(1, Period(first, first + length * DAY), kind)
    returns = ReturnDay(1, first + to_return * DAY, approved=True)
    school = calendar(Level((marked,), (returns,)))
    for n in range(-20, length + 60):
        verdict = school.on(first + n * DAY)
        assert verdict.asked or verdict.mode in (Mode.OFF, Mode.VACATION)
        assert not (verdict.mode is Mode.OFF and verdict.asked)
        assert (verdict.why is DayReason.RETURN) == (verdict.mode is Mode.PRE_RETURN)
