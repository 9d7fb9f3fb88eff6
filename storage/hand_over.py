"""Reads what is told of a hand-over (代班)."""

from __future__ import annotations

from datetime import date

from domain.calendar import Period
from domain.hand_over import ClassHandedOver, HandOverFacts, Standing
from domain.roster import Role, Unit
from domain.roster_change import HandOver
from storage.transaction import Transaction


def hand_over_facts(tx: Transaction, plan: HandOver, day: date, by: int) -> HandOverFacts:
    """A hand-over whose classes and person are known; its days may be still to come or over.

    ``day`` is the day on which it is looked at, ``by`` who arranges it.
    """
    period = _period(plan)
    around = period or plan.before or Period(day, day)
    person_id = plan.person or 0
    units = [unit for class_id in plan.classes if (unit := tx.roster.unit(class_id)) is not None]
    person, arranger = tx.roster.person(person_id), tx.roster.person(by)
    chat = tx.chats.of_person(person_id)
    return HandOverFacts(
        classes=tuple(_handed_over(tx, unit, person_id, around, period) for unit in units),
        person_id=person_id,
        name="" if person is None else person.name,
        period=period,
        was=plan.before,
        reached=chat is not None and chat.reachable,
        also=_answers_for(tx, person_id, around, {unit.id for unit in units}, own=True),
        handed_on=_answers_for(tx, person_id, around, set(), own=False),
        away=_away(tx, units, person_id, around),
        by="" if arranger is None else arranger.name,
    )


def _period(plan: HandOver) -> Period | None:
    if plan.first is None or plan.last is None or plan.last < plan.first:
        return None
    return Period(plan.first, plan.last)


def _handed_over(
    tx: Transaction, unit: Unit, person_id: int, around: Period, period: Period | None
) -> ClassHandedOver:
    members = tx.roster.members(unit.id, around.first)
    heads = [m.person for m in members if m.role is Role.HEAD_TEACHER and m.person.id != person_id]
    others: list[Standing] = []
    if period is not None:
        standing = tx.roster_days.substitutes(unit.id, period.first)
        others = [
            one
            for one in standing
            if one.person_id != person_id and one.period.first <= period.last
        ]
    return ClassHandedOver(unit, tuple(one.name for one in heads), tuple(others))


def _answers_for(
    tx: Transaction, person_id: int, around: Period, without: set[int], *, own: bool
) -> tuple[str, ...]:
    """Other classes of a person in those days: ``own`` those the person answers for, else those
    of theirs that somebody else answers for.
    """
    names = {}
    for duty in tx.roster.duties_of(person_id, around.first):
        unit = duty.unit
        if unit.id in without or duty.role not in (Role.HEAD_TEACHER, Role.SUBSTITUTE):
            continue
        elsewhere = duty.role is Role.HEAD_TEACHER and any(
            one.person_id != person_id and one.period.first <= around.last
            for one in tx.roster_days.substitutes(unit.id, around.first)
        )
        if elsewhere is not own:
            names[unit.id] = unit.name
    return tuple(names.values())


def _away(tx: Transaction, units: list[Unit], person_id: int, around: Period) -> str | None:
    if not units or units[0].school_id is None:
        return None
    staff = tx.roster_days.staff_of(units[0].school_id, around)
    return next((one.away for one in staff if one.person.id == person_id), None)
