"""What was said of one pupil, read over days and classes."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import groupby

from domain.calendar import Period
from domain.pupil_history import KnownAbsence, PupilDay, PupilHistory
from domain.roster import Away, Unit, UnitKind
from storage.answers import finding_of
from storage.named import queries
from storage.report_rows import unit_of
from storage.roster import Roster


class Histories:
    """Reads over ``enrolment``, ``answer`` and ``finding``; writes nothing."""

    def __init__(self, connection: sqlite3.Connection, roster: Roster) -> None:
        self._c = connection
        self._q = queries("histories")
        self._roster = roster

    def class_of(self, pupil_id: int, day: date) -> Unit | None:
        """The class a pupil is in on a day, else the last one before; None where there was none."""
        rows = self._stays(pupil_id, Period(date.min, day))
        return next((unit for unit, _, _ in rows), None)

    def of(
        self, pupil_id: int, period: Period, today: date, visible: Collection[int]
    ) -> PupilHistory | None:
        """The pupil's days in the classes of ``visible``; None for a pupil who is not there."""
        pupil = self._roster.pupil(pupil_id)
        now = next(iter(self._stays(pupil_id, Period(date.min, today))), None)
        if pupil is None or now is None:
            return None
        days: list[PupilDay] = []
        for unit, _, stay in self._stays(pupil_id, period):
            if unit.id in visible:
                days += self._days(pupil_id, unit, stay)
        days.sort(key=lambda one: one.day, reverse=True)
        unit, school, _ = now
        absences = tuple(self._absences(pupil_id, period))
        return PupilHistory(pupil_id, pupil.name, unit, school, period, tuple(days), absences)

    def classes_in(self, pupil_id: int, period: Period) -> list[int]:
        """The ids of the classes a pupil was in."""
        return [unit.id for unit, _, _ in self._stays(pupil_id, period)]

    def named(self, under: Iterable[int], name: str, day: date) -> list[tuple[int, Unit]]:
        """The pupils of this name under any of these units, each with the class."""
        found: dict[int, Unit] = {}
        for unit_id in under:
            for row in self._q.named(self._c, unit_id=unit_id, name=name, day=day.isoformat()):
                kind, school_id = UnitKind(row["kind"]), row["school_id"]
                unit = Unit(row["class_id"], row["code"], row["class_name"], kind, school_id)
                found[row["id"]] = unit
        return list(found.items())

    def _stays(self, pupil_id: int, period: Period) -> list[tuple[Unit, str, Period]]:
        """Each class with its school's name and the days of the period spent in it."""
        given = {"first": period.first.isoformat(), "last": period.last.isoformat()}
        return [
            (
                unit_of(row),
                row["school"],
                Period(
                    max(date.fromisoformat(row["from_day"]), period.first),
                    min(date.fromisoformat(row["until_day"]), period.last),
                ),
            )
            for row in self._q.stays(self._c, pupil_id=pupil_id, **given)
        ]

    def _days(self, pupil_id: int, unit: Unit, stay: Period) -> Iterator[PupilDay]:
        rows = self._q.days(
            self._c,
            pupil_id=pupil_id,
            class_id=unit.id,
            school_id=unit.school_id,
            first=stay.first.isoformat(),
            last=stay.last.isoformat(),
        )
        for day, of_day in groupby(rows, lambda row: row["day"]):
            said = list(of_day)
            findings = tuple(finding_of(row[3:]) for row in said if row["kind"] is not None)
            at_ms, by = said[0]["at_ms"], said[0]["answered_by"]
            yield PupilDay(date.fromisoformat(day), unit, at_ms, by, findings)

    def _absences(self, pupil_id: int, period: Period) -> Iterator[KnownAbsence]:
        given = {"first": period.first.isoformat(), "last": period.last.isoformat()}
        for kind, first, last in self._q.absences(self._c, pupil_id=pupil_id, **given):
            days = Period(date.fromisoformat(first), date.fromisoformat(last))
            yield KnownAbsence(Away(kind), days)
