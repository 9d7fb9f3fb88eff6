"""Days that are not plain weekdays, as stored; domain.calendar says what follows from them."""

from __future__ import annotations

import sqlite3
from datetime import date

from storage.named import queries


class Calendar:
    """The tables ``calendar_day`` and ``calendar_year``. Kinds are ``school`` and ``off``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("calendar")

    def overrides(self, unit_id: int, day: date) -> list[tuple[str, str]]:
        """``(kind, name)`` set for a day on the unit or above it, nearest first."""
        rows = self._q.overrides(self._c, unit_id=unit_id, day=day.isoformat())
        return [(kind, name) for kind, name in rows]

    def national(self, day: date) -> tuple[str, str, str] | None:
        """``(kind, name, source)`` of a public holiday or make-up workday."""
        row = self._q.national(self._c, day=day.isoformat())
        return None if row is None else (row[0], row[1], row[2])

    def holidays(self, year: int) -> list[tuple[date, str]]:
        """``(day, name)`` of a year's public holidays, in order."""
        rows = self._q.holidays(self._c, first=f"{year:04d}-01-01", last=f"{year:04d}-12-31")
        return [(date.fromisoformat(day), name) for day, name in rows]

    def year_known(self, year: int) -> bool:
        """Whether the public holidays of a year are loaded."""
        return self._q.year_known(self._c, year=year) is not None

    def put_national(self, day: date, kind: str, name: str, source: str) -> None:
        """Add a public holiday (off) or a make-up workday (school)."""
        self._q.put_national(self._c, day=day.isoformat(), kind=kind, name=name, source=source)

    def put_year(self, year: int, source: str) -> None:
        """Say that a year's public holidays are complete."""
        self._q.put_year(self._c, year=year, source=source)

    def put_override(self, unit_id: int, day: date, kind: str, name: str, source: str) -> None:
        """Set a day for a unit and everything below it."""
        self._q.put_override(
            self._c, unit_id=unit_id, day=day.isoformat(), kind=kind, name=name, source=source
        )
