"""Importing a roster file: what it would change, and the change, all of it or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from domain.calendar import Period
from domain.errors import ChenjianError
from domain.known_roster import (
    AbsenceKey,
    DutyKey,
    Enrolled,
    KnownPerson,
    KnownPupil,
    KnownRoster,
    KnownUnit,
)
from domain.roster import Role, UnitKind
from domain.roster_comparison import compare
from domain.roster_difference import Difference
from domain.roster_rows import PersonRow, RosterFile, UnitRow
from storage.named import queries
from storage.roster_days import period_of
from storage.transaction import Transaction

VERSION = "roster_version"
"""The memo that counts imports, and changes made in the chat."""
CHUNK = 2_000
"""Rows between two reports of progress."""

Progress = Callable[[int, int], None]
"""Told how many rows of how many are written; called in the writer's thread."""


class RosterOvertaken(ChenjianError):
    """Another import was applied after this one's difference was shown."""


def difference(tx: Transaction, roster: RosterFile, day: date) -> Difference:
    """What importing this file on ``day`` would change. Reads only."""
    return compare(_known(tx, day), roster, day)


def apply(
    tx: Transaction, change: Difference, at_ms: int, progress: Progress | None = None
) -> None:
    """Make the change, in the transaction of the caller.

    A new pupil, person or role begins on the difference's day, one that vanished ends the day
    before; nothing is taken from the past. Today's plan is made anew where units changed. Raises
    RosterOvertaken where the roster was changed since the difference was taken.
    """
    _write(tx, change, progress)
    write = queries("roster_import")
    if change.units:
        _grow_tree(tx.connection, write)
        _plan_again(tx, write, change, at_ms)
    write.touch_day(tx.connection, day=change.day.isoformat())
    tx.stir("day")
    tx.roster_changes.absorb()
    tx.audit.add(at_ms, None, "roster_import", None, _counts(change))


def apply_in_chat(tx: Transaction, change: Difference, school_id: int, today: date) -> None:
    """Make a change that somebody made in the chat, by the same statements as a file's.

    The figures of the school are looked at again; a file whose difference was shown before is
    overtaken. Raises RosterOvertaken.
    """
    _write(tx, change)
    tx.answers.touch(school_id, today)


def _write(tx: Transaction, change: Difference, progress: Progress | None = None) -> None:
    if version(tx) != change.version:
        raise RosterOvertaken
    write = queries("roster_import")
    steps = list(_steps(change))
    done, total = 0, sum(len(rows) for _, rows in steps)
    for name, rows in steps:
        remaining = iter(rows)
        while chunk := list(islice(remaining, CHUNK)):
            getattr(write, name)(tx.connection, chunk)
            done += len(chunk)
            if progress is not None:
                progress(done, total)
    tx.days.remember(VERSION, str(change.version + 1))


def version(tx: Transaction) -> int:
    """How often the roster has been changed so far."""
    return int(tx.days.memo(VERSION) or 0)


def _known(tx: Transaction, day: date) -> KnownRoster:
    c, q, today = tx.connection, queries("roster_import"), day.isoformat()
    duties: dict[DutyKey, tuple[Period, ...]] = {}
    for person, role, unit, first, last in q.known_duties(c):
        key = (person, Role(role), unit)
        duties[key] = (*duties.get(key, ()), period_of(first, last))
    absences: dict[AbsenceKey, tuple[Period, ...]] = {}
    for code, of_person, kind, first, last in q.known_absences(c):
        absent: AbsenceKey = (code, "person" if of_person else "pupil", kind)
        absences[absent] = (*absences.get(absent, ()), period_of(first, last))
    classes: dict[str, dict[str, Enrolled]] = {}
    for number, code, seat, first, last in q.known_enrolments(c):
        of_pupil = classes.setdefault(number, {})
        before = of_pupil[code].periods if code in of_pupil else ()
        of_pupil[code] = Enrolled((*before, period_of(first, last)), seat)
    return KnownRoster(
        version=version(tx),
        units={
            code: KnownUnit(UnitRow(code, name, UnitKind(kind), parent), place, until < today)
            for code, name, kind, parent, place, until in q.known_units(c)
        },
        people={
            code: KnownPerson(PersonRow(code, name, phone), until < today)
            for code, name, phone, until in q.known_people(c)
        },
        duties=duties,
        pupils={
            number: KnownPupil(name, sex, room, guardian, classes.get(number, {}), bus, club)
            for number, name, sex, room, guardian, bus, club in q.known_pupils(c)
        },
        absences=absences,
        aliases=frozenset((code, alias) for code, alias in q.known_aliases(c)),
        in_chat=frozenset(key for one in tx.roster_changes.standing() for key in one.keys),
    )


Rows = Sequence[Mapping[str, Any]]


def _steps(change: Difference) -> Iterator[tuple[str, Rows]]:
    """The queries to be run, each with all its rows; a unit comes before whoever belongs to it."""
    yield from _unit_steps(change)
    yield from _people_steps(change)
    yield from _pupil_steps(change)
    yield from _absence_steps(change)


def _unit_steps(change: Difference) -> Iterator[tuple[str, Rows]]:
    eve = (change.day - timedelta(days=1)).isoformat()
    yield (
        "keep_unit",
        [
            {
                "code": row.code,
                "name": row.name,
                "kind": row.kind.value,
                "parent_code": row.parent_code,
            }
            for row in (unit.after for unit in change.units)
            if row is not None
        ],
    )
    gone = [unit.before for unit in change.units if unit.before and not unit.after]
    yield "close_unit", [{"code": row.code, "until_day": eve} for row in gone]
    yield "set_place", [{"code": code, "place": place} for code, place in change.places]
    for step, aliases in (("drop_alias", change.gone_aliases), ("add_alias", change.new_aliases)):
        yield step, [{"unit_code": row.unit_code, "alias": row.alias} for row in aliases]


