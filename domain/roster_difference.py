"""What importing a roster file (花名册) would change, compared with the roster that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from domain.calendar import Period
from domain.roster import Role
from domain.roster_periods import ALWAYS, Told, carried, joined, restated, runs
from domain.roster_rows import (
    AliasRow,
    PersonRow,
    PupilRow,
    RosterFile,
    UnitRow,
)

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


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit: new (``before`` None), closed (``after`` None), or with another name or place.

    ``reopened``: it had been closed.
    """

    before: UnitRow | None
    after: UnitRow | None
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A member of staff: new, gone (``after`` None), changed, or back (``returned``)."""

    before: PersonRow | None
    after: PersonRow | None
    returned: bool = False


@dataclass(frozen=True, slots=True)
class DutyChange:
    """The days of a person's role on a unit. ``before`` are the periods as stored."""

    person_code: str
    role: Role
    unit_code: str
    before: tuple[Period, ...]
    after: tuple[Period, ...]

    @property
    def key(self) -> DutyKey:
        """Whose days in which role."""
        return self.person_code, self.role, self.unit_code


@dataclass(frozen=True, slots=True)
class PupilChange:
    """A pupil; the classes are those on the day, None before coming and after leaving."""

    number: str
    before: KnownPupil | None
    after: PupilRow | None
    from_class: str | None
    to_class: str | None

    @property
    def rewritten(self) -> bool:
        """Whether the pupil's own data are new or other than they were."""
        return self.after is not None and (
            self.before is None or _own_data(self.before) != _own_data(self.after)
        )


@dataclass(frozen=True, slots=True)
class EnrolmentChange:
    """The days of a pupil in one class. ``before`` as stored; ``seat`` is the class's last one."""

    number: str
    class_code: str
    before: tuple[Period, ...]
    after: tuple[Period, ...]
    seat: int | None

    @property
    def key(self) -> EnrolmentKey:
        """Whose days in which class."""
        return self.number, self.class_code


