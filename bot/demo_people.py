"""The people of the sample township, each with a phone in the emulator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.roster import Role, UnitKind
from domain.roster_rows import MembershipRow, RosterFile, UnitRow
from views.duties import role_name

FIRST_PHONE = 700_000_001
"""The emulator's id of the first person; the others follow in the roster's order."""

PINNED = ("HCZX-T11", "HCZX-T01", "HCZX-T03", "HCZX-T02", "HC-T02")
"""Whom the visitor plays: 三年级2班's head teacher, the principal, the health officer and the admin
of 和川镇中心小学, and the township's admin.
"""
HEAD_TEACHER, PRINCIPAL, _, _, TOWNSHIP_ADMIN = PINNED

WITHOUT_CHAT = frozenset({"TZJX-T03"})
"""冉光明 has a phone with keys: he never enrols."""


@dataclass(frozen=True, slots=True)
class Persona:
    """A person as the emulator's page shows one. ``enrols`` where the person holds a duty."""

    code: str
    name: str
    phone: str | None
    user_id: int
    title: str
    group: str
    role: str
    enrols: bool

    @property
    def pinned(self) -> bool:
        """Whether the visitor plays this person."""
        return self.code in PINNED

    def as_user(self) -> dict[str, object]:
        """The person as POST /control/users takes one."""
        about = {"title": self.title, "group": self.group, "role": self.role}
        return {
            "id": self.user_id,
            "first_name": self.name,
            "phone": self.phone,
            "language_code": "zh-hans",
            "about": about | {"pinned": self.pinned},
        }


def personas(roster: RosterFile, language: str) -> dict[str, Persona]:
    """Everybody of the roster by code, those whom the visitor plays first."""
    units = {unit.code: unit for unit in roster.units}
    duties: dict[str, list[MembershipRow]] = {}
    for membership in roster.memberships:
        duties.setdefault(membership.person_code, []).append(membership)
    found = {}
    for number, person in enumerate(roster.people):
        held = [duty for duty in duties[person.code] if duty.role is not Role.STAFF]
        shown = held or duties[person.code][:1]
        found[person.code] = Persona(
            code=person.code,
            name=person.name,
            phone=person.phone,
            user_id=FIRST_PHONE + number,
            title=f"{_title(language, units, shown)} {person.name}",
            group=_school(units, shown[0].unit_code),
            role=shown[0].role.value,
            enrols=bool(held) and person.code not in WITHOUT_CHAT,
        )
    first = {code: found[code] for code in PINNED}
    return first | found


def _title(language: str, units: Mapping[str, UnitRow], duties: Iterable[MembershipRow]) -> str:
    """``三年级、四年级 班主任``; a school is named by the group, not here."""
    by_role: dict[Role, list[str]] = {}
    for duty in duties:
        unit = units[duty.unit_code]
        names = by_role.setdefault(duty.role, [])
        if unit.kind in (UnitKind.CLASS, UnitKind.GRADE, UnitKind.OFFICE):
            names.append(unit.name)
    parts = [
        " ".join(filter(None, ("、".join(names), role_name(language, role))))
        for role, names in by_role.items()
    ]
    return " · ".join(parts)


def _school(units: Mapping[str, UnitRow], code: str) -> str:
    """The name of the school a unit belongs to, of the unit itself above the schools."""
    unit = units[code]
    above: UnitRow | None = unit
    while above is not None and above.kind is not UnitKind.SCHOOL:
        above = units[above.parent_code] if above.parent_code else None
    return (above or unit).name
