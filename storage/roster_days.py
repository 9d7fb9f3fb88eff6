"""The days of duties and enrolments, past and to come: what a change of the roster begins from."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from domain.calendar import Period
from domain.hand_over import Standing
from domain.known_roster import Enrolled
from domain.roster import OPEN_FROM, OPEN_UNTIL, Duty, Person, Pupil, Role, Unit, UnitKind
from storage.named import queries

_FIRST, _LAST = OPEN_FROM.isoformat(), OPEN_UNTIL.isoformat()


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One of a school's staff; ``reached`` where a chat is theirs that words reach, ``away`` is
    isolation | leave.
    """

    person: Person
    reached: bool
    away: str | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A pupil and the class the pupil is in."""

    pupil: Pupil
    class_id: int


class RosterDays:
    """Reads the tables ``membership`` and ``enrolment`` over all days."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("roster_days")

    def holding(self, unit_id: int, role: Role) -> dict[str, tuple[Period, ...]]:
        """The days of everybody who ever held a role on a unit, by person's code."""
        found: dict[str, tuple[Period, ...]] = {}
        for _, code, _, first, last in self._q.duties_on(self._c, unit_id=unit_id, role=role.value):
            found[code] = (*found.get(code, ()), period_of(first, last))
        return found

    def substitutes(self, class_id: int, day: date) -> list[Standing]:
        """Who answers for a class in its head teacher's place, on a day or later."""
        rows = self._q.duties_on(self._c, unit_id=class_id, role=Role.SUBSTITUTE.value)
        standing = [
            Standing(class_id, person_id, name, period_of(first, last))
            for person_id, _, name, first, last in rows
        ]
        return [one for one in standing if one.period.last >= day]

    def duties_of(self, person_id: int) -> list[tuple[Duty, Period]]:
        """Every role a person ever held, with its days."""
        return [
            (Duty(Role(row[0]), _unit(row[1:6])), period_of(row[6], row[7]))
            for row in self._q.duties_of(self._c, person_id=person_id)
        ]

    def enrolments_of(self, pupil_id: int) -> dict[str, Enrolled]:
        """The classes a pupil was ever in, by the class's code."""
        found: dict[str, Enrolled] = {}
        for row in self._q.enrolments_of(self._c, pupil_id=pupil_id):
            before = found[row[1]].periods if row[1] in found else ()
            found[row[1]] = Enrolled((*before, period_of(row[6], row[7])), row[5])
        return found

    def staff_of(self, school_id: int, days: Period) -> list[StaffMember]:
        """The staff of a school in those days."""
        rows = self._q.staff_of(
            self._c,
            school_id=school_id,
            first_day=days.first.isoformat(),
            last_day=days.last.isoformat(),
        )
        return [StaffMember(Person(*row[:4]), row[4] is not None, row[5]) for row in rows]

    def ever_at(self, school_id: int, day: date) -> list[Person]:
        """Who belongs to a school's staff, did so once, or will."""
        rows = self._q.ever_at(self._c, school_id=school_id, day=day.isoformat())
        return [Person(*row) for row in rows]

    def pupils_called(self, unit_id: int, name: str, day: date) -> list[Placed]:
        """Pupils under a unit by exactly this name or number."""
        rows = self._q.pupils_called(self._c, unit_id=unit_id, name=name, day=day.isoformat())
        return [Placed(Pupil(*row[:5]), row[5]) for row in rows]

    def pupil_numbered(self, number: str) -> Pupil | None:
        """The pupil with this number, wherever and whenever enrolled."""
        row = self._q.pupil_numbered(self._c, number=number)
        return None if row is None else Pupil(*row)

    def new_code(self, prefix: str) -> str:
        """A person's code that nobody has: the prefix and the next free number."""
        taken = {row[0] for row in self._q.codes_like(self._c, prefix=prefix)}
        number = len(taken) + 1
        while f"{prefix}{number:02}" in taken:
            number += 1
        return f"{prefix}{number:02}"

    def class_sizes(self, unit_id: int, day: date) -> dict[int, int]:
        """How many pupils each class under a unit has on a day."""
        rows = self._q.class_sizes(self._c, unit_id=unit_id, day=day.isoformat())
        return {row[0]: row[1] for row in rows}


def period_of(first: str, last: str) -> Period:
    """A period as its row says it."""
    return Period(
        OPEN_FROM if first == _FIRST else date.fromisoformat(first),
        OPEN_UNTIL if last == _LAST else date.fromisoformat(last),
    )


def _unit(row: sqlite3.Row) -> Unit:
    return Unit(row[0], row[1], row[2], UnitKind(row[3]), row[4])
