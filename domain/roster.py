"""The roster (花名册): units, people and their duties, pupils."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

OPEN_FROM = date.min
"""A duty or an enrolment without a first day."""
OPEN_UNTIL = date.max
"""A duty or an enrolment without a last day."""


class UnitKind(StrEnum):
    """A node of the tree, highest first."""

    CITY = "city"
    DISTRICT = "district"
    TOWNSHIP = "township"
    SCHOOL = "school"
    GRADE = "grade"
    CLASS = "class"
    OFFICE = "office"

    @property
    def above_school(self) -> bool:
        """Units that see counts and no names."""
        return self in (UnitKind.CITY, UnitKind.DISTRICT, UnitKind.TOWNSHIP)


class Role(StrEnum):
    """A duty (任职). ``substitute`` stands in for the head teacher on the days it names."""

    HEAD_TEACHER = "head_teacher"
    DEPUTY = "deputy"
    SUBSTITUTE = "substitute"
    GRADE_LEADER = "grade_leader"
    HEALTH_OFFICER = "health_officer"
    PRINCIPAL = "principal"
    ADMIN = "admin"
    LIAISON = "liaison"
    STAFF = "staff"


FILES_FOR_CLASS = frozenset({Role.HEAD_TEACHER, Role.DEPUTY, Role.SUBSTITUTE})
"""Who answers for a class by the class's own duties."""
FILES_FROM_ABOVE = frozenset({Role.GRADE_LEADER, Role.HEALTH_OFFICER, Role.PRINCIPAL, Role.ADMIN})
"""Who may file on behalf (代报) of a class below their unit, inside the school."""
READS_REPORTS = frozenset(
    {Role.GRADE_LEADER, Role.HEALTH_OFFICER, Role.PRINCIPAL, Role.ADMIN, Role.LIAISON}
)
"""Who may ask for the report of a unit and everything below it."""
HEARS_ALERTS = frozenset({Role.HEALTH_OFFICER, Role.PRINCIPAL})
HEARS_DIGEST = frozenset({Role.HEALTH_OFFICER, Role.PRINCIPAL, Role.ADMIN})


class Unit(Struct, frozen=True):
    """A node of the tree; ``school_id`` is the school it belongs to, itself for a school."""

    id: int
    code: str
    name: str
    kind: UnitKind
    school_id: int | None


class Person(Struct, frozen=True):
    """An adult of the roster, with the language of the chat (zh | en) where there is one."""

    id: int
    code: str
    name: str
    phone: str | None = None


class Away(StrEnum):
    """Why a pupil is known to be away: isolation, private leave, sick leave with an end, or gone to
    another school while the roster still has the pupil here.
    """

    ISOLATION = "isolation"
    LEAVE = "leave"
    LEAVING = "leaving"
    SICK = "sick"


class HeadCount(Struct, frozen=True):
    """A class on a day: who is enrolled, and of these who is known to be away."""

    enrolled: int
    isolated: int = 0
    on_leave: int = 0
    sick: int = 0
    leaving: int = 0

    @property
    def expected(self) -> int:
        """Who should be there."""
        return self.enrolled - self.isolated - self.on_leave - self.sick - self.leaving


class Pupil(Struct, frozen=True):
    """A pupil in a class on a day. ``away`` says why while a known absence runs (see Away)."""

    id: int
    number: str
    name: str
    sex: str | None = None
    seat: int | None = None
    dormitory: str | None = None
    away: str | None = None


def told_apart(name: str, seat: int | None, number: str) -> str:
    """``张伟(7)``: one of two pupils of a name in a class, by seat or the end of the number. Words
    that name somebody like this are read, too.
    """
    return f"{name}({number[-4:] if seat is None else seat})"


def names_apart(pupils: Sequence[Pupil]) -> dict[int, str]:
    """The names of the pupils of a class by id; where two are called alike, each told apart."""
    borne = Counter(pupil.name for pupil in pupils)
    return {
        one.id: told_apart(one.name, one.seat, one.number) if borne[one.name] > 1 else one.name
        for one in pupils
    }


class Duty(Struct, frozen=True):
    """A role a person holds on a unit on the day asked about."""

    role: Role
    unit: Unit
