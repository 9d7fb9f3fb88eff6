"""People as enrolment sees them: their numbers, their duties now and to come, who is missing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.phone import is_abroad, phone_digits
from domain.roster import Duty, Person, Role, Unit, UnitKind
from storage.named import queries


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person with one of the duties held under a unit, and whether a chat is theirs."""

    person: Person
    duty: Duty
    enrolled: bool


class People:
    """Reads the tables ``person`` and ``membership``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("people")

    def with_phone(self, phone: str, day: date) -> list[Person]:
        """Whoever has this phone number; dashes, spaces and +86 make no difference."""
        rows = self._q.with_phone(self._c, digits=phone_digits(phone), day=day.isoformat())
        found = [Person(*row) for row in rows]
        if is_abroad(phone):
            return [person for person in found if is_abroad(person.phone or "")]
        return found

    def duties(self, person_id: int, day: date) -> list[tuple[Duty, date]]:
        """The duties a person holds on a day or later, each with its first day, present first."""
        rows = self._q.duties(self._c, person_id=person_id, day=day.isoformat())
        return [(_duty(row[:6]), date.fromisoformat(row[6])) for row in rows]

    def serves(self, person_id: int, day: date) -> bool:
        """Whether a person holds a duty on a day."""
        return any(first <= day for _, first in self.duties(person_id, day))

    def below(self, unit_id: int, day: date) -> list[Colleague]:
        """Everybody with a duty on a unit or under it on a day or later; once for each duty."""
        rows = self._q.below(self._c, unit_id=unit_id, day=day.isoformat())
        return [Colleague(Person(*row[:3]), _duty(row[3:9]), bool(row[9])) for row in rows]


def _duty(row: Sequence[Any]) -> Duty:
    role, unit_id, code, name, kind, school_id = row
    return Duty(Role(role), Unit(unit_id, code, name, UnitKind(kind), school_id))
