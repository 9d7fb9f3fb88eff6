"""Leaves (请假): known absences as a class's answers give, end and cut them short."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta

from domain.open_pupil import Openness, OpenPupil
from domain.roster import Away
from storage.named import queries

_OPEN = {
    Away.ISOLATION: Openness.ISOLATED,
    Away.LEAVE: Openness.LEAVE,
    Away.SICK: Openness.ILL,
}
"""What is open about a pupil whose known absence has ended."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A known absence of a pupil that runs; both days count."""

    pupil_id: int
    name: str
    kind: Away
    first: date
    last: date


class Leaves:
    """The table ``absence``, as answers write it; the roster's own rows come from its import."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("leaves")

    def give(self, pupil_id: int, kind: Away, first: date, last: date, round_id: int) -> None:
        """Keep a leave that an answer gives."""
        self._q.add(
            self._c,
            pupil_id=pupil_id,
            kind=kind.value,
            from_day=first.isoformat(),
            until_day=last.isoformat(),
            round_id=round_id,
        )

    def cut(self, pupil_id: int, last: date, round_id: int) -> None:
        """An answer says that a leave is over after this day, whatever it was to be."""
        self._q.cut(
            self._c,
            pupil_id=pupil_id,
            until_day=last.isoformat(),
            next_day=(last + timedelta(days=1)).isoformat(),
            round_id=round_id,
        )

    def take_back(self, round_id: int) -> None:
        """Undo what a former answer of a round gave and cut."""
        self._q.drop_of_round(self._c, round_id=round_id)
        self._q.uncut(self._c, round_id=round_id)

    def running(self, class_id: int, day: date) -> list[Leave]:
        """The leaves of a class that cover a day, isolation left out."""
        rows = self._q.running(self._c, class_id=class_id, day=day.isoformat())
        return [
            Leave(pupil_id, name, Away(kind), date.fromisoformat(first), date.fromisoformat(last))
            for pupil_id, name, kind, first, last in rows
        ]

    def ended(self, class_id: int, last_answered: date, day: date) -> list[OpenPupil]:
        """Whose leave or isolation has ended since the class last answered."""
        rows = self._q.ended(
            self._c, class_id=class_id, last_day=last_answered.isoformat(), day=day.isoformat()
        )
        found: dict[int, OpenPupil] = {}
        for pupil_id, number, name, kind in rows:
            found.setdefault(pupil_id, OpenPupil(pupil_id, number, name, (), _OPEN[Away(kind)]))
        return list(found.values())
