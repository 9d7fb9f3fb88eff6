"""The days a duty or an absence runs, before and after an import."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Period
from domain.roster import OPEN_FROM, OPEN_UNTIL
from domain.roster_periods import (
    ALWAYS,
    Told,
    carried,
    first_difference,
    joined,
    restated,
    until,
    without,
)

DAY = date(2026, 11, 23)
EVE = DAY - timedelta(days=1)


def days(first: str, last: str) -> Period:
    """A period of November, or open at an end that is empty."""
    return Period(
        date.fromisoformat(f"2026-{first}") if first else OPEN_FROM,
        date.fromisoformat(f"2026-{last}") if last else OPEN_UNTIL,
    )


def told(first: str, last: str) -> Told:
    """A period as a file gives it."""
    period = days(first, last)
    return period.first if first else None, period.last if last else None


near = st.integers(-20, 20).map(lambda n: DAY + timedelta(days=n))
periods = st.tuples(near, near).map(lambda ends: Period(min(ends), max(ends)))
open_ended = st.tuples(st.none() | near, st.none() | near).map(
    lambda ends: ends if None in ends else (min(ends), max(ends))  # type: ignore[type-var]
)


def apart(file: list[Told]) -> bool:
    """Whether no two periods share a day, as the judging of a file sees to."""
    spans = sorted((first or OPEN_FROM, last or OPEN_UNTIL) for first, last in file)
    return all(earlier[1] < later[0] for earlier, later in pairwise(spans))


files = st.lists(open_ended, max_size=3).filter(apart)


@pytest.mark.parametrize(
    ("known", "file", "after"),
    [
        ([], [("", "")], [("11-23", "")]),
        ([("", "")], [("", "")], [("", "")]),
        ([("", "")], [], [("", "11-22")]),
        ([("", "11-22")], [("", "")], [("", "")]),
        ([("", "11-10")], [("", "")], [("", "11-10"), ("11-23", "")]),
        ([("", "")], [("", "11-30")], [("", "11-30")]),
        ([("", "")], [("12-01", "")], [("", "11-22"), ("12-01", "")]),
        ([], [("11-16", "11-27")], [("11-16", "11-27")]),
        ([("11-23", "")], [], []),
    ],
)
def test_duties_keep_their_past(
    known: list[tuple[str, str]], file: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    found = carried(
        [days(*period) for period in known],
        [told(*period) for period in file],
        DAY,
        first_import=False,
    )
    assert found == tuple(days(*period) for period in after)


@pytest.mark.parametrize(
    ("known", "file", "after"),
    [
        ([("11-05", "11-28")], [("11-15", "11-28")], [("11-15", "11-28")]),
        ([("11-15", "11-28")], [("", "11-30")], [("11-15", "11-30")]),
        ([("11-15", "11-28")], [], [("11-15", "11-22")]),
        ([("11-01", "11-07")], [("11-15", "11-28")], [("11-01", "11-07"), ("11-15", "11-28")]),
        ([("11-01", "11-14")], [("11-15", "11-28")], [("11-01", "11-14"), ("11-15", "11-28")]),
        ([("11-15", "11-28")], [("11-25", "11-30")], [("11-15", "11-22"), ("11-25", "11-30")]),
    ],
)
def test_absences_can_be_corrected(
    known: list[tuple[str, str]], file: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    found = restated(
        [days(*period) for period in known],
        [told(*period) for period in file],
        DAY,
        first_import=False,
    )
    assert found == tuple(days(*period) for period in after)


def test_on_the_very_first_import_open_days_stay_open() -> None:
    for rule in (carried, restated):
        assert rule([], [ALWAYS], DAY, first_import=True) == (Period(OPEN_FROM, OPEN_UNTIL),)


@given(st.lists(periods, max_size=4), files)
def test_no_day_of_a_duty_is_taken_from_the_past(known: list[Period], file: list[Told]) -> None:
    after = carried(known, file, DAY, first_import=False)
    for number in range(1, 25):
        past = DAY - timedelta(days=number)
        was = any(past in period for period in known)
        assert not was or any(past in period for period in after)


@given(st.lists(periods, max_size=4), files)
def test_from_the_day_on_the_file_counts(known: list[Period], file: list[Told]) -> None:
    for rule in (carried, restated):
        after = rule(known, file, DAY, first_import=False)
        for number in range(25):
            day = DAY + timedelta(days=number)
            said = any((first or DAY) <= day <= (last or OPEN_UNTIL) for first, last in file)
            assert said == any(day in period for period in after)


@given(st.lists(periods, max_size=4), files)
def test_the_same_file_again_changes_nothing(known: list[Period], file: list[Told]) -> None:
    for rule in (carried, restated):
        once = rule(known, file, DAY, first_import=False)
        assert rule(once, file, DAY, first_import=False) == once


@given(st.lists(periods, max_size=4), files, st.integers(1, 10))
def test_nor_does_the_same_file_on_a_later_day(
    known: list[Period], file: list[Told], days_later: int
) -> None:
    later = DAY + timedelta(days=days_later)
    for rule in (carried, restated):
        once = rule(known, file, DAY, first_import=False)
        assert rule(once, file, later, first_import=False) == once


@given(st.lists(periods, max_size=3), periods, near)
def test_days_that_are_taken_away_are_gone_and_the_others_stay(
    known: list[Period], taken: Period, day: date
) -> None:
    left = without(known, taken)
    assert any(day in one for one in left) == (
        any(day in one for one in known) and day not in taken
    )


def test_what_runs_for_ever_is_cut_at_a_day() -> None:
    assert until([Period(OPEN_FROM, OPEN_UNTIL)], DAY) == (Period(OPEN_FROM, EVE),)


@given(st.lists(periods, max_size=3), st.lists(periods, max_size=3), near)
def test_before_the_first_difference_all_is_as_it_was(
    one: list[Period], other: list[Period], day: date
) -> None:
    first = first_difference(one, other)
    if first is None:
        assert joined(one) == joined(other)
    elif day < first:
        assert any(day in p for p in one) == any(day in p for p in other)
    else:
        assert any(first in p for p in one) != any(first in p for p in other)
