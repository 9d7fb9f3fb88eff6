"""The plan: what a unit owes on a day, and what is still worth doing after a silence."""

from __future__ import annotations

from datetime import date, timedelta

from domain.day_plan import Step, StepKind, catch_up, instant_ms, steps_of
from domain.note import Note, Wanted
from domain.roster import Role, UnitKind
from scheduler.following import publish
from scheduler.habits import keep_habits
from scheduler.moment import Moment
from scheduler.owing import class_days, open_rounds, release_rounds
from scheduler.settings_in_force import settings_in_force
from storage.transaction import Transaction

_ASKING = frozenset({StepKind.ASK, StepKind.CHASE_1, StepKind.CHASE_2})


def owes(tx: Transaction, school_id: int, day: date) -> bool:
    """Whether any class of a school is asked on a day."""
    return any(verdict.asked for _, verdict in class_days(tx, school_id, day))


def plan_unit(tx: Transaction, unit_id: int, kind: UnitKind, day: date, moment: Moment) -> None:
    """Plan the day of a school, or of a unit above one. May be done again at any time.

    Steps that were done stay done, those still owed get the times that hold now. Schools must be
    planned before the units above them, which roll up where any school below asks anybody.
    """
    if kind is UnitKind.SCHOOL:
        _plan_school(tx, unit_id, day, moment)
    else:
        _plan_above(tx, unit_id, day, moment)


def _plan_school(tx: Transaction, school_id: int, day: date, moment: Moment) -> None:
    """A school has a day where any of its classes is asked, be it one grade alone."""
    verdicts = [verdict for _, verdict in class_days(tx, school_id, day)]
    held = any(verdict.asked for verdict in verdicts)
    known = tx.calendar.year_known(day.year)
    tx.days.plan(school_id, day, school_day=held, year_known=known)
    if not held:
        tx.days.drop_owed(school_id, day)
        release_rounds(tx, school_id, day, moment)
        return
    log = any(verdict.returns is not None for verdict in verdicts)
    times = settings_in_force(tx, school_id).times
    for step in steps_of(day, times, moment.zone, log=log):
        tx.days.owe(school_id, day, step.kind, step.due_ms)
    tx.plans.reconsider_above(school_id, day)
    if tx.days.step_state(school_id, day, StepKind.OPEN) == "done":
        open_rounds(tx, school_id, day, moment)
    if any(verdict.asked and verdict.is_guess for verdict in verdicts):
        _warn_of_guess(tx, school_id, day, instant_ms(day, times.ask, moment.zone), moment)
    close_missed(tx, school_id, day, moment)


def _plan_above(tx: Transaction, unit_id: int, day: date, moment: Moment) -> None:
    held = tx.plans.school_day_below(unit_id, day)
    known = tx.calendar.year_known(day.year)
    tx.days.plan(unit_id, day, school_day=held, year_known=known)
    if not held:
        tx.days.drop_owed(unit_id, day)
        return
    times = settings_in_force(tx, unit_id).times
    for step in steps_of(day, times, moment.zone, above_school=True):
        tx.days.owe(unit_id, day, step.kind, step.due_ms)
    if not known:
        _warn_of_guess(tx, unit_id, day, instant_ms(day, times.ask, moment.zone), moment)
    close_missed(tx, unit_id, day, moment)


def close_missed(tx: Transaction, unit_id: int, day: date, moment: Moment) -> None:
    """After a silence: what is no longer worth saying is closed as missed, the rest stays owed.

    Of days before yesterday nobody hears any more; their figures are kept for reports.
    """
    rows = tx.days.steps_of(unit_id, day)
    owed = [
        Step(StepKind(row["step"]), row["due_ms"])
        for row in rows
        if row["state"] == "owed" and row["due_ms"] <= moment.since_ms
    ]
    was_asked = any(row["state"] == "done" and row["step"] in _ASKING for row in rows)
    caught_up = catch_up(owed, moment.since_ms, was_asked)
    for step in caught_up.missed:
        tx.days.finish(unit_id, day, step.kind, "missed", moment.now_ms)
    if day < moment.day - timedelta(days=1):
        for step in caught_up.do:
            _do_quietly(tx, unit_id, day, step.kind, moment)


def _do_quietly(tx: Transaction, unit_id: int, day: date, kind: StepKind, moment: Moment) -> None:
    if not tx.days.finish(unit_id, day, kind, "done", moment.now_ms):
        return
    match kind:
        case StepKind.OPEN:
            open_rounds(tx, unit_id, day, moment)
        case StepKind.CUT_OFF | StepKind.ROLL_UP:
            publish(tx, unit_id, day, moment.now_ms, tell=False)
        case StepKind.LOCK:
            tx.rounds.lock_school(unit_id, day)
            keep_habits(tx, unit_id, day)


def _warn_of_guess(
    tx: Transaction, unit_id: int, day: date, not_before_ms: int, moment: Moment
) -> None:
    """Nobody has told the calendar this year's holidays: the admins hear it once, by day."""
    for member in tx.roster.members(unit_id, day):
        chat = tx.chats.of_person(member.person.id)
        if member.role is not Role.ADMIN or chat is None:
            continue
        note = Note(
            kind="news",
            subject=f"year/{unit_id}/{day.year}",
            chat_id=chat.id,
            say=Wanted("unknown_year", {"year": day.year}),
            not_before_ms=not_before_ms,
        )
        tx.outbox.put(note, moment.now_ms)
