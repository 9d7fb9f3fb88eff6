"""How a class and a school stand on the wall, and what a trend tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.figures import Counts
from domain.mode import Mode
from domain.roster import Unit, UnitKind
from domain.wall import Row, Standing, Tile, TrendDay, Wall

DAY = date(2026, 11, 23)


def a_tile(unconfirmed: int = 0, **counts: int) -> Tile:
    return Tile(Unit(1, "c", "一年级1班", UnitKind.CLASS, 1), Counts(**counts), unconfirmed)


@pytest.mark.parametrize(
    ("counts", "standing"),
    [
        ({}, Standing.NOT_REQUIRED),
        ({"expected": 1}, Standing.OUTSTANDING),
        ({"expected": 1, "answered": 1, "zero_reports": 1}, Standing.ZERO),
        ({"expected": 1, "answered": 1, "fever": 1, "symptoms": 2}, Standing.FEVER),
        ({"expected": 1, "answered": 1, "symptoms": 1}, Standing.ABNORMAL),
        # Only a member of staff is unwell: no pupil is counted, and it is no zero report.
        ({"expected": 1, "answered": 1}, Standing.ABNORMAL),
        # One silent class of a school goes before its fevers.
        ({"expected": 3, "answered": 2, "zero_reports": 1, "fever": 1}, Standing.OUTSTANDING),
        ({"expected": 3, "answered": 3, "zero_reports": 2}, Standing.ABNORMAL),
    ],
)
def test_how_a_tile_stands(counts: dict[str, int], standing: Standing) -> None:
    assert a_tile(**counts).standing is standing


def test_what_needs_attention_comes_first() -> None:
    silent = a_tile(expected=18)
    nearly = a_tile(expected=18, answered=17, zero_reports=17)
    nearly_with_fever = a_tile(expected=18, answered=17, zero_reports=16, fever=1)
    two_fevers = a_tile(expected=6, answered=6, zero_reports=4, fever=2)
    fever = a_tile(expected=6, answered=6, zero_reports=5, fever=1)
    abnormal = a_tile(expected=6, answered=6, zero_reports=5)
    unconfirmed = a_tile(1, expected=6, answered=6, zero_reports=6)
    complete = a_tile(expected=6, answered=6, zero_reports=6)
    idle = a_tile()
    order = [
        silent, nearly_with_fever, nearly, two_fevers, fever, abnormal, unconfirmed, complete, idle,
    ]  # fmt: skip
    mixed = [*order[4:], *order[:4]]
    assert sorted(mixed, key=lambda tile: tile.urgency) == order


def test_rates_are_of_those_who_were_asked_and_those_who_answered() -> None:
    day = TrendDay(DAY, expected=4, on_time=3, present=90, absent=10, fever=1)
    assert (day.attendance, day.punctuality) == (0.9, 0.75)


def test_of_a_day_without_answers_the_attendance_is_unknown_and_not_nought() -> None:
    day = TrendDay(DAY, expected=4, on_time=0, present=0, absent=0, fever=0)
    assert (day.attendance, day.punctuality) == (None, 0)


def a_day(*modes: Mode) -> Wall:
    tiles = tuple(replace(a_tile(expected=1), mode=mode) for mode in modes)
    unit = Unit(1, "s", "和川镇中心小学", UnitKind.SCHOOL, 1)
    return Wall(unit, DAY, 0, (Row(None, (*tiles, a_tile())),), ())


def test_a_day_of_one_mode_is_called_by_it() -> None:
    assert a_day(Mode.CLOSURE, Mode.CLOSURE).form is Mode.CLOSURE
    assert a_day(Mode.CLOSURE, Mode.TERM).form is Mode.TERM
    assert a_day().form is Mode.TERM


COUNT = st.integers(0, 50)


@settings(deadline=None)
@given(COUNT, COUNT, COUNT, COUNT)
def test_only_a_class_that_owes_nothing_or_has_answered_is_not_outstanding(
    expected: int, answered: int, zero: int, fever: int
) -> None:
    answered = min(expected, answered)
    tile = a_tile(
        expected=expected, answered=answered, zero_reports=min(zero, answered), fever=fever
    )
    assert (tile.standing is Standing.OUTSTANDING) == (answered < expected)
