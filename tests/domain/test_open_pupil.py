"""What an earlier answer leaves open about a pupil, and what may be said of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.check_in import Absence, Entry, Finding, FindingKind, Travel, Where
from domain.open_pupil import (
    MOST_UNMEASURED,
    Openness,
    OpenPupil,
    Outcome,
    as_last_time,
    day_number,
    is_back_soon,
    openness_of,
    outcomes,
    said_today,
    worth_asking,
)

MONDAY = date(2026, 11, 23)
KIND, WHY, OPEN = FindingKind, Absence, Openness


def finding(kind: FindingKind, **what: Any) -> Finding:
    return replace(Finding(kind=kind, pupil_id=1), **what)


def pupil(openness: Openness = OPEN.ILL, *findings: Finding) -> OpenPupil:
    return OpenPupil(1, "N1", "王小明", findings, openness)


@pytest.mark.parametrize(
    ("findings", "openness"),
    [
        ([finding(KIND.FEVER, temperature=3820)], OPEN.ILL),
        ([finding(KIND.SYMPTOM)], OPEN.ILL),
        ([finding(KIND.ABSENCE, absence=WHY.SICK)], OPEN.ILL),
        ([finding(KIND.ABSENCE, absence=WHY.OTHER)], OPEN.MISSING),
        ([finding(KIND.ABSENCE, absence=WHY.PERSONAL)], OPEN.LEAVE),
        ([finding(KIND.UNMEASURED)], OPEN.UNMEASURED),
        # The gravest counts.
        ([finding(KIND.UNMEASURED), finding(KIND.ABSENCE, absence=WHY.OTHER)], OPEN.MISSING),
        ([finding(KIND.ABSENCE, absence=WHY.PERSONAL), finding(KIND.FEVER)], OPEN.ILL),
        # A journey is open while its days go on.
        ([finding(KIND.TRAVEL, last=MONDAY)], OPEN.TRAVEL),
        ([finding(KIND.TRAVEL, last=date(2026, 11, 22))], None),
        ([finding(KIND.TRAVEL)], None),
        ([], None),
    ],
)
def test_what_a_finding_leaves_open(findings: list[Finding], openness: Openness | None) -> None:
    assert openness_of(findings, MONDAY) is openness


def test_only_the_unwell_the_missing_and_the_isolated_bar_the_one_press() -> None:
    assert {one for one in Openness if one.bars} == {OPEN.ILL, OPEN.MISSING, OPEN.ISOLATED}


@pytest.mark.parametrize("count", [MOST_UNMEASURED, MOST_UNMEASURED + 1])
def test_a_class_without_a_thermometer_is_not_asked_pupil_by_pupil(count: int) -> None:
    unmeasured = [OpenPupil(n, str(n), "P", (), OPEN.UNMEASURED) for n in range(count)]
    asked = worth_asking([*unmeasured, pupil()], at_home=False)
    assert asked[0].openness is OPEN.ILL, "the gravest come first"
    assert len(asked) == (count + 1 if count == MOST_UNMEASURED else 1)


@pytest.mark.parametrize(
    ("outcome", "entry"),
    [
        (Outcome.WELL, Entry(back=True)),
        (Outcome.RECOVERED, Entry(recovered=True)),
        (Outcome.MEASURED, Entry()),
        (Outcome.HOME, Entry(absence=WHY.SICK, where=Where.HOME)),
        (Outcome.HOSPITAL, Entry(absence=WHY.SICK, where=Where.HOSPITAL)),
        (Outcome.LEAVE, Entry(absence=WHY.PERSONAL)),
        (Outcome.AWAY, Entry(absence=WHY.OTHER)),
        (Outcome.UNMEASURED, Entry(unmeasured=True)),
        (Outcome.UNTIL, Entry(absence=WHY.SICK)),
        (Outcome.GONE, Entry(gone=True)),
    ],
)
def test_what_an_outcome_means(outcome: Outcome, entry: Entry) -> None:
    assert said_today(pupil(), outcome, Entry(temperature=3650)) == entry


def test_still_feverish_says_nothing_before_the_temperature_is_given() -> None:
    assert said_today(pupil(), Outcome.STILL, Entry()) == Entry()


def test_who_is_still_on_a_journey_is_away_on_it() -> None:
    went = finding(KIND.TRAVEL, place="瑞丽", first=MONDAY, last=date(2026, 11, 25))
    said = said_today(pupil(OPEN.TRAVEL, went), Outcome.ABROAD, Entry())
    journey = Travel(place="瑞丽", first=MONDAY, last=date(2026, 11, 25))
    assert said == Entry(absence=WHY.PERSONAL, travel=journey)


def test_the_journey_told_today_stays_of_who_is_back() -> None:
    journey = Travel(place="瑞丽")
    assert said_today(pupil(), Outcome.WELL, Entry(travel=journey)).travel == journey


@pytest.mark.parametrize("at_home", [False, True])
@pytest.mark.parametrize("openness", list(Openness))
def test_everybody_may_be_said_to_be_well_or_not(openness: Openness, at_home: bool) -> None:
    if at_home and openness is OPEN.LEAVE:
        assert outcomes(openness, at_home=True) == (), "nobody is on leave where all are at home"
        return
    first, *others = outcomes(openness, at_home=at_home)
    assert first in (Outcome.RECOVERED if at_home else Outcome.WELL, Outcome.MEASURED)
    assert len(others) >= 2


def test_where_everybody_is_at_home_nobody_is_back_or_resting_there() -> None:
    said = {one for openness in Openness for one in outcomes(openness, at_home=True)}
    assert not said & {Outcome.WELL, Outcome.HOME, Outcome.LEAVE, Outcome.UNTIL}


@pytest.mark.parametrize(
    ("findings", "away"),
    [
        ([finding(KIND.FEVER, where=Where.HOME)], True),
        ([finding(KIND.FEVER, where=Where.SCHOOL)], False),
        ([finding(KIND.FEVER)], False),
        ([finding(KIND.ABSENCE, absence=WHY.OTHER)], True),
        # A leave that has ended.
        ([], True),
    ],
)
def test_who_was_away_last_time(findings: list[Finding], away: bool) -> None:
    assert pupil(OPEN.ILL, *findings).was_away is away


def test_the_same_as_last_time_is_the_same_absence_and_no_old_temperature() -> None:
    fever = finding(KIND.FEVER, temperature=3820, where=Where.HOSPITAL)
    assert as_last_time(pupil(OPEN.ILL, fever)) == Entry(absence=WHY.SICK, where=Where.HOSPITAL)
    assert as_last_time(pupil(OPEN.MISSING)) == Entry(absence=WHY.OTHER)
    assert as_last_time(pupil(OPEN.LEAVE)) == Entry(absence=WHY.PERSONAL)


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2026, 11, 20), 1), (date(2026, 11, 21), 2), (MONDAY, 4)],
)
def test_days_are_calendar_days_with_the_week_end_inside(day: date, number: int) -> None:
    assert day_number(date(2026, 11, 20), day) == number


@pytest.mark.parametrize(
    ("hours_ago", "hours", "soon"),
    [(47.99, 48, True), (48, 48, False), (72, 48, False), (0, 0, False)],
)
def test_back_sooner_than_is_usual_after_a_fever(hours_ago: float, hours: int, soon: bool) -> None:
    assert is_back_soon(0, int(hours_ago * 3_600_000), hours) is soon
