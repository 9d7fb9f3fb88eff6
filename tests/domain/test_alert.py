"""What is urgent, what may wait for the end of the quiet hours, and until when."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from msgspec.structs import replace

from domain.alert import Urgency, urgency_of
from domain.alert_rules import AlertRules, Hearer
from domain.check_in import Finding, FindingKind
from tests.clock import ZONE, instant

HIGH_FEVER = 3850


def _finding(kind: FindingKind = FindingKind.SYMPTOM, **what: Any) -> Finding:
    return replace(Finding(kind=kind, pupil_id=1), **what)


@pytest.mark.parametrize(
    ("finding", "urgency"),
    [
        (_finding(FindingKind.FEVER, temperature=3850), Urgency.HIGH),
        (_finding(FindingKind.FEVER, temperature=3849), Urgency.LOW),
        (_finding(FindingKind.FEVER), Urgency.LOW),
        (_finding(remark="水痘"), Urgency.HIGH),
        (_finding(remark="疑似流感"), Urgency.HIGH),
        (_finding(remark="chickenpox"), Urgency.HIGH),
        (_finding(remark="played football"), Urgency.LOW),
        (_finding(FindingKind.ABSENCE, remark="联系不上"), Urgency.HIGH),
        (_finding(FindingKind.ABSENCE, remark="家里有事"), Urgency.LOW),
        (_finding(FindingKind.TRAVEL, remark="爸爸确诊"), Urgency.LOW),
        (_finding(FindingKind.UNMEASURED), Urgency.LOW),
    ],
)
def test_what_is_urgent(finding: Finding, urgency: Urgency) -> None:
    assert urgency_of([_finding(), finding], HIGH_FEVER) is urgency


def _rules(quiet_from: str, quiet_until: str) -> AlertRules:
    return AlertRules(
        to=(Hearer.OFFICER,),
        again_minutes=10,
        again_to=(),
        further_minutes=0,
        further_to=(),
        outcome_minutes=0,
        quiet_from=time.fromisoformat(quiet_from),
        quiet_until=time.fromisoformat(quiet_until),
    )


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-23 21:59", "2026-11-23 21:59"),
        ("2026-11-23 22:00", "2026-11-24 06:00"),
        ("2026-11-30 23:30", "2026-12-01 06:00"),
        ("2026-12-31 22:00", "2027-01-01 06:00"),
        ("2027-01-01 05:59", "2027-01-01 06:00"),
        ("2027-01-01 06:00", "2027-01-01 06:00"),
    ],
)
def test_the_quiet_goes_over_midnight_over_months_and_years(at: str, told: str) -> None:
    assert _rules("22:00", "06:00").told_from(instant(at), ZONE) == instant(told)


@pytest.mark.parametrize(
    ("at", "told"), [("11:59", "11:59"), ("12:00", "14:00"), ("14:00", "14:00")]
)
def test_the_quiet_may_lie_within_a_day(at: str, told: str) -> None:
    assert _rules("12:00", "14:00").told_from(instant(at), ZONE) == instant(told)


def test_equal_times_mean_that_nothing_waits() -> None:
    assert _rules("22:00", "22:00").told_from(instant("22:00"), ZONE) == instant("22:00")


def test_a_rung_of_no_minutes_is_left_out() -> None:
    assert [rung.after_ms for rung in _rules("22:00", "06:00").rungs] == [600_000]
