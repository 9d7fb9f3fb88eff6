"""Figures for digests and reports, summed where the rows lie."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from domain.calendar import Period
from domain.check_in import CheckIn, Finding
from domain.day_report import ClassResult, DayReport
from domain.figures import (
    AlertFigures,
    ChildCounts,
    ClosurePupil,
    Counts,
    DayFigures,
    ModeCounts,
    Outstanding,
    total,
)
from domain.period_figures import Cases, DayCounts, Isolations, PeriodFigures
from domain.roster import Unit, UnitKind, told_apart
from domain.unsettled import Unsettled
from domain.unwell import Found, Unconfirmed
from storage.answers import Answers, finding_of
from storage.days import Days
from storage.named import queries
from storage.papers import Papers
from storage.report_rows import (
    COUNTS,
    by_child,
    by_mode,
    class_result,
    outstanding_of,
    revisions_of,
    said_in,
    typed_name,
    unit_of,
    unsettled_in,
)
from storage.roster import Roster


class Reports:
    """Reads over ``round``, ``answer``, ``finding`` and ``draft``; writes nothing."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        roster: Roster,
        answers: Answers,
        days: Days,
        papers: Papers,
    ) -> None:
        self._c = connection
        self._q = queries("reports")
        self._roster = roster
        self._answers = answers
        self._days = days
        self._papers = papers

    def day(self, unit_id: int, day: date) -> DayFigures:
        """The figures of any unit on a day; nothing is expected on a day without rounds.

        Raises KeyError for an id that is no unit.
        """
        unit = self._unit(unit_id)
        return self._figures(unit, day, self._sums(unit, day), places=True)

    def with_children(self, unit_id: int, day: date) -> tuple[DayFigures, list[ChildCounts]]:
        """The figures of a unit and of the units right below, added up once for both.

        For texts, which tell no place to those who see no names. Raises KeyError for an id that
        is no unit.
        """
        unit = self._unit(unit_id)
        sums = self._sums(unit, day)
        figures = self._figures(unit, day, sums, places=False)
        return figures, self._children(unit, day, sums)

    def _figures(
        self, unit: Unit, day: date, sums: Sequence[Sequence[Any]], *, places: bool
    ) -> DayFigures:
        unit_id = unit.id
        published = self._days.last_digest(unit_id, day)
        modes = self._modes(unit, day, sums)
        closed = any(one.not_learning or one.lives_in for one in modes)
        return DayFigures(
            unit=unit,
            day=day,
            counts=total(by_child(sums).values()),
            outstanding=tuple(self.outstanding(unit_id, day)),
            findings=tuple(self.findings(unit_id, day, places=places)),
            unconfirmed=tuple(self.unconfirmed(unit_id, day)),
            cases_open=self.cases_open(unit_id, day),
            alerts=self.alerts(unit, Period(day, day)),
            version=published.version if published else 0,
            published_ms=published.at_ms if published else None,
            modes=modes,
            closure=tuple(self._closure_pupils(unit, day)) if closed else (),
        )

    def days(self, unit_id: int, first: date, last: date) -> dict[date, Counts]:
        """The counts of each day that has rounds, in order."""
        counted = {}
        unit = self._unit(unit_id)
        for day in Period(first, last):
            sums = self._sums(unit, day)
            if sums:
                counted[day] = total(by_child(sums).values())
        return counted

    def period(self, unit: Unit, period: Period) -> PeriodFigures:
        """The sums of some days, added up day by day."""
        return self.of_days(unit, period, (self.day_counts(unit, day) for day in period))

    def of_days(self, unit: Unit, period: Period, days: Iterable[DayCounts]) -> PeriodFigures:
        """The sums of days that have been read, with what is reckoned over all of them."""
        given = {"first": period.first.isoformat(), "last": period.last.isoformat()}
        isolations = Isolations(*self._q.isolations(self._c, unit_id=unit.id, **given))
        cases = Cases(*self._q.cases(self._c, unit_id=unit.id, **given))
        alerts = self.alerts(unit, period)
        return PeriodFigures.of(unit, period, days, alerts, isolations, cases)

    def day_counts(self, unit: Unit, day: date) -> DayCounts:
        """What a day adds to a period."""
        sums = self._sums(unit, day)
        counts = total(by_child(sums).values())
        return DayCounts(day, counts, tuple(self._children(unit, day, sums)) if sums else ())

    def table(self, unit: Unit, day: date, *, detailed: bool = True) -> DayReport:
        """The full table of a unit's day; without classes and findings where they are too many."""
        sums = self._sums(unit, day)
        figures = self._figures(unit, day, sums, places=detailed)
        parts = tuple(self._children(unit, day, sums))
        revisions = tuple(revisions_of(self._rows("revisions", unit, day), day))
        if not detailed:
            return DayReport(replace(figures, findings=()), (), parts, revisions)
        return DayReport(figures, tuple(self.classes(unit.id, day)), parts, revisions)

    def children(self, unit_id: int, day: date) -> list[ChildCounts]:
        """The units right below with their counts, in the roster's order; nought where nothing
        is owed.
        """
        unit = self._unit(unit_id)
        return self._children(unit, day, self._sums(unit, day))

    def _children(self, unit: Unit, day: date, sums: Sequence[Sequence[Any]]) -> list[ChildCounts]:
        counts = by_child(sums)
        children = [
            ChildCounts(child, counts.pop(child.id, Counts()))
            for child in self._roster.children(unit.id, day)
        ]
        # What is left has no place below any more: a class that has moved, a unit that was closed.
        rest = total(counts.values())
        return [*children, ChildCounts(unit, rest)] if rest.expected and children else children

    def schools(self, unit_id: int, day: date) -> dict[int, Counts]:
        """The counts of each school under a unit above the schools that owes something."""
        rows = self._q.counts_above(self._c, unit_id=unit_id, day=day.isoformat())
        return {row["school"]: Counts(*(row[name] for name in COUNTS)) for row in rows}

    def outstanding(self, unit_id: int, day: date) -> list[Outstanding]:
        """未报: the classes that owe an answer, in the roster's order."""
        rows = self._rows("outstanding", self._unit(unit_id), day)
        return [
            outstanding_of(list(of_round)) for _, of_round in groupby(rows, lambda r: r["round_id"])
        ]

    def findings(self, unit_id: int, day: date, *, places: bool = True) -> list[Found]:
        """异常 in the answers that count, by class in the roster's order.

        Without ``places`` none is looked at, so that each counts as telling a name.
        """
        units: dict[int, Unit] = {}
        found = []
        for row in self._rows("findings", self._unit(unit_id), day):
            class_id, code, name, kind, school_id, school, person, *which, shared = row[:10]
            who = told_apart(person, *which) if shared else person
            unit = units.get(class_id)
            if unit is None:
                unit = units[class_id] = Unit(class_id, code, name, UnitKind(kind), school_id)
            said = finding_of(row[10:])
            tells = not places or self._papers.stands_in(said.place, unit)
            found.append(Found(unit, school, who, said, tells, person if shared else ""))
        return found

    def unconfirmed(self, unit_id: int, day: date) -> list[Unconfirmed]:
        """待确认: drafts whose findings stand in no answer. A correction begun and left as it
        was says nothing new.
        """
        found = []
        for row in self._rows("drafts", self._unit(unit_id), day):
            said = said_in(row)
            known = set(self._answers.findings(row["round_id"], row["revision"]))
            news = tuple(finding for finding in said if finding not in known)
            if news:
                found.append(self._unconfirmed(row, news))
        return found

    def classes(self, unit_id: int, day: date) -> list[ClassResult]:
        """Every class that owes an answer on a day, in the roster's order."""
        rows = self._rows("classes", self._unit(unit_id), day)
        return [class_result(row, day) for row in rows]

    def cases_open(self, unit_id: int, day: date) -> int:
        """People of the unit with an open case or in isolation on the day, staff too."""
        row = self._q.cases_open(self._c, unit_id=unit_id, day=day.isoformat())
        return int(row[0])

    def alerts(self, unit: Unit, period: Period) -> AlertFigures:
        """The alerts of a unit's days, and how soon somebody owned them."""
        first, last = period.first.isoformat(), period.last.isoformat()
        if unit.school_id == unit.id:
            row = self._q.alerts_of_school(self._c, school_id=unit.id, first=first, last=last)
        else:
            row = self._q.alerts(self._c, unit_id=unit.id, first=first, last=last)
        return AlertFigures(*row)

    def units_like(self, under: Iterable[int], name: str, day: date, most: int = 12) -> list[Unit]:
        """Units under any of these that are called so; where none is, those whose name holds it."""
        # The exclamation mark takes its meaning away from a sign that LIKE would read.
        holding = "%" + re.sub("([!%_])", r"!\1", name) + "%"
        exact: dict[int, Unit] = {}
        near: dict[int, Unit] = {}
        for unit_id in under:
            rows = self._q.units_like(
                self._c,
                unit_id=unit_id,
                name=name,
                holding=holding,
                day=day.isoformat(),
                most=most,
            )
            for row in rows:
                (exact if row["exact"] else near)[row["id"]] = unit_of(row)
        return list((exact or near).values())[:most]

    def last_reminder(self, round_id: int) -> int | None:
        """When somebody last had the class reminded by hand (ms), None where nobody has."""
        row = self._q.last_reminder(self._c, round_id=round_id, by_hand=f"{round_id}/now/%")
        return None if row[0] is None else int(row[0])

    def _sums(self, unit: Unit, day: date) -> list[sqlite3.Row]:
        """The sums by unit right below, and by mode or, above the schools, by school."""
        return list(self._rows("counts", unit, day))

    def _modes(
        self, unit: Unit, day: date, sums: Sequence[Sequence[Any]]
    ) -> tuple[ModeCounts, ...]:
        """The counts by mode; nothing where every class has a plain school day."""
        if unit.kind.above_school:
            if self._q.any_mode(self._c, day=day.isoformat()) is None:
                return ()
            sums = list(self._rows("modes", unit, day))
        return by_mode(sums)

    def _closure_pupils(self, unit: Unit, day: date) -> list[ClosurePupil]:
        """Who takes no part in lessons and who lives in, by class in the roster's order; above the
        schools nobody, for they are named.
        """
        if unit.kind.above_school:
            return []
        found, who = [], self._roster.pupil_name
        for row in self._rows("closure", unit, day):
            for pupil_id, entry in CheckIn.model_validate_json(row["body"]).pupils.items():
                pupil = self._roster.pupil(pupil_id)
                if pupil is not None and (entry.not_learning or entry.lives_in):
                    said = (who(pupil_id), entry.not_learning, entry.lives_in)
                    found.append(ClosurePupil(unit_of(row), row["school"], *said))
        return found

    def _rows(self, name: str, unit: Unit, day: date) -> Iterable[sqlite3.Row]:
        """The rows of a statement that is written for a unit inside a school, and for one above."""
        given: dict[str, Any] = {"unit_id": unit.id, "day": day.isoformat()}
        if unit.kind.above_school:
            name = f"{name}_above"
        else:
            given["school_id"] = unit.school_id
        rows: Iterable[sqlite3.Row] = getattr(self._q, name)(self._c, **given)
        return rows

    def _unit(self, unit_id: int) -> Unit:
        unit = self._roster.unit(unit_id)
        if unit is None:
            raise KeyError(unit_id)
        return unit

    def _unconfirmed(self, row: sqlite3.Row, findings: Iterable[Finding]) -> Unconfirmed:
        unit, unsettled = unit_of(row), unsettled_in(row)
        return Unconfirmed(
            row["round_id"],
            unit,
            row["school"],
            row["drafted_by"],
            tuple(
                Found(unit, row["school"], name, one, self._papers.stands_in(one.place, unit))
                for one in findings
                for name in [self._name(one, unsettled)]
            ),
        )

    def _name(self, finding: Finding, unsettled: Unsettled) -> str:
        if finding.unknown:
            return typed_name(finding, unsettled)
        if finding.pupil_id is not None:
            return self._roster.pupil_name(finding.pupil_id)
        person = self._roster.person(finding.person_id or 0)
        return person.name if person else "?"
