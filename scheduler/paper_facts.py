"""Reads what a paper or a bureau's table is made from."""

from __future__ import annotations

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


def paper_facts(
    tx: Transaction,
    unit: Unit,
    unit_name: str,
    period: Period,
    lists: frozenset[str] = MATERIAL_LISTS,
) -> PaperFacts:
    """The facts of a unit's days. ``lists`` are those that will be asked for: nothing else is read
    one by one, and of a city that is most of the work.
    """
    inside = not unit.kind.above_school
    each_class = "class" in lists or (inside and period.is_day)
    one_by_one = inside or period.is_day or each_class or bool(lists & _OF_DAYS)
    told = _told(tx, unit, period) if inside and "measure" in lists else ()
    return PaperFacts(
        unit,
        unit_name,
        period,
        tuple(_days(tx, unit, period, each_class=each_class, one_by_one=one_by_one)),
        alerts=tx.reports.alerts(unit, period),
        parts=tuple(tx.reports.children(unit.id, period.first)) if not inside else (),
        schools=_schools(tx, unit, period) if "school" in lists else (),
        told=told,
        names=tx.papers.names(unit.school_id) if told and unit.school_id else frozenset(),
    )


def _days(
    tx: Transaction, unit: Unit, period: Period, *, each_class: bool, one_by_one: bool
) -> list[DayReport]:
    """The days that have rounds, or the first day where none has. Of many days above the schools
    the counts are enough, unless they are wanted ``one_by_one``.
    """
    counted = tx.reports.days(unit.id, period.first, period.last) or {period.first: Counts()}
    if one_by_one:
        return [_day(tx, unit, day, each_class=each_class) for day in counted]
    return [DayReport(DayFigures(unit, day, counts), ()) for day, counts in counted.items()]


def _day(tx: Transaction, unit: Unit, day: date, *, each_class: bool) -> DayReport:
    classes = tx.reports.classes(unit.id, day) if each_class else ()
    return DayReport(tx.reports.day(unit.id, day), tuple(classes))


def _schools(tx: Transaction, unit: Unit, period: Period) -> tuple[ChildCounts, ...]:
    """Every school of the unit with the sums of the days; itself, where it is one."""
    if not unit.kind.above_school:
        counted = tx.reports.days(unit.id, period.first, period.last)
        return (ChildCounts(unit, total(counted.values())),)
    sums: dict[int, Counts] = {}
    for day in period:
        for school_id, counts in tx.reports.schools(unit.id, day).items():
            sums[school_id] = sums.get(school_id, Counts()) + counts
    schools = tx.roster.below(unit.id, UnitKind.SCHOOL, period.last)
    return tuple(ChildCounts(one, sums.get(one.id, Counts())) for one in schools)


def _told(tx: Transaction, unit: Unit, period: Period) -> tuple[AlertFacts, ...]:
    """The alerts of the days with all that was done, without drafts that came to nothing."""
    return tuple(
        alert_facts(tx, alert)
        for day in period
        for alert in tx.alerts.under(unit.id, day, open_too=False)
        if alert.ending is not Ending.CANCELLED
    )
