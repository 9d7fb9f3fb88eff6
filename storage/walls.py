"""The wall of a unit's day, read where the rows lie."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import fields
from datetime import date
from itertools import groupby

from domain.figures import Counts
from domain.mode import Mode
from domain.roster import Unit, UnitKind
from domain.wall import TREND_DAYS, Row, Tile, TrendDay, Wall
from storage.named import queries
from storage.report_rows import unit_of
from storage.reports import Reports
from storage.roster import Roster

_COUNTS = tuple(field.name for field in fields(Counts))


class Walls:
    """Reads over ``unit``, ``round`` and ``answer``; writes nothing."""

    def __init__(self, connection: sqlite3.Connection, roster: Roster, reports: Reports) -> None:
        self._c = connection
        self._q = queries("walls")
        self._roster = roster
        self._reports = reports

    def of(self, unit: Unit, day: date, at_ms: int) -> Wall:
        """The wall of any unit as it stands now."""
        above = unit.kind.above_school
        return Wall(
            unit=unit,
            day=day,
            at_ms=at_ms,
            rows=self._schools(unit, day) if above else self._classes(unit, day),
            trend=self.trend(unit, day),
            school=self._school(unit),
        )

    def trend(self, unit: Unit, day: date) -> tuple[TrendDay, ...]:
        """The newest school days up to a day, oldest first."""
        asked = {"unit_id": unit.id, "day": day.isoformat(), "most": TREND_DAYS}
        if unit.kind.above_school:
            rows = self._q.trend_above(self._c, **asked)
        else:
            rows = self._q.trend(self._c, school_id=unit.school_id, **asked)
        return tuple(TrendDay(date.fromisoformat(row[0]), *row[1:]) for row in rows)

    def _classes(self, unit: Unit, day: date) -> tuple[Row, ...]:
        drafts = Counter(draft.unit.id for draft in self._reports.unconfirmed(unit.id, day))
        rows = self._q.class_tiles(self._c, unit_id=unit.id, day=day.isoformat())
        return tuple(
            Row(name, tuple(_tile(row, drafts[row["id"]]) for row in of_grade))
            for (_, name), of_grade in groupby(rows, lambda row: (row["grade_id"], row["grade"]))
        )

    def _schools(self, unit: Unit, day: date) -> tuple[Row, ...]:
        drafts = Counter(draft.unit.school_id for draft in self._reports.unconfirmed(unit.id, day))
        counts = self._reports.schools(unit.id, day)
        schools = self._roster.below(unit.id, UnitKind.SCHOOL, day)
        tiles = [Tile(one, counts.get(one.id, Counts()), drafts[one.id]) for one in schools]
        return (Row(None, tuple(tiles)),) if tiles else ()

    def _school(self, unit: Unit) -> str | None:
        if unit.kind not in (UnitKind.GRADE, UnitKind.CLASS) or unit.school_id is None:
            return None
        school = self._roster.unit(unit.school_id)
        return None if school is None else school.name


def _tile(row: sqlite3.Row, unconfirmed: int) -> Tile:
    unit = unit_of(row)
    counts = Counts(**{name: row[name] for name in _COUNTS})
    return Tile(unit, counts, unconfirmed, Mode(row["mode"]))
