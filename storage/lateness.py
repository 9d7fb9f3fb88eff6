"""Lateness: what should have happened by now and has not, and what a silence has swallowed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from storage.named import queries


@dataclass(frozen=True, slots=True)
class GoneBy:
    """A step of so many schools that fell due in a silence: ``missed``, or ``done`` much later."""

    day: date
    step: str
    state: str
    schools: int


class Lateness:
    """Reads ``day_step`` and ``outbox`` for what is late."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("lateness")

    def overdue(self, before_ms: int) -> list[tuple[str, int]]:
        """``(step, units)`` still owed though due at that instant or before, in order."""
        return [(step, count) for step, count in self._q.overdue(self._c, before_ms=before_ms)]

    def waiting_asks(self, before_ms: int) -> int:
        """How many questions of that instant or before have not gone out."""
        count: int = self._q.waiting_asks(self._c, before_ms=before_ms)
        return count

    def gone_by(self, after_ms: int, until_ms: int, late_ms: int) -> list[GoneBy]:
        """Steps that fell due in a silence and were missed, or done ``late_ms`` late or more."""
        rows = self._q.gone_by(self._c, after_ms=after_ms, until_ms=until_ms, late_ms=late_ms)
        return [GoneBy(date.fromisoformat(row[0]), row[1], row[2], row[3]) for row in rows]
