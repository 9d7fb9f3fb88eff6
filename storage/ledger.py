"""The ledger (台账) of a unit, read day by day: a year is never in memory at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from domain.alert import Ending
from domain.calendar import Period
from domain.case import CaseState
from domain.case_rules import RULES
from domain.class_figures import ClassFigures
from domain.figures import Counts
from domain.ledger import LedgerAlert, LedgerCase, LedgerDay, LedgerLine, Revision
from domain.mode import Mode
from domain.roster import Unit, UnitKind
from storage.alerts import Alerts
from storage.named import queries
from storage.report_rows import unit_of
from storage.reports import Reports
from storage.roster import Roster


class Ledger:
    """Reads over rounds, answers, notes and alerts; writes nothing."""

    def __init__(
        self, connection: sqlite3.Connection, roster: Roster, reports: Reports, alerts: Alerts
    ) -> None:
        self._c = connection
        self._q = queries("ledger")
        self._roster = roster
        self._reports = reports
        self._alerts = alerts

    def size(self, unit: Unit, period: Period) -> int:
        """How many lines there may be to tell: classes times days."""
        return self._roster.count_below(unit.id, UnitKind.CLASS, period.first) * len(period)

    def day(self, unit: Unit, day: date) -> LedgerDay | None:
        """One day of a unit; None where nothing was owed."""
        counts = self._reports.days(unit.id, day, day).get(day, Counts())
        if not counts.expected:
            return None
        lines: list[LedgerLine] = []
        revisions: list[Revision] = []
        for line, round_id in self._lines(unit, day):
            lines.append(line)
            if line.revision > 1:
                revisions += self._revisions(line, round_id)
        alerts = tuple(self._told(unit, day))
        return LedgerDay(day, counts, tuple(lines), tuple(revisions), alerts)

    def cases(self, unit_id: int, period: Period) -> list[LedgerCase]:
        """The cases that were open on one of the days, by school and number."""
        first, last = period.first.isoformat(), period.last.isoformat()
        rows = self._q.cases(self._c, unit_id=unit_id, first=first, last=last)
        return [_case(row) for row in rows]

    def _lines(self, unit: Unit, day: date) -> Iterator[tuple[LedgerLine, int]]:
        """School by school, in the roster's order."""
        schools = [unit.school_id]
        if unit.kind.above_school:
            schools = [one.id for one in self._roster.below(unit.id, UnitKind.SCHOOL, day)]
        for school_id in schools:
            inside = school_id if unit.kind.above_school else unit.id
            rows = self._q.lines(self._c, unit_id=inside, school_id=school_id, day=day.isoformat())
            for row in rows:
                yield _line(row, day), row["round_id"]

    def _revisions(self, line: LedgerLine, round_id: int) -> Iterator[Revision]:
        for number, at_ms, by, present, absent, fever, zero in self._q.revisions(
            self._c, round_id=round_id
        ):
            yield Revision(line, number, at_ms, by, present, absent, fever, bool(zero))

    def _told(self, unit: Unit, day: date) -> Iterator[LedgerAlert]:
        for alert in self._alerts.under(unit.id, day, open_too=False):
            if alert.ending is Ending.CANCELLED:
                continue
            of, school = self._roster.unit(alert.unit_id), self._roster.unit(alert.school_id)
            assert of is not None, "alerts hold units by foreign key"  # noqa: S101
            owner = None if alert.owner is None else self._roster.person(alert.owner)
            name = None if owner is None else owner.name
            yield LedgerAlert(alert, of, "" if school is None else school.name, name)


def _case(row: sqlite3.Row) -> LedgerCase:
    return LedgerCase(
        unit=unit_of(row),
        school=row["school"],
        number=row["number"],
        rule=RULES[row["rule"]],
        state=CaseState(row["state"]),
        opened_day=date.fromisoformat(row["opened_day"]),
        last=None if row["last_day"] is None else date.fromisoformat(row["last_day"]),
        owner=row["owner"],
        asked=row["asked"],
        visited=row["visited"],
        closed_ms=row["closed_ms"],
        closed_by=row["closed_by"],
    )


def _line(row: sqlite3.Row, day: date) -> LedgerLine:
    unit = unit_of(row)
    figures = None
    if row["revision"]:
        figures = ClassFigures(
            **{name: row[name] for name in ClassFigures.__struct_fields__ if name != "zero"},
            zero=bool(row["zero"]),
        )
    return LedgerLine(
        day=day,
        unit=unit,
        school=row["school"],
        mode=Mode(row["mode"]),
        enrolled=row["on_the_roll"] if figures is None else figures.enrolled,
        asked_ms=row["asked_ms"],
        delivered_ms=row["delivered_ms"],
        chased=row["chased"],
        chased_ms=row["chased_ms"],
        escalated_ms=row["escalated_ms"],
        answered_ms=row["first_at_ms"],
        late=bool(row["late"]),
        revision=row["revision"],
        said_ms=row["said_ms"],
        by=row["answered_by"],
        stood_for=row["stood_for"],
        figures=figures,
        uncertain=bool(row["time_uncertain"]),
    )
