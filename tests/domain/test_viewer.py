"""Who may read a report, see names in it, remind its classes."""

from __future__ import annotations

import pytest

from domain.roster import Role, UnitKind
from domain.viewer import may_chase, reads_report, sees_names

TABLE = [
    # role, held on, reads, names, chases
    (Role.HEAD_TEACHER, UnitKind.CLASS, True, True, False),
    (Role.DEPUTY, UnitKind.CLASS, True, True, False),
    (Role.SUBSTITUTE, UnitKind.CLASS, True, True, False),
    (Role.GRADE_LEADER, UnitKind.GRADE, True, True, True),
    (Role.HEALTH_OFFICER, UnitKind.SCHOOL, True, True, True),
    (Role.PRINCIPAL, UnitKind.SCHOOL, True, True, True),
    (Role.ADMIN, UnitKind.SCHOOL, True, True, True),
    (Role.LIAISON, UnitKind.SCHOOL, True, False, False),
    (Role.ADMIN, UnitKind.TOWNSHIP, True, False, True),
    (Role.PRINCIPAL, UnitKind.DISTRICT, True, False, True),
    (Role.LIAISON, UnitKind.TOWNSHIP, True, False, False),
    (Role.STAFF, UnitKind.SCHOOL, False, False, False),
]


@pytest.mark.parametrize(("role", "kind", "reads", "names", "chases"), TABLE)
def test_each_role_sees_what_it_needs(
    role: Role, kind: UnitKind, reads: bool, names: bool, chases: bool
) -> None:
    roles = [(role, kind)]
    assert (reads_report(roles), sees_names(roles), may_chase(roles)) == (reads, names, chases)


def test_a_role_above_the_school_takes_nothing_away_from_one_inside() -> None:
    roles = [(Role.PRINCIPAL, UnitKind.SCHOOL), (Role.ADMIN, UnitKind.TOWNSHIP)]
    assert sees_names(roles)


def test_nobody_without_a_role_sees_anything() -> None:
    assert (reads_report([]), sees_names([]), may_chase([])) == (False, False, False)
