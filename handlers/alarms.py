"""The plain note to health officer and principal, the moment something abnormal is said."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from domain.check_in import Finding
from domain.note import Edit, Note, Wanted
from domain.roster import HEARS_ALERTS, Role
from handlers.visit import Visit
from storage.chats import Chat
from storage.rounds import Round


def fingerprint(findings: Sequence[Finding]) -> str:
    """Changes when there is something new to tell; holds no reading."""
    if not findings:
        return ""
    words = "\n".join(finding.model_dump_json() for finding in findings)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def alarm_for_draft(visit: Visit, round_: Round) -> None:
    """待确认: the health officer hears of an abnormal draft at once, submitted or not."""
    hearers = _hearers(visit, round_, frozenset({Role.HEALTH_OFFICER}))
    for chat in hearers or _hearers(visit, round_, HEARS_ALERTS):
        _say(visit, round_, chat, base=round_.revision, new=True)


def withdraw_draft(visit: Visit, round_: Round) -> None:
    """A discarded draft takes its 待确认 back, in place."""
    for chat in _hearers(visit, round_, HEARS_ALERTS | {Role.ADMIN}):
        _say(visit, round_, chat, base=round_.revision, new=False)


def alarm_after_answer(
    visit: Visit, round_: Round, now: Sequence[Finding], before: Sequence[Finding]
) -> None:
    """An abnormal answer is told to health officer and principal; a correction changes what they
    were told in place, and only something new makes a new message.

    ``round_`` is the round as it was before this answer.
    """
    known = {finding.model_dump_json() for finding in before}
    new = any(finding.model_dump_json() not in known for finding in now)
    for chat in _hearers(visit, round_, HEARS_ALERTS):
        for base in range(round_.revision):
            _say(visit, round_, chat, base=base, new=False)
        _say(visit, round_, chat, base=round_.revision, new=new)


def _hearers(visit: Visit, round_: Round, roles: frozenset[Role]) -> list[Chat]:
    """Chats of the school's people in these roles; its admins where nobody of them is enrolled."""
    members = visit.tx.roster.members_upward(round_.unit.id, visit.day)
    inside = [m for m in members if m.kind is not None and not m.kind.above_school]
    for wanted in (roles, frozenset({Role.ADMIN})):
        people = dict.fromkeys(m.person.id for m in inside if m.role in wanted)
        chats = [visit.tx.chats.of_person(person_id) for person_id in people]
        found = [chat for chat in chats if chat is not None]
        if found:
            return found
    return []


def _say(visit: Visit, round_: Round, chat: Chat, *, base: int, new: bool) -> None:
    outbox = visit.tx.outbox
    subject = f"{round_.id}/{base}"
    told = outbox.sent_note("alert", subject, chat.id)
    if told is None and not new:
        return
    note = Note(
        kind="alert",
        subject=subject,
        chat_id=chat.id,
        say=Wanted("alert", {"round": round_.id, "base": base}),
        version=visit.incoming.update_id,
        edit=None if told is None else Edit(note_id=told["id"]),
    )
    outbox.put(note, visit.now_ms)
