"""The day of those who are followed (随访), school day or not: asked twice, an evening list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.case_rules import CaseLimits
from domain.day_plan import instant_ms, school_day_of


class FollowStep(StrEnum):
    """What happens in a day, in this order."""

    ASK = "ask"
    CHASE = "chase"
    EVENING = "evening"


def _times(limits: CaseLimits) -> Mapping[FollowStep, time]:
    return {
        FollowStep.ASK: limits.ask_at,
        FollowStep.CHASE: limits.chase_at,
        FollowStep.EVENING: limits.evening_at,
    }


def newest_step(limits: CaseLimits, now_ms: int, zone: ZoneInfo) -> FollowStep | None:
    """The step of the day that came last; None before the first. After a silence only it speaks."""
    day = school_day_of(now_ms, zone)
    passed = [
        (instant_ms(day, at, zone), number, step)
        for number, (step, at) in enumerate(_times(limits).items())
        if instant_ms(day, at, zone) <= now_ms
    ]
    return max(passed)[2] if passed else None


def next_step_ms(limits: CaseLimits, now_ms: int, zone: ZoneInfo) -> int:
    """When the next step is due, today or tomorrow."""
    today = school_day_of(now_ms, zone)
    coming = [
        instant_ms(day, at, zone)
        for day in (today, today + timedelta(days=1))
        for at in _times(limits).values()
    ]
    return min(at_ms for at_ms in coming if at_ms > now_ms)


def asked_from(limits: CaseLimits, now_ms: int, zone: ZoneInfo) -> date:
    """The first day on which somebody is asked about a case that is opened now: today, unless the
    evening has come.
    """
    today = school_day_of(now_ms, zone)
    evening_ms = instant_ms(today, limits.evening_at, zone)
    return today if now_ms < evening_ms else today + timedelta(days=1)