@dataclass(frozen=True, slots=True)
class AbsenceChange:
    """The days of a known absence. ``before`` are the periods as stored."""

    code: str
    of: Literal["pupil", "person"]
    kind: Literal["isolation", "leave"]
    before: tuple[Period, ...]
    after: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything an import on ``day`` would change; nothing that was is taken from the past.

    ``places`` are the units whose order changed, for storing; ``reordered`` says whether a reader
    would notice. The names are those of all units and people that the changes mention.
    ``in_chat`` are duties and enrolments that were changed in the chat since the last import.
    """

    day: date
    first_import: bool
    version: int
    units: tuple[UnitChange, ...]
    people: tuple[PersonChange, ...]
    duties: tuple[DutyChange, ...]
    pupils: tuple[PupilChange, ...]
    enrolments: tuple[EnrolmentChange, ...]
    absences: tuple[AbsenceChange, ...]
    new_aliases: tuple[AliasRow, ...]
    gone_aliases: tuple[AliasRow, ...]
    places: tuple[tuple[str, int], ...]
    reordered: bool
    unit_names: Mapping[str, str]
    person_names: Mapping[str, str]
    in_chat: frozenset[DutyKey | EnrolmentKey] = frozenset()

    @property
    def taken_back(self) -> tuple[tuple[DutyChange, ...], tuple[EnrolmentChange, ...]]:
        """What was changed in the chat and the file says otherwise: the file would count."""
        return (
            tuple(one for one in self.duties if one.key in self.in_chat),
            tuple(one for one in self.enrolments if one.key in self.in_chat),
        )

    @property
    def empty(self) -> bool:
        """The file says what is known already."""
        return not (
            self.units
            or self.people
            or self.duties
            or self.pupils
            or self.enrolments
            or self.absences
            or self.new_aliases
            or self.gone_aliases
            or self.places
        )


def compare(known: KnownRoster, file: RosterFile, day: date) -> Difference:
    """What the file changes from ``day`` on."""
    first_import = not known.units
    pupils, enrolments = _pupils(known, file, day, first_import=first_import)
    aliases = {(row.unit_code, row.alias) for row in file.aliases}
    places = tuple(
        (row.code, place)
        for place, row in enumerate(file.units)
        if row.code not in known.units or known.units[row.code].place != place
    )
    return Difference(
        day=day,
        first_import=first_import,
        version=known.version,
        units=_units(known, file),
        people=_people(known, file),
        duties=_duties(known, file, day, first_import=first_import),
        pupils=pupils,
        enrolments=enrolments,
        absences=_absences(known, file, day, first_import=first_import),
        new_aliases=tuple(
            row for row in file.aliases if (row.unit_code, row.alias) not in known.aliases
        ),
        gone_aliases=tuple(AliasRow(*alias) for alias in sorted(known.aliases - aliases)),
        places=places,
        reordered=_reordered(known, file),
        unit_names={code: unit.row.name for code, unit in known.units.items()}
        | {row.code: row.name for row in file.units},
        person_names={code: person.row.name for code, person in known.people.items()}
        | {row.code: row.name for row in file.people},
        in_chat=known.in_chat,
    )


def in_chat(
    day: date,
    version: int,
    *,
    people: tuple[PersonChange, ...] = (),
    duties: tuple[DutyChange, ...] = (),
    pupils: tuple[PupilChange, ...] = (),
    enrolments: tuple[EnrolmentChange, ...] = (),
) -> Difference:
    """The same for the few things that somebody changes in the chat, from ``day`` on."""
    return Difference(
        day=day,
        first_import=False,
        version=version,
        units=(),
        people=people,
        duties=duties,
        pupils=pupils,
        enrolments=enrolments,
        absences=(),
        new_aliases=(),
        gone_aliases=(),
        places=(),
        reordered=False,
        unit_names={},
        person_names={},
    )


def _units(known: KnownRoster, file: RosterFile) -> tuple[UnitChange, ...]:
    changes = []
    for row in file.units:
        before = known.units.get(row.code)
        if before is None:
            changes.append(UnitChange(None, row))
        elif before.row != row or before.closed:
            changes.append(UnitChange(before.row, row, reopened=before.closed))
    named = {row.code for row in file.units}
    changes += [
        UnitChange(unit.row, None)
        for code, unit in known.units.items()
        if code not in named and not unit.closed
    ]
    return tuple(changes)


def _reordered(known: KnownRoster, file: RosterFile) -> bool:
    """Whether units that are in both stand in another order than before."""
    places = [known.units[row.code].place for row in file.units if row.code in known.units]
    return any(earlier > later for earlier, later in pairwise(places))


def _people(known: KnownRoster, file: RosterFile) -> tuple[PersonChange, ...]:
    changes = []
    for row in file.people:
        before = known.people.get(row.code)
        if before is None:
            changes.append(PersonChange(None, row))
        elif before.row != row or before.left:
            changes.append(PersonChange(before.row, row, returned=before.left))
    named = {row.code for row in file.people}
    changes += [
        PersonChange(person.row, None)
        for code, person in known.people.items()
        if code not in named and not person.left
    ]
    return tuple(changes)


def _duties(
    known: KnownRoster, file: RosterFile, day: date, *, first_import: bool
) -> tuple[DutyChange, ...]:
    """Roles, and substitutes, who hold a role for the days that are named."""
    told: dict[DutyKey, list[Told]] = {}
    for duty in file.memberships:
        key = (duty.person_code, duty.role, duty.unit_code)
        told.setdefault(key, []).append((duty.from_day, duty.until_day))
    for stand_in in file.substitutes:
        key = (stand_in.person_code, Role.SUBSTITUTE, stand_in.class_code)
        told.setdefault(key, []).append((stand_in.from_day, stand_in.until_day))
    changes = []
    for key in [*told, *(key for key in known.duties if key not in told)]:
        before = known.duties.get(key, ())
        after = carried(before, told.get(key, ()), day, first_import=first_import)
        if joined(before) != after:
            changes.append(DutyChange(*key, before, after))
    return tuple(changes)


def _pupils(
    known: KnownRoster, file: RosterFile, day: date, *, first_import: bool
) -> tuple[tuple[PupilChange, ...], tuple[EnrolmentChange, ...]]:
    pupils: list[PupilChange] = []
    enrolments: list[EnrolmentChange] = []
    for row in file.pupils:
        before = known.pupils.get(row.number)
        moves = _moves(row.number, before, row, day, first_import=first_import)
        change = PupilChange(row.number, before, row, _class_on(before, day), row.class_code)
        if moves or change.rewritten:
            pupils.append(change)
            enrolments += moves
    named = {row.number for row in file.pupils}
    for number, gone in known.pupils.items():
        if number not in named:
            moves = _moves(number, gone, None, day, first_import=first_import)
            if moves:
                pupils.append(PupilChange(number, gone, None, _class_on(gone, day), None))
                enrolments += moves
    return tuple(pupils), tuple(enrolments)


def _moves(
    number: str, before: KnownPupil | None, row: PupilRow | None, day: date, *, first_import: bool
) -> list[EnrolmentChange]:
    """A pupil in another class leaves the old one the day before and is in the new one today."""
    classes = dict(before.classes) if before else {}
    if row is not None:
        classes.setdefault(row.class_code, Enrolled((), row.seat))
    moves = []
    for code, enrolled in classes.items():
        stays = row is not None and row.class_code == code
        told = [ALWAYS] if stays else []
        after = carried(enrolled.periods, told, day, first_import=first_import)
        seat = row.seat if row is not None and stays else enrolled.seat
        if joined(enrolled.periods) != after or seat != enrolled.seat:
            moves.append(EnrolmentChange(number, code, enrolled.periods, after, seat))
    return moves


def _class_on(pupil: KnownPupil | None, day: date) -> str | None:
    if pupil is None:
        return None
    for code, enrolled in pupil.classes.items():
        if runs(enrolled.periods, day):
            return code
    return None


def _own_data(pupil: KnownPupil | PupilRow) -> tuple[str | None, ...]:
    return (
        *(pupil.name, pupil.sex, pupil.dormitory, pupil.guardian_phone),
        *(pupil.bus, pupil.club),
    )


def _absences(
    known: KnownRoster, file: RosterFile, day: date, *, first_import: bool
) -> tuple[AbsenceChange, ...]:
    told: dict[AbsenceKey, list[Told]] = {}
    for row in file.absences:
        told.setdefault((row.code, row.of, row.kind), []).append((row.from_day, row.until_day))
    changes = []
    for key in [*told, *(key for key in known.absences if key not in told)]:
        before = known.absences.get(key, ())
        after = restated(before, told.get(key, ()), day, first_import=first_import)
        if joined(before, touching=False) != after:
            changes.append(AbsenceChange(*key, before, after))
    return tuple(changes)
