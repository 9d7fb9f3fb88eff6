"""The figures of a unit over several days: the sum of its days, and of the units right below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from domain.calendar import Period
from domain.day_report import ClassResult, DayReport
from domain.figures import AlertFigures, ChildCounts, Counts, total
from domain.roster import Unit


@dataclass(frozen=True, slots=True)
class DayCounts:
    """What one day adds: the unit's counts, and those of the units right below on that day."""

    day: date
    counts: Counts
    parts: tuple[ChildCounts, ...] = ()


@dataclass(frozen=True, slots=True)
class Isolations:
    """隔离: how many began within the days, and how many ended."""

    begun: int = 0
    ended: int = 0


@dataclass(frozen=True, slots=True)
class Cases:
    """个案: how many were opened within the days, and how many were released."""

    opened: int = 0
    released: int = 0


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """All there is to say about a unit over some days, without names.

    ``days`` are those on which anything was owed; ``parts`` the units right below with their sums,
    in the roster's order, and last the unit itself for classes that have left it since.
    """

    unit: Unit
    period: Period
    days: Mapping[date, Counts]
    parts: tuple[ChildCounts, ...] = ()
    alerts: AlertFigures = field(default_factory=AlertFigures)
    isolations: Isolations = field(default_factory=Isolations)
    cases: Cases = field(default_factory=Cases)

    @classmethod
    def of(
        cls,
        unit: Unit,
        period: Period,
        days: Iterable[DayCounts],
        alerts: AlertFigures,
        isolations: Isolations,
        cases: Cases,
    ) -> Self:
        """Add the days up."""
        owed = [one for one in days if one.counts.expected]
        counts = {one.day: one.counts for one in owed}
        return cls(unit, period, counts, _summed(owed), alerts, isolations, cases)

    @property
    def counts(self) -> Counts:
        """The sum of the days."""
        return total(self.days.values())


@dataclass(frozen=True, slots=True)
class ClassSum:
    """One class over the days of a report; ``days`` is on how many it owed an answer."""

    unit: Unit
    school: str
    grade: str | None
    days: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """The full tables of a unit over some days.

    ``tables`` hold every day on which anything was owed, or the first day where there is none;
    without ``detailed`` classes and findings are left out, for they would be too many.
    """

    figures: PeriodFigures
    tables: tuple[DayReport, ...]
    detailed: bool = True

    @property
    def classes(self) -> tuple[ClassSum, ...]:
        """Every class with its sums, in the roster's order of the newest day."""
        found: dict[int, list[ClassResult]] = {}
        for table in reversed(self.tables):
            for result in table.classes:
                found.setdefault(result.unit.id, []).append(result)
        return tuple(_class_sum(results) for results in found.values())


def _class_sum(results: Sequence[ClassResult]) -> ClassSum:
    newest = results[0]
    summed = total(result.counts for result in results)
    return ClassSum(newest.unit, newest.school, newest.grade, len(results), summed)


def _summed(days: Sequence[DayCounts]) -> tuple[ChildCounts, ...]:
    """The newest day gives the order; a unit that has been closed since comes after."""
    sums: dict[int, ChildCounts] = {}
    for day in reversed(days):
        for part in day.parts:
            before = sums.get(part.unit.id)
            sums[part.unit.id] = (
                part if before is None else ChildCounts(before.unit, before.counts + part.counts)
            )
    return tuple(sums.values())
