"""Reads what a paper or a bureau's table is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.alert import Ending
from domain.alert_facts import AlertFacts
from domain.calendar import Period
from domain.day_report import DayReport
from domain.figures import ChildCounts, Counts, DayFigures, total
from domain.paper import PaperFacts
from domain.roster import Unit, UnitKind
from storage.alert_facts import alert_facts
from storage.transaction import Transaction

MATERIAL_LISTS = frozenset({"part", "daily", "abnormal", "measure"})
"""What the written material lists."""
_OF_DAYS = frozenset({"finding", "outstanding"})
"""What only a look at each day tells."""


@dataclass(frozen=True, slots=True)
class PaperDay:
    """What a day adds to a paper; ``table`` is None where nothing was owed."""

    table: DayReport | None
    schools: Mapping[int, Counts]
    told: tuple[AlertFacts, ...]


@dataclass(frozen=True, slots=True)
class PaperReading:
    """Reads the facts of a unit's days, one day after another.

    ``lists`` are those that will be asked for: nothing else is read one by one, and of a city that
    is most of the work.
    """

    unit: Unit
    period: Period
    lists: frozenset[str] = MATERIAL_LISTS

    def day(self, tx: Transaction, day: date) -> PaperDay:
        """What a day adds."""
        counts = tx.reports.days(self.unit.id, day, day).get(day)
        table = None if counts is None else self._table(tx, day, counts)
        return PaperDay(table, self._schools_of(tx, day, counts or Counts()), self._told(tx, day))

    def together(self, tx: Transaction, days: Sequence[PaperDay], unit_name: str) -> PaperFacts:
        """The facts of all the days; those of the first where nothing was owed on any."""
        tables = tuple(one.table for one in days if one.table is not None)
        told = tuple(alert for one in days for alert in one.told)
        unit, period, above = self.unit, self.period, self.unit.kind.above_school
        return PaperFacts(
            unit,
            unit_name,
            period,
            tables or (self._table(tx, period.first, Counts()),),
            alerts=tx.reports.alerts(unit, period),
            parts=tuple(tx.reports.children(unit.id, period.first)) if above else (),
            schools=self._schools(tx, days),
            told=told,
            names=tx.papers.names(unit.school_id) if told and unit.school_id else frozenset(),
        )

    def _table(self, tx: Transaction, day: date, counts: Counts) -> DayReport:
        """A day with its lines; of many days above the schools the counts are enough, unless each
        is wanted one by one.
        """
        unit, is_day = self.unit, self.period.is_day
        inside = not unit.kind.above_school
        each_class = "class" in self.lists or (inside and is_day)
        if not (inside or is_day or each_class or self.lists & _OF_DAYS):
            return DayReport(DayFigures(unit, day, counts), ())
        classes = tx.reports.classes(unit.id, day) if each_class else ()
        return DayReport(tx.reports.day(unit.id, day), tuple(classes))

    def _schools_of(self, tx: Transaction, day: date, counts: Counts) -> Mapping[int, Counts]:
        """What each school comes to on a day; a unit inside a school stands for itself."""
        if "school" not in self.lists:
            return {}
        if not self.unit.kind.above_school:
            return {self.unit.id: counts}
        return tx.reports.schools(self.unit.id, day)

    def _schools(self, tx: Transaction, days: Sequence[PaperDay]) -> tuple[ChildCounts, ...]:
        """Every school of the unit with the sums of the days; itself, where it is one."""
        if "school" not in self.lists:
            return ()
        units = [self.unit]
        if self.unit.kind.above_school:
            units = tx.roster.below(self.unit.id, UnitKind.SCHOOL, self.period.last)
        return tuple(
            ChildCounts(unit, total(one.schools.get(unit.id, Counts()) for one in days))
            for unit in units
        )

    def _told(self, tx: Transaction, day: date) -> tuple[AlertFacts, ...]:
        """The day's alerts with all that was done, without drafts that came to nothing."""
        if self.unit.kind.above_school or "measure" not in self.lists:
            return ()
        return tuple(
            alert_facts(tx, alert)
            for alert in tx.alerts.under(self.unit.id, day, open_too=False)
            if alert.ending is not Ending.CANCELLED
        )


def paper_facts(
    tx: Transaction,
    unit: Unit,
    unit_name: str,
    period: Period,
    lists: frozenset[str] = MATERIAL_LISTS,
    days: Iterable[date] | None = None,
) -> PaperFacts:
    """The facts read at one go. ``days`` are those of the period, for whoever counts along."""
    reading = PaperReading(unit, period, lists)
    read = [reading.day(tx, day) for day in (period if days is None else days)]
    return reading.together(tx, read, unit_name)
