"""The plain note to health officer and principal, the moment something abnormal is said."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from domain.check_in import Finding
from domain.note import Edit, Note, Wanted
from domain.roster import HEARS_ALERTS, Role
from handlers.visit import Visit
from storage.chats import Chat
from storage.rounds import Round

DRAFT_LADDER = (frozenset({Role.HEALTH_OFFICER}), HEARS_ALERTS, frozenset({Role.ADMIN}))
"""Who hears of an abnormal draft: the first of these that anybody enrolled belongs to."""
ANSWER_LADDER = (HEARS_ALERTS, frozenset({Role.ADMIN}))


def people_in(findings: Iterable[Finding]) -> frozenset[tuple[int | None, int | None]]:
    """Whom findings are about."""
    return frozenset((finding.pupil_id, finding.person_id) for finding in findings)


def told_mark(findings: Sequence[Finding]) -> str:
    """``3f9c…/2``: changes when there is something else to tell, and says about how many people.

    Holds no reading; empty where there is nothing to tell.
    """
    if not findings:
        return ""
    words = "\n".join(finding.model_dump_json() for finding in findings)
    return f"{hashlib.sha256(words.encode()).hexdigest()[:16]}/{len(people_in(findings))}"


def alarm_for_draft(visit: Visit, round_: Round, before: str, now: str) -> None:
    """待确认: the health officer hears of an abnormal draft at once, submitted or not.

    ``before`` and ``now`` are the draft's ``told_mark``. What was told is changed in place; one
    more person makes a new message.
    """
    told = _change(visit, round_, [round_.revision])
    louder = _people(now) > _people(before)
    for chat in _hearers(visit, round_, DRAFT_LADDER) if now else ():
        if louder or chat.id not in told:
            _say(visit, round_, chat)


def alarm_after_answer(
    visit: Visit,
    round_: Round,
    now: Sequence[Finding],
    before: Sequence[Finding],
    drafted: Sequence[Finding],
) -> None:
    """An abnormal answer is told to health officer and principal; what they were told before, of
    an earlier answer or of a draft, is changed in place, and only something new makes a sound.

    ``round_`` is the round as it was before this answer; ``drafted`` what drafts told.
    """
    _change(visit, round_, range(round_.revision))
    told = _change(visit, round_, [round_.revision])
    known = {finding.model_dump_json() for finding in before}
    if all(finding.model_dump_json() in known for finding in now):
        return
    somebody_else = people_in(now) - people_in(before) - people_in(drafted)
    for chat in _hearers(visit, round_, ANSWER_LADDER):
        if somebody_else or chat.id not in told:
            _say(visit, round_, chat)


def _people(mark: str) -> int:
    return int(mark.rpartition("/")[2] or 0)


def _hearers(visit: Visit, round_: Round, ladder: Sequence[frozenset[Role]]) -> list[Chat]:
    """Chats of the school's people in the first roles of the ladder that anybody enrolled has."""
    members = visit.tx.roster.members_upward(round_.unit.id, visit.day)
    inside = [m for m in members if m.kind is not None and not m.kind.above_school]
    for wanted in ladder:
        people = dict.fromkeys(m.person.id for m in inside if m.role in wanted)
        chats = [visit.tx.chats.of_person(person_id) for person_id in people]
        found = [chat for chat in chats if chat is not None]
        if found:
            return found
    return []


def _subject(round_: Round, base: int) -> str:
    """A draft on revision 2 and the answer that becomes revision 3 are told in one message."""
    return f"{round_.id}/{base}"


def _change(visit: Visit, round_: Round, bases: Iterable[int]) -> set[int]:
    """Every message that told of this round says what holds now; gives the chats that bear one."""
    chats = set()
    for base in bases:
        for note_id, chat_id in visit.tx.outbox.copies("alert", _subject(round_, base)):
            chats.add(chat_id)
            note = Note(
                kind="alert",
                subject=f"{_subject(round_, base)}/edit/{note_id}",
                chat_id=chat_id,
                say=Wanted("alert", {"round": round_.id, "base": base}),
                version=visit.incoming.update_id,
                edit=Edit(note_id=note_id),
            )
            visit.tx.outbox.put(note, visit.now_ms)
    return chats


def _say(visit: Visit, round_: Round, chat: Chat) -> None:
    note = Note(
        kind="alert",
        subject=_subject(round_, round_.revision),
        chat_id=chat.id,
        say=Wanted("alert", {"round": round_.id, "base": round_.revision}),
        version=visit.incoming.update_id,
    )
    visit.tx.outbox.put(note, visit.now_ms)
