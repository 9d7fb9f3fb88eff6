"""Journeys by their days: both ends included, and so many days back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.alert_watch import AlertWatch, TravelAlerts
from domain.area import Area, AreaLevel, Journey, read_journey
from domain.check_in import Absence, Finding, FindingKind, Symptom
from domain.temperature import Temperature
from storage.divisions import gazetteer

DAY = date(2026, 11, 23)
NEVER = date.max


def _area(first: str = "2026-11-01", last: str = "", level: AreaLevel = AreaLevel.MEDIUM) -> Area:
    end = date.fromisoformat(last) if last else NEVER
    return Area(1, 1, "云南省德宏傣族景颇族自治州瑞丽市", level, date.fromisoformat(first), end)


def _there(journey: Journey, area: Area, today: date = DAY, back: int = 14) -> bool:
    return read_journey(journey, [area], gazetteer(), today, back).was_there


def _left(day: str, first: str = "") -> Journey:
    last = date.fromisoformat(day)
    return Journey("瑞丽", "", date.fromisoformat(first) if first else last, last)


@pytest.mark.parametrize(
    ("left", "today", "counts"),
    [
        ("2026-11-09", "2026-11-23", True),  # day 14 after the day of leaving
        ("2026-11-08", "2026-11-23", False),  # day 15
        ("2026-12-28", "2027-01-11", True),
        ("2026-12-27", "2027-01-11", False),
        ("2024-02-20", "2024-03-05", True),  # over a leap day
        ("2024-02-19", "2024-03-05", False),
    ],
)
def test_the_fourteenth_day_after_leaving_still_counts(left: str, today: str, counts: bool) -> None:
    area = _area("2020-01-01")
    assert _there(_left(left), area, date.fromisoformat(today)) is counts


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        ("2026-11-20", "", True),  # risky since the day of leaving
        ("2026-11-21", "", False),
        ("2026-11-01", "2026-11-18", True),  # until the day of coming
        ("2026-11-01", "2026-11-17", False),
    ],
)
def test_an_area_is_risky_on_its_first_and_on_its_last_day(
    first: str, last: str, counts: bool
) -> None:
    assert _there(_left("2026-11-20", "2026-11-18"), _area(first, last)) is counts


def test_days_that_were_not_said_are_the_last_fourteen() -> None:
    unsaid = Journey.of(Finding(kind=FindingKind.TRAVEL, pupil_id=1, place="瑞丽"), DAY, 14)
    assert (unsaid.first, unsaid.last) == (DAY - timedelta(days=14), DAY)
    away = Finding(kind=FindingKind.TRAVEL, pupil_id=1, place="瑞丽", first=date(2026, 11, 1))
    assert Journey.of(away, DAY, 14).last == DAY
    assert not _there(unsaid, _area("2026-10-01", "2026-11-08"))
    assert _there(unsaid, _area("2026-10-01", "2026-11-09"))


def test_a_low_risk_is_listed_and_raises_nothing() -> None:
    assert not _there(_left("2026-11-20"), _area(level=AreaLevel.LOW))


def test_somebody_at_home_has_to_be_asked_about() -> None:
    father = Journey("", "爸爸从瑞丽回来", DAY, DAY)
    read = read_journey(father, [_area()], gazetteer(), DAY, 14)
    assert read.exposures
    assert not read.was_there


def test_a_place_nobody_knows_cannot_be_matched() -> None:
    grandmother = Journey("外婆家", "", DAY, DAY)
    assert not read_journey(grandmother, [_area()], gazetteer(), DAY, 14).is_read
    assert read_journey(_left("2026-11-20"), [], gazetteer(), DAY, 14).elsewhere


WATCH = AlertWatch(Temperature(3800), frozenset({Symptom.RASH}), TravelAlerts.RISKY)


@pytest.mark.parametrize(
    ("finding", "loud"),
    [
        (Finding(kind=FindingKind.FEVER, temperature=3800), True),
        (Finding(kind=FindingKind.FEVER, temperature=3799), False),
        (Finding(kind=FindingKind.FEVER), True),
        (Finding(kind=FindingKind.FEVER, temperature=3750, remark="确诊甲流"), True),
        (Finding(kind=FindingKind.SYMPTOM, symptom=Symptom.RASH), True),
        (Finding(kind=FindingKind.SYMPTOM, symptom=Symptom.COUGH), False),
        (Finding(kind=FindingKind.SYMPTOM, symptom=Symptom.COUGH, remark="水痘"), True),
        (Finding(kind=FindingKind.ABSENCE, absence=Absence.SICK), True),
        (Finding(kind=FindingKind.ABSENCE, absence=Absence.PERSONAL), False),
        (Finding(kind=FindingKind.UNMEASURED), True),
    ],
)
def test_the_settings_say_what_raises_an_alert(finding: Finding, loud: bool) -> None:
    assert WATCH.is_loud(finding) is loud


@pytest.mark.parametrize(
    ("travel", "place", "listed", "loud"),
    [
        (TravelAlerts.RISKY, "瑞丽", True, True),
        (TravelAlerts.RISKY, "云南", True, True),  # has to be asked about
        (TravelAlerts.RISKY, "上海", True, False),
        (TravelAlerts.RISKY, "外婆家", True, False),
        (TravelAlerts.RISKY, "上海", False, True),  # nobody has ever kept a list
        (TravelAlerts.ALL, "上海", True, True),
        (TravelAlerts.NONE, "瑞丽", True, False),
    ],
)
def test_which_journeys_raise_an_alert(
    travel: TravelAlerts, place: str, listed: bool, loud: bool
) -> None:
    watch = AlertWatch(WATCH.fever, WATCH.symptoms, travel)
    finding = Finding(kind=FindingKind.TRAVEL, pupil_id=1, place=place)
    read = read_journey(Journey.of(finding, DAY, 14), [_area()], gazetteer(), DAY, 14)
    assert watch.is_loud(finding, read if listed else None) is loud


@pytest.mark.parametrize(
    ("words", "loud"),
    [
        ("爸爸从上海回来", False),
        ("妈妈发烧了", True),
        ("妈妈在上海确诊", True),
        ("爷爷是密接", True),
        ("舅舅刚回来", True),
    ],
)
def test_what_is_said_of_somebody_at_home(words: str, loud: bool) -> None:
    finding = Finding(kind=FindingKind.TRAVEL, pupil_id=1, place="", remark=words)
    read = read_journey(Journey.of(finding, DAY, 14), [_area()], gazetteer(), DAY, 14)
    assert WATCH.is_loud(finding, read) is loud
