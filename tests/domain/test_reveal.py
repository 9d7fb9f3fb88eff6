"""Who may ask for names, and who sees them without asking."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Period
from domain.choice import LIMIT, Choice, UnreadableChoice
from domain.report_request import days_words
from domain.reveal import RevealReason, may_reveal, sees_names_at_once, shown_days
from domain.roster import Role, Unit, UnitKind

SCHOOL = Unit(1, "hc", "和川镇中心小学", UnitKind.SCHOOL, 1)
TOWN = Unit(2, "town", "和川镇", UnitKind.TOWNSHIP, None)


@pytest.mark.parametrize(
    ("role", "kind", "may"),
    [
        (Role.PRINCIPAL, UnitKind.SCHOOL, True),
        (Role.HEALTH_OFFICER, UnitKind.SCHOOL, True),
        (Role.ADMIN, UnitKind.SCHOOL, True),
        (Role.GRADE_LEADER, UnitKind.GRADE, True),
        (Role.HEAD_TEACHER, UnitKind.CLASS, True),
        (Role.LIAISON, UnitKind.SCHOOL, False),
        (Role.STAFF, UnitKind.SCHOOL, False),
        (Role.ADMIN, UnitKind.TOWNSHIP, False),
        (Role.PRINCIPAL, UnitKind.DISTRICT, False),
        (Role.ADMIN, UnitKind.CITY, False),
    ],
)
def test_names_are_for_those_inside_the_school(role: Role, kind: UnitKind, may: bool) -> None:
    assert may_reveal(SCHOOL, [(role, kind)]) is may


def test_of_a_unit_above_the_schools_nobody_gets_names() -> None:
    assert not may_reveal(TOWN, [(Role.PRINCIPAL, UnitKind.SCHOOL)])


def test_where_the_school_keeps_names_back_only_the_own_teachers_see_them_at_once() -> None:
    principal, teacher = (Role.PRINCIPAL, UnitKind.SCHOOL), (Role.HEAD_TEACHER, UnitKind.CLASS)
    assert sees_names_at_once([principal], names_shown=True)
    assert not sees_names_at_once([principal], names_shown=False)
    assert sees_names_at_once([teacher, principal], names_shown=False)
    for shown in (True, False):
        assert not sees_names_at_once([(Role.LIAISON, UnitKind.SCHOOL)], names_shown=shown)


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DAYS, st.integers(0, 91), st.sampled_from(RevealReason))
def test_a_button_holds_any_days_and_any_reason(
    first: date, length: int, reason: RevealReason
) -> None:
    period = Period(first, first + timedelta(days=length))
    assert shown_days(days_words(period)) == period
    choice = Choice("nmw", 2**40, argument=f"{days_words(period)}:{reason}")
    assert len(choice.encode().encode()) <= LIMIT


@pytest.mark.parametrize(
    "words", ["", "2026", "20261332", "20261123-20261122", "20260101-20261231", "20261123:x"]
)
def test_other_days_are_forged(words: str) -> None:
    with pytest.raises(UnreadableChoice):
        shown_days(words)
