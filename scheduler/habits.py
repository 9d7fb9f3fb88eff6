"""The evening counts how alike the answers of a class have been; no answer waits for it."""

from __future__ import annotations

from datetime import date

from domain.mode import Mode
from domain.nudge import Habit
from domain.roster import FILES_FOR_CLASS
from storage.rounds import Round
from storage.transaction import Transaction


def keep_habits(tx: Transaction, school_id: int, day: date) -> None:
    """A day is locked: what each class has answered goes to its habit."""
    for round_ in tx.rounds.of_school(school_id, day):
        before = tx.nudges.habit(round_.unit.id)
        after = _after(tx, round_, before)
        if after != before:
            tx.nudges.keep(round_.unit.id, after)


def _after(tx: Transaction, round_: Round, habit: Habit) -> Habit:
    """The habit with one day more. An answer filed from above says nothing of it."""
    first = tx.answers.get(round_.id, 1) if round_.revision else None
    if first is None or first.mode is not Mode.TERM:
        return habit
    members = tx.roster.members(round_.unit.id, round_.day)
    own = {m.person.id for m in members if m.role in FILES_FOR_CLASS}
    if first.by_person not in own:
        return habit
    asked_ms = tx.nudges.asked_ms(round_.id, first.by_person)
    waited_ms = None if asked_ms is None else first.at_ms - asked_ms
    one_more = habit.one_more(
        class_max=first.check_in.class_max, zero=first.figures.zero, waited_ms=waited_ms
    )
    nudge = tx.nudges.of_round(round_.id)
    if nudge is not None:
        return one_more.nudged(nudge.turn)
    return one_more.corrected() if round_.revision > 1 else one_more
