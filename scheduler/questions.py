"""Questions of a round: who is asked, and how a question is put into a chat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from domain.note import Edit, Note, Wanted
from domain.roster_difference import Difference
from scheduler.moment import Moment
from storage.open_questions import unanswered_copies
from storage.rounds import Round
from storage.transaction import Transaction


def outstanding(tx: Transaction, school_id: int, day: date) -> list[Round]:
    """未报: rounds that are owed and have no answer."""
    return [
        round_
        for round_ in tx.rounds.of_school(school_id, day)
        if round_.state == "open" and not round_.revision
    ]


def reporters(tx: Transaction, round_: Round) -> list[int]:
    """Who is asked for the class of a round, by person."""
    members = tx.roster.reporters(round_.unit.id, round_.day)
    return list(dict.fromkeys(member.person.id for member in members))


def ask(tx: Transaction, round_: Round, moment: Moment) -> None:
    """发起: the question of a class, to whoever reports for it that day."""
    for person_id in reporters(tx, round_):
        _put(tx, round_, person_id, "ask", moment, kind="ask", subject=str(round_.id))


def chase(tx: Transaction, round_: Round, people: Iterable[int], step: str, moment: Moment) -> None:
    """催报: the question once more. Whoever has put it off is asked again by that, and not chased
    meanwhile.
    """
    for person_id in people:
        chat = tx.chats.of_person(person_id)
        if chat is not None and tx.outbox.is_snoozed(round_.id, chat.id, moment.now_ms):
            continue
        subject = f"{round_.id}/{step}"
        _put(tx, round_, person_id, step, moment, kind="chase", subject=subject)


def change(tx: Transaction, round_: Round, say: Wanted, moment: Moment) -> int:
    """Every copy of a question or receipt that a chat shows says this instead, without a sound.

    Gives how many there are.
    """
    shown = [copy for copy in tx.outbox.questions_of(round_.id) if copy.state != "pending"]
    for copy in shown:
        note = Note(
            kind="receipt",
            subject=f"{round_.id}/calendar/{copy.note_id}",
            chat_id=copy.chat_id,
            say=say,
            version=moment.now_ms,
            edit=Edit(note_id=copy.note_id),
            round_id=round_.id,
        )
        tx.outbox.put(note, moment.now_ms)
    return len(shown)


def follow_roster(tx: Transaction, change: Difference, now_ms: int) -> None:
    """A file has changed who should be there: today's open questions say so, without a sound."""
    if change.first_import:
        return
    for round_id, copy in unanswered_copies(tx, _classes_of(tx, change), change.day):
        note = Note(
            kind="news",
            subject=f"roster/{copy.note_id}",
            chat_id=copy.chat_id,
            say=Wanted("ask", {"round": round_id, "step": "ask"}),
            version=now_ms,
            edit=Edit(note_id=copy.note_id),
        )
        tx.outbox.put(note, now_ms)


def _classes_of(tx: Transaction, change: Difference) -> Iterator[int]:
    """The classes whose pupils, or known absences, are others by this change."""
    codes = dict.fromkeys(one.class_code for one in change.enrolments)
    for absence in change.absences:
        pupil = tx.roster_days.pupil_numbered(absence.code) if absence.of == "pupil" else None
        if pupil is not None:
            codes |= dict.fromkeys(tx.roster_days.enrolments_of(pupil.id))
    units = (tx.roster.unit_by_code(code) for code in codes)
    yield from (unit.id for unit in units if unit is not None)


def _put(
    tx: Transaction,
    round_: Round,
    person_id: int,
    step: str,
    moment: Moment,
    *,
    kind: str,
    subject: str,
) -> None:
    """Put a question to a person; whoever is not enrolled shows as such in every list."""
    chat = tx.chats.of_person(person_id)
    if chat is None:
        return
    note = Note(
        kind=kind,
        subject=subject,
        chat_id=chat.id,
        say=Wanted("ask", {"round": round_.id, "step": step}),
        round_id=round_.id,
    )
    tx.outbox.put(note, moment.now_ms)
