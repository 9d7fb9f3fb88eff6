"""What a release needs: each condition from both sides."""

from __future__ import annotations

from datetime import date

import pytest

from domain.case import CaseEvent, CaseFile, CaseHappened, CaseState, Certificate, VisitSaid
from domain.case_release import Lacks, Present, missing
from domain.case_rules import RULES
from domain.check_in import Symptom
from domain.unit_settings import UnitSettings
from tests.clock import ZONE, instant

LIMITS = UnitSettings.resolve([]).cases
FIRST, LAST = date(2026, 11, 21), date(2026, 12, 4)


def a_case(rule: str, last: date | None = LAST) -> CaseFile:
    return CaseFile(
        id=1, school_id=1, unit_id=1, number=1, rule=RULES[rule], pupil_id=1, person_id=None,
        subject="", anchor=date(2026, 11, 20), first=FIRST, last=last, owner=None,
        state=CaseState.OPEN, opened_ms=0, opened_by=None, opened_day=FIRST, asked_from=FIRST,
        ends=None, source_case=None, alert_person=None, visited=False, visited_before=False,
    )  # fmt: skip


def event(at: str, what: CaseHappened, detail: str = "") -> CaseEvent:
    return CaseEvent(1, 1, instant(at), date.fromisoformat(at[:10]), what, 1, detail)


def visit(at: str, said: VisitSaid, day: str | None = None) -> CaseEvent:
    about = date.fromisoformat(day or at[:10])
    return CaseEvent(1, 1, instant(at), about, CaseHappened.VISIT, 1, said.to_detail())


def lacking(case: CaseFile, now: str, *events: CaseEvent) -> list[Lacks]:
    present = Present(instant(now), ZONE, 3730)
    return [one.what for one in missing(case, events, LIMITS, present)]


NEGATIVE = event("2026-12-04 08:00", CaseHappened.TEST, "negative")


@pytest.mark.parametrize(
    ("now", "lacks"),
    [
        ("2026-12-03 23:59", [Lacks.DAYS]),
        ("2026-12-04 00:00", []),
        ("2026-12-04 23:59", []),
        ("2026-12-05 00:00", []),
    ],
)
def test_the_days_are_served_with_the_last_one(now: str, lacks: list[Lacks]) -> None:
    test = event("2026-12-03 20:00", CaseHappened.TEST, "negative")
    assert lacking(a_case("home_isolation"), now, test) == lacks


@pytest.mark.parametrize(
    ("tests", "lacks"),
    [
        ([], [Lacks.TEST]),
        ([event("2026-12-04 10:00", CaseHappened.TEST, "positive")], [Lacks.TEST_POSITIVE]),
        ([event("2026-12-03 09:00", CaseHappened.TEST, "positive"), NEGATIVE], []),
        ([NEGATIVE, event("2026-12-04 09:00", CaseHappened.TEST, "positive")],
         [Lacks.TEST_POSITIVE]),
        ([event("2026-12-03 12:00", CaseHappened.TEST, "negative")], []),
        ([event("2026-12-03 11:59", CaseHappened.TEST, "negative")], [Lacks.TEST_OLD]),
    ],
)  # fmt: skip
def test_the_last_test_counts_for_48_hours(tests: list[CaseEvent], lacks: list[Lacks]) -> None:
    assert lacking(a_case("home_isolation"), "2026-12-05 12:00", *tests) == lacks


WELL = VisitSaid(well=True)
FEVER = VisitSaid(temperature=3730)
COUGH = VisitSaid(temperature=3650, symptoms=(Symptom.COUGH,))
ALMOST = VisitSaid(temperature=3729)


@pytest.mark.parametrize(
    ("now", "visits", "lacks"),
    [
        ("2026-11-26 10:00", [], [Lacks.NOT_LONG_WELL]),
        ("2026-11-26 10:00", [visit("2026-11-24 10:00", WELL)], []),
        ("2026-11-26 09:59", [visit("2026-11-24 10:00", WELL)], [Lacks.NOT_LONG_WELL]),
        ("2026-11-26 10:00", [visit("2026-11-24 10:00", ALMOST)], []),
        ("2026-11-26 10:00", [visit("2026-11-24 10:00", FEVER)], [Lacks.UNWELL]),
        ("2026-11-26 10:00", [visit("2026-11-24 10:00", COUGH)], [Lacks.UNWELL]),
        # Ill again in between: the hours begin anew.
        ("2026-11-27 10:00",
         [visit("2026-11-24 10:00", WELL), visit("2026-11-25 10:00", FEVER),
          visit("2026-11-26 10:00", WELL)], [Lacks.NOT_LONG_WELL]),
        ("2026-11-28 10:00",
         [visit("2026-11-24 10:00", WELL), visit("2026-11-25 10:00", FEVER),
          visit("2026-11-26 10:00", WELL)], []),
        # A later word about the same day counts.
        ("2026-11-26 10:00",
         [visit("2026-11-24 09:00", FEVER), visit("2026-11-24 10:00", WELL)], []),
        # Nobody was reached: that says nothing of the health.
        ("2026-11-26 10:00",
         [visit("2026-11-24 10:00", WELL), visit("2026-11-25 10:00", VisitSaid(unreached=True))],
         []),
        # A visit that is told late counts at the end of its day.
        ("2026-11-26 23:59", [visit("2026-11-26 12:00", WELL, "2026-11-24")],
         [Lacks.NOT_LONG_WELL]),
        ("2026-11-27 00:00", [visit("2026-11-26 12:00", WELL, "2026-11-24")], []),
    ],
)  # fmt: skip
def test_well_for_48_hours_since_the_last_that_was_not(
    now: str, visits: list[CaseEvent], lacks: list[Lacks]
) -> None:
    assert lacking(a_case("illness", None), now, *visits) == lacks


def test_chickenpox_needs_its_days_and_both_papers() -> None:
    case = a_case("chickenpox")
    papers = [event("2026-12-01 09:00", CaseHappened.CERTIFICATE, one) for one in Certificate]
    now = "2026-12-04 12:00"
    assert lacking(case, now) == [Lacks.CERTIFICATE, Lacks.CERTIFICATE]
    assert lacking(case, now, papers[0], papers[0]) == [Lacks.CERTIFICATE]
    assert lacking(case, now, *papers) == []
    assert lacking(case, "2026-12-03 12:00", *papers) == [Lacks.DAYS]


def test_a_thing_is_put_right_when_somebody_says_so() -> None:
    case = a_case("rectification", FIRST)
    assert lacking(case, "2026-11-23 12:00") == [Lacks.NOT_DONE]
    assert lacking(case, "2026-11-23 12:00", event("2026-11-22 12:00", CaseHappened.DONE)) == []
