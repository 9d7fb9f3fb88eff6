"""What each class owes on a day, and what becomes of it when the calendar changes meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from domain.calendar import Period
from domain.day_plan import StepKind, instant_ms
from domain.mode import Mode
from domain.note import Wanted
from domain.roster import Unit
from domain.school_calendar import DayVerdict
from scheduler import questions
from scheduler.moment import Moment
from scheduler.settings_in_force import settings_in_force
from storage.rounds import Round
from storage.transaction import Transaction


def class_days(tx: Transaction, school_id: int, day: date) -> list[tuple[Unit, DayVerdict]]:
    """How the day of each class of a school is, in the roster's order."""
    rules = settings_in_force(tx, school_id).calendar_rules
    classes = tx.calendar.of_classes(school_id, Period(day, day), rules)
    return [(unit, calendar.on(day)) for unit, calendar in classes]


def open_rounds(tx: Transaction, school_id: int, day: date, moment: Moment) -> None:
    """Open a round for each class that is asked on the day.

    Rounds that nobody has answered get the times that hold now. Once the school's question has
    gone out, a class that comes to it later is asked by itself.
    """
    limits = _limits(tx, school_id, day, moment)
    stood = {round_.unit.id: round_ for round_ in tx.rounds.opened(school_id, day)}
    asked = tx.days.step_state(school_id, day, StepKind.ASK) == "done"
    for unit, verdict in class_days(tx, school_id, day):
        round_ = stood.get(unit.id)
        if round_ is not None:
            follow_calendar(tx, round_, verdict, moment, asked=asked)
        elif verdict.asked:
            tx.rounds.open(
                day,
                unit.id,
                school_id,
                cut_off_ms=limits.cut_off_ms,
                lock_ms=limits.lock_ms_of(verdict.mode),
                fever_threshold=limits.fever_threshold,
                mode=verdict.mode,
            )
            if asked:
                _ask(tx, unit.id, day, moment)
    tx.rounds.retime(
        school_id,
        day,
        cut_off_ms=limits.cut_off_ms,
        lock_ms=limits.lock_ms,
        log_lock_ms=limits.log_lock_ms,
        fever_threshold=limits.fever_threshold,
    )


def release_rounds(tx: Transaction, school_id: int, day: date, moment: Moment) -> None:
    """No class is asked any more: what was answered stays, the rest is no longer owed."""
    stood = {round_.unit.id: round_ for round_ in tx.rounds.opened(school_id, day)}
    if not stood:
        return
    for unit, verdict in class_days(tx, school_id, day):
        if unit.id in stood:
            follow_calendar(tx, stood[unit.id], verdict, moment, asked=False)


def follow_calendar(
    tx: Transaction, round_: Round, verdict: DayVerdict, moment: Moment, *, asked: bool
) -> None:
    """A round that stands follows what the calendar says of its class now.

    An answer stays as it was given, and its receipt explains; a question that is no longer owed
    says why; one that is asked in another way is asked anew where it stands.
    """
    if round_.revision:
        if round_.mode is not verdict.mode:
            tx.rounds.set_mode(round_.id, verdict.mode, round_.state)
            questions.change(tx, round_, Wanted("receipt", {"round": round_.id}), moment)
            tx.answers.touch(round_.school_id, round_.day)
        return
    state = _state(round_, verdict)
    if (state, verdict.mode) == (round_.state, round_.mode):
        return
    tx.rounds.set_mode(round_.id, verdict.mode, state)
    tx.answers.touch(round_.school_id, round_.day)
    if state == "not_required":
        tx.outbox.outdate_questions(round_.id)
        questions.change(tx, round_, Wanted("not_owed", {"round": round_.id}), moment)
    elif state == "open":
        anew = Wanted("ask", {"round": round_.id, "step": "anew"})
        if not questions.change(tx, round_, anew, moment) and asked:
            _ask(tx, round_.unit.id, round_.day, moment)


def _state(round_: Round, verdict: DayVerdict) -> str:
    if not verdict.asked:
        return "not_required"
    return "open" if round_.state == "not_required" else round_.state


def _ask(tx: Transaction, class_id: int, day: date, moment: Moment) -> None:
    round_ = tx.rounds.of_class(class_id, day)
    if round_ is not None:
        questions.ask(tx, round_, moment)


@dataclass(frozen=True, slots=True)
class _Limits:
    """Until when an answer of the day counts, and from which temperature on it is a fever."""

    cut_off_ms: int
    lock_ms: int
    log_lock_ms: int
    fever_threshold: int

    def lock_ms_of(self, mode: Mode) -> int:
        """A day of the log before a return ends with the day itself (FIELD section 3)."""
        return self.log_lock_ms if mode is Mode.PRE_RETURN else self.lock_ms


def _limits(tx: Transaction, school_id: int, day: date, moment: Moment) -> _Limits:
    settings = settings_in_force(tx, school_id)
    return _Limits(
        instant_ms(day, settings.times.cut_off, moment.zone),
        instant_ms(day, settings.times.lock, moment.zone),
        instant_ms(day + timedelta(days=1), time(), moment.zone),
        settings.fever_threshold.hundredths,
    )
