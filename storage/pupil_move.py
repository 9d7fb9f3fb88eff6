"""Reads what is told of a pupil's move (转班), departure (转出) or arrival (插班)."""

from __future__ import annotations

from datetime import date

from domain.pupil_moves import ClassSize, PupilMoveFacts
from domain.roster import Pupil
from domain.roster_change import PupilMove
from storage.transaction import Transaction


def pupil_move_facts(tx: Transaction, plan: PupilMove, day: date, by: int) -> PupilMoveFacts:
    """A move whose pupil and classes are known; ``day`` is when it is looked at."""
    pupil = _pupil(tx, plan)
    arranger = tx.roster.person(by)
    counts_from = plan.day or day
    leaves = _size(tx, plan.from_class, counts_from, pupil, joins=False)
    joins = _size(tx, plan.to_class, counts_from, pupil, joins=True)
    return PupilMoveFacts(
        name=pupil.name,
        number=pupil.number,
        sex=pupil.sex,
        leaves=leaves,
        joins=joins,
        seat=plan.seat,
        day=counts_from,
        away=_away(tx, plan, pupil, day),
        returning=plan.name is not None and plan.pupil is not None,
        by="" if arranger is None else arranger.name,
    )


def _pupil(tx: Transaction, plan: PupilMove) -> Pupil:
    """The pupil, who is not in the roster yet where a newcomer is only planned."""
    known = None if plan.pupil is None else tx.roster.pupil(plan.pupil)
    if known is None and plan.number is not None:
        known = tx.roster_days.pupil_numbered(plan.number)
    return known or Pupil(0, plan.number or "", plan.name or "", plan.sex)


def _size(
    tx: Transaction, class_id: int | None, day: date, pupil: Pupil, *, joins: bool
) -> ClassSize | None:
    unit = None if class_id is None else tx.roster.unit(class_id)
    if unit is None:
        return None
    others = [one for one in tx.roster.pupils_of(unit.id, day) if one.id != pupil.id]
    one_more = len(others) + 1
    return ClassSize(unit, *((len(others), one_more) if joins else (one_more, len(others))))


def _away(tx: Transaction, plan: PupilMove, pupil: Pupil, day: date) -> str | None:
    if plan.from_class is None:
        return None
    pupils = tx.roster.pupils_of(plan.from_class, day)
    return next((one.away for one in pupils if one.id == pupil.id), None)
