"""What planning a day asks of the tree: days off, roll-ups, liaisons, waves."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from storage.named import queries


@dataclass(frozen=True, slots=True)
class Wave:
    """``classes`` that are asked at one moment, and when the first of them is chased (ms)."""

    at_ms: int
    classes: int
    next_step_ms: int


class Plans:
    """Reads and writes over ``day_plan``, ``day_step``, ``round`` and the tree of units."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("plans")

    def school_day_below(self, unit_id: int, day: date) -> bool:
        """Whether any school under a unit has school."""
        found = self._q.school_day_below(self._c, unit_id=unit_id, day=day.isoformat())
        return found is not None

    def reconsider_above(self, unit_id: int, day: date) -> None:
        """A school has school after all: plan the units above it again."""
        self._q.reconsider_above(self._c, unit_id=unit_id, day=day.isoformat())

    def rolled_up(self, first: date) -> list[tuple[int, date]]:
        """Units above the schools whose roll-up has been sent since a day."""
        rows = self._q.rolled_up(self._c, first_day=first.isoformat())
        return [(unit_id, date.fromisoformat(day)) for unit_id, day in rows]

    def schools_with_liaison(self, unit_id: int, day: date) -> list[int]:
        """Schools that have a liaison, and this unit right above them."""
        rows = self._q.schools_with_liaison(self._c, unit_id=unit_id, day=day.isoformat())
        return [row[0] for row in rows]

    def waves(self, day: date) -> list[Wave]:
        """How many classes are asked at each moment of a day."""
        return [Wave(*row) for row in self._q.asks(self._c, day=day.isoformat())]
