"""Who may read a reason that somebody has written into the calendar in words of their own."""

from __future__ import annotations

from datetime import date

from domain.roster import Unit
from domain.viewer import sees_names
from storage.transaction import Transaction


def reads_reason(tx: Transaction, person_id: int | None, unit: Unit, day: date) -> bool:
    """Whether a reason that is marked on a unit is for this person: it may hold a name.

    What is marked above the schools is for everybody. Inside a school it is for those who see
    names there and whom the mark concerns: the unit is theirs, or theirs stands under it.
    """
    if unit.kind.above_school:
        return True
    if person_id is None:
        return False
    duties = tx.roster.duties_of(person_id, day)
    inside = [duty.unit.id for duty in duties if sees_names([(duty.role, duty.unit.kind)])]
    return bool(inside) and tx.roster.in_line(inside, unit)
