"""Who hears of a hand-over: who stands in, whose class it is, whose days it took, who is above."""

from __future__ import annotations

from domain.note import Note, Wanted
from domain.roster import Role
from domain.roster_change import HandOver, RosterChange
from handlers.visit import Visit

_ABOVE = frozenset({Role.GRADE_LEADER, Role.ADMIN})


def tell(visit: Visit, change: RosterChange) -> None:
    """Tell each of them once, in the part that concerns them most; not who arranged it."""
    for person_id, part in _hearers(visit, change).items():
        chat = visit.tx.chats.of_person(person_id)
        if chat is None or person_id == visit.person_id:
            continue
        note = Note(
            kind="news",
            subject=f"hand_over/{change.id}/{change.state.value}",
            chat_id=chat.id,
            say=Wanted("hand_over", {"change": change.id, "state": change.state, "part": part}),
        )
        visit.tx.outbox.put(note, visit.now_ms)


def _hearers(visit: Visit, change: RosterChange) -> dict[int, str]:
    """By person id: substitute | relieved | head | above."""
    plan = change.plan
    if not isinstance(plan, HandOver) or plan.person is None:
        return {}
    roster, found = visit.tx.roster, {plan.person: "substitute"}
    for duty in change.changed.duties:
        person = roster.person_by_code(duty.person_code)
        if person is not None:
            found.setdefault(person.id, "relieved")
    first = max(plan.first or visit.day, visit.day)
    for class_id in plan.classes:
        for member in roster.members_upward(class_id, first):
            if member.role is Role.HEAD_TEACHER:
                found.setdefault(member.person.id, "head")
    for class_id in plan.classes:
        for member in roster.members_upward(class_id, visit.day):
            inside = member.kind is not None and not member.kind.above_school
            if member.role in _ABOVE and inside:
                found.setdefault(member.person.id, "above")
    return found