def _people_steps(change: Difference) -> Iterator[tuple[str, Rows]]:
    eve = (change.day - timedelta(days=1)).isoformat()
    kept = [person.after for person in change.people if person.after]
    yield (
        "keep_person",
        [{"code": row.code, "name": row.name, "phone": row.phone} for row in kept],
    )
    left = [person.before for person in change.people if person.before and not person.after]
    yield "close_person", [{"code": row.code, "until_day": eve} for row in left]
    keys = [
        (duty, {"person_code": duty.person_code, "role": duty.role, "unit_code": duty.unit_code})
        for duty in change.duties
    ]
    yield (
        "drop_duty",
        [
            {**key, "from_day": day.isoformat()}
            for duty, key in keys
            for day in _dropped(duty.before, duty.after)
        ],
    )
    yield (
        "keep_duty",
        [
            {**key, **_days(period)}
            for duty, key in keys
            for period in duty.after
            if period not in duty.before
        ],
    )


def _pupil_steps(change: Difference) -> Iterator[tuple[str, Rows]]:
    rows = [pupil.after for pupil in change.pupils if pupil.after and pupil.rewritten]
    yield (
        "keep_pupil",
        [
            {
                "number": row.number,
                "name": row.name,
                "sex": row.sex,
                "dormitory": row.dormitory,
                "guardian_phone": row.guardian_phone,
                "bus": row.bus,
                "club": row.club,
            }
            for row in rows
        ],
    )
    keys = [
        (moved, {"number": moved.number, "class_code": moved.class_code})
        for moved in change.enrolments
    ]
    yield (
        "drop_enrolment",
        [
            {**key, "from_day": day.isoformat()}
            for moved, key in keys
            for day in _dropped(moved.before, moved.after)
        ],
    )
    yield (
        "keep_enrolment",
        [
            {**key, "seat": moved.seat, **_days(period)}
            for moved, key in keys
            for period in moved.after
            # A period that stays is written only for its seat, which is the last one's.
            if period not in moved.before or period == moved.after[-1]
        ],
    )


def _absence_steps(change: Difference) -> Iterator[tuple[str, Rows]]:
    for of in ("pupil", "person"):
        absences = [absence for absence in change.absences if absence.of == of]
        yield (
            f"drop_absences_of_{of}",
            [{"code": absence.code, "kind": absence.kind} for absence in absences],
        )
        yield (
            f"add_absence_of_{of}",
            [
                {"code": absence.code, "kind": absence.kind, **_days(period)}
                for absence in absences
                for period in absence.after
            ],
        )


def _dropped(before: Iterable[Period], after: Iterable[Period]) -> set[date]:
    return {period.first for period in before} - {period.first for period in after}


def _days(period: Period) -> dict[str, str]:
    return {"from_day": period.first.isoformat(), "until_day": period.last.isoformat()}


def _grow_tree(connection: sqlite3.Connection, write: Any) -> None:
    """Bring ``unit_tree`` and the schools units belong to up to their parents."""
    units = {row[0]: row for row in write.tree_units(connection)}
    standing: dict[int, set[tuple[int, int]]] = {}
    for unit_id, ancestor_id, depth in write.tree_rows(connection):
        standing.setdefault(unit_id, set()).add((ancestor_id, depth))
    uprooted, rooted, schools = [], [], []
    for unit_id, unit in units.items():
        line = list(_upward(units, unit_id))
        ancestors = {(ancestor_id, depth) for depth, ancestor_id in enumerate(line)}
        if standing.get(unit_id) != ancestors:
            uprooted.append({"unit_id": unit_id})
            rooted += [
                {"unit_id": unit_id, "ancestor_id": ancestor_id, "depth": depth}
                for ancestor_id, depth in ancestors
            ]
        school = next((above for above in line if units[above][1] == UnitKind.SCHOOL), None)
        if unit[3] != school:
            schools.append({"unit_id": unit_id, "school_id": school})
    write.uproot(connection, uprooted)
    write.root(connection, rooted)
    write.set_school(connection, schools)


def _upward(units: Mapping[int, Sequence[Any]], unit_id: int) -> Iterator[int]:
    """The unit, its parent, and so on up; the file has been judged to hold no circle."""
    above: int | None = unit_id
    while above is not None:
        yield above
        above = units[above][2]


def _plan_again(tx: Transaction, write: Any, change: Difference, at_ms: int) -> None:
    """A new class gets its round of today, a closed one owes nothing more."""
    day = change.day.isoformat()
    write.release_rounds(tx.connection, day=day)
    again = [unit.after.code for unit in change.units if unit.after and unit.reopened]
    write.claim_rounds(
        tx.connection, [{"code": code, "day": day, "at_ms": at_ms} for code in again]
    )
    for (root,) in list(write.roots(tx.connection)):
        tx.days.forget_plans(root, change.day)


def _counts(change: Difference) -> str:
    """The audit's detail: how many of each, and no names."""
    return (
        f"units {len(change.units)}, people {len(change.people)}, duties {len(change.duties)},"
        f" pupils {len(change.pupils)}, absences {len(change.absences)}"
    )
