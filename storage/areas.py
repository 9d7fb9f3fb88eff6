"""The lists of risk areas (风险地区), what somebody wants of them, and whom the tick looks at."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.area import Area, AreaLevel
from domain.area_list import AreaLine
from domain.area_words import AreaWish
from storage.named import queries


@dataclass(frozen=True, slots=True)
class AreaChange:
    """What somebody wants of a unit's list; ``state`` is proposed | in_force | dropped."""

    id: int
    unit_id: int
    by_person: int
    at_ms: int
    wish: AreaWish
    state: str


class Areas:
    """The tables ``area``, ``area_change`` and ``area_rematch``."""

    def __init__(self, connection: sqlite3.Connection, stir: Callable[[str], None]) -> None:
        self._c = connection
        self._stir = stir
        self._q = queries("areas")

    def over(self, unit_id: int, day: date) -> list[Area]:
        """What holds for a unit and had not ended on a day, the newest first."""
        return [_area(row) for row in self._q.over(self._c, unit_id=unit_id, day=day.isoformat())]

    def own(self, unit_id: int, day: date) -> list[Area]:
        """A unit's own list, as far as it had not ended on a day."""
        return [_area(row) for row in self._q.own(self._c, unit_id=unit_id, day=day.isoformat())]

    def is_kept(self, unit_id: int) -> bool:
        """Whether a list was ever kept for a unit."""
        return self._q.is_kept(self._c, unit_id=unit_id) is not None

    def get(self, area_id: int) -> Area | None:
        """The area with this id, unless it was removed."""
        row = self._q.get(self._c, id=area_id)
        return None if row is None else _area(row)

    def propose(self, unit_id: int, wish: AreaWish, *, by: int, at_ms: int) -> int:
        """Write down what somebody wants; nothing holds before it is confirmed. Gives its id."""
        body = wish.model_dump_json(exclude_defaults=True)
        change_id: int = self._q.propose(
            self._c, unit_id=unit_id, by_person=by, at_ms=at_ms, body=body
        )
        return change_id

    def change(self, change_id: int) -> AreaChange | None:
        """The change with this id."""
        row = self._q.change_by_id(self._c, id=change_id)
        if row is None:
            return None
        wish = AreaWish.model_validate_json(row["body"])
        return AreaChange(
            row["id"], row["unit_id"], row["by_person"], row["at_ms"], wish, row["state"]
        )

    def settle(self, change_id: int, state: str) -> bool:
        """It was confirmed (in_force) or dropped; False where that had been decided before."""
        return bool(self._q.settle_change(self._c, id=change_id, state=state))

    def put(self, unit_id: int, line: AreaLine, *, by: int, at_ms: int) -> int:
        """Add a line to a unit's list; gives the area's id."""
        area_id: int = self._q.add(
            self._c,
            unit_id=unit_id,
            place=line.place,
            level=line.level.value,
            from_day=line.first.isoformat(),
            until_day=line.last.isoformat(),
            by_person=by,
            at_ms=at_ms,
        )
        return area_id

    def alter(self, area_id: int, line: AreaLine) -> None:
        """A place of the list has another level or other days now."""
        self._q.change(
            self._c,
            id=area_id,
            level=line.level.value,
            from_day=line.first.isoformat(),
            until_day=line.last.isoformat(),
        )

    def end(self, area_id: int, last: date) -> None:
        """It is risky until this day, included."""
        self._q.end(self._c, id=area_id, until_day=last.isoformat())

    def remove(self, area_id: int, at_ms: int) -> None:
        """It was never risky: nobody was there."""
        self._q.remove(self._c, id=area_id, at_ms=at_ms)

    def ask_anew(self, unit_id: int) -> None:
        """The list has changed: whoever has travelled below the unit is looked at once more."""
        self._q.ask_anew(self._c, unit_id=unit_id)
        self._stir("day")

    def to_match(self, most: int) -> list[int]:
        """Schools whose journeys are still to be held against the changed list."""
        return [row[0] for row in self._q.to_match(self._c, most=most)]

    def matched(self, school_id: int) -> bool:
        """A school was looked at; False where it had been already."""
        return bool(self._q.matched(self._c, school_id=school_id))


def _area(row: sqlite3.Row) -> Area:
    return Area(
        row["id"],
        row["unit_id"],
        row["place"],
        AreaLevel(row["level"]),
        date.fromisoformat(row["from_day"]),
        date.fromisoformat(row["until_day"]),
    )
