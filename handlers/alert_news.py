"""What others hear when somebody does something about an alert."""

from __future__ import annotations

from domain.alert import Alert, Outcome
from domain.note import Edit, Note, Wanted
from domain.roster import FILES_FOR_CLASS
from handlers.visit import Visit


def show_everywhere(visit: Visit, alert: Alert) -> None:
    """Every copy says what holds now, and so does the digest."""
    visit.tx.alerts.change(alert.id, visit.now_ms)
    if alert.rung:
        visit.tx.alerts.change_waiting(alert.school_id, visit.now_ms)
    visit.tx.answers.touch(alert.school_id, alert.day)


def tell_teacher(visit: Visit, alert: Alert, done: Outcome) -> bool:
    """The class hears what became of it: a step without a sound, an outcome with one.

    Gives whether anybody hears.
    """
    subject, told = f"outcome/{alert.id}", False
    for chat_id in _teachers(visit, alert):
        before = visit.tx.outbox.sent_note("news", subject, chat_id) if done.is_step else None
        note = Note(
            kind="news",
            subject=subject,
            chat_id=chat_id,
            say=Wanted("alert_outcome", {"alert": alert.id, "silent": done.is_step}),
            version=visit.incoming.update_id,
            edit=None if before is None else Edit(note_id=before["id"]),
        )
        told = visit.tx.outbox.put(note, visit.now_ms) or told
    return told


def tell_former_owner(visit: Visit, alert: Alert, owner: int) -> None:
    """Whoever had it hears who has it now."""
    chat = visit.tx.chats.of_person(owner)
    if chat is None:
        return
    note = Note(
        kind="news",
        subject=f"taken/{alert.id}",
        chat_id=chat.id,
        say=Wanted("alert_taken", {"alert": alert.id, "by": visit.person_id}),
        version=visit.incoming.update_id,
    )
    visit.tx.outbox.put(note, visit.now_ms)


def _teachers(visit: Visit, alert: Alert) -> list[int]:
    """The chats of whoever reports for the class today, and of who did report it, if that was a
    teacher of the class. Whoever pressed knows already.
    """
    tx = visit.tx
    people = [member.person.id for member in tx.roster.reporters(alert.unit_id, visit.day)]
    round_ = None if alert.round_id is None else tx.rounds.get(alert.round_id)
    answer = None if round_ is None else tx.answers.latest(round_)
    if answer is not None:
        members = tx.roster.members(alert.unit_id, visit.day)
        own = {member.person.id for member in members if member.role in FILES_FOR_CLASS}
        people += [answer.by_person] if answer.by_person in own else []
    others = [one for one in dict.fromkeys(people) if one != visit.person_id]
    chats = [tx.chats.of_person(person_id) for person_id in others]
    return [chat.id for chat in chats if chat is not None]
