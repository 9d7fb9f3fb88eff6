"""Who answers for a class in its head teacher's place, on which days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.calendar import Period
from domain.filing import may_file
from domain.hand_over import arranged, back_on, cut_short, may_hand_over
from domain.roster import Role, UnitKind

MONDAY = date(2026, 11, 23)


def days(first: int, last: int) -> Period:
    """Days of the week from Monday, 0, on."""
    return Period(MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))


@pytest.mark.parametrize(
    ("role", "kind", "may"),
    [
        (Role.HEAD_TEACHER, UnitKind.CLASS, True),
        (Role.GRADE_LEADER, UnitKind.GRADE, True),
        (Role.PRINCIPAL, UnitKind.SCHOOL, True),
        (Role.ADMIN, UnitKind.SCHOOL, True),
        (Role.ADMIN, UnitKind.TOWNSHIP, False),
        (Role.PRINCIPAL, UnitKind.DISTRICT, False),
        (Role.DEPUTY, UnitKind.CLASS, False),
        (Role.SUBSTITUTE, UnitKind.CLASS, False),
        (Role.HEALTH_OFFICER, UnitKind.SCHOOL, False),
        (Role.LIAISON, UnitKind.SCHOOL, False),
    ],
)
def test_who_may_hand_a_class_over(role: Role, kind: UnitKind, may: bool) -> None:
    assert may_hand_over([(role, kind)]) is may


def test_a_later_arrangement_takes_its_days_from_an_earlier_one() -> None:
    known = {"A": (days(0, 4),)}
    assert arranged(known, "B", days(1, 2)) == {
        "A": ((days(0, 4),), (days(0, 0), days(3, 4))),
        "B": ((), (days(1, 2),)),
    }


def test_the_same_person_longer_is_one_arrangement() -> None:
    assert arranged({"A": (days(0, 2),)}, "A", days(3, 4)) == {"A": ((days(0, 2),), (days(0, 4),))}


def test_other_days_take_the_place_of_the_old_ones_and_leave_other_arrangements() -> None:
    known = {"A": (days(0, 4), days(14, 18))}
    shorter = arranged(known, "A", days(0, 1), instead_of=days(0, 4))
    assert shorter == {"A": (known["A"], (days(0, 1), days(14, 18)))}
    assert arranged(known, "A", None, instead_of=days(0, 4)) == {"A": (known["A"], (days(14, 18),))}


def test_what_is_cut_before_its_first_day_is_none() -> None:
    assert cut_short(days(1, 4), days(0, 0).last) is None
    assert cut_short(days(1, 4), days(1, 1).last) == days(1, 1)


def test_it_comes_back_on_the_day_after_the_last() -> None:
    assert back_on(days(0, 4)) == MONDAY + timedelta(days=5)


def test_a_deputy_who_stands_in_files_as_the_substitute() -> None:
    held = [(Role.DEPUTY, UnitKind.CLASS), (Role.SUBSTITUTE, UnitKind.CLASS)]
    assert may_file(held) is Role.SUBSTITUTE
