"""Who hears of a class that is still outstanding, and of which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.roster import Role
from storage.chats import Chat
from storage.rounds import Round
from storage.transaction import Transaction

_IN_TURN = (
    frozenset({Role.GRADE_LEADER}),
    frozenset({Role.ADMIN}),
    frozenset({Role.HEALTH_OFFICER, Role.PRINCIPAL}),
)
"""The first of these that can be reached hears of it: nobody's silence may stay unseen."""


def outstanding_by_chat(
    tx: Transaction, school_id: int, day: date
) -> Mapping[int, tuple[Round, ...]]:
    """Which chat hears of which outstanding rounds: the grade leader's, else the admins'."""
    found: dict[int, list[Round]] = {}
    for round_ in tx.rounds.of_school(school_id, day):
        if round_.revision or round_.state != "open":
            continue
        for chat in _hearers(tx, round_, day):
            found.setdefault(chat.id, []).append(round_)
    return {chat_id: tuple(rounds) for chat_id, rounds in found.items()}


def _hearers(tx: Transaction, round_: Round, day: date) -> list[Chat]:
    members = [
        member
        for member in tx.roster.members_upward(round_.unit.id, day)
        if member.kind is not None and not member.kind.above_school
    ]
    for roles in _IN_TURN:
        people = dict.fromkeys(m.person.id for m in members if m.role in roles)
        chats = [tx.chats.of_person(person_id) for person_id in people]
        reachable = [chat for chat in chats if chat is not None and chat.reachable]
        if reachable:
            return reachable
    return []
