"""What is typed about a teacher who comes or leaves, in any order; and which units it is about."""

from __future__ import annotations

from domain.calendar import UnreadableDay
from domain.coming_days import only_days
from domain.roster import Person, Role, Unit, UnitKind
from domain.roster_change import ChangeKind, StaffTurn
from domain.roster_columns import ROLE_PLACES
from domain.staff_names import meant
from domain.staff_turns import read_appointment
from domain.viewer import changes_roster
from handlers.arranging import Heard, units_named, unreadable_day
from handlers.likeness import PinyinLikeness
from handlers.visit import Visit
from views.words import text

LONGEST = 100
SHOWN = 24
_INSIDE = (UnitKind.GRADE, UnitKind.CLASS)
"""What is told apart by name within a school."""


def own_units(visit: Visit) -> list[Unit]:
    """The units inside a school whose roster this person keeps."""
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    return [one.unit for one in duties if changes_roster([(one.role, one.unit.kind)])]


def may_change(visit: Visit, unit_id: int) -> bool:
    """Whether a unit is one of them, or below one."""
    return changes_roster(visit.roles_over(unit_id))


def units_of(visit: Visit, role: Role | None) -> list[Unit]:
    """The own units a role can be held on: classes and grades, then the own unit itself."""
    own, places = own_units(visit), ROLE_PLACES.get(role) if role is not None else None
    if places is None or role is Role.ADMIN:
        return own
    found = [one for kind in _INSIDE if kind in places for one in _below(visit, kind)]
    return list({one.id: one for one in (*found, *own) if one.kind in places}.values())


def _below(visit: Visit, kind: UnitKind) -> list[Unit]:
    below = visit.tx.roster.below
    return [one for unit in own_units(visit) for one in below(unit.id, kind, visit.day)]


def with_role(visit: Visit, plan: StaffTurn, role: Role) -> StaffTurn:
    """The role that was chosen. What is begun from the own unit and held further down is asked for
    the class or the grade.
    """
    own = [one.id for one in own_units(visit)]
    further_down = any(one.id not in own for one in units_of(visit, role))
    unit = None if plan.unit in own and further_down else plan.unit
    return plan.model_copy(update={"role": role, "unit": unit})


def schools_of(visit: Visit, plan: StaffTurn) -> list[int]:
    """The school of the unit the change is about, or those of one's own units."""
    unit = None if plan.unit is None else visit.tx.roster.unit(plan.unit)
    units = own_units(visit) if unit is None else [unit]
    return list(dict.fromkeys(one.school_id for one in units if one.school_id is not None))


def known(visit: Visit, plan: StaffTurn) -> list[Person]:
    """Whoever held a duty there at any time, or will: somebody who laid down the last one may be
    given another.
    """
    schools = schools_of(visit, plan)
    people = [one for each in schools for one in visit.tx.roster_days.ever_at(each, visit.day)]
    return list({one.id: one for one in people}.values())


def hear(
    visit: Visit, kind: ChangeKind, plan: StaffTurn, words: str, staff: list[Person]
) -> Heard[StaffTurn, Person]:
    """Read a unit, a name, a phone, a role and a day out of typed words. ``staff`` are those of
    today, who are meant before anybody who was there once.
    """
    words, before = words[:LONGEST], plan
    if kind is ChangeKind.APPOINTMENT:
        plan, words = _placed(visit, plan, words)
    try:
        said = read_appointment(words, visit.day)
    except UnreadableDay as error:
        return Heard(plan, unreadable_day(visit, error), understood=only_days(words))
    if said.coming is not None:
        plan = plan.model_copy(update={"day": said.coming.first})
    if said.role is not None and kind is ChangeKind.APPOINTMENT:
        plan = with_role(visit, plan, said.role)
    if not said.name:
        return Heard(plan, understood=plan != before)
    found = meant(staff, said.name, PinyinLikeness()) or meant(
        known(visit, plan), said.name, PinyinLikeness()
    )
    by_phone = [one for one in found if said.phone is not None and one.phone == said.phone]
    found = tuple(by_phone) or found
    if said.phone is not None and kind is ChangeKind.APPOINTMENT and not by_phone:
        new = plan.model_copy(update={"name": said.name, "phone": said.phone, "person": None})
        return Heard(new, understood=True)
    if len(found) == 1:
        return Heard(plan.model_copy(update={"person": found[0].id, "name": None}), understood=True)
    key = "roll.which_person" if found else f"roll.unknown_person_{kind}"
    lead = text(visit.language, key, raw=said.name[:SHOWN])
    return Heard(plan, lead, found, bool(found))


def _placed(visit: Visit, plan: StaffTurn, words: str) -> tuple[StaffTurn, str]:
    """The class or grade that words name, and the words without it."""
    inside = [one for kind in _INSIDE for one in _below(visit, kind)]
    named, rest = units_named(visit, inside, words)
    units = [group[0] for group in named if len(group) == 1]
    return (plan.model_copy(update={"unit": units[0]}), rest) if units else (plan, words)
