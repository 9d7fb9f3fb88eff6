"""The log before a return as stored: on which days each class was asked, and who lacks them."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from domain.calendar import Period
from domain.return_log import AskedDay, ClassLog, class_log
from domain.school_calendar import CalendarRules
from storage.calendar import Calendar
from storage.named import queries
from storage.roster import Roster


class ReturnLogs:
    """Reads over ``round`` and ``finding``; writes nothing."""

    def __init__(self, connection: sqlite3.Connection, calendar: Calendar, roster: Roster) -> None:
        self._c = connection
        self._q = queries("return_logs")
        self._calendar = calendar
        self._roster = roster

    def of_school(self, school_id: int, day: date, rules: CalendarRules) -> list[ClassLog]:
        """The log of each class that keeps one on a day, in the roster's order."""
        classes = self._calendar.of_classes(school_id, Period(day, day), rules)
        keeping = [
            (unit, returns)
            for unit, calendar in classes
            if (returns := calendar.returning_after(day)) is not None
        ]
        if not keeping:
            return []
        asked = self._asked(school_id, day - timedelta(days=rules.log_days), day)
        return [
            class_log(
                unit,
                returns,
                rules.log_days,
                day,
                asked.get(unit.id, []),
                self._isolated(unit.id, returns.day),
            )
            for unit, returns in keeping
        ]

    def _isolated(self, class_id: int, day: date) -> list[str]:
        pupils = self._roster.pupils_of(class_id, day)
        return [one.name for one in pupils if one.away == "isolation"]

    def _asked(self, school_id: int, first: date, last: date) -> dict[int, list[AskedDay]]:
        days = {
            "school_id": school_id,
            "first_day": first.isoformat(),
            "last_day": last.isoformat(),
        }
        unmeasured: dict[tuple[int, str], dict[int, str]] = {}
        for unit_id, day, pupil_id, name in self._q.unmeasured(self._c, **days):
            unmeasured.setdefault((unit_id, day), {})[pupil_id] = name
        found: dict[int, list[AskedDay]] = {}
        for unit_id, day, answered in self._q.asked(self._c, **days):
            one = AskedDay(
                date.fromisoformat(day), bool(answered), unmeasured.get((unit_id, day), {})
            )
            found.setdefault(unit_id, []).append(one)
        return found
