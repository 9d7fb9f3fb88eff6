"""Reads what is told of an appointment (任命) or a resignation (离任)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from domain.roster import Duty, Role
from domain.roster_change import ChangeKind, StaffTurn
from domain.roster_difference import DutyChange
from domain.staff_turns import StaffTurnFacts, appointed, resigned
from storage.roster import asked_of
from storage.transaction import Transaction


def staff_turn_changes(
    tx: Transaction,
    kind: ChangeKind,
    plan: StaffTurn,
    code: str,
    within: Iterable[int],
    today: date,
) -> tuple[DutyChange, ...]:
    """What the change does to the days of duties; ``code`` is the person's, ``within`` the units
    it may touch and all below them.
    """
    day = plan.day or today
    if kind is ChangeKind.APPOINTMENT:
        unit = None if plan.unit is None else tx.roster.unit(plan.unit)
        if unit is None or plan.role is None:
            return ()
        known = tx.roster_days.holding(unit.id, plan.role)
        changes = appointed(known, code, plan.role, day, beside=plan.beside)
        return tuple(
            DutyChange(one, plan.role, unit.code, was, now) for one, (was, now) in changes.items()
        )
    person = tx.roster.person_by_code(code)
    if person is None:
        return ()
    mine = list(within)
    duties = [
        (duty, period)
        for duty, period in tx.roster_days.duties_of(person.id)
        if (plan.role is None or (duty.role, duty.unit.id) == (plan.role, plan.unit))
        and any(tx.roster.is_below(duty.unit.id, unit_id) for unit_id in mine)
    ]
    return resigned(code, duties, day)


def staff_turn_facts(
    tx: Transaction, plan: StaffTurn, changes: Sequence[DutyChange], today: date, by: int
) -> StaffTurnFacts:
    """An appointment or resignation as it is told, from what it does to the days of duties."""
    day = plan.day or today
    person = None if plan.person is None else tx.roster.person(plan.person)
    arranger = tx.roster.person(by)
    unit = None if plan.unit is None else tx.roster.unit(plan.unit)
    gone = [change for change in changes if _ends(change, day)]
    taken_up = any(not _ends(change, day) for change in changes)
    begins = Duty(plan.role, unit) if taken_up and unit and plan.role else None
    chat = None if person is None else tx.chats.of_person(person.id)
    return StaffTurnFacts(
        person_id=plan.person,
        name=plan.name or "" if person is None else person.name,
        phone=plan.phone if person is None else person.phone,
        day=day,
        begins=begins,
        ends=tuple(one for change in gone if (one := _ended(tx, change)) is not None),
        others=() if begins is None else _others(tx, begins, changes, day),
        headless=() if begins is not None else _headless(tx, gone, day),
        reached=chat is not None and chat.reachable,
        by="" if arranger is None else arranger.name,
    )


def _ends(change: DutyChange, day: date) -> bool:
    """Whether a duty does not run on the day any more."""
    return not any(day in period for period in change.after)


def _ended(tx: Transaction, change: DutyChange) -> tuple[str, Duty] | None:
    unit, holder = tx.roster.unit_by_code(change.unit_code), change.person_code
    person = tx.roster.person_by_code(holder)
    if unit is None or person is None:
        return None
    return person.name, Duty(change.role, unit)


def _others(
    tx: Transaction, begins: Duty, changes: Sequence[DutyChange], day: date
) -> tuple[str, ...]:
    """Who holds the same role there as well and stays."""
    changing = {change.person_code for change in changes}
    members = tx.roster.members(begins.unit.id, day)
    return tuple(
        m.person.name for m in members if m.role is begins.role and m.person.code not in changing
    )


def _headless(
    tx: Transaction, gone: Sequence[DutyChange], day: date
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Classes whose last head teacher goes, and who of those who stay is asked for them."""
    found = []
    for change in gone:
        unit = tx.roster.unit_by_code(change.unit_code)
        if unit is None or change.role is not Role.HEAD_TEACHER:
            continue
        stay = [m for m in tx.roster.members(unit.id, day) if m.person.code != change.person_code]
        if all(member.role is not Role.HEAD_TEACHER for member in stay):
            found.append((unit.name, tuple(m.person.name for m in asked_of(stay))))
    return tuple(found)
