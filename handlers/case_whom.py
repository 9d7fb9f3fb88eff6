"""Whom a case is for: a pupil, one of the staff, somebody of an alert; by button or by name."""

from __future__ import annotations

from dataclasses import dataclass

from domain.calendar import Period
from domain.case import may_direct, may_follow, roles_about
from domain.choice import UnreadableChoice, base36, from36
from domain.errors import NotYours
from handlers.visit import Visit
from views.case_opening import Subject


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody a case may be opened for, and where that person is."""

    school_id: int
    unit_id: int
    pupil_id: int | None = None
    person_id: int | None = None
    alert_person: int | None = None


def must_direct(visit: Visit, unit_id: int, *, staff: bool = False) -> None:
    """Raises NotYours unless this person may open cases there now, of ``staff`` or of pupils."""
    if not may_direct(roles_about(visit.roles_over(unit_id), staff=staff)):
        raise NotYours


def read_whom(visit: Visit, who: str) -> Whom:
    """Whom a button names: a pupil (p), one of the staff (s), or somebody of an alert (a).

    Raises NotYours, UnreadableChoice.
    """
    number = from36(who[1:])
    if who[:1] == "a":
        return _of_alert(visit, number)
    pupil_id, person_id = (number, None) if who[:1] == "p" else (None, number)
    if who[:1] not in ("p", "s"):
        raise UnreadableChoice
    unit_id = unit_of(visit, pupil_id, person_id, None)
    unit = visit.tx.roster.unit(unit_id)
    if unit is None or unit.school_id is None:
        raise NotYours
    return Whom(unit.school_id, unit_id, pupil_id, person_id)


def _of_alert(visit: Visit, alert_person: int) -> Whom:
    found = visit.tx.alerts.of_person(alert_person)
    if found is None or not found[1].is_known:
        raise NotYours
    alert, about = found
    unit_id = unit_of(visit, about.pupil_id, about.person_id, alert.school_id)
    return Whom(alert.school_id, unit_id, about.pupil_id, about.person_id, about.id)


def unit_of(
    visit: Visit, pupil_id: int | None, person_id: int | None, school_id: int | None
) -> int:
    """Where a person is today: the pupil's class, or a unit of the person's duties.

    Raises NotYours.
    """
    if pupil_id is not None:
        for enrolled in visit.tx.cases.classes_of(pupil_id, visit.day):
            if school_id is None or enrolled[1] == school_id:
                return enrolled[0]
    elif person_id is not None:
        duties = visit.tx.roster.duties_of(person_id, visit.day)
        inside = [one.unit for one in duties if one.unit.school_id is not None]
        for unit in inside:
            if school_id is None or unit.school_id == school_id:
                return unit.id
    if school_id is not None:
        return school_id
    raise NotYours


def subject_of(visit: Visit, whom: Whom, who: str) -> Subject:
    """The person with name and unit, as the cards name them."""
    tx = visit.tx
    unit = tx.roster.unit(whom.unit_id)
    name = "?"
    if whom.pupil_id is not None:
        name = tx.roster.pupil_name(whom.pupil_id)
    elif whom.person_id is not None:
        name = tx.roster.person_name(whom.person_id)
    return Subject(whom.school_id, who, name, "" if unit is None else unit.name)


def called_under(visit: Visit, unit_id: int, school_id: int, name: str) -> dict[str, Whom]:
    """Pupils under a unit by exactly this name, and staff for whom their cases are for."""
    found = {
        f"p{base36(one.pupil.id)}": Whom(school_id, one.class_id, one.pupil.id)
        for one in visit.tx.roster_days.pupils_called(unit_id, name, visit.day)
    }
    staff = visit.tx.roster_days.staff_of(unit_id, Period(visit.day, visit.day))
    for member in staff:
        if member.person.name == name:
            at = unit_of(visit, None, member.person.id, school_id)
            if not may_follow(roles_about(visit.roles_over(at), staff=True)):
                continue
            found[f"s{base36(member.person.id)}"] = Whom(school_id, at, None, member.person.id)
    return found
