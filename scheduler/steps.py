"""The steps of a day: what each of them does, in one piece."""

from __future__ import annotations

from collections.abc import Callable

from domain.day_plan import StepKind
from domain.note import Note, Wanted
from domain.roster import Role
from scheduler.escalation import outstanding_by_chat, put_call_lists
from scheduler.following import Said, publish
from scheduler.habits import keep_habits
from scheduler.moment import Moment
from scheduler.owing import open_rounds
from scheduler.questions import ask, chase, outstanding, reporters
from scheduler.return_logs import tell_evening
from storage.days import DueStep
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
    for round_ in outstanding(tx, due.unit_id, due.day):
        ask(tx, round_, moment)


def _chase_1(tx: Transaction, due: DueStep, moment: Moment) -> None:
    """催报: once more, only where nothing has come."""
    for round_ in outstanding(tx, due.unit_id, due.day):
        chase(tx, round_, reporters(tx, round_), "chase_1", moment)


def _chase_2(tx: Transaction, due: DueStep, moment: Moment) -> None:
    """The same, the deputy gets the question too, and the admins hear whom they may ring up."""
    put_call_lists(tx, due.unit_id, due.day, moment.now_ms)
    for round_ in outstanding(tx, due.unit_id, due.day):
        asked = reporters(tx, round_)
        chase(tx, round_, asked, "chase_2", moment)
        members = tx.roster.members(round_.unit.id, due.day)
        deputies = [m.person.id for m in members if m.role is Role.DEPUTY]
        chase(tx, round_, [one for one in deputies if one not in asked], "deputy", moment)


def _escalate(tx: Transaction, due: DueStep, moment: Moment) -> None:
    """升级: one message each to those who can ring somebody up or file on behalf."""
    about = {"school": due.unit_id, "day": due.day.isoformat()}
    just_told = put_call_lists(tx, due.unit_id, due.day, moment.now_ms)
    for chat_id in outstanding_by_chat(tx, due.unit_id, due.day):
        if chat_id in just_told:
            continue
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
    keep_habits(tx, due.unit_id, due.day)


def _evening(tx: Transaction, due: DueStep, moment: Moment) -> None:
    """晚间名单: who is short of days before a return."""
    tell_evening(tx, due.unit_id, due.day, moment)


_STEPS: dict[StepKind, Callable[[Transaction, DueStep, Moment], None]] = {
    StepKind.OPEN: _open,
    StepKind.ASK: _ask,
    StepKind.CHASE_1: _chase_1,
    StepKind.CHASE_2: _chase_2,
    StepKind.ESCALATE: _escalate,
    StepKind.CUT_OFF: _cut_off,
    StepKind.LOCK: _lock,
    StepKind.EVENING: _evening,
}
