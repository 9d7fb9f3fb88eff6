"""Duties (任职) as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.roster import Duty, Role, UnitKind
from views.words import say


def role_name(language: str, role: Role) -> str:
    """班主任, head teacher."""
    return say(language, f"enrolment.role_{role}")


def duty_lines(language: str, duties: Sequence[Duty], schools: Mapping[int, str]) -> list[str]:
    """A line for each role with its units; ``schools`` are the names of schools by id."""
    by_role: dict[tuple[Role, int | None], list[str]] = {}
    for duty in duties:
        unit = duty.unit
        inside = None if unit.kind is UnitKind.SCHOOL else unit.school_id
        by_role.setdefault((duty.role, inside), []).append(unit.name)
    comma = say(language, "enrolment.comma")
    lines = []
    for (role, inside), units in by_role.items():
        school = schools.get(inside) if inside is not None else None
        key = "enrolment.duty" if school is None else "enrolment.duty_in_school"
        values = {"role": role_name(language, role), "units": comma.join(units)}
        lines.append(say(language, key, **values, school=school or ""))
    return lines
