"""Who may see a report of a unit, see names in it, and have its classes reminded.

Each takes the roles somebody holds on the unit or above it, with the kind of unit they are held
on (storage.roster.roles_over).
"""

from __future__ import annotations

from collections.abc import Iterable

from domain.roster import FILES_FOR_CLASS, FILES_FROM_ABOVE, READS_REPORTS, Role, UnitKind

_INSIDE = (READS_REPORTS - {Role.LIAISON}) | FILES_FOR_CLASS


def reads_report(roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether the unit's report is theirs to read: by a duty over it, or for the own class."""
    return any(role in READS_REPORTS or role in FILES_FOR_CLASS for role, _ in roles)


def sees_names(roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether they may see names in the unit.

    Names are for class and school; township and above see counts, and so does a liaison, who
    comes from outside the school. A role above the school takes nothing away from one inside it.
    """
    return any(role in _INSIDE and not kind.above_school for role, kind in roles)


def watches(roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether the unit's state at this moment is theirs to see, by /status and the page (大屏)."""
    return any(role in READS_REPORTS for role, _ in roles)


def may_chase(roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether they may have the unit's outstanding classes reminded."""
    return any(role in FILES_FROM_ABOVE for role, _ in roles)


def may_mark(roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether they may change the unit's calendar: its admins, those above it, and the principal
    of the school.
    """
    return any(
        role is Role.ADMIN or (role is Role.PRINCIPAL and kind is UnitKind.SCHOOL)
        for role, kind in roles
    )


def keeps_records(roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether they may take the unit's inspection pack and keep its templates: as its calendar."""
    return may_mark(roles)


def changes_roster(roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether they keep the unit's roster: its pupils' classes and its teachers' duties. Names stay
    inside the school, so nobody above it does.
    """
    return any(role is Role.ADMIN and not kind.above_school for role, kind in roles)


def keeps_areas(roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether they may change the unit's list of risk areas: health officers and admins of a school
    or of a unit above it.
    """
    return any(role in (Role.HEALTH_OFFICER, Role.ADMIN) and is_whole(kind) for role, kind in roles)


def reads_areas(roles: Iterable[tuple[Role, UnitKind]]) -> bool:
    """Whether they may see it: whoever keeps it, and the principals."""
    return keeps_areas(roles) or any(
        role is Role.PRINCIPAL and is_whole(kind) for role, kind in roles
    )


def is_whole(kind: UnitKind) -> bool:
    """A school or a unit above it: only these have lists and settings of their own."""
    return kind is UnitKind.SCHOOL or kind.above_school
