"""Comparing a roster file (花名册) with the roster that is known."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from domain.known_roster import AbsenceKey, DutyKey, Enrolled, KnownPupil, KnownRoster
from domain.roster import Role
from domain.roster_difference import (
    AbsenceChange,
    Difference,
    DutyChange,
    EnrolmentChange,
    PersonChange,
    PupilChange,
    UnitChange,
)
from domain.roster_periods import ALWAYS, Told, carried, joined, restated, runs
from domain.roster_rows import AliasRow, PupilRow, RosterFile


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
