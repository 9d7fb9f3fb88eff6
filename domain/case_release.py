"""What has to hold before somebody is released from a case (解除), and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.alert_rules import HOUR_MS
from domain.case import CaseEvent, CaseFile, CaseHappened, Certificate, TestResult, VisitSaid
from domain.case_days import is_served, over_ms
from domain.case_rules import CaseLimits
from domain.day_plan import school_day_of


class Lacks(StrEnum):
    """One condition that does not hold."""

    DAYS = "days"
    TEST = "test"
    TEST_OLD = "test_old"
    TEST_POSITIVE = "test_positive"
    UNWELL = "unwell"
    NOT_LONG_WELL = "not_long_well"
    CERTIFICATE = "certificate"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class Missing:
    """A condition that does not hold, with what a sentence about it needs."""

    what: Lacks
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Present:
    """The present of a judgement: when, where, and what counts as a fever (hundredths)."""

    now_ms: int
    zone: ZoneInfo
    threshold: int


def missing(
    case: CaseFile, events: Sequence[CaseEvent], limits: CaseLimits, present: Present
) -> tuple[Missing, ...]:
    """Every condition of the case's rule that does not hold now; empty is ready to be released.

    On the last day itself the days count as served: the release holds from the day after. A thing
    may be put right before its day.
    """
    rule, found = case.rule, []
    day = school_day_of(present.now_ms, present.zone)
    if rule.asks_daily and not is_served(case.last, day):
        found.append(Missing(Lacks.DAYS, {"last": case.last}))
    if rule.test:
        found += _test(events, limits, present)
    if rule.symptom_free:
        found += _health(events, limits, present)
    shown = {one.detail for one in events if one.what is CaseHappened.CERTIFICATE}
    for paper in list(Certificate)[: rule.certificates]:
        if paper.value not in shown:
            found.append(Missing(Lacks.CERTIFICATE, {"paper": paper.value}))
    if not rule.asks_daily and all(one.what is not CaseHappened.DONE for one in events):
        found.append(Missing(Lacks.NOT_DONE))
    return tuple(found)


def _test(events: Sequence[CaseEvent], limits: CaseLimits, present: Present) -> list[Missing]:
    """The last test counts, and not longer than so many hours (48: Chongqing and Anhui 2022)."""
    tests = [one for one in events if one.what is CaseHappened.TEST]
    if not tests:
        return [Missing(Lacks.TEST)]
    if tests[-1].detail == TestResult.POSITIVE:
        return [Missing(Lacks.TEST_POSITIVE)]
    if present.now_ms - tests[-1].at_ms > limits.test_hours * HOUR_MS:
        return [Missing(Lacks.TEST_OLD, {"hours": limits.test_hours})]
    return []


def _health(events: Sequence[CaseEvent], limits: CaseLimits, present: Present) -> list[Missing]:
    """Well for so many hours: since the first day that was well after the last that was not."""
    well_since: int | None = None
    unwell = False
    for at_ms, said in _health_told(events, present.zone):
        if said.is_unwell(present.threshold):
            well_since, unwell = None, True
        elif well_since is None:
            well_since, unwell = at_ms, False
    if well_since is None:
        return [Missing(Lacks.UNWELL if unwell else Lacks.NOT_LONG_WELL, _hours(limits, 0))]
    hours = (present.now_ms - well_since) // HOUR_MS
    if hours >= limits.symptom_free_hours:
        return []
    return [Missing(Lacks.NOT_LONG_WELL, _hours(limits, hours))]


def _hours(limits: CaseLimits, so_far: int) -> dict[str, object]:
    return {"hours": limits.symptom_free_hours, "so_far": so_far}


def _health_told(events: Sequence[CaseEvent], zone: ZoneInfo) -> list[tuple[int, VisitSaid]]:
    """What was said of the health, day by day: the last word about a day counts, and one that came
    late counts for the end of its day.
    """
    of_day = {
        one.day: (min(one.at_ms, over_ms(one.day, zone)), VisitSaid.of_detail(one.detail))
        for one in events
        if one.what is CaseHappened.VISIT
    }
    told = [of_day[day] for day in sorted(of_day)]
    return [(at_ms, said) for at_ms, said in told if said.tells_health()]
