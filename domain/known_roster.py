"""The roster as it is stored, by codes: what a file (花名册) is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from domain.calendar import Period
from domain.roster import Role
from domain.roster_rows import PersonRow, PupilRow, UnitRow

DutyKey = tuple[str, Role, str]
"""Person's code, role, unit's code."""
AbsenceKey = tuple[str, Literal["pupil", "person"], Literal["isolation", "leave"]]
EnrolmentKey = tuple[str, str]
"""Pupil's number, class's code."""


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit as stored; ``place`` is its order in the file, ``closed`` on the day compared."""

    row: UnitRow
    place: int
    closed: bool


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A member of staff as stored; ``left`` where no longer on the roster."""

    row: PersonRow
    left: bool


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The days of a pupil in a class, and the seat there."""

    periods: tuple[Period, ...]
    seat: int | None


@dataclass(frozen=True, slots=True)
class KnownPupil:
    """A pupil as stored; ``classes`` by class code, past ones too."""

    name: str
    sex: str | None
    dormitory: str | None
    guardian_phone: str | None
    classes: Mapping[str, Enrolled]
    bus: str | None = None
    club: str | None = None


@dataclass(frozen=True, slots=True)
class KnownRoster:
    """The roster as stored, by codes. ``version`` counts the imports and changes so far;
    ``in_chat`` are duties and enrolments changed in the chat since the last import.
    """

    version: int
    units: Mapping[str, KnownUnit]
    people: Mapping[str, KnownPerson]
    duties: Mapping[DutyKey, tuple[Period, ...]]
    pupils: Mapping[str, KnownPupil]
    absences: Mapping[AbsenceKey, tuple[Period, ...]]
    aliases: frozenset[tuple[str, str]]
    in_chat: frozenset[DutyKey | EnrolmentKey] = frozenset()


def own_data(pupil: KnownPupil | PupilRow) -> tuple[str | None, ...]:
    """What the roster tells of a pupil besides the classes, to see whether it changed."""
    return (
        *(pupil.name, pupil.sex, pupil.dormitory, pupil.guardian_phone),
        *(pupil.bus, pupil.club),
    )
