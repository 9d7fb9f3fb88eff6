"""The plan: what a unit owes on a day, and what is still worth doing after a silence."""

from __future__ import annotations

from datetime import date, timedelta

from domain.calendar import DayKind, NationalDay, SchoolDayVerdict, judge_day
from domain.day_plan import Step, StepKind, catch_up, instant_ms, steps_of
from domain.note import Note, Wanted
from domain.roster import Role, UnitKind
from scheduler.following import publish
from scheduler.moment import Moment
from scheduler.settings_in_force import settings_in_force
from storage.transaction import Transaction

_ASKING = frozenset({StepKind.ASK, StepKind.CHASE_1, StepKind.CHASE_2})


def judge(tx: Transaction, unit_id: int, day: date) -> SchoolDayVerdict:
    """Whether a unit has school on a day, from the calendar as stored."""
    overrides = [DayKind(kind) for kind, _ in tx.calendar.overrides(unit_id, day)]
    national = tx.calendar.national(day)
    return judge_day(
        day,
        overrides,
        None if national is None else NationalDay(day, DayKind(national[0]), *national[1:]),
        tx.calendar.year_known(day.year),
    )


def plan_unit(tx: Transaction, unit_id: int, kind: UnitKind, day: date, moment: Moment) -> None:
    """Plan the day of a school, or of a unit above one. May be done again at any time.

    Steps that were done stay done, those still owed get the times that hold now. Schools must be
    planned before the units above them, which roll up where any school below has school.
    """
    verdict = judge(tx, unit_id, day)
    is_school = kind is UnitKind.SCHOOL
    held = verdict.is_school_day if is_school else tx.plans.school_day_below(unit_id, day)
    tx.days.plan(unit_id, day, school_day=held, year_known=verdict.year_known)
    if not held:
        tx.days.drop_owed(unit_id, day)
        if is_school:
            tx.plans.release_rounds(unit_id, day)
        return
    times = settings_in_force(tx, unit_id).times
    for step in steps_of(day, times, moment.zone, above_school=not is_school):
        tx.days.owe(unit_id, day, step.kind, step.due_ms)
    if is_school:
        tx.plans.reconsider_above(unit_id, day)
        if tx.days.step_state(unit_id, day, StepKind.OPEN) == "done":
            open_rounds(tx, unit_id, day, moment)
    if verdict.is_guess:
        _warn_of_guess(tx, unit_id, day, instant_ms(day, times.ask, moment.zone), moment)
    close_missed(tx, unit_id, day, moment)


def open_rounds(tx: Transaction, school_id: int, day: date, moment: Moment) -> None:
    """Open a round for each class; rounds that nobody has answered get the times that hold now."""
    settings = settings_in_force(tx, school_id)
    cut_off_ms = instant_ms(day, settings.times.cut_off, moment.zone)
    lock_ms = instant_ms(day, settings.times.lock, moment.zone)
    threshold = settings.fever_threshold.hundredths
    tx.plans.owe_rounds_again(school_id, day)
    for unit in tx.roster.below(school_id, UnitKind.CLASS, day):
        tx.rounds.open(
            day,
            unit.id,
            school_id,
            cut_off_ms=cut_off_ms,
            lock_ms=lock_ms,
            fever_threshold=threshold,
        )
    tx.rounds.retime(
        school_id, day, cut_off_ms=cut_off_ms, lock_ms=lock_ms, fever_threshold=threshold
    )


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
