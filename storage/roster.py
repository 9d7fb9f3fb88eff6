"""Looking things up in the roster: units, people, duties, pupils, each on a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from domain.roster import Duty, HeadCount, Person, Pupil, Role, Unit, UnitKind, told_apart
from storage.named import queries


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a role. ``depth`` is how far above the unit asked about it is held."""

    role: Role
    person: Person
    depth: int = 0
    kind: UnitKind | None = None


def asked_of(members: Sequence[Member]) -> list[Member]:
    """Who of a class's people is asked: the substitutes, else the head teachers, else the deputies;
    nobody where the class has none of them.
    """
    for role in (Role.SUBSTITUTE, Role.HEAD_TEACHER, Role.DEPUTY):
        asked = [member for member in members if member.role is role]
        if asked:
            return asked
    return []


class Roster:
    """Reads units, people and pupils; the import writes them (storage.roster_import)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._c = connection
        self._q = queries("roster")

    def unit(self, unit_id: int) -> Unit | None:
        """The unit with this id."""
        return _unit(self._q.unit_by_id(self._c, id=unit_id))

    def unit_by_code(self, code: str) -> Unit | None:
        """The unit with this code."""
        return _unit(self._q.unit_by_code(self._c, code=code))

    def units_named(self, name: str) -> list[Unit]:
        """Units whose name, code or alias is exactly this."""
        return [_some_unit(row) for row in self._q.units_named(self._c, name=name)]

    def below(self, unit_id: int, kind: UnitKind, day: date) -> list[Unit]:
        """Units of a kind under a unit (itself included), in the roster's order."""
        rows = self._q.units_below(self._c, unit_id=unit_id, kind=kind.value, day=day.isoformat())
        return [_some_unit(row) for row in rows]

    def count_below(self, unit_id: int, kind: UnitKind, day: date) -> int:
        """How many units of a kind there are under a unit (itself included)."""
        counted: int = self._q.count_below(
            self._c, unit_id=unit_id, kind=kind.value, day=day.isoformat()
        )
        return counted

    def children(self, unit_id: int, day: date) -> list[Unit]:
        """The units right under a unit."""
        rows = self._q.children(self._c, unit_id=unit_id, day=day.isoformat())
        return [_some_unit(row) for row in rows]

    def upward(self, unit_id: int) -> list[Unit]:
        """The unit, its parent, and so on up."""
        return [_some_unit(row) for row in self._q.ancestors(self._c, unit_id=unit_id)]

    def of_kind(self, kind: UnitKind, day: date) -> list[Unit]:
        """All units of a kind."""
        rows = self._q.units_of_kind(self._c, kind=kind.value, day=day.isoformat())
        return [_some_unit(row) for row in rows]

    def aliases(self, unit_id: int) -> list[str]:
        """Other names of a unit."""
        return [row[0] for row in self._q.aliases(self._c, unit_id=unit_id)]

    def is_below(self, unit_id: int, ancestor_id: int) -> bool:
        """Whether a unit is the other or stands under it."""
        found = self._q.is_below(self._c, unit_id=unit_id, ancestor_id=ancestor_id)
        return found is not None

    def in_line(self, own: Collection[int], unit: Unit) -> bool:
        """Whether a unit is one of these, stands under one, or inside a school above one."""
        if any(above.id in own for above in self.upward(unit.id)):
            return True
        return not unit.kind.above_school and any(self.is_below(one, unit.id) for one in own)

    def person(self, person_id: int) -> Person | None:
        """The person with this id."""
        row = self._q.person_by_id(self._c, id=person_id)
        return None if row is None else Person(*row)

    def person_by_code(self, code: str) -> Person | None:
        """The person with this code."""
        row = self._q.person_by_code(self._c, code=code)
        return None if row is None else Person(*row)

    def people_with_phone(self, phone: str, day: date) -> list[Person]:
        """Whoever has this phone number (kept as digits, see domain.roster_file)."""
        rows = self._q.people_with_phone(self._c, phone=phone, day=day.isoformat())
        return [Person(*row) for row in rows]

    def duties_of(self, person_id: int, day: date) -> list[Duty]:
        """The roles a person holds on a day."""
        rows = self._q.duties_of(self._c, person_id=person_id, day=day.isoformat())
        return [
            Duty(Role(role), Unit(uid, code, name, UnitKind(kind), school))
            for role, uid, code, name, kind, school in rows
        ]

    def roles_over(self, person_id: int, unit_id: int, day: date) -> list[tuple[Role, UnitKind]]:
        """The roles a person holds on a unit or above it, nearest first, with where."""
        rows = self._q.roles_over(
            self._c, person_id=person_id, unit_id=unit_id, day=day.isoformat()
        )
        return [(Role(role), UnitKind(kind)) for role, kind in rows]

    def members(self, unit_id: int, day: date) -> list[Member]:
        """Who holds a role on exactly this unit on a day."""
        rows = self._q.members(self._c, unit_id=unit_id, day=day.isoformat())
        return [Member(Role(role), Person(*person)) for role, *person in rows]

    def members_upward(self, unit_id: int, day: date) -> list[Member]:
        """Who holds a role on this unit or above it, nearest unit first."""
        rows = self._q.members_upward(self._c, unit_id=unit_id, day=day.isoformat())
        return [
            Member(Role(role), Person(pid, code, name, phone), depth, UnitKind(kind))
            for role, pid, code, name, phone, depth, kind in rows
        ]

    def reporters(self, class_id: int, day: date) -> list[Member]:
        """Who is asked for a class on a day."""
        return asked_of(self.members(class_id, day))

    def pupils_of(self, class_id: int, day: date) -> list[Pupil]:
        """The pupils of a class on a day by seat, known absences marked."""
        rows = self._q.pupils_of(self._c, class_id=class_id, day=day.isoformat())
        return [Pupil(*row) for row in rows]

    def head_count(self, class_id: int, day: date) -> HeadCount:
        """How many pupils a class has on a day, and how many are known to be away."""
        return HeadCount(*self._q.head_count(self._c, class_id=class_id, day=day.isoformat()))

    def pupil(self, pupil_id: int) -> Pupil | None:
        """The pupil with this id."""
        row = self._q.pupil_by_id(self._c, id=pupil_id)
        return None if row is None else Pupil(*row)

    def person_name(self, person_id: int) -> str:
        """The name of a member of staff; ``?`` where nobody has this id."""
        person = self.person(person_id)
        return "?" if person is None else person.name

    def pupil_name(self, pupil_id: int) -> str:
        """The name of a pupil, in whatever class by now, told apart from another of the same name
        there; ``?`` where none has this id.
        """
        row = self._q.pupil_name(self._c, id=pupil_id)
        if row is None:
            return "?"
        name, seat, number, shared = row
        return told_apart(name, seat, number) if shared else str(name)


def _some_unit(row: sqlite3.Row) -> Unit:
    return Unit(row[0], row[1], row[2], UnitKind(row[3]), row[4])


def _unit(row: sqlite3.Row | None) -> Unit | None:
    return None if row is None else _some_unit(row)
