"""The steps of a day: what each of them does, in one piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from domain.day_plan import StepKind
from domain.note import Note, Wanted
from domain.roster import Role
from scheduler.escalation import outstanding_by_chat
from scheduler.following import Said, publish
from scheduler.moment import Moment
from scheduler.plan import open_rounds
from storage.days import DueStep
from storage.rounds import Round
from storage.transaction import Transaction


def take(tx: Transaction, due: DueStep, moment: Moment, said: Said | None = None) -> None:
    """Take a step that is due; one that was taken, missed or dropped meanwhile is left alone.

    ``said`` is what a roll-up would say, read beforehand.
    """
    if not tx.days.finish(due.unit_id, due.day, due.step, "done", moment.now_ms):
        return
    if due.step == StepKind.ROLL_UP:
        _roll_up(tx, due, moment, said)
    else:
        _STEPS[StepKind(due.step)](tx, due, moment)


def _open(tx: Transaction, due: DueStep, moment: Moment) -> None:
    """Nobody hears of it; an early answer is welcome."""
    open_rounds(tx, due.unit_id, due.day, moment)


def _ask(tx: Transaction, due: DueStep, moment: Moment) -> None:
    """发起: one question for each class, to whoever reports for it that day."""
    for round_ in _outstanding(tx, due.unit_id, due.day):
        for person_id in _reporters(tx, round_):
            _question(tx, round_, person_id, "ask", moment, kind="ask", subject=str(round_.id))


def _chase_1(tx: Transaction, due: DueStep, moment: Moment) -> None:
    """催报: once more, only where nothing has come."""
    for round_ in _outstanding(tx, due.unit_id, due.day):
        _chase(tx, round_, _reporters(tx, round_), "chase_1", moment)


def _chase_2(tx: Transaction, due: DueStep, moment: Moment) -> None:
    """The same, and the deputy gets the question too."""
    for round_ in _outstanding(tx, due.unit_id, due.day):
        reporters = _reporters(tx, round_)
        _chase(tx, round_, reporters, "chase_2", moment)
        members = tx.roster.members(round_.unit.id, due.day)
        deputies = [m.person.id for m in members if m.role is Role.DEPUTY]
        _chase(tx, round_, [one for one in deputies if one not in reporters], "deputy", moment)


def _escalate(tx: Transaction, due: DueStep, moment: Moment) -> None:
    """升级: one message each to those who can ring somebody up or file on behalf."""
    about = {"school": due.unit_id, "day": due.day.isoformat()}
    for chat_id in outstanding_by_chat(tx, due.unit_id, due.day):
        note = Note(
            kind="escalation",
            subject=f"{due.unit_id}/{due.day.isoformat()}",
            chat_id=chat_id,
            say=Wanted("escalation", about),
        )
        tx.outbox.put(note, moment.now_ms)


def _cut_off(tx: Transaction, due: DueStep, moment: Moment) -> None:
    """截止: the digest, unless it was published early."""
    if tx.days.last_digest(due.unit_id, due.day) is None:
        publish(tx, due.unit_id, due.day, moment.now_ms)


def _roll_up(tx: Transaction, due: DueStep, moment: Moment, said: Said | None) -> None:
    """汇总: one text for a unit above the schools."""
    publish(tx, due.unit_id, due.day, moment.now_ms, said=said)


def _lock(tx: Transaction, due: DueStep, moment: Moment) -> None:
    """锁定: from now on only an admin reopens a round."""
    tx.rounds.lock_school(due.unit_id, due.day)


_STEPS: dict[StepKind, Callable[[Transaction, DueStep, Moment], None]] = {
    StepKind.OPEN: _open,
    StepKind.ASK: _ask,
    StepKind.CHASE_1: _chase_1,
    StepKind.CHASE_2: _chase_2,
    StepKind.ESCALATE: _escalate,
    StepKind.CUT_OFF: _cut_off,
    StepKind.LOCK: _lock,
}


def _outstanding(tx: Transaction, school_id: int, day: date) -> list[Round]:
    """未报: rounds that are owed and have no answer."""
    return [
        round_
        for round_ in tx.rounds.of_school(school_id, day)
        if round_.state == "open" and not round_.revision
    ]


def _reporters(tx: Transaction, round_: Round) -> list[int]:
    reporters = tx.roster.reporters(round_.unit.id, round_.day)
    return list(dict.fromkeys(member.person.id for member in reporters))


def _chase(
    tx: Transaction, round_: Round, people: Iterable[int], step: str, moment: Moment
) -> None:
    """Whoever has put the question off is asked again by that, and not chased meanwhile."""
    for person_id in people:
        chat = tx.chats.of_person(person_id)
        if chat is not None and tx.outbox.is_snoozed(round_.id, chat.id, moment.now_ms):
            continue
        subject = f"{round_.id}/{step}"
        _question(tx, round_, person_id, step, moment, kind="chase", subject=subject)


def _question(
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
