"""Leaves (请假到某天) as an answer gives and ends them; and who has gone (转出)."""

from __future__ import annotations

from domain.check_in import CheckIn
from domain.leave import leaves_ended, leaves_given, touches_leaves
from domain.note import Note, Wanted
from domain.roster import Role
from handlers.visit import Visit
from storage.rounds import Round
from storage.transaction import Transaction


def take_back(tx: Transaction, round_: Round, before: CheckIn | None) -> None:
    """What the former answer gave and ended no longer holds; the answer that follows says anew."""
    if before is not None and touches_leaves(before):
        tx.leaves.take_back(round_.id)


def keep(tx: Transaction, round_: Round, check_in: CheckIn) -> None:
    """What an answer says of the days after it."""
    day, threshold = round_.day, round_.fever_threshold
    for pupil_id, last in leaves_ended(check_in, day, threshold):
        tx.leaves.cut(pupil_id, last, round_.id)
    for one in leaves_given(check_in, day, threshold):
        tx.leaves.give(one.pupil_id, one.kind, one.first, one.last, round_.id)


def tell_gone(visit: Visit, round_: Round, before: CheckIn | None, check_in: CheckIn) -> None:
    """转出: the admins hear what was said; the roster itself is theirs to change."""
    known = set() if before is None else _gone(before)
    for pupil_id in sorted(_gone(check_in) - known):
        for chat_id in _admins(visit, round_):
            note = Note(
                kind="news",
                subject=f"gone/{round_.id}/{pupil_id}",
                chat_id=chat_id,
                say=Wanted("gone", {"round": round_.id, "pupil": pupil_id, "by": visit.person_id}),
                version=round_.revision + 1,
            )
            visit.tx.outbox.put(note, visit.now_ms)


def _gone(check_in: CheckIn) -> set[int]:
    return {pupil_id for pupil_id, entry in check_in.pupils.items() if entry.gone}


def _admins(visit: Visit, round_: Round) -> list[int]:
    """Chats of the school's admins; names stay inside the school."""
    members = visit.tx.roster.members_upward(round_.unit.id, visit.day)
    inside = [m for m in members if m.kind is not None and not m.kind.above_school]
    admins = dict.fromkeys(m.person.id for m in inside if m.role is Role.ADMIN)
    chats = [visit.tx.chats.of_person(person_id) for person_id in admins]
    return [chat.id for chat in chats if chat is not None]
