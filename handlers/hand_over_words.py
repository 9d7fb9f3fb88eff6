"""What is typed about the hand-over of a class (代班), in any order, and who may stand in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.calendar import Period, UnreadableDay
from domain.coming_days import find_coming, only_days, read_end
from domain.hand_over import may_hand_over
from domain.roster import Role, Unit, UnitKind
from domain.roster_change import HandOver
from domain.staff_names import meant
from handlers.arranging import Heard, units_named, unreadable_day
from handlers.likeness import PinyinLikeness
from handlers.visit import Visit
from storage.roster_days import StaffMember
from views.words import text

LONGEST = 100
"""Characters of a request that are read."""
SHOWN = 24
"""Characters of a name that are said back."""


def classes_of(visit: Visit) -> dict[int, Unit]:
    """The classes this person may hand over, the own ones first."""
    roster, day = visit.tx.roster, visit.day
    found: dict[int, Unit] = {}
    duties = roster.duties_of(visit.person_id, day)
    for duty in sorted(duties, key=lambda one: one.role is not Role.HEAD_TEACHER):
        if not may_hand_over([(duty.role, duty.unit.kind)]):
            continue
        for unit in roster.below(duty.unit.id, UnitKind.CLASS, day):
            found.setdefault(unit.id, unit)
    return found


def first_plan(visit: Visit) -> HandOver:
    """Where no class is named: all the own ones, if they are of one school, or the only one."""
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    own = [duty.unit for duty in duties if duty.role is Role.HEAD_TEACHER]
    classes = own or list(classes_of(visit).values())
    one_school = len({unit.school_id for unit in classes}) == 1
    if classes and one_school and (own or len(classes) == 1):
        return HandOver(classes=tuple(dict.fromkeys(unit.id for unit in classes)))
    return HandOver()


def hear(visit: Visit, plan: HandOver, words: str) -> Heard[HandOver, StaffMember]:
    """Read classes, days and a name out of typed words, in any order."""
    units = classes_of(visit)
    named, rest = units_named(visit, units.values(), words[:LONGEST])
    classes = [group[0] for group in named if len(group) == 1]
    if classes:
        plan = plan.model_copy(update={"classes": tuple(dict.fromkeys(classes))})
    try:
        end = _end_of(visit, plan, rest)
        if end is not None:
            return Heard(plan.model_copy(update={"last": end}), understood=True)
        found = find_coming(rest, visit.day)
    except UnreadableDay as error:
        lead = unreadable_day(visit, error, "hand_over.unreadable_days")
        return Heard(plan, lead, understood=only_days(words))
    if found.coming is not None:
        plan = with_days(plan, found.coming.first, found.coming.last)
        rest = found.rest
    if not any(sign.isalnum() for sign in rest):
        return Heard(plan, understood=bool(named or found.coming))
    return _named(visit, plan, rest)


def _end_of(visit: Visit, plan: HandOver, words: str) -> date | None:
    """The last day, while only the first one is known and nothing else is said."""
    if plan.first is None or plan.last is not None:
        return None
    return read_end(words, plan.first, visit.day)


def with_days(plan: HandOver, first: date, last: date | None) -> HandOver:
    """The days said; of an arrangement that runs already only the end is changed."""
    before = plan.before
    if before is not None:
        return plan.model_copy(update={"first": before.first, "last": last or first})
    return plan.model_copy(update={"first": first, "last": last})


def _named(visit: Visit, plan: HandOver, rest: str) -> Heard[HandOver, StaffMember]:
    """Whom the rest names; what names nobody is not understood, whatever else was said."""
    staff = {one.person.id: one for one in candidates(visit, plan)}
    found = meant([one.person for one in staff.values()], rest, PinyinLikeness())
    if len(found) == 1:
        return Heard(plan.model_copy(update={"person": found[0].id}), understood=True)
    if found:
        asked = plan.model_copy(update={"person": None})
        lead = text(visit.language, "hand_over.which_person", raw=rest[:SHOWN])
        return Heard(asked, lead, tuple(staff[one.id] for one in found), understood=True)
    absent = _who_is_away(visit, plan, rest)
    if absent is not None:
        return absent
    lead = text(visit.language, "hand_over.unknown_person", raw=rest[:SHOWN])
    return Heard(plan, lead)


def _who_is_away(visit: Visit, plan: HandOver, rest: str) -> Heard[HandOver, StaffMember] | None:
    """``刘洋 赵婷``: the head teacher who is away, and who stands in."""
    away, _, other = rest.strip(" ,，").partition(" ")
    if plan.classes or not other:
        return None
    staff = [one.person for one in candidates(visit, plan)]
    heads, substitutes = (meant(staff, one, PinyinLikeness()) for one in (away, other))
    if len(heads) != 1 or len(substitutes) != 1:
        return None
    mine = classes_of(visit)
    duties = visit.tx.roster.duties_of(heads[0].id, visit.day)
    classes = tuple(
        duty.unit.id for duty in duties if duty.role is Role.HEAD_TEACHER and duty.unit.id in mine
    )
    if not classes:
        return None
    return Heard(
        plan.model_copy(update={"classes": classes, "person": substitutes[0].id}), understood=True
    )


def candidates(visit: Visit, plan: HandOver) -> list[StaffMember]:
    """Who may stand in: the staff of the classes' school, those near the class first.

    Where no class is chosen yet, the staff of all the schools it may be in.
    """
    units = classes_of(visit)
    chosen = [units[one] for one in plan.classes if one in units]
    schools = dict.fromkeys(unit.school_id for unit in chosen or units.values())
    days = Period(plan.first or visit.day, max(plan.last or visit.day, plan.first or visit.day))
    found = {
        one.person.id: one
        for school in schools
        if school is not None
        for one in visit.tx.roster_days.staff_of(school, days)
    }
    near = _near(visit, chosen)
    heads = {
        m.person.id
        for unit in chosen
        for m in visit.tx.roster.members(unit.id, visit.day)
        if m.role is Role.HEAD_TEACHER
    }
    order = {person_id: place for place, person_id in enumerate(dict.fromkeys((*near, *found)))}
    people = [one for person_id, one in found.items() if person_id not in heads]
    return sorted(people, key=lambda one: (not one.reached, order[one.person.id]))


def _near(visit: Visit, chosen: Sequence[Unit]) -> list[int]:
    """The deputies of the classes, then whoever has a duty in the same grade, by person id."""
    near: dict[int, None] = {}
    for unit in chosen:
        for member in visit.tx.roster.members(unit.id, visit.day):
            near.setdefault(member.person.id)
    for unit in chosen:
        grade = next(
            (up for up in visit.tx.roster.upward(unit.id) if up.kind is UnitKind.GRADE), None
        )
        for one in [] if grade is None else visit.tx.people.below(grade.id, visit.day):
            near.setdefault(one.person.id)
    return list(near)
