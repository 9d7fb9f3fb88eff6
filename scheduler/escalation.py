"""Who hears of a class that is still outstanding, and of which; the lists that say so live on.

With the second reminder the school's admins get the list of all that are missing (电话名单), so
that they can ring up or file before the escalation, when the grade leaders get theirs. Each class
that comes in leaves every list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.filing import may_file
from domain.note import Edit, Note, Wanted
from domain.roster import FILES_FROM_ABOVE, Role
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
    for round_ in _outstanding(tx, school_id, day):
        for chat in _hearers(tx, round_, day):
            found.setdefault(chat.id, []).append(round_)
    return {chat_id: tuple(rounds) for chat_id, rounds in found.items()}


def outstanding_above(
    tx: Transaction, school_id: int, day: date, person_id: int, today: date
) -> tuple[Round, ...]:
    """The outstanding rounds of a school for which this person may file from above."""
    return tuple(
        round_
        for round_ in tx.rounds.of_school(school_id, day)
        if not round_.revision
        and may_file(tx.roster.roles_over(person_id, round_.unit.id, today)) in FILES_FROM_ABOVE
    )


def put_call_lists(tx: Transaction, school_id: int, day: date, now_ms: int) -> frozenset[int]:
    """The school's admins get the list of all that are missing, once a day; gives the chats that
    get it now.
    """
    told = set()
    for round_ in _outstanding(tx, school_id, day):
        for chat in _reachable(tx, round_, day, frozenset({Role.ADMIN})):
            note = Note(
                kind="call_list",
                subject=f"{school_id}/{day.isoformat()}",
                chat_id=chat.id,
                say=_wanted(school_id, day),
            )
            if tx.outbox.put(note, now_ms):
                told.add(chat.id)
    return frozenset(told)


def keep_lists_true(tx: Transaction, school_id: int, day: date, now_ms: int) -> None:
    """A class has come in: it leaves every list that was sent, without a sound."""
    subject = f"{school_id}/{day.isoformat()}"
    for kind in ("call_list", "escalation"):
        for note_id, chat_id in tx.outbox.copies(kind, subject):
            before = tx.outbox.sent_note(kind, subject, chat_id)
            if before is None or before["state"] == "pending":
                continue  # It says who is missing when its turn comes.
            edit = Note(
                kind=kind,
                subject=subject,
                chat_id=chat_id,
                say=_wanted(school_id, day),
                version=1 + tx.rounds.settled(school_id, day),
                edit=Edit(note_id=note_id),
            )
            tx.outbox.put(edit, now_ms)


def _wanted(school_id: int, day: date) -> Wanted:
    return Wanted("escalation", {"school": school_id, "day": day.isoformat()})


def _outstanding(tx: Transaction, school_id: int, day: date) -> list[Round]:
    return [
        round_
        for round_ in tx.rounds.of_school(school_id, day)
        if not round_.revision and round_.state == "open"
    ]


def _hearers(tx: Transaction, round_: Round, day: date) -> list[Chat]:
    for roles in _IN_TURN:
        reachable = _reachable(tx, round_, day, roles)
        if reachable:
            return reachable
    return []


def _reachable(tx: Transaction, round_: Round, day: date, roles: frozenset[Role]) -> list[Chat]:
    """The chats of whoever holds one of these roles over a class inside the school."""
    people = dict.fromkeys(
        member.person.id
        for member in tx.roster.members_upward(round_.unit.id, day)
        if member.role in roles and member.kind is not None and not member.kind.above_school
    )
    chats = [tx.chats.of_person(person_id) for person_id in people]
    return [chat for chat in chats if chat is not None and chat.reachable]
