"""Who hears of an alert, when it is said again, and when it may wait for the morning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.day_plan import instant_ms, school_day_of
from domain.roster import Role

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


class Hearer(StrEnum):
    """Who can be told. ``above`` is the nearest unit above the school where anybody can be
    reached, ``above2`` the next one.
    """

    OFFICER = "officer"
    PRINCIPAL = "principal"
    ADMIN = "admin"
    LEADER = "leader"
    ABOVE = "above"
    ABOVE2 = "above2"

    @property
    def role(self) -> Role | None:
        """The role inside the school; None for the units above."""
        return _ROLES.get(self)

    @property
    def levels_up(self) -> int:
        """How many units above the school; 0 for a role inside it."""
        return {Hearer.ABOVE: 1, Hearer.ABOVE2: 2}.get(self, 0)


_ROLES = {
    Hearer.OFFICER: Role.HEALTH_OFFICER,
    Hearer.PRINCIPAL: Role.PRINCIPAL,
    Hearer.ADMIN: Role.ADMIN,
    Hearer.LEADER: Role.GRADE_LEADER,
}


@dataclass(frozen=True, slots=True)
class AlertRules:
    """The ladder (升级阶梯) of a unit's alerts.

    ``to`` hears at once. An alert that nobody owns is said to them again after ``again_minutes``
    and to ``again_to`` as well, and after ``further_minutes`` to ``further_to``; 0 leaves a rung
    out. ``outcome_minutes`` after somebody took it over the owner is reminded of the outcome, 0
    never. From ``quiet_from`` until ``quiet_until`` what is not urgent waits; equal times mean that
    nothing ever waits.
    """

    to: tuple[Hearer, ...]
    again_minutes: int
    again_to: tuple[Hearer, ...]
    further_minutes: int
    further_to: tuple[Hearer, ...]
    outcome_minutes: int
    quiet_from: time
    quiet_until: time

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The rungs in the order of their times."""
        rungs = (
            Rung(self.again_minutes * MINUTE_MS, self.again_to),
            Rung(self.further_minutes * MINUTE_MS, self.further_to),
        )
        return tuple(sorted((r for r in rungs if r.after_ms), key=lambda rung: rung.after_ms))

    def told_from(self, at_ms: int, zone: ZoneInfo) -> int:
        """From when on something that is not urgent may be said: now, or the end of the quiet."""
        if self.quiet_from == self.quiet_until:
            return at_ms
        today = school_day_of(at_ms, zone)
        for day in (today - timedelta(days=1), today):
            from_ms = instant_ms(day, self.quiet_from, zone)
            until_ms = instant_ms(self._morning_after(day), self.quiet_until, zone)
            if from_ms <= at_ms < until_ms:
                return until_ms
        return at_ms

    def _morning_after(self, day: date) -> date:
        """The day on which the quiet that begins on a day ends."""
        return day + timedelta(days=self.quiet_until < self.quiet_from)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: so long after the alert was told, these hear of it as well."""

    after_ms: int
    to: tuple[Hearer, ...]


@dataclass(frozen=True, slots=True)
class ClusterLimits:
    """When pupils of one class or dormitory with like symptoms are a cluster (聚集).

    ``day_count`` in one day, or ``run_count`` within ``run_days`` calendar days running, are
    reported within ``report_hours``; ``low_hours`` and ``last_hours`` before that it is said again.
    """

    day_count: int
    run_count: int
    run_days: int
    report_hours: int
    low_hours: int
    last_hours: int

    def next_warning(self, due_ms: int, now_ms: int) -> int | None:
        """When the clock is told of next: low, last, and when it has run out."""
        times = (due_ms - hours * HOUR_MS for hours in (self.low_hours, self.last_hours, 0))
        return min((at for at in times if at > now_ms), default=None)
