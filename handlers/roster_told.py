"""Who hears of a pupil's or a teacher's change: both sides of it, and who is above."""

from __future__ import annotations

from collections.abc import Iterable

from domain.note import Note, Wanted
from domain.roster import FILES_FOR_CLASS, Role
from domain.roster_change import PupilMove, RosterChange
from handlers.visit import Visit

_ABOVE = frozenset({Role.GRADE_LEADER, Role.ADMIN})


def tell_of_pupil(visit: Visit, change: RosterChange) -> None:
    """The teachers of the class that is left and of the one that is joined hear of it."""
    plan = change.plan
    if not isinstance(plan, PupilMove):
        return
    hearers: dict[int, str] = {}
    for class_id, part in ((plan.to_class, "joins"), (plan.from_class, "leaves")):
        for person_id in _teachers(visit, class_id):
            hearers.setdefault(person_id, part)
    _tell(visit, change, hearers)


def tell_of_staff(visit: Visit, change: RosterChange) -> None:
    """Whoever takes up or lays down a duty, the classes' other teachers, and those above them."""
    roster = visit.tx.roster
    hearers: dict[int, str] = {}
    units = []
    for duty in change.changed.duties:
        person, unit = roster.person_by_code(duty.person_code), roster.unit_by_code(duty.unit_code)
        if person is not None:
            hearers.setdefault(person.id, "own")
        if unit is not None:
            units.append(unit.id)
    for unit_id in dict.fromkeys(units):
        for person_id in (*_teachers(visit, unit_id), *_above(visit, unit_id)):
            hearers.setdefault(person_id, "beside")
    _tell(visit, change, hearers)


def _teachers(visit: Visit, class_id: int | None) -> Iterable[int]:
    members = [] if class_id is None else visit.tx.roster.members(class_id, visit.day)
    return [member.person.id for member in members if member.role in FILES_FOR_CLASS]


def _above(visit: Visit, unit_id: int) -> Iterable[int]:
    return [
        member.person.id
        for member in visit.tx.roster.members_upward(unit_id, visit.day)
        if member.role in _ABOVE and member.kind is not None and not member.kind.above_school
    ]


def _tell(visit: Visit, change: RosterChange, hearers: dict[int, str]) -> None:
    for person_id, part in hearers.items():
        chat = visit.tx.chats.of_person(person_id)
        if chat is None or person_id == visit.person_id:
            continue
        note = Note(
            kind="news",
            subject=f"roster_change/{change.id}/{change.state.value}",
            chat_id=chat.id,
            say=Wanted("roster_change", {"change": change.id, "state": change.state, "part": part}),
        )
        visit.tx.outbox.put(note, visit.now_ms)
