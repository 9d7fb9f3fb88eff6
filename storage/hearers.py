"""Who hears of an alert: the chats of those who hold a duty on a day and can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from domain.alert_rules import AlertRules, Hearer
from domain.roster import Role
from storage.chats import Chat
from storage.roster import Member
from storage.transaction import Transaction

_ABOVE = frozenset({Role.ADMIN, Role.PRINCIPAL})
"""Who is told above the school."""


def first_hearers(
    tx: Transaction, unit_id: int, day: date, rules: AlertRules, *, draft: bool
) -> list[Chat]:
    """Who hears at once: the first of these that anybody can be reached of.

    A draft may still change: the health officer looks first. Where nobody of the school can be
    reached the unit above it hears, without names.
    """
    members = tx.roster.members_upward(unit_id, day)
    ladder: list[tuple[Hearer, ...]] = [rules.to, (Hearer.ADMIN,), (Hearer.ABOVE,)]
    if draft and Hearer.OFFICER in rules.to:
        ladder.insert(0, (Hearer.OFFICER,))
    for hearers in ladder:
        found = _reached(tx, members, hearers)
        if found:
            return found
    return []


def hearers(tx: Transaction, unit_id: int, day: date, to: Iterable[Hearer]) -> list[Chat]:
    """The chats of all of these."""
    return _reached(tx, tx.roster.members_upward(unit_id, day), to)


def _reached(tx: Transaction, members: Sequence[Member], to: Iterable[Hearer]) -> list[Chat]:
    found: dict[int, Chat] = {}
    for hearer in to:
        people = (
            _inside(members, hearer.role)
            if hearer.role is not None
            else _above(tx, members, hearer.levels_up)
        )
        for person_id in people:
            chat = tx.chats.of_person(person_id)
            if chat is not None and chat.reachable:
                found.setdefault(chat.id, chat)
    return list(found.values())


def _inside(members: Sequence[Member], role: Role) -> list[int]:
    return [
        member.person.id
        for member in members
        if member.role is role and member.kind is not None and not member.kind.above_school
    ]


def _above(tx: Transaction, members: Sequence[Member], levels_up: int) -> list[int]:
    """The people of the nth unit above the school where anybody can be reached."""
    levels: dict[int, list[int]] = {}
    for member in members:
        if member.kind is None or not member.kind.above_school or member.role not in _ABOVE:
            continue
        chat = tx.chats.of_person(member.person.id)
        if chat is not None and chat.reachable:
            levels.setdefault(member.depth, []).append(member.person.id)
    nearest_first = [levels[depth] for depth in sorted(levels)]
    return nearest_first[levels_up - 1] if len(nearest_first) >= levels_up else []
